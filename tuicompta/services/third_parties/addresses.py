"""What completes an address: the known postal codes with their town, département and country (ADR-01 to ADR-05)."""

from collections.abc import Sequence
from typing import NamedTuple

from tuicompta.core.settings import Link
from tuicompta.core.text import fold
from tuicompta.models.database import Database

# At most 500 rows: more are found by typing one character more.
_BY_CODE = """
    SELECT postal_code.code, town, coalesce(department.name, ''), country.name
      FROM postal_code JOIN country ON country.id = postal_code.country_id
      LEFT JOIN department ON department.id = department_id
     WHERE country.inactive = 0 AND (postal_code.code GLOB ? || '*' OR folded_town LIKE ? ESCAPE '\\')
     ORDER BY postal_code.code GLOB ? || '*' DESC, postal_code.code, folded_town LIMIT 500
"""
_BY_TOWN = """
    SELECT postal_code.code, town, coalesce(department.name, ''), country.name
      FROM postal_code JOIN country ON country.id = postal_code.country_id
      LEFT JOIN department ON department.id = department_id
     WHERE country.inactive = 0 AND (folded_town LIKE ? ESCAPE '\\' OR postal_code.code GLOB ? || '*')
     ORDER BY folded_town LIKE ? ESCAPE '\\' DESC, folded_town, postal_code.code LIMIT 500
"""
_PROPOSALS = {
    Link.TITLE: "SELECT label FROM title ORDER BY id",
    Link.COUNTRY: "SELECT name FROM country WHERE inactive = 0 ORDER BY code <> 'FR', folded_name",
    Link.DEPARTMENT: (
        "SELECT department.name FROM department JOIN country ON country.id = country_id WHERE inactive = 0"
        " ORDER BY country.code <> 'FR', number"
    ),
}


class Place(NamedTuple):
    """A known postal code."""

    code: str
    town: str
    department: str
    country: str


def places(database: Database, text: str = "", *, by_town: bool = False) -> list[Place]:
    """Return the postal codes that a code, or a town when `by_town`, begins with; then those found by the other one."""
    typed = fold(text.strip())
    start = typed.upper() if typed.isalnum() or not typed else "\x01"
    like = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if by_town:
        return [Place(*row) for row in database.rows(_BY_TOWN, (f"{like}%", start or "\x01", f"{like}%"))]
    return [Place(*row) for row in database.rows(_BY_CODE, (start, f"{like}%", start))]


def proposals(database: Database, link: Link) -> Sequence[str]:
    """Return the texts that a field of an address proposes: titles, départements, countries (ADR-06)."""
    return [text for (text,) in database.rows(_PROPOSALS[link])]
