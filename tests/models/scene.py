"""A dossier where every state exists once: what the gate protects has something to protect.

Fiscal year 1 is 2025, closed; 2 is 2026. Periods 1 to 12 are the months of 2025, 13 to 24 those of 2026. Journals 1
to 5 are AC, VE, OD, BP and CA. January 2026 is closed in AC. Groups: 1 complete on 411MAR, 2 partial in 2025, 3
partial in 2026. Guided entry 901 is in progress, 902 is posted, both of guide model 901. `ENTRIES` says what each
entry is there for.
"""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from tests.services.entries_kit import entry, line
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries

ENTRIES = {
    1: "validated, in the closed year",
    2: "validated",
    3: "ordinary",
    4: "simulated",
    5: "sale whose customer line is lettered with that of 6",
    6: "payment: its customer line is lettered, its bank line ticked",
    7: "purchase whose due date is matched with 8",
    8: "payment matched with the due date of 7",
    9: "purchase whose VAT is declared",
    10: "exported",
    11: "ordinary, in the closed month",
    12: "ordinary, in the closed year, in a partial group",
    13: "ordinary, in the closed year",
}

_MARKS = """
UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE entry_id = 6 AND position = 2;
INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, partial)
    SELECT 1, account_id, 2, 'AA', '2026-03-20', 0 FROM entry_line WHERE entry_id = 5 AND position = 1;
UPDATE entry_line SET lettering_id = 1 WHERE entry_id IN (5, 6) AND position = 1;
UPDATE lettering SET complete = 1 WHERE id = 1;
INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, partial)
    SELECT 2, account_id, 1, 'aa', '2025-06-20', 1 FROM entry_line WHERE entry_id = 1 AND position = 1;
UPDATE entry_line SET lettering_id = 2 WHERE entry_id IN (1, 12) AND position = 1;
UPDATE lettering SET complete = 1 WHERE id = 2;
INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, partial)
    SELECT 3, account_id, 2, 'ab', '2026-03-20', 1 FROM entry_line WHERE entry_id = 2 AND position = 1;
UPDATE entry_line SET lettering_id = 3 WHERE entry_id IN (2, 9) AND position = 1;
UPDATE lettering SET complete = 1 WHERE id = 3;
INSERT INTO matching (id, source_line_id, due_date_id, amount, matched_at)
    SELECT 1, line.id, due_date.id, 50000, '2026-03-20'
      FROM entry_line AS line, due_date JOIN entry_line AS invoice ON invoice.id = due_date.entry_line_id
     WHERE line.entry_id = 8 AND line.position = 1 AND invoice.entry_id = 7;
UPDATE vat_record SET vat_return_id = 1
 WHERE entry_line_id = (SELECT id FROM entry_line WHERE entry_id = 9 AND position = 3);
INSERT INTO numbered_export VALUES (1, 'standard', '2026-03-20', 1, zeroblob(32));
UPDATE entry SET export_number = 1 WHERE id = 10;
UPDATE account SET blocked = 1 WHERE number = '6063';
INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 13, '2026-02-01');
INSERT INTO guide_definition (id, name, prefix) VALUES (901, 'Scène', 'date');
INSERT INTO guide_formula (id, name, use, formula) VALUES (901, 'Scène', 'amount', 'L1/2');
INSERT INTO guide_model (id, name, journal_type, journal_id) VALUES (901, 'Scène', 'purchases', 1);
INSERT INTO guide_model_line (guide_model_id, position, side, label_definition_id) VALUES (901, 1, 'D', 901);
INSERT INTO guide_model_line (guide_model_id, position, side, amount_formula_id) VALUES (901, 2, 'C', 901);
INSERT INTO guided_entry (id, number, fiscal_year_id, period_id, guide_model_id, created_by, created_at)
    VALUES (901, 'ACH00001', 2, 15, 901, 1, 'x'), (902, 'ACH00002', 2, 15, 901, 1, 'x');
INSERT INTO guided_entry_line (guided_entry_id, position, debit) VALUES (901, 1, 100), (902, 1, 100);
UPDATE guided_entry SET state = 'posted' WHERE id = 902;
UPDATE fiscal_year SET closed_at = '2026-03-01' WHERE id = 1;
"""


def noon() -> datetime:
    return datetime(2026, 3, 20, 12, 0, 0)  # noqa: DTZ001 - the program works on local time


def bought(day: date) -> GridEntry:
    lines = line("401DUP", credit=120_000), line("6064", 100_000), line("44566", 20_000)
    return entry(*lines, day=day)


def _entries() -> list[GridEntry]:
    sale = entry(line("411MAR", 120_000), line("707", credit=100_000), line("44571", credit=20_000), journal="VE")
    cashed = entry(line("411MAR", credit=120_000), line("5121", 120_000), journal="BP", day=date(2026, 3, 18))
    paid = entry(line("401DUP", 50_000), line("5121", credit=50_000), journal="BP", day=date(2026, 3, 19))
    return [
        bought(date(2025, 6, 10)),
        bought(date(2026, 3, 15)),
        bought(date(2026, 3, 16)),
        bought(date(2026, 3, 17)),
        sale,
        cashed,
        bought(date(2026, 3, 18)),
        paid,
        bought(date(2026, 3, 19)),
        bought(date(2026, 3, 20)),
        bought(date(2026, 1, 10)),
        bought(date(2025, 6, 11)),
        bought(date(2025, 6, 12)),
    ]


def build_scene(path: Path) -> Path:
    """Create the dossier; its state is committed and its log poured into the file."""
    create_dossier(path, NewDossier("SCENE", date(2025, 1, 1), date(2025, 12, 31)), clock=noon)
    dossier = open_dossier(path, clock=noon)
    create_account(dossier, "401DUP", "Dupont SARL")
    create_account(dossier, "411MAR", "Martin SA")
    saved = save_entries(dossier, _entries(), EntryOrigin.IMPORT)
    assert [made.entry_id for made in saved] == list(ENTRIES)
    validate_entries(dossier, [1])
    validate_entries(dossier, [2])
    simulate_entry(dossier, 4)
    close_dossier(dossier)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_MARKS)
    return path
