"""From keys to actions, one at a time and in order.

Keys, pastes and commands chosen in a menu wait in one queue, whatever window or list is opening meanwhile (KEY-17). The
next one is taken when the act started by the one before is done, or waits for an answer of the user. An act is a method
``do_<identifier>`` of the focused widget, of a widget around it, or of the frame; the first one that does not return
False has done it. A method may be a coroutine that asks questions on its way. A focused widget with a method
``catches`` receives every key as it is: that is how the user shows a key instead of naming it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Protocol

from tuicompta.core.errors import TuicomptaError
from tuicompta.widgets.keys import KeyPress

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


@dataclass(frozen=True, slots=True)
class Paste:
    """Text pasted by the terminal; it is text, never a command (KEY-18)."""

    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """An action chosen by its name, in a menu, the palette or the key bar."""

    identifier: str


class Stage(Protocol):
    """What the dispatcher needs of the frame."""

    def chain(self) -> Sequence[object]:
        """Return the widgets that may act, the focused one first, the frame last."""

    def actions_of(self, key: str) -> Sequence[str]:
        """Return the actions that a key may run."""

    def method(self, node: object, identifier: str) -> Callable[[], object] | None:
        """Return what performs an action on a widget, None when it does not."""

    def refusal(self, identifier: str, node: object) -> str | None:
        """Return why an action that this widget performs is impossible now."""

    def refused(self, reason: str) -> None:
        """Say why what was asked is not done."""

    def failed(self, error: TuicomptaError) -> Awaitable[None]:
        """Show a refusal of a rule and wait until it is read."""

    def crashed(self, error: Exception) -> None:
        """End the program on an error nobody foresaw."""

    def acted(self) -> None:
        """Bring the bars up to date."""


class Answer:
    """What an act waits for: given by a dialog, whose next keys then wait until the act has gone on."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        self._future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[Any] | None = None

    async def wait(self) -> Any:  # noqa: ANN401 (each dialog has its own kind of answer)
        """Wait for the answer; keys go to whatever asks for it."""
        task = asyncio.current_task()
        if task is not None and self._dispatcher.park(task):
            self._task = task
        return await self._future

    def give(self, value: object) -> None:
        """Give the answer, once."""
        if self._future.done():
            return
        if self._task is not None:
            self._dispatcher.unpark(self._task)
        self._future.set_result(value)


class Dispatcher:
    """The queue of what the user does, and the acts under way."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._waiting: deque[KeyPress | Paste | Command] = deque()
        self._fed = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._all: set[asyncio.Task[None]] = set()
        self._free = asyncio.Event()  # set once the first act, the opening of the program, is over
        self._drained = asyncio.Event()
        self._drained.set()

    def feed(self, item: KeyPress | Paste | Command, *, at_once: bool = False) -> None:
        """Put a key, a paste or a command in the queue.

        `at_once` puts it before what was typed ahead: it is what a key already taken stands for, such as the entry
        chosen in a menu.
        """
        self._drained.clear()
        if at_once:
            self._waiting.appendleft(item)
        else:
            self._waiting.append(item)
        self._fed.set()

    async def idle(self) -> None:
        """Wait until everything fed is done, or waits for an answer."""
        await self._drained.wait()
        await self._free.wait()

    async def run(self) -> None:
        """Take what is fed, for ever."""
        while True:
            await self._fed.wait()
            await self._free.wait()
            item = self._waiting.popleft()
            if not self._waiting:
                self._fed.clear()
            try:
                self._take(item)
                await self._free.wait()
                self._stage.acted()
            except Exception as error:  # noqa: BLE001 (the frame ends the program and writes the log)
                self._stage.crashed(error)
            if not self._waiting:
                self._drained.set()

    def close(self) -> None:
        """Stop the acts under way."""
        for task in list(self._all):
            task.cancel()

    def start(self, act: Awaitable[object]) -> None:
        """Let an act go on by itself; the next key waits until it ends or asks something."""
        task = asyncio.ensure_future(self._guarded(act))
        self._all.add(task)
        self._running.add(task)
        self._free.clear()
        task.add_done_callback(self._ended)

    def park(self, task: asyncio.Task[None]) -> bool:
        """Let keys come in while an act waits for the user; tell whether it is an act started here."""
        ours = task in self._running
        self._running.discard(task)
        self._set_free()
        return ours

    def unpark(self, task: asyncio.Task[None]) -> None:
        """Keep the next keys until an act that waited has gone on."""
        self._running.add(task)
        self._free.clear()

    def _take(self, item: KeyPress | Paste | Command) -> None:
        try:
            if isinstance(item, KeyPress):
                self._press(item)
            elif isinstance(item, Paste):
                self._offer("pasted", item.text)
            elif not self._run([item.identifier]):
                self._stage.refused("Pas possible ici")
        except TuicomptaError as error:
            self.start(self._stage.failed(error))

    def _press(self, press: KeyPress) -> None:
        chain = self._stage.chain()
        catches = getattr(chain[0], "catches", None) if chain else None
        if catches is not None:
            catches(press)
            return
        identifiers = self._stage.actions_of(press.name)
        for node in chain:
            if self._run(identifiers, [node]):
                return
            typed = getattr(node, "typed", None)
            if press.character is not None and typed is not None and self._handled(typed(press.character)):
                return

    def _offer(self, method: str, text: str) -> None:
        for node in self._stage.chain():
            found = getattr(node, method, None)
            if found is not None and self._handled(found(text)):
                return

    def _run(self, identifiers: Sequence[str], nodes: Sequence[object] | None = None) -> bool:
        """Run the first of the actions that a widget performs; tell whether one was, or was refused."""
        for node in self._stage.chain() if nodes is None else nodes:
            for identifier in identifiers:
                method = self._stage.method(node, identifier)
                if method is None:
                    continue
                reason = self._stage.refusal(identifier, node)
                if reason is not None:
                    self._stage.refused(reason)
                    return True
                if self._handled(method()):
                    return True
        return False

    def _handled(self, result: object) -> bool:
        if isawaitable(result):
            self.start(result)
            return True
        return result is not False

    async def _guarded(self, act: Awaitable[object]) -> None:
        try:
            await act
        except TuicomptaError as error:
            await self._stage.failed(error)
        except Exception as error:  # noqa: BLE001 (the frame ends the program and writes the log)
            self._stage.crashed(error)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._all.discard(task)
        self._running.discard(task)
        self._set_free()

    def _set_free(self) -> None:
        if not self._running:
            self._free.set()
