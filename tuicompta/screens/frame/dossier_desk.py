"""What the frame takes from the open dossier: the records the palette finds, the figures of the start pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import fold
from tuicompta.screens.frame.palette import Target
from tuicompta.services.browse.found_records import (
    find_accounts,
    find_journals,
    find_periods,
    find_third_parties,
)
from tuicompta.services.dashboard.work_figures import work_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.browse.found_records import FoundRecord
    from tuicompta.services.dossiers.dossier import Dossier

_ONE_AND_MORE = {
    "unvalidated_entries": ("1 à valider", "{} à valider"),
    "months_to_close": ("1 mois à clôturer", "{} mois à clôturer"),
    "lines_to_reconcile": ("1 à rapprocher", "{} à rapprocher"),
    "overdue": ("1 échéance échue", "{} échéances échues"),
    "customers_overdue": ("1 échéance échue", "{} échéances échues"),
    "suppliers_overdue": ("1 échéance échue", "{} échéances échues"),
}


def furnish(frame: Frame, dossier: Dossier) -> None:
    """Let the palette find the records of a dossier, and the boxes carry its figures (NAV-16, START-08)."""
    frame.palette.sources = [
        RecordSource(frame, dossier, find_accounts, "compte", "consultation", lambda found: {"number": found.code}),
        RecordSource(frame, dossier, find_journals, "journal", "journal_card", lambda found: {"key": found.id}),
        RecordSource(frame, dossier, find_third_parties, "tiers", "consultation", _account_of),
        RecordSource(frame, dossier, find_periods, "période", "period_journals", lambda found: {"month": found.name}),
        PrintSource(frame),
    ]
    frame.figures = lambda: figures_of(dossier)


def clear(frame: Frame) -> None:
    """Forget the dossier that was open."""
    frame.palette.sources = []
    frame.figures = dict


def figures_of(dossier: Dossier) -> Mapping[str, str]:
    """Return what is to do by name of figure, nothing for what is done."""
    counts = work_figures(dossier)
    return {
        name: one if count == 1 else more.format(count)
        for name, (one, more) in _ONE_AND_MORE.items()
        if (count := getattr(counts, name))
    }


class RecordSource:
    """Implements `palette.PaletteSource` over a search of the services; a record opens a function of the menus."""

    def __init__(
        self,
        frame: Frame,
        dossier: Dossier,
        search: Callable[..., Sequence[FoundRecord]],
        kind: str,
        function: str,
        arguments: Callable[[FoundRecord], dict[str, object]],
    ) -> None:
        self._frame = frame
        self._dossier = dossier
        self._search = search
        self._kind = kind
        self._function = function
        self._arguments = arguments

    def find(self, words: Sequence[str]) -> Iterator[Target]:
        """Return the records that hold every word, unless the user has no right to what opens them (NAV-16)."""
        frame = self._frame
        if self._function not in frame.table or not frame.session.may(frame.table[self._function].right):
            return
        for found in self._search(self._dossier.database, words):
            yield self._target(found)

    def _target(self, found: FoundRecord) -> Target:
        async def run() -> None:
            await self._frame.open(self._function, **self._arguments(found))

        label = f"{found.code} {found.name}" if found.code != found.name else found.name
        return Target(f"{self._kind}:{found.id}", label, self._kind, "", run)


class PrintSource:
    """Implements `palette.PaletteSource`: the reports, each of which opens its page of filters."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def find(self, words: Sequence[str]) -> Iterable[Target]:
        """Return the reports whose title holds every word."""
        from tuicompta.reports.catalogue import SPECS  # noqa: PLC0415 (off the first frame)

        titles = {spec.name: spec.title for spec in SPECS}
        return [
            self._target(name, title)
            for name, title in titles.items()
            if all(word in fold(f"{title} impression") for word in words)
        ]

    def _target(self, name: str, title: str) -> Target:
        async def run() -> None:
            await self._frame.open("report_filters", report=name)

        return Target(f"report:{name}", title, "impression", "", run)


def _account_of(found: FoundRecord) -> dict[str, object]:
    return {"number": found.account}
