"""Filling a new dossier with the settings of another one, without any entry (DOSN-12).

Both files have the same tables: a dossier of another version is not opened. Rows keep their identifiers, so that what
names them needs no translation; they come into empty tables.
"""

from collections.abc import Mapping

from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years

# The identity of the company, its tax office and its accountant are those of the new one; banks are not copied.
_OWN_SETTINGS = (
    "company.",
    "vat.",
    "tax_centre.",
    "sie.",
    "accountant.",
    "logo.",
    "einvoicing.",
    "payments.default_bank",
)
# Each table with what its rows lose on the way, parents before children.
_TABLES: tuple[tuple[str, dict[str, object]], ...] = (
    ("title", {}),
    ("country", {}),
    ("department", {}),
    ("postal_code", {}),
    ("naf_code", {}),
    ("vat_rate", {}),
    ("vat_operation", {}),
    ("payment_method", {"default_bank_id": None}),
    ("payment_term", {}),
    ("payment_term_line", {}),
    ("journal", {}),
    (
        "account",
        {"next_lettering_code": "AA", **dict.fromkeys(("created_by", "created_at", "changed_by", "changed_at"))},
    ),
    ("account_journal_type", {}),
    ("associated_account", {}),
    ("label_model", {}),
    ("guide_definition", {}),
    ("guide_formula", {}),
    ("guide_model", {}),
    ("guide_model_line", {}),
    ("practical_category", {}),
    ("report_model", {}),
    ("report_model_default", {}),
)
_EVERY_ROW = "true"
_OF_THE_USER = "type <> 'opening'"
_OF_THE_LAST_YEAR = """
    fiscal_year_id = (SELECT id FROM fiscal_year ORDER BY start_date DESC LIMIT 1)
    AND journal_id IN (SELECT id FROM journal WHERE type <> 'opening')
"""
_ADM = "SELECT id FROM user WHERE code = 'ADM'"
_FIRST_SHARED_VIEWS = "id IN (SELECT min(id) FROM view WHERE private = 0 GROUP BY list, name)"
_MAIN_PARTIES = "SELECT code, name, folded_name, account_id FROM third_party WHERE main = 1 ORDER BY id"
_ADD_PARTY = "INSERT INTO third_party (code, name, folded_name, account_id, main) VALUES (?, ?, ?, ?, 1)"
_ADD_SETTING = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"


def fill_like(database: Database, source: Database) -> None:
    """Fill an empty dossier, whose company and fiscal years are stored, with the settings of another one.

    Third-party accounts come with the code and the name of their main third party; the counters of journals begin
    again. The settings of journals are those of the last fiscal year of the other dossier.
    """
    with transaction(database):
        database.pragma("defer_foreign_keys", 1)
        for table, changed in _TABLES:
            _copy(database, source, table, changed, _OF_THE_USER if table == "journal" else _EVERY_ROW)
        for year in fiscal_years(database):
            changed = {"fiscal_year_id": year.id, "next_number": 1}
            _copy(database, source, "journal_year", changed, _OF_THE_LAST_YEAR)
        _copy(database, source, "view", {"owner_id": database.value(_ADM)}, _FIRST_SHARED_VIEWS)
        database.run_many(_ADD_PARTY, source.rows(_MAIN_PARTIES))
        stored = source.rows("SELECT key, value FROM setting")
        database.run_many(_ADD_SETTING, [(key, value) for key, value in stored if not key.startswith(_OWN_SETTINGS)])


def _copy(database: Database, source: Database, table: str, changed: Mapping[str, object], where: str) -> None:
    """Copy the rows of a table that satisfy a condition of this module, some columns changed."""
    names = [name for (name,) in database.rows("SELECT name FROM pragma_table_info(?)", (table,))]
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    # The table and the condition are constants of this module, the columns are those of the schema.
    rows = source.rows(f"SELECT {columns} FROM {table} WHERE {where}")  # noqa: S608
    copied = [[changed.get(name, value) for name, value in zip(names, row, strict=True)] for row in rows]
    # The same names again; what is copied goes through the marks.
    database.run_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", copied)  # noqa: S608
