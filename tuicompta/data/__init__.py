"""What a new dossier receives, in dated files with their source."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a delivered table, a dictionary each; `;` separates, the first row names the columns."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    rows = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(csv.DictReader(rows, delimiter=";"))


@cache
def read_document(name: str) -> dict[str, Any]:
    """Return a delivered TOML document."""
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))
