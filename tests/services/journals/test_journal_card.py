"""The card of a journal: settings by fiscal year, what holds them."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import entry, line, numbered, purchase
from tests.services.recurring_kit import RENT, add
from tuicompta.core.enums import CounterpartMode, EntryOrigin, JournalType, LabelRule, NumberingMode
from tuicompta.core.labels import UnknownTokenError
from tuicompta.core.numbering import PrefixCharacterError, PrefixLengthError
from tuicompta.services.accounts.accounts import UnknownAccountError, account_id
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.entries.save import save_entries
from tuicompta.services.events import ReasonError
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, set_current_fiscal_year
from tuicompta.services.journals.journal_card import (
    JournalSettings,
    default_settings,
    journal_rows,
    next_piece,
    piece_in_use,
    read_journal,
)
from tuicompta.services.journals.journal_writing import (
    CounterpartAccountError,
    CounterpartHeldError,
    JournalDescriptionError,
    JournalExistsError,
    JournalInUseError,
    LabelTemplateError,
    ProgramJournalError,
    delete_journal,
    write_journal,
)
from tuicompta.services.journals.journals import journal_id


def known(dossier: Dossier, code: str) -> tuple[int, JournalSettings, int]:
    identifier = journal_id(dossier.database, code)
    assert identifier is not None
    return identifier, *read_journal(dossier, identifier)


def change(dossier: Dossier, code: str, /, reason: str = "", **settings: object) -> JournalSettings:
    identifier, before, version = known(dossier, code)
    wanted = replace(before, **settings)  # type: ignore[arg-type]
    write_journal(dossier, identifier, wanted, reason=reason, version=version)
    return known(dossier, code)[1]


def of_years(dossier: Dossier, code: str, column: str) -> list[object]:
    queries = {
        "prefix": "SELECT prefix FROM journal_year WHERE journal_id = ? ORDER BY fiscal_year_id",
        "next_number": "SELECT next_number FROM journal_year WHERE journal_id = ? ORDER BY fiscal_year_id",
    }
    return [value for (value,) in dossier.database.rows(queries[column], (known(dossier, code)[0],))]


def bank(dossier: Dossier) -> None:
    dossier.database.run(
        "INSERT INTO bank (code, name, account_id, journal_id) VALUES ('BNQ', 'La Banque', ?, ?)",
        (account_id(dossier.database, "5121"), known(dossier, "BP")[0]),
    )


@pytest.mark.spec("JF-07", "JF-12")
def test_settings_go_to_the_current_year_and_the_later_ones_the_counter_to_the_current_one(dossier: Dossier) -> None:
    change(dossier, "AC", prefix="{journal}{aa}-", next_number=12)
    assert of_years(dossier, "AC", "prefix") == ["{journal}{aa}-"] * 2
    assert of_years(dossier, "AC", "next_number") == [12, 1]
    set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1])
    change(dossier, "AC", prefix="N-", next_number=5)
    assert of_years(dossier, "AC", "prefix") == ["{journal}{aa}-", "N-"]
    assert of_years(dossier, "AC", "next_number") == [12, 5]


@pytest.mark.spec("JF-12", "JF-16", "JF-29")
def test_in_period_mode_the_number_is_that_of_the_current_month(dossier: Dossier) -> None:
    settings = change(dossier, "AC", numbering=NumberingMode.PER_PERIOD, next_number=7, prefix="{mm}/")
    assert settings.next_number == 7
    assert next_piece(dossier, settings) == "03/00007"
    assert of_years(dossier, "AC", "next_number") == [1, 1]
    assert next_piece(dossier, replace(settings, numbering=NumberingMode.MANUAL)) == ""


@pytest.mark.spec("JF-14", "JF-11")
def test_pieces_repeat_in_automatic_modes_and_a_manual_one_has_no_prefix(dossier: Dossier) -> None:
    assert change(dossier, "AC", repeat_piece=False).repeat_piece
    manual = change(dossier, "AC", numbering=NumberingMode.MANUAL, repeat_piece=False, prefix="X")
    assert (manual.repeat_piece, manual.prefix) == (False, "")


@pytest.mark.spec("JF-11", "JF-26", "JF-25", "JF-03", "JF-08")
def test_settings_against_the_rules_are_refused_and_nothing_is_stored(dossier: Dossier) -> None:
    before = known(dossier, "AC")
    for error, settings in (
        (PrefixCharacterError, {"prefix": "A B"}),
        (PrefixLengthError, {"prefix": "ABCDEFGHIJKLM"}),
        (UnknownTokenError, {"label_template": "{client}"}),
        (LabelTemplateError, {"label_rule": LabelRule.BUILT, "label_template": " "}),
        (JournalDescriptionError, {"description": " "}),
    ):
        with pytest.raises(error):
            change(dossier, "AC", **settings)
    assert known(dossier, "AC") == before


@pytest.mark.spec("JF-15", "JE-05")
def test_another_numbering_of_a_journal_with_lines_asks_a_reason(dossier: Dossier) -> None:
    change(dossier, "VE", numbering=NumberingMode.MANUAL)
    save_entries(dossier, [purchase()], EntryOrigin.CONTINUOUS_ENTRY)
    pieces = dossier.database.rows("SELECT piece_number FROM entry_line")
    for reason in ("", "ab", " a ", "x" * 251):
        with pytest.raises(ReasonError):
            change(dossier, "AC", reason, numbering=NumberingMode.PER_PERIOD)
    assert known(dossier, "AC")[1].numbering is NumberingMode.PER_YEAR
    change(dossier, "AC", "nouvelle organisation", numbering=NumberingMode.PER_PERIOD)
    event = dossier.database.row("SELECT kind, object, reason, detail FROM event ORDER BY id DESC LIMIT 1")
    assert event is not None
    assert event[:3] == ("Changement du type de numérotation d'un journal", "AC", "nouvelle organisation")
    assert NumberingMode.PER_YEAR.label in event[3]
    assert NumberingMode.PER_PERIOD.label in event[3]
    assert dossier.database.rows("SELECT piece_number FROM entry_line") == pieces


@pytest.mark.spec("JF-18", "JF-19")
def test_the_counterpart_is_a_detail_account_of_a_treasury_journal(dossier: Dossier) -> None:
    for settings, reason in (
        ({"counterpart_account": None}, "obligatoire avec «Ligne à ligne»"),
        ({"counterpart_account": "512"}, "512 est de type Racine"),
    ):
        with pytest.raises(CounterpartAccountError, match=reason):
            change(dossier, "BP", **settings)
    with pytest.raises(UnknownAccountError):
        change(dossier, "BP", counterpart_account="5199")
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '5124'")
    with pytest.raises(CounterpartAccountError, match="5124 est bloqué"):
        change(dossier, "BP", counterpart_account="5124")
    free = change(dossier, "BP", counterpart_mode=CounterpartMode.NONE, counterpart_account=None)
    assert free.counterpart_account is None
    sales = change(dossier, "VE", counterpart_mode=CounterpartMode.LINE_BY_LINE, counterpart_account="5121")
    assert (sales.counterpart_mode, sales.counterpart_account) == (CounterpartMode.NONE, None)


@pytest.mark.spec("JF-22")
def test_lines_of_open_months_hold_the_foot_of_a_journal(dossier: Dossier) -> None:
    foot = CounterpartMode.FOOT_OF_JOURNAL
    payment = entry(line("401DUP", 5000), line("5121", credit=5000), journal="BP", day=date(2026, 2, 3))
    save_entries(dossier, [payment], EntryOrigin.CONTINUOUS_ENTRY)
    with pytest.raises(CounterpartHeldError, match="des lignes existent en février 2026"):
        change(dossier, "BP", counterpart_mode=foot)
    change(dossier, "BP", counterpart_mode=CounterpartMode.NONE)
    change(dossier, "BP", counterpart_mode=CounterpartMode.LINE_BY_LINE)
    assert change(dossier, "CA", counterpart_mode=foot).counterpart_mode is foot


@pytest.mark.spec("JF-22")
def test_lines_at_the_foot_hold_the_foot_and_its_account_until_their_months_are_closed(dossier: Dossier) -> None:
    change(dossier, "CA", counterpart_mode=CounterpartMode.FOOT_OF_JOURNAL)
    change(dossier, "CA", counterpart_account="5121")
    change(dossier, "CA", counterpart_account="530")
    for month in (2, 3):
        typed = entry(line("401DUP", 5000), journal="CA", day=date(2026, month, 3))
        save_entries(dossier, [typed], EntryOrigin.JOURNAL_WINDOW)
    for settings in ({"counterpart_account": "5121"}, {"counterpart_mode": CounterpartMode.LINE_BY_LINE}):
        with pytest.raises(CounterpartHeldError, match="des lignes existent en février 2026, mars 2026"):
            change(dossier, "CA", **settings)
    dossier.database.run(
        "INSERT INTO journal_period (journal_id, period_id, closed_at) SELECT ?, id, '2026-04-01' FROM period"
        " WHERE start_date IN ('2026-02-01', '2026-03-01')"
        " ON CONFLICT (journal_id, period_id) DO UPDATE SET closed_at = excluded.closed_at",
        (known(dossier, "CA")[0],),
    )
    assert change(dossier, "CA", counterpart_account="5121").counterpart_account == "5121"


@pytest.mark.spec("JF-23", "JF-28", "JO-07")
def test_a_bank_ties_the_account_of_its_journal_and_keeps_it_active(dossier: Dossier) -> None:
    bank(dossier)
    with pytest.raises(CounterpartAccountError, match="banque BNQ, 5121"):
        change(dossier, "BP", counterpart_account="5124")
    with pytest.raises(JournalInUseError, match="la banque BNQ l'utilise"):
        change(dossier, "BP", inactive=True)
    with pytest.raises(JournalInUseError, match="ne peut pas être supprimé : la banque BNQ"):
        delete_journal(dossier, known(dossier, "BP")[0])


@pytest.mark.spec("JO-02", "JF-02", "JF-10")
def test_a_new_journal_exists_in_every_open_year_with_what_was_typed(dossier: Dossier) -> None:
    typed = replace(default_settings(JournalType.SALES), code="ve2", description="Ventes export", prefix="X")
    assert typed.forbidden_roots == ("40", "60")
    identifier = write_journal(dossier, None, typed, notes="à part")
    settings, _ = read_journal(dossier, identifier)
    assert settings == replace(typed, code="VE2")
    assert of_years(dossier, "VE2", "prefix") == ["X", "X"]
    with pytest.raises(JournalExistsError, match="VE2 existe déjà : Ventes export"):
        write_journal(dossier, None, typed)
    with pytest.raises(ProgramJournalError):
        write_journal(dossier, None, replace(typed, code="OU", type=JournalType.OPENING))


@pytest.mark.spec("JO-07")
def test_a_guide_model_and_a_recurring_entry_keep_their_journal(dossier: Dossier) -> None:
    with pytest.raises(JournalInUseError, match="supprimé : le modèle de guide Achat TVA 20 % l'utilise"):
        delete_journal(dossier, known(dossier, "AC")[0])
    dossier.database.run("DELETE FROM guide_model_line")
    dossier.database.run("DELETE FROM guide_model")
    add(dossier, RENT, journal="CA")
    with pytest.raises(JournalInUseError, match="CA ne peut pas être supprimé : l'abonnement LOYER l'utilise"):
        delete_journal(dossier, known(dossier, "CA")[0])
    assert journal_id(dossier.database, "CA") is not None


@pytest.mark.spec("JO-07", "JO-02")
def test_lines_keep_a_journal_and_an_unused_one_leaves_every_year(dossier: Dossier) -> None:
    entries = [purchase("1"), purchase("2", day=date(2027, 1, 5), key=2)]
    save_entries(dossier, entries, EntryOrigin.CONTINUOUS_ENTRY)
    with pytest.raises(JournalInUseError, match=r"il porte 6 lignes \(exercices 2026, 2027\)"):
        delete_journal(dossier, known(dossier, "AC")[0])
    identifier = known(dossier, "CA")[0]
    delete_journal(dossier, identifier)
    assert journal_id(dossier.database, "CA") is None
    assert dossier.database.value("SELECT count(*) FROM journal_year WHERE journal_id = ?", (identifier,)) == 0
    delete_journal(dossier, identifier)


@pytest.mark.spec("JF-12")
def test_a_number_already_used_names_its_entry(dossier: Dossier) -> None:
    save_entries(
        dossier,
        [entry(numbered("401DUP", "00003", credit=100), numbered("6064", "00003", 100))],
        EntryOrigin.CONTINUOUS_ENTRY,
    )
    identifier, settings, _ = known(dossier, "AC")
    assert piece_in_use(dossier, identifier, replace(settings, next_number=3)) == "AC 00003 du 15/03/2026"
    assert piece_in_use(dossier, identifier, replace(settings, next_number=4)) == ""


@pytest.mark.spec("JO-01", "JO-09", "FIC-19")
def test_the_list_hides_inactive_journals_and_a_stale_card_is_refused(dossier: Dossier) -> None:
    identifier, before, version = known(dossier, "CA")
    change(dossier, "CA", inactive=True)
    assert [row.code for row in journal_rows(dossier, inactive=False)] == ["AC", "BP", "OD", "VE"]
    rows = journal_rows(dossier, inactive=True)
    assert [row.code for row in rows] == ["AC", "BP", "CA", "OD", "VE"]
    assert (rows[1].numbering, rows[1].counterpart_mode, rows[1].counterpart_account) == (
        NumberingMode.PER_YEAR,
        "Ligne à ligne",
        "5121",
    )
    with pytest.raises(RecordChangedError):
        write_journal(dossier, identifier, before, version=version)
