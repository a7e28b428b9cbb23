"""What the small tables of a new dossier hold (DV): titles, countries, départements, postal codes, NAF codes."""

from tuicompta.core.settings import Link
from tuicompta.core.text import fold
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.services.third_parties.addresses import Place

FRANCE = "FR"
_NAMES = {
    Link.TITLE: ("titles.csv", "label"),
    Link.DEPARTMENT: ("departments.csv", "name"),
    Link.COUNTRY: ("countries.csv", "name"),
}

_COUNTRY = "INSERT INTO country (code, name, folded_name, eu) VALUES (?, ?, ?, ?)"
_DEPARTMENT = "INSERT INTO department (number, name, folded_name, country_id) VALUES (?, ?, ?, ?)"
_POSTAL_CODE = """
    INSERT INTO postal_code (code, town, folded_town, country_id, department_id)
    VALUES (?, ?, ?, ?, (SELECT id FROM department WHERE number = ? AND country_id = ?))
"""
_NAF_CODE = "INSERT INTO naf_code (code, label, folded_label, nomenclature) VALUES (?, ?, ?, ?)"


def delivered_names(link: Link) -> list[str]:
    """Return the texts that a new dossier will propose: titles, départements, countries (ADR-06)."""
    file, column = _NAMES[link]
    return [row[column] for row in read_table(file)]


def delivered_places() -> list[Place]:
    """Return the postal codes that a new dossier will know, by code then town (ADR-01)."""
    departments = {row["number"]: row["name"] for row in read_table("departments.csv")}
    country = next(row["name"] for row in read_table("countries.csv") if row["code"] == FRANCE)
    rows = read_table("postal_codes.csv")
    return sorted(Place(row["code"], row["town"], departments[row["department"]], country) for row in rows)


def fill_tables(database: Database) -> None:
    """Fill the empty small tables of a dossier; call it inside the transaction that creates it."""
    database.run_many("INSERT INTO title (label) VALUES (?)", [(row["label"],) for row in read_table("titles.csv")])
    countries = read_table("countries.csv")
    database.run_many(_COUNTRY, [(row["code"], row["name"], fold(row["name"]), int(row["eu"])) for row in countries])
    france = database.value("SELECT id FROM country WHERE code = ?", (FRANCE,))
    departments = read_table("departments.csv")
    database.run_many(_DEPARTMENT, [(row["number"], row["name"], fold(row["name"]), france) for row in departments])
    codes = read_table("postal_codes.csv")
    database.run_many(
        _POSTAL_CODE,
        [(row["code"], row["town"], fold(row["town"]), france, row["department"], france) for row in codes],
    )
    activities = read_table("naf_codes.csv")
    database.run_many(
        _NAF_CODE, [(row["code"], row["label"], fold(row["label"]), row["nomenclature"]) for row in activities]
    )
