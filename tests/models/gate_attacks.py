"""Raw SQL against each refusal of the schema, on the dossier of `scene.py`.

One attack breaks one rule and no other: without the RAISE it aims at, it would go through.
"""

# ruff: noqa: S608 - these statements are the attacks

from typing import NamedTuple


class Attack(NamedTuple):
    """Statements of which the last one must be refused, by this trigger, for this rule."""

    trigger: str
    rule: str
    sql: str


AT = "'2026-03-15', '2026-03-15', 'import', 1, 'x'"
ENTRY_COLUMNS = "fiscal_year_id, period_id, journal_id, entry_date, piece_date, origin, created_by, created_at"
LINE_COLUMNS = "entry_date, label, folded_label, debit, credit"
NEW_ENTRY = f"""
    INSERT INTO entry (id, {ENTRY_COLUMNS}) VALUES (90, 2, 15, 1, {AT});"""


def _new_line(identifier: int, amounts: str, *, account: str = "6064", day: str = "2026-03-15") -> str:
    return f"""
    INSERT INTO entry_line (id, entry_id, position, account_id, {LINE_COLUMNS})
        SELECT {identifier}, 90, {identifier}, id, '{day}', 'x', 'x', {amounts} FROM account
         WHERE number = '{account}';"""


NEW_LINES = _new_line(901, "100, 0") + _new_line(902, "0, 100")
POST = "UPDATE entry SET posted = 1 WHERE id = 90;"


TWO_FEET = "UPDATE entry_line SET foot = 1 WHERE entry_id = 90;"


def _at_foot(journal: int) -> str:
    return f"""
    UPDATE journal_year SET counterpart_mode = 'foot_of_journal', counterpart_account_id = 1
     WHERE journal_id = {journal} AND fiscal_year_id = 2;"""


def _of_day(day: str, journal: int) -> str:
    placed = (NEW_ENTRY + NEW_LINES).replace("15, 1, '2026-03-15'", f"15, {journal}, '{day}'")
    return placed.replace("2026-03-15", day)


def reopen(entry: int) -> str:
    return f"UPDATE entry SET posted = 0 WHERE id = {entry};"


def _validated(number: int, seal: int) -> str:
    return f"""
    INSERT INTO entry (id, {ENTRY_COLUMNS}, status, definitive_number, validated_at, seal_number, seal)
        VALUES (90, 2, 15, 1, {AT}, 'V', {number}, 'x', {seal}, zeroblob(32));
    {NEW_LINES}{POST}"""


def _validate(entry: int, number: int, seal: int) -> str:
    return f"""
    UPDATE entry SET status = 'V', definitive_number = {number}, validated_at = 'x', seal_number = {seal},
           seal = zeroblob(32) WHERE id = {entry};"""


SIMULATE = "UPDATE entry SET status = 'S' WHERE id = "
GROUP = """
    INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, partial)
        SELECT 9, id, 2, 'AZ', '2026-03-20', 0 FROM account WHERE number = '401DUP';"""
COMPLETE = "UPDATE lettering SET complete = 1 WHERE id = 9;"
TAKE = "UPDATE entry_line SET lettering_id = 9 WHERE position = 1 AND entry_id "
CHANGE = "UPDATE entry_line SET debit = 2 * debit, credit = 2 * credit WHERE entry_id = "
DROP_LINE = "DELETE FROM entry_line WHERE entry_id = "
ROOT = "(SELECT id FROM account WHERE number = '401' AND type = 'R')"
BLOCKED = "(SELECT id FROM account WHERE number = '6063')"

ATTACKS = [
    Attack("user_code_frozen", "user_code_frozen", "UPDATE user SET code = 'EVE' WHERE id = 1"),
    Attack(
        "event_without_gap",
        "event_without_gap",
        "INSERT INTO event VALUES (99, 'x', 'ADM', 'm', 'k', 'o', '{}', NULL, zeroblob(32))",
    ),
    Attack(
        "event_without_gap",
        "event_without_gap",
        "INSERT OR REPLACE INTO event VALUES (1, 'x', 'ADM', 'm', 'k', 'o', '{}', NULL, zeroblob(32))",
    ),
    Attack("event_never_changed", "event_append_only", "UPDATE event SET detail = '{}' WHERE id = 1"),
    Attack("event_never_deleted", "event_append_only", "DELETE FROM event WHERE id = (SELECT max(id) FROM event)"),
    # Fiscal years and periods.
    Attack(
        "fiscal_year_contiguous",
        "fiscal_year_contiguous",
        "INSERT INTO fiscal_year (start_date, end_date) VALUES ('2027-02-01', '2027-12-31')",
    ),
    Attack(
        "fiscal_year_contiguous",
        "fiscal_year_contiguous",
        "INSERT INTO fiscal_year (start_date, end_date) VALUES ('2026-12-15', '2027-12-31')",
    ),
    Attack(
        "fiscal_year_inserted_new",
        "already_there",
        "INSERT OR REPLACE INTO fiscal_year (id, start_date, end_date) VALUES (1, '2027-01-01', '2027-12-31')",
    ),
    Attack("fiscal_year_keeps_its_identity", "identity_frozen", "UPDATE fiscal_year SET rowid = 77 WHERE id = 2"),
    Attack(
        "fiscal_year_moved", "fiscal_year_contiguous", "UPDATE fiscal_year SET start_date = '2025-12-01' WHERE id = 2"
    ),
    Attack(
        "fiscal_year_moved", "period_inside_its_year", "UPDATE fiscal_year SET end_date = '2026-11-30' WHERE id = 2"
    ),
    Attack("fiscal_year_used_stays", "period_used", "DELETE FROM fiscal_year WHERE id = 2"),
    Attack("fiscal_year_closed_for_good", "fiscal_year_closed", "UPDATE fiscal_year SET closed_at = NULL WHERE id = 1"),
    Attack(
        "fiscal_year_closed_stays",
        "fiscal_year_closed",
        """INSERT INTO fiscal_year VALUES (9, '2024-01-01', '2024-12-31', '2025-03-01', NULL, 1);
        DELETE FROM fiscal_year WHERE id = 9""",
    ),
    Attack(
        "period_inside_its_year",
        "period_inside_its_year",
        "INSERT INTO period (fiscal_year_id, start_date, end_date) VALUES (2, '2027-01-01', '2027-01-31')",
    ),
    Attack(
        "period_inserted_new",
        "already_there",
        "INSERT OR REPLACE INTO period VALUES (15, 2, '2026-03-01', '2026-03-31')",
    ),
    Attack("period_keeps_its_identity", "identity_frozen", "UPDATE period SET oid = 77 WHERE id = 15"),
    Attack(
        "period_moved",
        "period_inside_its_year",
        "UPDATE period SET start_date = '2027-01-01', end_date = '2027-01-31' WHERE id = 24",
    ),
    Attack(
        "period_moved",
        "already_there",
        "UPDATE OR REPLACE period SET start_date = '2026-11-01', end_date = '2026-11-30' WHERE id = 24",
    ),
    Attack("period_moved", "entry_outside_period", "UPDATE period SET end_date = '2026-03-10' WHERE id = 15"),
    Attack("period_used_stays", "period_used", "DELETE FROM period WHERE id = 15"),
    # Accounts and journals.
    Attack("account_number_locked", "account_used", "UPDATE account SET number = '401EVE' WHERE number = '401DUP'"),
    Attack("account_number_locked", "account_used", "UPDATE account SET type = 'R' WHERE number = '401DUP'"),
    Attack(
        "account_inserted_new",
        "already_there",
        "INSERT OR REPLACE INTO account (number, title, folded_title) VALUES ('401DUP', 'x', 'x')",
    ),
    Attack(
        "account_inserted_new",
        "already_there",
        "INSERT OR REPLACE INTO account (id, number, title, folded_title) SELECT id, '409EVE', 'x', 'x' FROM account"
        " WHERE number = '401DUP'",
    ),
    Attack("account_keeps_its_identity", "identity_frozen", "UPDATE account SET rowid = 99999 WHERE number = '401DUP'"),
    Attack(
        "account_number_taken",
        "already_there",
        """INSERT INTO account (number, title, folded_title) VALUES ('401EVE', 'x', 'x');
        UPDATE OR REPLACE account SET number = '401DUP' WHERE number = '401EVE'""",
    ),
    Attack("account_used_stays", "account_used", "DELETE FROM account WHERE number = '401DUP'"),
    Attack("journal_identity_frozen", "journal_identity_frozen", "UPDATE journal SET code = 'EVE' WHERE code = 'AC'"),
    Attack("journal_identity_frozen", "journal_identity_frozen", "UPDATE journal SET type = 'sales' WHERE code = 'AC'"),
    Attack(
        "journal_inserted_new",
        "already_there",
        "INSERT OR REPLACE INTO journal (code, type, description) VALUES ('AC', 'purchases', 'x')",
    ),
    Attack("journal_keeps_its_identity", "identity_frozen", "UPDATE journal SET _rowid_ = 77 WHERE code = 'AC'"),
    Attack("journal_used_stays", "journal_used", "DELETE FROM journal WHERE code = 'AC'"),
    # An entry is written open, then posted.
    Attack(
        "entry_opens_empty",
        "entry_opens_empty",
        f"INSERT INTO entry ({ENTRY_COLUMNS}, posted) VALUES (2, 15, 1, {AT}, 1)",
    ),
    Attack(
        "entry_opens_empty",
        "entry_opens_empty",
        f"INSERT OR REPLACE INTO entry (id, {ENTRY_COLUMNS}) VALUES (2, 2, 15, 1, {AT})",
    ),
    Attack(
        "entry_keeps_its_identity", "identity_frozen", f"{NEW_ENTRY} UPDATE OR REPLACE entry SET id = 2 WHERE id = 90"
    ),
    Attack("entry_keeps_its_identity", "identity_frozen", "UPDATE entry SET rowid = 77 WHERE id = 2"),
    Attack("entry_post_gate", "entry_of_one_line", NEW_ENTRY + POST),
    Attack(
        "entry_post_gate", "entry_unbalanced", NEW_ENTRY + _new_line(901, "100, 0") + _new_line(902, "0, 99") + POST
    ),
    Attack(
        "entry_post_gate",
        "entry_unbalanced",
        NEW_ENTRY + _new_line(901, "100, 0") + _new_line(902, "-100, 0") + _new_line(903, "0, 1") + POST,
    ),
    Attack(
        "entry_post_gate",
        "entry_outside_period",
        f"{NEW_ENTRY}{_new_line(901, '100, 0', day='2026-04-01')}{_new_line(902, '0, 100', day='2026-04-01')}"
        "UPDATE entry SET entry_date = '2026-04-01' WHERE id = 90;" + POST,
    ),
    Attack(
        "entry_post_gate",
        "entry_outside_period",
        "INSERT INTO fiscal_year (id, start_date, end_date) VALUES (3, '2027-01-01', '2027-12-31');"
        f"{NEW_ENTRY}{NEW_LINES} UPDATE entry SET fiscal_year_id = 3 WHERE id = 90;" + POST,
    ),
    Attack(
        "entry_post_gate",
        "fiscal_year_closed",
        f"{NEW_ENTRY}{_new_line(901, '100, 0', day='2025-06-15')}{_new_line(902, '0, 100', day='2025-06-15')}"
        "UPDATE entry SET entry_date = '2025-06-15', period_id = 6, fiscal_year_id = 1 WHERE id = 90;" + POST,
    ),
    Attack(
        "entry_post_gate",
        "journal_period_closed",
        f"{NEW_ENTRY}{_new_line(901, '100, 0', day='2026-01-15')}{_new_line(902, '0, 100', day='2026-01-15')}"
        "UPDATE entry SET entry_date = '2026-01-15', period_id = 13 WHERE id = 90;" + POST,
    ),
    Attack(
        "entry_post_gate",
        "line_date_differs",
        NEW_ENTRY + _new_line(901, "100, 0") + _new_line(902, "0, 100", day="2026-03-16") + POST,
    ),
    Attack(
        "entry_post_gate",
        "lettering_across_accounts",
        f"""{reopen(9)}
        UPDATE entry_line SET account_id = (SELECT id FROM account WHERE number = '411MAR')
         WHERE entry_id = 9 AND position = 1;
        UPDATE entry SET posted = 1 WHERE id = 9""",
    ),
    Attack("entry_post_gate", "definitive_number_gap", _validated(3, 3)),
    Attack("entry_post_gate", "definitive_number_gap", _validated(1, 3)),
    Attack("entry_post_gate", "seal_gap", _validated(2, 4)),
    Attack("entry_post_gate", "seal_gap", _validated(2, 2)),
    Attack("entry_reopen_gate", "entry_validated", reopen(2)),
    Attack("entry_reopen_gate", "entry_exported", reopen(10)),
    Attack("entry_reopen_gate", "entry_linked", f"UPDATE entry SET linked = 1 WHERE id = 3; {reopen(3)}"),
    Attack("entry_reopen_gate", "fiscal_year_closed", reopen(13)),
    Attack("entry_reopen_gate", "journal_period_closed", reopen(11)),
    Attack("entry_frozen_while_posted", "entry_posted", "UPDATE entry SET piece_number = 'EVE' WHERE id = 2"),
    Attack("entry_frozen_while_posted", "entry_posted", "UPDATE entry SET entry_date = '2026-03-16' WHERE id = 2"),
    Attack("entry_frozen_while_posted", "entry_posted", "UPDATE entry SET journal_id = 2 WHERE id = 2"),
    Attack("entry_validation_frozen", "entry_validated", "UPDATE entry SET definitive_number = 9 WHERE id = 2"),
    Attack("entry_validation_frozen", "entry_validated", "UPDATE entry SET validated_at = '2020-01-01' WHERE id = 2"),
    Attack("entry_validation_frozen", "entry_validated", "UPDATE entry SET seal = zeroblob(32) WHERE id = 2"),
    Attack("entry_deleted_open", "entry_posted", "DELETE FROM entry WHERE id = 2"),
    Attack("entry_deleted_open", "entry_posted", "DELETE FROM entry WHERE id = 3"),
    # Foot-of-journal journals.
    Attack("foot_of_journal_gate", "foot_validated", f"{_at_foot(1)}{_of_day('2026-03-25', 1)}{POST}"),
    Attack("foot_of_journal_gate", "foot_of_one_day", _at_foot(4) + _of_day("2026-03-18", 4) + POST),
    Attack("foot_of_journal_gate", "foot_of_one_day", _at_foot(4) + _of_day("2026-03-25", 4) + TWO_FEET + POST),
    Attack("foot_line_changed_open", "entry_posted", "UPDATE entry_line SET foot = 1 WHERE entry_id = 2"),
    # Transitions of the status.
    Attack("entry_status_gate", "status_transition", _validate(4, 2, 3)),
    Attack("entry_status_gate", "status_transition", f"{reopen(3)} {SIMULATE} 3"),
    Attack("entry_status_gate", "fiscal_year_closed", f"{SIMULATE} 13"),
    Attack("entry_status_gate", "journal_period_closed", f"{SIMULATE} 11"),
    Attack("entry_status_gate", "definitive_number_gap", _validate(3, 3, 3)),
    Attack("entry_status_gate", "seal_gap", _validate(3, 2, 9)),
    Attack("entry_status_gate", "line_protected", f"{SIMULATE} 5"),
    Attack("entry_status_gate", "line_protected", f"{SIMULATE} 7"),
    Attack("entry_status_gate", "line_protected", f"{SIMULATE} 8"),
    Attack("entry_status_gate", "line_protected", f"UPDATE vat_record SET vat_return_id = 1; {SIMULATE} 3"),
    Attack("entry_status_gate", "line_protected", f"{SIMULATE} 10"),
    # Lines.
    Attack("line_inserted_open", "entry_posted", _new_line(901, "100, 0").replace(" 90,", " 2,")),
    Attack(
        "line_inserted_new",
        "line_inserted_new",
        f"""{GROUP}{NEW_ENTRY}
        INSERT INTO entry_line (entry_id, position, account_id, {LINE_COLUMNS}, lettering_id)
            SELECT 90, 1, account_id, '2026-03-15', 'x', 'x', 1, 0, 9 FROM lettering WHERE id = 9""",
    ),
    Attack(
        "line_inserted_new",
        "line_inserted_new",
        NEW_ENTRY + _new_line(1, "100, 0").replace("INSERT", "INSERT OR REPLACE"),
    ),
    Attack(
        "line_inserted_new",
        "line_inserted_new",
        NEW_ENTRY
        + _new_line(901, "1, 0")
        + _new_line(902, "1, 0").replace(" 90, 902", " 90, 901").replace("INSERT", "INSERT OR REPLACE"),
    ),
    Attack(
        "line_keeps_its_identity",
        "identity_frozen",
        f"{NEW_ENTRY}{NEW_LINES} UPDATE OR REPLACE entry_line SET rowid = 4 WHERE id = 901",
    ),
    Attack(
        "line_place_taken",
        "already_there",
        f"{NEW_ENTRY}{NEW_LINES} UPDATE OR REPLACE entry_line SET position = 902 WHERE id = 901",
    ),
    Attack("line_inserted_on_detail", "account_is_root", NEW_ENTRY + _new_line(901, "100, 0", account="401")),
    Attack("line_inserted_on_detail", "account_blocked", NEW_ENTRY + _new_line(901, "100, 0", account="6063")),
    Attack(
        "line_moved_on_detail",
        "account_is_root",
        f"{reopen(3)} UPDATE entry_line SET account_id = {ROOT} WHERE entry_id = 3 AND position = 1",
    ),
    Attack(
        "line_moved_on_detail",
        "account_blocked",
        f"{reopen(3)} UPDATE entry_line SET account_id = {BLOCKED} WHERE entry_id = 3 AND position = 2",
    ),
    Attack("line_changed_open", "entry_posted", "UPDATE entry_line SET debit = 1 WHERE entry_id = 2 AND position = 2"),
    Attack("line_changed_open", "entry_posted", "UPDATE entry_line SET label = 'EVE' WHERE entry_id = 2"),
    Attack(
        "line_changed_open",
        "entry_posted",
        f"{reopen(3)} UPDATE entry_line SET entry_id = 2, position = 9 WHERE entry_id = 3 AND position = 1",
    ),
    Attack("line_deleted_open", "entry_posted", "DELETE FROM entry_line WHERE entry_id = 2 AND position = 2"),
    # Protected lines, though their entry is open.
    Attack("line_protected_change", "line_protected", f"{reopen(6)} {CHANGE} 6 AND position = 2"),
    Attack("line_protected_change", "line_protected", f"{reopen(5)} {CHANGE} 5 AND position = 1"),
    Attack("line_protected_change", "line_protected", f"{reopen(7)} {CHANGE} 7 AND position = 1"),
    Attack("line_protected_change", "line_protected", f"{reopen(8)} {CHANGE} 8 AND position = 1"),
    Attack("line_protected_change", "line_protected", f"{reopen(9)} {CHANGE} 9 AND position = 3"),
    Attack(
        "line_protected_date",
        "line_protected",
        f"{reopen(6)} UPDATE entry_line SET entry_date = '2026-03-17' WHERE entry_id = 6 AND position = 2",
    ),
    Attack(
        "line_protected_date",
        "line_protected",
        f"{reopen(9)} UPDATE entry_line SET entry_date = '2026-03-17' WHERE entry_id = 9 AND position = 3",
    ),
    Attack(
        "line_ticked_not_simulated",
        "line_simulated",
        "UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE entry_id = 4 AND position = 1",
    ),
    Attack("line_protected_deletion", "line_protected", f"{reopen(6)} {DROP_LINE} 6 AND position = 2"),
    Attack("line_protected_deletion", "line_protected", f"{reopen(5)} {DROP_LINE} 5 AND position = 1"),
    Attack("line_protected_deletion", "line_protected", f"{reopen(7)} {DROP_LINE} 7 AND position = 1"),
    Attack("line_protected_deletion", "line_protected", f"{reopen(8)} {DROP_LINE} 8 AND position = 1"),
    Attack("line_protected_deletion", "line_protected", f"{reopen(9)} {DROP_LINE} 9 AND position = 3"),
    # Lettering.
    Attack(
        "lettering_opens_empty",
        "lettering_opens_empty",
        GROUP.replace("partial)", "complete)").replace("0 FROM", "1 FROM"),
    ),
    Attack(
        "lettering_opens_empty",
        "lettering_opens_empty",
        GROUP.replace("INSERT", "INSERT OR REPLACE").replace(" 9,", " 1,"),
    ),
    Attack(
        "lettering_opens_empty",
        "lettering_opens_empty",
        "INSERT OR REPLACE INTO lettering (account_id, fiscal_year_id, code, lettered_on)"
        " SELECT account_id, fiscal_year_id, code, lettered_on FROM lettering WHERE id = 1",
    ),
    Attack(
        "lettering_keeps_its_identity",
        "identity_frozen",
        f"{GROUP} UPDATE OR REPLACE lettering SET id = 1 WHERE id = 9",
    ),
    Attack(
        "lettering_code_taken", "already_there", f"{GROUP} UPDATE OR REPLACE lettering SET code = 'ab' WHERE id = 9"
    ),
    Attack("lettering_gate", "lettering_of_one_line", GROUP + COMPLETE),
    Attack("lettering_gate", "lettering_unbalanced", f"{GROUP}{TAKE} IN (3, 10); {COMPLETE}"),
    Attack(
        "lettering_gate",
        "lettering_across_accounts",
        f"""{GROUP}{TAKE} = 3; UPDATE entry_line SET lettering_id = 9 WHERE entry_id = 3; {COMPLETE}""",
    ),
    Attack(
        "lettering_gate",
        "lettering_across_accounts",
        f"{GROUP} UPDATE lettering SET partial = 1 WHERE id = 9; {TAKE} IN (3, 4); {COMPLETE}",
    ),
    Attack(
        "lettering_gate",
        "fiscal_year_closed",
        f"""{GROUP} UPDATE lettering SET fiscal_year_id = 1, partial = 1 WHERE id = 9;
        UPDATE entry_line SET lettering_id = 9 WHERE entry_id = 12 AND lettering_id IS NULL AND position > 1;
        UPDATE entry_line SET lettering_id = 9 WHERE entry_id = 1 AND lettering_id IS NULL AND position > 1;
        UPDATE lettering SET account_id = (SELECT account_id FROM entry_line WHERE entry_id = 12 AND position = 2)
         WHERE id = 9;
        UPDATE entry_line SET lettering_id = NULL WHERE lettering_id = 9 AND position = 3;
        {COMPLETE}""",
    ),
    Attack("lettering_reopen_gate", "fiscal_year_closed", "UPDATE lettering SET complete = 0 WHERE id = 2"),
    Attack("lettering_frozen", "lettering_complete", "UPDATE lettering SET partial = 1 WHERE id = 1"),
    Attack("lettering_deleted_open", "lettering_complete", "DELETE FROM lettering WHERE id = 1"),
    Attack(
        "line_lettered_in_open_group",
        "lettering_complete",
        "UPDATE entry_line SET lettering_id = NULL WHERE lettering_id = 1",
    ),
    Attack(
        "line_lettered_in_open_group",
        "lettering_complete",
        "UPDATE entry_line SET lettering_id = 1 WHERE entry_id = 3 AND position = 1",
    ),
    # Guide models and guided entries
    Attack("guide_definition_frozen", "guide_part_used", "UPDATE guide_definition SET suffix = 'EVE' WHERE id = 901"),
    Attack("guide_formula_frozen", "guide_part_used", "UPDATE guide_formula SET formula = '0' WHERE id = 901"),
    Attack("guide_model_frozen", "guide_model_used", "UPDATE guide_model SET journal_id = 3 WHERE id = 901"),
    Attack(
        "guide_line_added",
        "guide_model_used",
        "INSERT INTO guide_model_line (guide_model_id, position, side) VALUES (901, 3, 'D')",
    ),
    Attack(
        "guide_line_changed", "guide_model_used", "UPDATE guide_model_line SET side = 'C' WHERE guide_model_id = 901"
    ),
    Attack("guide_line_removed", "guide_model_used", "DELETE FROM guide_model_line WHERE guide_model_id = 901"),
    Attack("guided_entry_frozen", "guided_entry_posted", "UPDATE guided_entry SET label = 'EVE' WHERE id = 902"),
    Attack("guided_entry_frozen", "guided_entry_posted", "UPDATE guided_entry SET number = 'EVE' WHERE id = 901"),
    Attack(
        "guided_entry_frozen", "guided_entry_posted", "UPDATE guided_entry SET state = 'in_progress' WHERE id = 902"
    ),
    Attack("guided_entry_stays", "guided_entry_posted", "DELETE FROM guided_entry WHERE id = 902"),
    Attack(
        "guided_line_added",
        "guided_entry_posted",
        "INSERT INTO guided_entry_line (guided_entry_id, position) VALUES (902, 2)",
    ),
    Attack(
        "guided_line_changed",
        "guided_entry_posted",
        "UPDATE guided_entry_line SET debit = 1 WHERE guided_entry_id = 902",
    ),
    Attack("guided_line_removed", "guided_entry_posted", "DELETE FROM guided_entry_line WHERE guided_entry_id = 902"),
]
