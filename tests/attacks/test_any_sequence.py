"""Any sequence of acts on entries, by two sessions on one real file, against a plain model of what they should give."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import entry, line
from tuicompta.core.destinations import day_in
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.invert import invert_entry
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.reverse import propose_reversal, reverse_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import confirm_entry, simulate_entry
from tuicompta.services.entries.transfer import transfer_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import period_of
from tuicompta.services.lettering.letter import letter_lines

pytestmark = pytest.mark.attack

ACCOUNTS = ("401DUP", "411MAR", "6064", "44566", "707", "5121")
JOURNALS = ("AC", "OD", "BP")
DAYS = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 12, 31), date(2027, 1, 1))

TOTALS = "SELECT account_id, period_id, journal_id, status, debit, credit FROM balance_total ORDER BY 1, 2, 3, 4"
SUMS = """
    SELECT account_id, period_id, journal_id, status, sum(debit), sum(credit)
      FROM entry_line JOIN entry ON entry.id = entry_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
NUMBERS = """
    SELECT group_concat(definitive_number) FROM (SELECT journal_id, fiscal_year_id, definitive_number FROM entry
     WHERE definitive_number IS NOT NULL ORDER BY 1, 2, 3) GROUP BY journal_id, fiscal_year_id
"""

GROUP = "(SELECT lettering.id FROM lettering JOIN account ON account.id = account_id WHERE number = ? AND code = ?)"
UNLETTER = [
    f"UPDATE lettering SET complete = 0 WHERE id = {GROUP}",  # noqa: S608
    f"UPDATE entry_line SET lettering_id = NULL WHERE lettering_id = {GROUP}",  # noqa: S608
    f"DELETE FROM lettering WHERE id = {GROUP}",  # noqa: S608
]


@dataclass
class Line:
    """A line as it should be stored; `group` is its lettering code."""

    account: str
    balance: int
    group: str = ""


@dataclass
class Entry:
    """An entry as it should be stored."""

    journal: str
    day: date
    lines: dict[int, Line]
    status: str = "N"


@dataclass
class Model:
    """What the dossier should hold."""

    entries: dict[int, Entry] = field(default_factory=dict)
    closed: set[tuple[str, int, int]] = field(default_factory=set)

    def is_closed(self, journal: str, day: date) -> bool:
        return (journal, day.year, day.month) in self.closed

    def is_frozen(self, entry_id: int) -> bool:
        held = self.entries[entry_id]
        return held.status == "V" or self.is_closed(held.journal, held.day)

    def is_lettered(self, entry_id: int) -> bool:
        return any(line.group for line in self.entries[entry_id].lines.values())


# Few amounts, so that lines often settle each other.
pairs = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from([-200, -100, -50, 50, 100, 200]))


@st.composite
def balances(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Draw the lines of a balanced entry: accounts and signed amounts."""
    lines = draw(st.lists(pairs, min_size=1, max_size=3))
    rest = -sum(amount for _, amount in lines)
    return [*lines, (draw(st.sampled_from(ACCOUNTS)), rest)] if rest else [*lines, ("5121", 7), ("5121", -7)]


def typed(lines: list[tuple[str, int]], journal: str, day: date) -> GridEntry:
    cells = [line(account, max(amount, 0), max(-amount, 0)) for account, amount in lines]
    return entry(*cells, journal=journal, day=day)


class AnySequence(RuleBasedStateMachine):
    """The acts, each with the refusal that the model foresees."""

    entries: Bundle[int] = Bundle("entries")
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(shutil.copy(self.template, self.folder.name))
        self.sessions = [open_dossier(path, clock=fixed_clock) for _ in range(2)]
        self.model = Model()
        self.steps = 0

    def teardown(self) -> None:
        assert check_dossier(self.sessions[0].database) == []
        for session in self.sessions:
            close_dossier(session)
        self.folder.cleanup()

    def act(self, refused: bool, act: Callable[[Dossier], Any]) -> Any:  # noqa: ANN401, FBT001
        """Let one of the sessions act; it is refused exactly when the model says so."""
        self.sessions.reverse()
        if not refused:
            return act(self.sessions[0])
        with pytest.raises(TuicomptaError) as refusal:
            act(self.sessions[0])
        assert str(refusal.value).endswith((".", "d'abord", ".)", "Délier"))
        return None

    @initialize()
    def start(self) -> None:
        self.sessions[0].database.run("DELETE FROM draft")

    @rule(target=entries, lines=balances(), journal=st.sampled_from(JOURNALS), day=st.sampled_from(DAYS))
    def save(self, lines: list[tuple[str, int]], journal: str, day: date) -> MultipleResults[int] | int:
        refused = self.model.is_closed(journal, day)
        made = self.act(
            refused, lambda dossier: save_entries(dossier, [typed(lines, journal, day)], EntryOrigin.CONTINUOUS_ENTRY)
        )
        if refused:
            return multiple()
        (saved,) = made
        stored = {number: Line(*pair) for number, pair in zip(saved.line_ids, lines, strict=True)}
        self.model.entries[saved.entry_id] = Entry(journal, day, stored)
        return int(saved.entry_id)

    def shown(self, entry_id: int) -> GridEntry | None:
        return read_entry(self.sessions[0].database, entry_id)

    @rule(entry_id=entries, journal=st.sampled_from(JOURNALS), day=st.sampled_from(DAYS))
    def move(self, entry_id: int, journal: str, day: date) -> None:
        held, shown = self.model.entries.get(entry_id), self.shown(entry_id)
        if held is None or shown is None:
            return
        leaves_year = held.day.year != day.year and self.model.is_lettered(entry_id)
        refused = self.model.is_frozen(entry_id) or self.model.is_closed(journal, day) or leaves_year
        moved = replace(shown, journal=journal, entry_date=day)
        self.act(refused, lambda dossier: save_entries(dossier, [moved], EntryOrigin.JOURNAL_WINDOW))
        if not refused:
            held.journal, held.day = journal, day

    @rule(entry_id=entries, factor=st.sampled_from([-1, 2, 3]))
    def multiply(self, entry_id: int, factor: int) -> None:
        held, shown = self.model.entries.get(entry_id), self.shown(entry_id)
        if held is None or shown is None:
            return
        refused = self.model.is_frozen(entry_id) or self.model.is_lettered(entry_id)
        lines = [
            replace(one, debit=max(factor * one.balance, 0), credit=max(-factor * one.balance, 0))
            for one in shown.lines
        ]
        changed = replace(shown, lines=tuple(lines))
        self.act(refused, lambda dossier: save_entries(dossier, [changed], EntryOrigin.JOURNAL_WINDOW))
        if not refused:
            for one in held.lines.values():
                one.balance *= factor

    @rule(entry_id=entries, account=st.sampled_from(ACCOUNTS), amount=st.integers(1, 99))
    def add_lines(self, entry_id: int, account: str, amount: int) -> None:
        held, shown = self.model.entries.get(entry_id), self.shown(entry_id)
        if held is None or shown is None:
            return
        refused = self.model.is_frozen(entry_id)
        grown = replace(shown, lines=(*shown.lines, line(account, amount), line("5121", credit=amount)))
        made = self.act(refused, lambda dossier: save_entries(dossier, [grown], EntryOrigin.JOURNAL_WINDOW))
        if not refused:
            (saved,) = made
            held.lines |= {saved.line_ids[-2]: Line(account, amount), saved.line_ids[-1]: Line("5121", -amount)}

    @rule(entry_id=entries, journal=st.sampled_from(JOURNALS), day=st.sampled_from(DAYS))
    def transfer(self, entry_id: int, journal: str, day: date) -> None:
        held, shown = self.model.entries.get(entry_id), self.shown(entry_id)
        month = period_of(self.sessions[0].database, day)
        if held is None or shown is None or month is None:
            return
        same = (journal, day.year, day.month) == (held.journal, held.day.year, held.day.month)
        leaves_year = held.day.year != day.year and self.model.is_lettered(entry_id)
        refused = same or self.model.is_frozen(entry_id) or self.model.is_closed(journal, day) or leaves_year
        self.act(refused, lambda dossier: transfer_entry(dossier, entry_id, shown.version, journal, month))
        if not refused:
            held.journal, held.day = journal, day_in(held.day, month)

    @rule(target=entries, entry_id=entries)
    def reverse(self, entry_id: int) -> MultipleResults[int] | int:
        held = self.model.entries.get(entry_id)
        if held is None:
            return multiple()
        months = [held.day, *(held.day.replace(day=1, month=month) for month in range(1, 13))]
        opened = [day for day in months if not self.model.is_closed(held.journal, day)]
        made = self.act(not opened, lambda dossier: _reversed(dossier, entry_id))
        reverse = self.shown(made) if opened else None
        if reverse is None or reverse.entry_date is None:
            return multiple()
        assert (reverse.entry_date.year, reverse.entry_date.month) == (opened[0].year, opened[0].month)
        pairs_of_lines = zip(reverse.lines, held.lines.values(), strict=True)
        lines = {one.line_id or 0: Line(other.account, -other.balance) for one, other in pairs_of_lines}
        status = "S" if held.status == "S" else "N"
        self.model.entries[made] = Entry(held.journal, reverse.entry_date, lines, status)
        return int(made)

    @rule(entry_id=entries)
    def invert(self, entry_id: int) -> None:
        held, shown = self.model.entries.get(entry_id), self.shown(entry_id)
        if held is None or shown is None:
            return
        refused = held.status != "N" or self.model.is_frozen(entry_id) or self.model.is_lettered(entry_id)
        self.act(refused, lambda dossier: invert_entry(dossier, entry_id, shown.version))
        if not refused:
            for one in held.lines.values():
                one.balance = -one.balance

    @rule(entry_id=consumes(entries))
    def delete(self, entry_id: int) -> None:
        if entry_id not in self.model.entries:
            return
        refused = self.model.is_frozen(entry_id) or self.model.is_lettered(entry_id)
        self.act(refused, lambda dossier: delete_entry(dossier, entry_id))
        if not refused:
            del self.model.entries[entry_id]

    @rule(entry_id=entries)
    def simulate(self, entry_id: int) -> None:
        held = self.model.entries.get(entry_id)
        if held is None:
            return
        refused = held.status != "N" or self.model.is_frozen(entry_id) or self.model.is_lettered(entry_id)
        self.act(refused, lambda dossier: simulate_entry(dossier, entry_id))
        held.status = held.status if refused else "S"

    @rule(entry_id=entries)
    def confirm(self, entry_id: int) -> None:
        held = self.model.entries.get(entry_id)
        if held is None:
            return
        refused = held.status != "S" or self.model.is_frozen(entry_id)
        self.act(refused, lambda dossier: confirm_entry(dossier, entry_id))
        held.status = held.status if refused else "N"

    @rule(chosen=st.lists(entries, min_size=1, max_size=3))
    def validate(self, chosen: list[int]) -> None:
        held = [self.model.entries.get(entry_id) for entry_id in chosen]
        refused = any(one is None or one.status != "N" or self.model.is_closed(one.journal, one.day) for one in held)
        self.act(refused, lambda dossier: validate_entries(dossier, chosen))
        for one in held:
            if one and not refused:
                one.status = "V"

    @rule(data=st.data())
    def letter(self, data: st.DataObject) -> None:
        """Letter two free lines of one account that settle each other."""
        found = list(self.settling())
        if not found:
            return
        lines, refused = data.draw(st.sampled_from(found))
        account = lines[0][1].account
        made = self.act(refused, lambda dossier: letter_lines(dossier, account, [number for number, _ in lines]))
        for _, one in lines:
            one.group = "" if refused else f"{account} {made.code}"

    def settling(self) -> Iterator[tuple[list[tuple[int, Line]], bool]]:
        """Yield the pairs of lines that settle each other, and whether their lettering is refused."""
        held = self.model.entries.values()
        free = [(number, one, owner) for owner in held for number, one in owner.lines.items() if not one.group]
        for number, one, owner in free:
            for other_number, other, other_owner in free:
                settles = one.account == other.account and one.balance == -other.balance
                if settles and number < other_number and one.account[0] in "45":
                    simulated = "S" in {owner.status, other_owner.status}
                    yield [(number, one), (other_number, other)], simulated or owner.day.year != other_owner.day.year

    @rule(data=st.data())
    def unletter(self, data: st.DataObject) -> None:
        """Undo a group by the gate of the database: reopened, emptied, deleted."""
        lines = [one for held in self.model.entries.values() for one in held.lines.values() if one.group]
        if not lines:
            return
        group = data.draw(st.sampled_from(sorted({one.group for one in lines})))
        account, code = group.split(" ")
        with transaction(self.sessions[0].database):
            for statement in UNLETTER:
                self.sessions[0].database.run(statement, (account, code))
        for one in lines:
            one.group = "" if one.group == group else one.group

    @rule(journal=st.sampled_from(JOURNALS), day=st.sampled_from(DAYS))
    def close_month(self, journal: str, day: date) -> None:
        inside = [
            one
            for one in self.model.entries.values()
            if (one.journal, one.day.year, one.day.month) == (journal, day.year, day.month)
        ]
        if all(one.status == "V" for one in inside):
            self.sessions[0].database.run(
                "INSERT INTO journal_period (journal_id, period_id, closed_at)"
                " SELECT journal.id, period.id, 'x' FROM journal, period"
                " WHERE code = ? AND ? BETWEEN start_date AND end_date"
                " ON CONFLICT DO UPDATE SET closed_at = excluded.closed_at",
                (journal, day.isoformat()),
            )
            self.model.closed.add((journal, day.year, day.month))

    @rule()
    def reopen_months(self) -> None:
        self.sessions[0].database.run("UPDATE journal_period SET closed_at = NULL")
        self.model.closed.clear()

    @invariant()
    def is_what_it_should_be(self) -> None:
        database = self.sessions[0].database
        rows = database.rows(
            "SELECT entry_id, entry_line.id, journal.code, entry.entry_date, status, number, debit - credit,"
            " coalesce(number || ' ' || lettering.code, '') FROM entry_line JOIN entry ON entry.id = entry_id"
            " JOIN journal ON journal.id = journal_id JOIN account ON account.id = entry_line.account_id"
            " LEFT JOIN lettering ON lettering.id = lettering_id ORDER BY entry_id, entry_line.id"
        )
        assert rows == [
            (entry_id, number, held.journal, held.day.isoformat(), held.status, one.account, one.balance, one.group)
            for entry_id, held in sorted(self.model.entries.items())
            for number, one in sorted(held.lines.items())
        ]
        assert database.rows(TOTALS) == database.rows(SUMS)
        assert database.value("SELECT coalesce(sum(debit) - sum(credit), 0) FROM balance_total") == 0
        for (numbers,) in database.rows(NUMBERS):
            given = numbers.split(",")
            assert given == [str(number) for number in range(1, len(given) + 1)]
        self.steps += 1
        if self.steps % 5 == 0:
            assert check_dossier(self.sessions[1].database) == []


def _reversed(dossier: Dossier, entry_id: int) -> int:
    proposed = propose_reversal(dossier.database, entry_id).reversal
    return reverse_entry(dossier, entry_id, proposed, again=True)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("any") / "Any.compta"
    new = NewDossier("ANY", date(2026, 1, 1), date(2026, 12, 31))
    return create_dossier(path, new, clock=fixed_clock, then=_with_third_parties)


def _with_third_parties(dossier: Dossier) -> None:
    create_account(dossier, "401DUP", "Dupont")
    create_account(dossier, "411MAR", "Martin")


@pytest.mark.spec("INV-01", "INV-02", "INV-03", "INV-04", "INV-14", "INVL-01", "STA-08", "UINV-07", "CPS-06", "TRF-02")
def test_any_sequence_of_acts_leaves_a_sound_dossier(template: Path) -> None:
    AnySequence.template = template
    examples = settings.default.max_examples // 5  # type: ignore[union-attr]
    run_state_machine_as_test(AnySequence, settings=settings(max_examples=examples, stateful_step_count=50))
