"""Journals of the dossier: creation with the default settings of their type (JO-02, JF-08, JF-25)."""

import json

from tuicompta.core.enums import JournalType, LabelRule
from tuicompta.core.text import clean_text
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.fiscal_years.fiscal_years import open_fiscal_years

DESCRIPTION_LENGTH = 60

_INSERT = "INSERT INTO journal (code, type, description) VALUES (?, ?, ?)"
_INSERT_YEAR = """
    INSERT INTO journal_year (journal_id, fiscal_year_id, forbidden_roots, label_rule, label_template)
    VALUES (?, ?, ?, ?, ?)
"""


def journal_id(database: Database, code: str) -> int | None:
    """Return the identifier of the journal of that code."""
    found: int | None = database.value("SELECT id FROM journal WHERE code = ?", (code,))
    return found


def default_rules(kind: JournalType) -> tuple[tuple[str, ...], LabelRule, str]:
    """Return the forbidden roots, label rule and label template of a new journal of a type (JF-08, JF-25)."""
    model = next((row for row in read_table("journals.csv") if row["type"] == kind), None)
    if model is None:
        return (), LabelRule.REPEAT, ""
    return tuple(model["forbidden_roots"].split()), LabelRule(model["label_rule"]), model["label_template"]


def create_journal(database: Database, code: str, kind: JournalType, description: str) -> int:
    """Create a journal without counterpart in every open fiscal year and return its identifier.

    Its other settings are those of the delivered journal of its type. The code has the form of JF-01.
    """
    roots, rule, template = default_rules(kind)
    with transaction(database):
        created = database.run(_INSERT, (code, kind.value, clean_text(description).strip()[:DESCRIPTION_LENGTH]))
        for year in open_fiscal_years(database):
            database.run(_INSERT_YEAR, (created, year.id, json.dumps(list(roots)), rule.value, template))
    return created
