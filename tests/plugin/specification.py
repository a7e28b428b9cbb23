"""The behaviours that docs/spec defines, and the check that it hangs together.

A behaviour is defined at the start of a list item or of a table row, by its identifier in backquotes;
the same identifier in backquotes anywhere else is a reference, and "`KM-43` to `KM-92`" is a range.

``python -m tests.plugin.specification FOLDER`` prints the behaviours of each chapter and ends with 1 on a fault.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPEC_FOLDER = Path(__file__).parents[2] / "docs" / "spec"

_IDENTIFIER = r"`([A-Z]{2,5}-\d{2,3})`"
_DEFINITION = re.compile(r"^\s*[-|] " + _IDENTIFIER + r"(?: \*\*(?P<name>.+?)\*\*| \| (?P<cell>[^|]+) \|)?")
_REFERENCE = re.compile(_IDENTIFIER)
_RANGE = re.compile(_IDENTIFIER + r" to " + _IDENTIFIER)
_INDEX_ROW = re.compile(r"^\| (?P<chapter>\d\d) \|.*\| (?P<prefixes>`[^|]*) \| (?P<total>\d+) \|$")
_INDEX_PREFIX = re.compile(r"`([A-Z]{2,5})` (\d+)")


@dataclass(frozen=True)
class Behaviour:
    """One behaviour: its identifier, its chapter ("03"), its short name and where it is defined."""

    identifier: str
    chapter: str
    name: str
    place: str


@dataclass
class Specification:
    """All the chapters of a folder, read once."""

    titles: dict[str, str] = field(default_factory=dict)
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def of_chapter(self, chapter: str) -> list[Behaviour]:
        """Return the behaviours of a chapter ("03"), in the order of the text."""
        return [behaviour for behaviour in self.behaviours.values() if behaviour.chapter == chapter]


def _lines(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (chapter, place, line) for every line of every chapter."""
    for path in sorted(folder.glob("[0-9][0-9]-*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield path.name[:2], f"{path.name}:{number}", line


def _range_fault(place: str, first: str, last: str) -> str | None:
    (prefix, low), (other, high) = first.split("-"), last.split("-")
    if prefix == other and int(low) < int(high):
        return None
    return f"{place}: wrong range {first} to {last}"


def _announced(line: str) -> tuple[str, dict[str, int], int] | None:
    """Read a row of the index: chapter, number of behaviours by prefix, total."""
    row = _INDEX_ROW.match(line)
    if row is None:
        return None
    prefixes = {prefix: int(count) for prefix, count in _INDEX_PREFIX.findall(row["prefixes"])}
    return row["chapter"], prefixes, int(row["total"])


def _index_faults(specification: Specification, index: Sequence[tuple[str, dict[str, int], int]]) -> Iterator[str]:
    """Compare what the index announces with what the chapters define."""
    for chapter, prefixes, total in index:
        defined: dict[str, int] = {}
        for behaviour in specification.of_chapter(chapter):
            prefix = behaviour.identifier.partition("-")[0]
            defined[prefix] = defined.get(prefix, 0) + 1
        if (defined, sum(defined.values())) != (prefixes, total):
            yield f"chapter {chapter}: the index announces {prefixes} ({total}), the text defines {defined}"


def read_specification(folder: Path = SPEC_FOLDER) -> Specification:
    """Read every chapter of `folder`; faults are collected, never raised."""
    specification = Specification()
    references: list[tuple[str, str]] = []
    index = []
    for chapter, place, line in _lines(folder):
        if line.startswith("# "):
            specification.titles.setdefault(chapter, re.sub(r"^# (?:\d+\. )?", "", line))
        if row := _announced(line):
            index.append(row)
        definition = _DEFINITION.match(line)
        if definition:
            _define(specification, definition, chapter, place)
        start = definition.end(1) + 1 if definition else 0
        references += [(place, found.group(1)) for found in _REFERENCE.finditer(line, start)]
        faults = (_range_fault(place, first, last) for first, last in _RANGE.findall(line))
        specification.faults += [fault for fault in faults if fault]
    specification.faults += [
        f"{place}: {identifier} is defined nowhere"
        for place, identifier in references
        if identifier not in specification.behaviours
    ]
    specification.faults += _index_faults(specification, index)
    return specification


def _define(specification: Specification, found: re.Match[str], chapter: str, place: str) -> None:
    identifier = found.group(1)
    known = specification.behaviours.get(identifier)
    if known:
        specification.faults.append(f"{place}: {identifier} already defined at {known.place}")
        return
    name = found["name"] or found["cell"] or ""
    specification.behaviours[identifier] = Behaviour(identifier, chapter, name.strip(), place)


def main(arguments: Sequence[str]) -> int:
    """Print the behaviours of each chapter and the faults; return the exit code."""
    folder = Path(arguments[0]) if arguments else SPEC_FOLDER
    specification = read_specification(folder)
    if not specification.behaviours:
        specification.faults.append(f"{folder}: no behaviour found")
    for chapter, title in specification.titles.items():
        sys.stdout.write(f"{len(specification.of_chapter(chapter)):5}  {chapter}  {title}\n")
    sys.stdout.write(f"{len(specification.behaviours):5}  behaviours\n")
    for fault in specification.faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if specification.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
