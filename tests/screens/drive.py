"""Drives the program in memory: keys in, lines of the screen out, nothing to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.screens import demo
from tuicompta.screens.frame.dispatcher import Command, Paste
from tuicompta.widgets.keys import KeyPress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from tuicompta.screens.app import TuicomptaApp


class Driven:
    """A program under test."""

    def __init__(self, app: TuicomptaApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.waits_for_work = True
        """Whether `settle` waits for the long works too, however busy the machine is."""

    async def keys(self, *names: str) -> None:
        """Press keys by their names."""
        for name in names:
            typed = " " if name == "space" else name if len(name) == 1 else None
            self.app.frame.dispatcher.feed(KeyPress(name, typed))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type characters."""
        await self.keys(*("space" if char == " " else char for char in text))

    async def paste(self, text: str) -> None:
        """Paste a text."""
        self.app.frame.dispatcher.feed(Paste(text))
        await self.settle()

    async def run(self, identifier: str) -> None:
        """Choose a command by its name."""
        self.app.frame.dispatcher.feed(Command(identifier))
        await self.settle()

    async def settle(self) -> None:
        """Let everything be done and painted."""
        await self.app.frame.dispatcher.idle()
        while self.waits_for_work and self.app.frame.dialogs._jobs:
            await self.pilot.pause(0.01)
            await self.app.frame.dispatcher.idle()
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def lines(self) -> list[str]:
        """The lines on screen, without the blanks at their ends."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def message(self) -> str:
        """The message of the status bar."""
        return self.app.frame.status.shown


@asynccontextmanager
async def driven(app: TuicomptaApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """Run a program in memory."""
    async with app.run_test(size=size) as pilot:
        driver = Driven(app, pilot)
        await driver.settle()
        yield driver


Scenario = Callable[[Driven], Awaitable[None]]


def scenario(size: tuple[int, int] = (80, 24), **arguments: object) -> Callable[[Scenario], Callable[[], None]]:
    """Make a test of a coroutine that drives the small program of the tests, on fresh data."""

    def decorate(play: Scenario) -> Callable[[], None]:
        async def go() -> None:
            async with driven(demo.make_app(**arguments), size) as driver:
                await play(driver)

        def test() -> None:
            demo.STORE = demo.Store()
            asyncio.run(go())

        test.__name__ = getattr(play, "__name__", "test")
        test.__doc__ = play.__doc__
        return test

    return decorate
