"""Boxes over the screen that wait for the user, and the work that makes the user wait."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.dispatcher import Answer
from tuicompta.widgets.popup import MenuItem, PopupMenu
from tuicompta.widgets.progress import Progress, ProgressBox
from tuicompta.widgets.question import OK, Choice, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from textual.widget import Widget

    from tuicompta.screens.frame.dispatcher import Dispatcher
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.box import Box, Following
    from tuicompta.widgets.card_schema import CardSchema
    from tuicompta.widgets.list_definition import ListDefinition
    from tuicompta.widgets.rows import Key

Result = TypeVar("Result")

BARS = 2
BEFORE_BOX = 1.0
BETWEEN_LOOKS = 0.25


class Asking(Protocol):
    """A widget that ends by calling `finished` with what was answered."""

    finished: Callable[[Any], None]


class DialogDesk:
    """The boxes over the frame, one above the other; the last one alone takes keys."""

    def __init__(self, frame: Frame, dispatcher: Dispatcher) -> None:
        self._frame = frame
        self._dispatcher = dispatcher
        self._open: list[Widget] = []
        self._fits: dict[Widget, Callable[[], None]] = {}
        self._jobs: set[Progress] = set()

    @property
    def top(self) -> Widget | None:
        """The box that takes the keys."""
        return self._open[-1] if self._open else None

    def refit(self) -> None:
        """Give the open boxes their place on a screen of another size (UIX-13)."""
        for box in self._open:
            if box in self._fits:
                self._fits[box]()

    async def run(self, box: Widget, focus: Widget | None = None) -> Any:  # noqa: ANN401 (each box has its own answer)
        """Show a box until it is answered, then give the focus back; return the answer."""
        answer = Answer(self._dispatcher)
        cast("Asking", box).finished = answer.give
        before = self._frame.focused
        await self._frame.mount(box)
        self._open.append(box)
        self._frame.set_focus(focus or box)
        self._frame.acted()
        try:
            return await answer.wait()
        finally:
            self._open.remove(box)
            self._fits.pop(box, None)
            still = before is not None and before.is_attached
            self._frame.set_focus(before if still else None)
            await box.remove()

    async def ask(self, title: str, text: str, answers: Sequence[Choice] = (OK,), *, default: int = 0) -> str:
        """Ask a question and return the value of the answer (UIX-15)."""
        value = await self._centred(Question(title, text, answers, default=default))
        return str(value)

    async def tell(self, title: str, text: str) -> None:
        """Show a refusal and wait until it is read."""
        await self.ask(title, text)

    async def report(
        self, title: str, text: str, rows: Sequence[str], answers: Sequence[Choice] = (OK,), *, default: int = 0
    ) -> tuple[str, int]:
        """Show a report of lines; return the value of the answer and the rank of the line under the cursor."""
        box = Question(title, text, answers, default=default, rows=rows)
        value = await self._centred(box)
        return str(value), box.row

    async def choose(self, items: Sequence[MenuItem], *, title: str = "") -> MenuItem | None:
        """Pop up a menu in the middle of the screen; return the entry chosen."""
        return await self.pop(PopupMenu(items, title=title))

    async def pop(self, popup: PopupMenu, x: int = -1, y: int = -1) -> MenuItem | None:
        """Pop up a menu, its corner at a cell or in the middle; return the entry chosen."""
        self._put(popup, lambda *_: (popup.wanted_width, popup.wanted_height), x, y)
        found: MenuItem | None = await self.run(popup)
        return found

    async def fill(
        self,
        title: str,
        schema: CardSchema,
        values: Mapping[str, object] | None = None,
        *,
        text: str = "",
        following: Following | None = None,
    ) -> dict[str, object] | None:
        """Ask for the values of fields; return them by name, None when the box is closed without.

        `following`: what the fields make of one another as they are typed, and the text that goes with them.
        """
        from tuicompta.widgets.box import FormBox  # noqa: PLC0415 (off the first frame, like the others here)

        box = FormBox(title, schema, values, text=text, following=following)
        box.set_host(self._frame.field_host)
        found: dict[str, object] | None = await self.show(box)
        return found

    async def fill_until(
        self,
        title: str,
        schema: CardSchema,
        act: Callable[[Mapping[str, object]], Result],
        values: Mapping[str, object] | None = None,
        *,
        text: str = "",
        following: Following | None = None,
    ) -> Result | None:
        """Ask for the values of fields until an act takes them; return its result, None when the box is given up.

        A refusal is shown, and the box comes back with what was typed.
        """
        while True:
            answer = await self.fill(title, schema, values, text=text, following=following)
            if answer is None:
                return None
            try:
                return act(answer)
            except TuicomptaError as refusal:
                await self._frame.failed(refusal)
                values = answer

    async def pick(
        self, title: str, definition: ListDefinition, *, ticked: Iterable[Key] = (), ordered: bool = False
    ) -> list[Key] | None:
        """Ask to pick rows of a list; return their keys, None when the box is closed without.

        `ordered`: in the order in which they were ticked.
        """
        from tuicompta.widgets.box import PickBox  # noqa: PLC0415

        found: list[Key] | None = await self.show(PickBox(title, definition, ticked=ticked, ordered=ordered))
        return found

    async def pick_day(self, day: date) -> date | None:
        """Ask for a day in a calendar (FLD-08)."""
        from tuicompta.widgets.calendar import HEIGHT, WIDTH  # noqa: PLC0415
        from tuicompta.widgets.calendar_box import CalendarBox  # noqa: PLC0415

        box = CalendarBox(day)
        self._put(box, lambda *_: (WIDTH, HEIGHT))
        found: date | None = await self.run(box)
        return found

    async def place(self, box: Widget, width: int, height: int) -> Any:  # noqa: ANN401 (as above)
        """Show a box of a given size in the middle of the screen and wait for its answer."""
        self._put(box, lambda *_: (width, height))
        return await self.run(box)

    async def show(self, box: Box) -> Any:  # noqa: ANN401 (as above)
        """Show a box of fields or of a list and wait for its answer."""
        self._put(box, box.size_in)
        return await self.run(box, box.first_focus)

    async def work(self, title: str, job: Callable[[Progress], Result], *, stoppable: bool = True) -> Result:
        """Do a long work beside the screen; after one second a box shows how far it is (UIX-19).

        `job` runs in a thread; it tells its progress and, where it can be stopped, asks `Progress.check`, which raises
        `Interrupted` once the user pressed Esc.
        """
        progress = Progress(stoppable=stoppable)
        self._jobs.add(progress)
        task = asyncio.ensure_future(asyncio.to_thread(job, progress))
        await asyncio.wait([task], timeout=BEFORE_BOX)
        if not task.done():
            await self._follow(title, progress, task)
        self._jobs.discard(progress)
        return await task

    async def aside(self, job: Callable[[], Result], progress: Progress) -> Result:
        """Do a work beside the screen while the keys go on; `progress` is marked when its result is wanted no more."""
        self._jobs.add(progress)
        task = asyncio.ensure_future(asyncio.to_thread(job))
        answer = Answer(self._dispatcher)
        task.add_done_callback(answer.give)
        await answer.wait()
        self._jobs.discard(progress)
        return await task

    def stop_jobs(self) -> None:
        """Ask the long works to stop: the session ends (UIX-20)."""
        for progress in self._jobs:
            progress.stopped = True

    async def _follow(self, title: str, progress: Progress, task: asyncio.Future[Result]) -> None:
        box = ProgressBox(title, progress, started=monotonic() - BEFORE_BOX)
        self._put(box, lambda *_: box.wanted_size)
        watcher = asyncio.ensure_future(self._watch(box, task))
        await self.run(box)
        await watcher

    async def _watch(self, box: ProgressBox, task: asyncio.Future[Result]) -> None:
        while not task.done():
            await asyncio.wait([task], timeout=BETWEEN_LOOKS)
            box.repaint()
        box.finished(None)

    async def _centred(self, box: Question) -> Any:  # noqa: ANN401 (as above)
        self._put(box, box.size_in)
        return await self.run(box)

    def _put(self, box: Widget, size: Callable[[int, int], tuple[int, int]], x: int = -1, y: int = -1) -> None:
        """Give a box its size on this screen, and its place: centred unless a corner is given.

        `size` gives the size wanted on a screen of a width and a height, the bars left out.
        """
        screen = self._frame.size
        wanted = size(screen.width, screen.height - BARS)
        width, height = min(wanted[0], screen.width), min(wanted[1], screen.height - BARS)
        left = (screen.width - width) // 2 if x < 0 else min(x, screen.width - width)
        top = (screen.height - height) // 2 if y < 0 else min(y, screen.height - 1 - height)
        box.add_class("over")
        box.styles.width, box.styles.height = width, height
        box.styles.offset = (max(left, 0), max(top, 0))
        self._fits[box] = lambda: self._put(box, size, x, y)
