"""Raw SQL against each refusal of the recurring entries (ABO-05, ABO-09)."""

# ruff: noqa: S608 - these statements are the attacks

from tests.models.gate_attacks import Attack

_CARD = """
    INSERT INTO recurring_entry (id, code, label, journal_id, step, unit, first_date)
        VALUES (1, 'LOYER', 'Loyer', 1, 1, 'month', '2026-01-05');
    INSERT INTO recurring_occurrence (id, recurring_entry_id, rank, state, entry_id, generated_at)
        VALUES (1, 1, 1, 'generated', 3, 'x');"""
_NEW = "INSERT OR REPLACE INTO recurring_occurrence (id, recurring_entry_id, rank, state) VALUES"

RECURRING_ATTACKS = [
    Attack("occurrence_inserted_new", "already_there", f"{_CARD} {_NEW} (2, 1, 1, 'pending')"),
    Attack("occurrence_inserted_new", "already_there", f"{_CARD} {_NEW} (1, 1, 2, 'pending')"),
    Attack(
        "occurrence_inserted_new",
        "already_there",
        f"""{_CARD} INSERT OR REPLACE INTO recurring_occurrence
        (recurring_entry_id, rank, state, entry_id, generated_at) VALUES (1, 2, 'generated', 3, 'x')""",
    ),
    Attack(
        "occurrence_generated_once",
        "occurrence_generated",
        f"{_CARD} UPDATE recurring_occurrence SET state = 'pending', entry_id = NULL, generated_at = NULL",
    ),
    Attack(
        "occurrence_generated_once", "occurrence_generated", f"{_CARD} UPDATE recurring_occurrence SET entry_id = 4"
    ),
    Attack("occurrence_generated_once", "occurrence_generated", f"{_CARD} UPDATE recurring_occurrence SET rank = 2"),
    Attack("occurrence_generated_stays", "occurrence_generated", f"{_CARD} DELETE FROM recurring_occurrence"),
    Attack(
        "recurring_calendar_held",
        "occurrence_generated",
        f"{_CARD} UPDATE recurring_entry SET first_date = '2026-01-06'",
    ),
    Attack("recurring_calendar_held", "occurrence_generated", f"{_CARD} UPDATE recurring_entry SET unit = 'week'"),
]
