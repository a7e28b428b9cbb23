"""Runs of many accounts beside the screen: what is done stays when the user stops them (LAUT-21, DLET-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tuicompta.services.dossiers.apart import opened_apart
from tuicompta.widgets.progress import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.lettering.search import Told
    from tuicompta.services.lettering.writing import AccountOutcome
    from tuicompta.widgets.progress import Progress

Found = TypeVar("Found")


class Outcome(NamedTuple):
    """What a run did of each account, and whether it was stopped before its end."""

    accounts: Sequence[AccountOutcome]
    stopped: bool


async def run_beside(
    frame: Frame, dossier: Dossier, title: str, work: Callable[[Dossier, Told], Iterator[Found]]
) -> tuple[list[Found], bool]:
    """Return what a run yields, through a connection of its own, and whether Esc stopped it."""

    def job(progress: Progress) -> tuple[list[Found], bool]:
        found: list[Found] = []
        with opened_apart(dossier) as own:
            try:
                for one in work(own, progress.tell):
                    found.append(one)  # noqa: PERF402 (what is found stays when the run stops)
            except Interrupted:
                return found, True
        return found, False

    return await frame.dialogs.work(title, job)
