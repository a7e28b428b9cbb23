"""Bookkeepers who type for an hour, in several screens and at the same time, and what their entries must add up to.

`python -m tests.journeys.typists [ENTRIES [KEYS_PER_SECOND]]` makes two of them type ENTRIES each (1 000), at the speed
of a hand (5 keys a second: an hour), then checks the dossier; `make test` does the same with a few entries.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.journeys import books
from tests.journeys.desk import HOME, Desk
from tests.journeys.terminal import Terminal, environment, program
from tuicompta.core.amounts import format_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

BATCH: Final = 10
"""Entries typed before each save."""
RATE: Final = 20
ACCOUNTS: Final = {"AC": ("401DUP", "6064", "44566"), "VE": ("411MAR", "707", "44571")}
PARTIES: Final = {"AC": "dup", "VE": "mar"}


class Typist:
    """Types purchases and sales of March in the kilomètre screen, the journal window and the single-entry window.

    `balances` are those of what was typed, in cents (debit − credit): the VAT is computed here by its own means.
    `pause` is the time between two keys, in seconds.
    """

    def __init__(self, desk: Desk, chance: Random, pause: float = 0) -> None:
        self.desk = desk
        self.balances: Counter[str] = Counter()
        self.entries = 0
        self._chance = chance
        self._pause = pause

    def work(self, entries: int) -> None:
        """Type a number of entries, a batch in one screen after the other."""
        screens = (self._continuous, self._journal_window, self._single)
        for rank, first in enumerate(range(0, entries, BATCH)):
            screens[rank % len(screens)](min(BATCH, entries - first))

    def _continuous(self, count: int) -> None:
        self.desk.run("saisie au kilom")
        self.desk.wait_column("Jnl")
        for _ in range(count):
            journal = self._journal()
            # Typed in Date, the letters of a journal change that of the entry.
            self._press(f"{journal}⏎{self._day():02}032026⏎")
            self._party_and_amount(journal)
        self._save(count)
        self._close()

    def _journal_window(self, count: int) -> None:
        journal = self._journal()
        self.desk.run("saisie par journal")
        self.desk.wait_for("Saisie par journal")
        self.desk.run("tous les mois")
        self.desk.wait_for("Tous les mois")
        self._press(f"{journal}3⏎")
        self.desk.wait_for(f"Journal {journal} – mars 2026")
        for _ in range(count):
            self._press(f"{self._day():02}⏎")
            self._party_and_amount(journal)
        self._save(count)
        self._close()
        self._close()

    def _single(self, count: int) -> None:
        journal = self._journal()
        self.desk.run("nouvelle écriture comp")
        self.desk.wait_for("Date de pièce")
        for _ in range(count):
            self._press(f"{journal}⏎{self._day():02}032026⏎")
            self._party_and_amount(journal)
            self._save(1)
        self._close()

    def _party_and_amount(self, journal: str) -> None:
        """Type the third party and the total: net amount and VAT follow by themselves."""
        total = self._chance.randrange(100, 5_000_00)
        self._press(f"{PARTIES[journal]}⏎⏎{format_plain(total)}⏎+")
        net = (2 * total * 100 + 100 + RATE) // (2 * (100 + RATE))
        sign = -1 if journal == "AC" else 1
        for account, amount in zip(ACCOUNTS[journal], (total, -net, net - total), strict=True):
            self.balances[account] += sign * amount

    def _save(self, count: int) -> None:
        """Save and go on typing at once; what was typed before is waited for when the screen closes."""
        self.entries += count
        self.desk.keys("ctrl+s")

    def _close(self) -> None:
        self.desk.wait_idle()
        self.desk.keys("ctrl+w")
        self.desk.wait_idle()

    def _press(self, text: str) -> None:
        for key in text:
            self.desk.type(key)
            time.sleep(self._pause)

    def _journal(self) -> str:
        return self._chance.choice(("AC", "VE"))

    def _day(self) -> int:
        return self._chance.randint(1, 31)


def typed_together(path: Path, opened: Callable[[], Terminal], entries: int, pause: float = 0) -> list[Typist]:
    """Make two bookkeepers type in two terminals at the same time; return them when both have left the program."""
    typists = []
    for seed in range(2):
        desk = Desk(opened(), path)
        if seed:
            desk.wait_for("Utilisateur déjà connecté")
            desk.type("c")
        desk.wait_for(HOME)
        chance = Random(seed)  # noqa: S311 - chance, not secrecy
        typists.append(Typist(desk, chance, pause))
    with ThreadPoolExecutor(len(typists)) as pool:
        for done in [pool.submit(typist.work, entries) for typist in typists]:
            done.result()
    for typist in typists:
        assert typist.desk.quit() == 0
    return typists


def assert_books_hold(path: Path, before: Mapping[str, int], typists: Sequence[Typist]) -> None:
    """Check that the dossier is sound and that every balance is that of before and of what was typed."""
    checked = subprocess.run(program(path, "--check"), capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    wanted = Counter(before)
    for typist in typists:
        wanted.update(typist.balances)
    expected = {account: cents for account, cents in wanted.items() if cents}
    found = balances(path)
    assert found == expected, f"{sum(typist.entries for typist in typists)} entries: {found} instead of {expected}"


def balances(path: Path) -> dict[str, int]:
    """Return the balances other than zero, in cents (debit − credit), as the program reports them."""
    report = subprocess.run(
        program(path, "--report", "balance", "--format", "json"), capture_output=True, text=True, check=True
    )
    found = {}
    for row in json.loads(report.stdout)["rows"]:
        if row["kind"] == "detail":
            debit, credit = (int(row[f"{side}_balance"].replace(".", "")) for side in ("debit", "credit"))
            found[row["account"]] = debit - credit
    return {account: cents for account, cents in found.items() if cents}


def main(entries: int = 1000, keys_per_second: float = 7) -> None:
    """Make two bookkeepers type at the speed of a hand, and tell how it ended."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        path = books.morel(home / "Morel.compta")
        before, stored = balances(path), books.entries_stored(path)
        started = time.monotonic()
        with ExitStack() as stack:

            def opened() -> Terminal:
                return stack.enter_context(Terminal(program(path), env=environment(home)))

            typists = typed_together(path, opened, entries, 1 / keys_per_second)
        assert_books_hold(path, before, typists)
        minutes = (time.monotonic() - started) / 60
        sys.stdout.write(
            f"{books.entries_stored(path) - stored} entries in {minutes:.0f} min: sound, every balance right\n"
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
