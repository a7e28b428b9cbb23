"""Journals of the dossier: creation with the default settings of their type (JO-02, JF-08, JF-25)."""

import json

from tuicompta.core.enums import JournalType, LabelRule
from tuicompta.core.text import clean_text
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.fiscal_years import open_fiscal_years

DESCRIPTION_LENGTH = 60

_INSERT = "INSERT INTO journal (code, type, description) VALUES (?, ?, ?)"
_INSERT_YEAR = """
    INSERT INTO journal_year (journal_id, fiscal_year_id, forbidden_roots, label_rule, label_template)
    VALUES (?, ?, ?, ?, ?)
"""


def create_journal(database: Database, code: str, kind: JournalType, description: str) -> int:
    """Create a journal without counterpart in every open fiscal year and return its identifier.

    Its other settings are those of the delivered journal of its type. The code has the form of JF-01.
    """
    model = next((row for row in read_table("journals.csv") if row["type"] == kind), None)
    roots = model["forbidden_roots"].split() if model else []
    rule, template = (model["label_rule"], model["label_template"]) if model else (LabelRule.REPEAT.value, "")
    with transaction(database):
        created = database.run(_INSERT, (code, kind.value, clean_text(description).strip()[:DESCRIPTION_LENGTH]))
        for year in open_fiscal_years(database):
            database.run(_INSERT_YEAR, (created, year.id, json.dumps(roots), rule, template))
    return created
