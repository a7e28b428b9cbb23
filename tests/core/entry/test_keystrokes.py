"""The keystroke counts of KM-99, replayed from their readable table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.core.entry.ledger import Ledger, Typist, keys_of, line_text, payroll_model, small_ledger
from tuicompta.core.amounts import parse_amount
from tuicompta.core.dates import format_date, month_label
from tuicompta.core.entry.model import Column

TABLE = Path(__file__).with_name("keystrokes.txt")
SPECIFICATION = Path(__file__).parents[3] / "docs" / "spec" / "03-entry.md"
_GROUP = re.compile("`([^`]*)`")


@dataclass(frozen=True)
class Scenario:
    name: str
    journal: str
    groups: tuple[str, ...]
    count: int
    lines: tuple[str, ...]
    date: str
    has_usual_entry: bool


def read_scenarios(text: str) -> list[Scenario]:
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [_scenario(block.strip().splitlines()) for block in re.split(r"\n\s*\n", body) if block.strip()]


def _scenario(rows: list[str]) -> Scenario:
    given: dict[str, str] = {}
    for row in rows[1:]:
        name, _, value = row.strip().partition(" ")
        given[name] = value.strip()
    return Scenario(
        name=rows[0],
        journal=given["journal"],
        groups=tuple(_GROUP.findall(given["keys"])),
        count=int(given["count"]),
        lines=tuple(given["lines"].split("; ")),
        date=given["date"],
        has_usual_entry="without" not in given,
    )


SCENARIOS = read_scenarios(TABLE.read_text(encoding="utf-8"))


def ledger_of(scenario: Scenario) -> Ledger:
    ledger = small_ledger()
    ledger.models = [payroll_model()]
    if not scenario.has_usual_entry:
        ledger.entries.clear()
    return ledger


@pytest.mark.spec("KM-99")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_an_entry_takes_exactly_these_keys(scenario: Scenario) -> None:
    typist = Typist(ledger_of(scenario), journal=scenario.journal)
    typist.type("⏎")
    assert typist.at == (0, Column.DATE)
    assert month_label(typist.machine.header().working_month) == "mars 2026"

    keys = "".join(scenario.groups)
    assert len(keys_of(keys)) == scenario.count
    typist.type(keys)

    entry = typist.machine.entries[0]
    assert typist.lines() == list(scenario.lines)
    assert entry.entry_date is not None
    assert format_date(entry.entry_date) == scenario.date
    assert entry.complete
    assert all(line.label for line in entry.lines)
    assert typist.at == (len(scenario.lines), Column.DATE)
    assert len(typist.machine.entries) == 2
    assert typist.machine.entries[1].is_new
    pending = typist.machine.pending()
    assert [ready.key for ready in pending.entries] == [entry.key]
    assert not pending.errors


@pytest.mark.spec("KM-99")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_one_key_less_is_not_enough(scenario: Scenario) -> None:
    typist = Typist(ledger_of(scenario), journal=scenario.journal).type("⏎")
    for key in keys_of("".join(scenario.groups))[:-1]:
        typist.machine.press(key)
    assert not typist.machine.entries[0].complete


def test_the_table_is_the_one_of_the_specification() -> None:
    """Keys and counts are those of the specification; its amounts may leave out a `,00`."""
    section = SPECIFICATION.read_text(encoding="utf-8").split("`KM-99`", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in section.splitlines() if "⏎" in row]
    assert [row[0] for row in rows] == [scenario.name for scenario in SCENARIOS]
    above: tuple[str, ...] = ()
    for row, scenario in zip(rows, SCENARIOS, strict=True):
        assert tuple(_GROUP.findall(row[1])) == scenario.groups
        assert int(row[2]) == scenario.count
        above = (
            above if row[3] == "same" else tuple(_normal(line) for line in row[3].split("; ") if "dated" not in line)
        )
        assert above == scenario.lines


def _normal(line: str) -> str:
    account, side, amount = line.split(maxsplit=2)
    cents = parse_amount(amount)
    return line_text(account, cents if side == "D" else 0, cents if side == "C" else 0)
