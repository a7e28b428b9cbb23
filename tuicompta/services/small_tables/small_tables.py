"""The small tables of «Divers», declared once: one list, one card and one way of writing serve them all (DV)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tuicompta.core.text import fold

Values = Mapping[str, str | bool]
"""What a card holds: a tick is a bool, everything else a text; a link is the key of `small_table_rows.choices`."""

_PARTIES = ("fiche tiers", "fiches tiers")
_CONTACTS = ("contact de tiers", "contacts de tiers")
_ADDRESSES_OF_A_CODE = """
    SELECT count(*) FROM third_party_address
     WHERE (postal_code, town) = (SELECT code, town FROM postal_code WHERE id = ?)
"""
_ADDRESSES = ("adresse de tiers", "adresses de tiers")
NOMENCLATURES: Final = (("naf_2", "NAF rév. 2"), ("naf_2025", "NAF 2025"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a table: `link` is the table its value comes from, `choices` a closed list, `upper` a code."""

    name: str
    label: str
    length: int = 0
    mandatory: bool = False
    upper: bool = False
    tick: bool = False
    link: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    width: int = 0


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table: its name in the menus, its titles, its cells, and the statements that read and write it.

    `every` gives an identifier then one column a cell, as shown; `one` gives the cells as the card holds them, then the
    version; `row` gives the parameters of `insert` and, with the identifier, of `update`; `same` finds another row that
    is the same one. `uses` counts the rows of other tables that name a row, by its identifier.
    """

    name: str
    kind: str
    title: str
    record: str
    cells: tuple[Cell, ...]
    every: str
    one: str
    insert: str
    update: str
    delete: str
    same: str
    find: str
    key: tuple[str, ...]
    row: Callable[[Values], tuple[object, ...]]
    uses: tuple[tuple[str, str, str], ...] = ()

    @property
    def card(self) -> str:
        """The name of the function that opens the card."""
        return f"{self.kind}_card"


TITLES = SmallTable(
    name="titles",
    kind="title",
    title="Civilités",
    record="Civilité",
    cells=(Cell("label", "Libellé", 25, mandatory=True),),
    every="SELECT id, label FROM title ORDER BY id",
    one="SELECT label, version FROM title WHERE id = ?",
    insert="INSERT INTO title (label) VALUES (?)",
    update="UPDATE title SET label = ?, version = version + 1 WHERE id = ?",
    delete="DELETE FROM title WHERE id = ?",
    same="SELECT 1 FROM title WHERE label = ? AND id <> ?",
    find="SELECT id FROM title WHERE label = ?",
    key=("label",),
    row=lambda values: (values["label"],),
    uses=(
        (
            "SELECT count(*) FROM third_party WHERE legal_form = (SELECT label FROM title WHERE id = ?)",
            *_PARTIES,
        ),
        (
            "SELECT count(*) FROM third_party_contact WHERE title = (SELECT label FROM title WHERE id = ?)",
            *_CONTACTS,
        ),
    ),
)
COUNTRIES = SmallTable(
    name="countries",
    kind="country",
    title="Pays",
    record="Pays",
    cells=(
        Cell("code", "Code ISO", 3, mandatory=True, upper=True, width=8),
        Cell("name", "Nom", 50, mandatory=True),
        Cell("inactive", "Inactif", tick=True),
        Cell("eu", "UE", tick=True),
    ),
    every="SELECT id, code, name, inactive, eu FROM country ORDER BY folded_name",
    one="SELECT code, name, inactive, eu, version FROM country WHERE id = ?",
    insert="INSERT INTO country (code, name, folded_name, inactive, eu) VALUES (?, ?, ?, ?, ?)",
    update=(
        "UPDATE country SET code = ?, name = ?, folded_name = ?, inactive = ?, eu = ?, version = version + 1"
        " WHERE id = ?"
    ),
    delete="DELETE FROM country WHERE id = ?",
    same="SELECT 1 FROM country WHERE code = ? AND id <> ?",
    find="SELECT id FROM country WHERE ? IN (code, name)",
    key=("code",),
    row=lambda values: (
        values["code"],
        values["name"],
        fold(str(values["name"])),
        int(bool(values["inactive"])),
        int(bool(values["eu"])),
    ),
    uses=(
        ("SELECT count(*) FROM department WHERE country_id = ?", "département", "départements"),
        ("SELECT count(*) FROM postal_code WHERE country_id = ?", "code postal", "codes postaux"),
        (
            "SELECT count(*) FROM third_party_address WHERE country = (SELECT name FROM country WHERE id = ?)",
            *_ADDRESSES,
        ),
    ),
)
DEPARTMENTS = SmallTable(
    name="departments",
    kind="department",
    title="Départements",
    record="Département",
    cells=(
        Cell("number", "Numéro", 3, mandatory=True, upper=True, width=8),
        Cell("name", "Nom", 50, mandatory=True),
        Cell("country", "Pays", mandatory=True, link="countries", width=20),
    ),
    every=(
        "SELECT department.id, number, department.name, country.name FROM department"
        " JOIN country ON country.id = country_id ORDER BY country.code <> 'FR', country.folded_name, number"
    ),
    one=(
        "SELECT number, department.name, country.code, department.version FROM department"
        " JOIN country ON country.id = country_id WHERE department.id = ?"
    ),
    insert=(
        "INSERT INTO department (number, name, folded_name, country_id)"
        " VALUES (?, ?, ?, (SELECT id FROM country WHERE code = ?))"
    ),
    update=(
        "UPDATE department SET number = ?, name = ?, folded_name = ?,"
        " country_id = (SELECT id FROM country WHERE code = ?), version = version + 1 WHERE id = ?"
    ),
    delete="DELETE FROM department WHERE id = ?",
    same=(
        "SELECT 1 FROM department WHERE number = ? AND country_id = (SELECT id FROM country WHERE code = ?) AND id <> ?"
    ),
    find=(
        "SELECT department.id FROM department JOIN country ON country.id = country_id"
        " WHERE ? IN (country.code || '-' || number, department.name)"
    ),
    key=("number", "country"),
    row=lambda values: (values["number"], values["name"], fold(str(values["name"])), values["country"]),
    uses=(
        ("SELECT count(*) FROM postal_code WHERE department_id = ?", "code postal", "codes postaux"),
        (
            "SELECT count(*) FROM third_party_address WHERE department = (SELECT name FROM department WHERE id = ?)",
            *_ADDRESSES,
        ),
    ),
)
POSTAL_CODES = SmallTable(
    name="postal_codes",
    kind="postal_code",
    title="Codes postaux",
    record="Code postal",
    cells=(
        Cell("code", "Code postal", 10, mandatory=True, upper=True, width=11),
        Cell("town", "Ville", 35, mandatory=True, width=22),
        Cell("country", "Pays", mandatory=True, link="countries", width=15),
        Cell("department", "Département", link="departments", width=20),
    ),
    every=(
        "SELECT postal_code.id, postal_code.code, town, country.name, coalesce(department.name, '') FROM postal_code"
        " JOIN country ON country.id = postal_code.country_id"
        " LEFT JOIN department ON department.id = department_id ORDER BY postal_code.code, folded_town"
    ),
    one=(
        "SELECT postal_code.code, town, country.code,"
        " coalesce((SELECT owner.code || '-' || number FROM department JOIN country AS owner"
        "             ON owner.id = department.country_id WHERE department.id = department_id), ''),"
        " postal_code.version FROM postal_code JOIN country ON country.id = postal_code.country_id"
        " WHERE postal_code.id = ?"
    ),
    insert=(
        "INSERT INTO postal_code (code, town, folded_town, country_id, department_id)"
        " VALUES (?, ?, ?, (SELECT id FROM country WHERE code = ?),"
        " (SELECT department.id FROM department JOIN country ON country.id = country_id"
        "   WHERE country.code || '-' || number = ?))"
    ),
    update=(
        "UPDATE postal_code SET code = ?, town = ?, folded_town = ?,"
        " country_id = (SELECT id FROM country WHERE code = ?),"
        " department_id = (SELECT department.id FROM department JOIN country ON country.id = country_id"
        "   WHERE country.code || '-' || number = ?), version = version + 1 WHERE id = ?"
    ),
    delete="DELETE FROM postal_code WHERE id = ?",
    same=(
        "SELECT 1 FROM postal_code WHERE code = ? AND town = ?"
        " AND country_id = (SELECT id FROM country WHERE code = ?) AND id <> ?"
    ),
    find="SELECT id FROM postal_code WHERE code = ? ORDER BY folded_town",
    key=("code", "town", "country"),
    row=lambda values: (
        values["code"],
        values["town"],
        fold(str(values["town"])),
        values["country"],
        values["department"],
    ),
    uses=(
        (
            _ADDRESSES_OF_A_CODE,
            *_ADDRESSES,
        ),
    ),
)
NAF_CODES = SmallTable(
    name="naf_codes",
    kind="naf_code",
    title="Codes NAF",
    record="Code NAF",
    cells=(
        Cell("code", "Code", 8, mandatory=True, upper=True, width=8),
        Cell("label", "Libellé", 200, mandatory=True, width=46),
        Cell("nomenclature", "Nomenclature", mandatory=True, choices=NOMENCLATURES),
    ),
    every="SELECT id, code, label, nomenclature FROM naf_code ORDER BY nomenclature, code",
    one="SELECT code, label, nomenclature, version FROM naf_code WHERE id = ?",
    insert="INSERT INTO naf_code (code, label, folded_label, nomenclature) VALUES (?, ?, ?, ?)",
    update=(
        "UPDATE naf_code SET code = ?, label = ?, folded_label = ?, nomenclature = ?, version = version + 1"
        " WHERE id = ?"
    ),
    delete="DELETE FROM naf_code WHERE id = ?",
    same="SELECT 1 FROM naf_code WHERE code = ? AND nomenclature = ? AND id <> ?",
    find="SELECT id FROM naf_code WHERE code = ? ORDER BY nomenclature",
    key=("code", "nomenclature"),
    row=lambda values: (values["code"], values["label"], fold(str(values["label"])), values["nomenclature"]),
)

SMALL_TABLES: Final = (TITLES, POSTAL_CODES, DEPARTMENTS, COUNTRIES, NAF_CODES)
