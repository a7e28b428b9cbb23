from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.dispatcher import Answer, Command, Dispatcher, Paste
from tuicompta.widgets.keys import KeyPress

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


class RefusedError(TuicomptaError):
    template = "Non."


class Grid:
    """What has the cursor: it types, saves, asks."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.text = ""

    def typed(self, character: str) -> bool:
        if character == "!":
            return False
        self.text += character
        return True

    def pasted(self, text: str) -> None:
        self.text += f"<{text}>"

    async def do_save(self) -> None:
        await asyncio.sleep(0.01)
        self.text += "[saved]"

    async def do_ask(self) -> None:
        answer = Answer(self.stage.dispatcher)
        self.stage.box = Box(answer)
        self.text += f"[{await answer.wait()}]"
        await asyncio.sleep(0.01)
        self.text += "[after]"

    def do_refuse(self) -> None:
        raise RefusedError

    def do_crash(self) -> None:
        raise RuntimeError

    def do_not_mine(self) -> bool:
        return False


class Box:
    """A box over the grid: any character answers it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def typed(self, character: str) -> None:
        self.answer.give(character)


class Stage:
    """A frame of one grid and at most one box."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher(self)
        self.grid = Grid(self)
        self.box: Box | None = None
        self.reasons: list[str] = []
        self.failures: list[str] = []
        self.crashes: list[Exception] = []
        self.log: list[str] = []
        self.why: str | None = None

    def chain(self) -> Sequence[object]:
        box, self.box = self.box, None
        return [box] if box is not None else [self.grid, self]

    def actions_of(self, key: str) -> Sequence[str]:
        return {"ctrl+s": ["save"], "f2": ["ask"], "f3": ["not_mine", "late"], "f4": ["refuse"], "f5": ["crash"]}.get(
            key, []
        )

    def method(self, node: object, identifier: str) -> Callable[[], object] | None:
        found: Callable[[], object] | None = getattr(node, f"do_{identifier}", None)
        return found

    def do_late(self) -> None:
        self.log.append("late")

    def refusal(self, identifier: str, node: object) -> str | None:  # noqa: ARG002 (part of the protocol)
        return self.why

    def refused(self, reason: str) -> None:
        self.reasons.append(reason)

    async def failed(self, error: TuicomptaError) -> None:
        self.failures.append(str(error))

    def crashed(self, error: Exception) -> None:
        self.crashes.append(error)

    def acted(self) -> None:
        self.log.append("acted")


def play(script: Callable[[Stage], Awaitable[None]]) -> Stage:
    """Run a script against a stage whose dispatcher listens."""

    async def go() -> Stage:
        stage = Stage()
        listener = asyncio.create_task(stage.dispatcher.run())

        async def start() -> None:
            await asyncio.sleep(0)

        stage.dispatcher.start(start())
        await script(stage)
        await stage.dispatcher.idle()
        stage.dispatcher.close()
        listener.cancel()
        return stage

    return asyncio.run(go())


def press(stage: Stage, *names: str) -> None:
    for name in names:
        stage.dispatcher.feed(KeyPress(name, name if len(name) == 1 else None))


@pytest.mark.spec("KEY-17")
def test_keys_wait_for_the_act_before_them_and_keep_their_order() -> None:
    async def script(stage: Stage) -> None:
        press(stage, "a", "ctrl+s", "b", "ctrl+s", "c")

    assert play(script).grid.text == "a[saved]b[saved]c"


@pytest.mark.spec("KEY-17")
def test_keys_typed_ahead_answer_the_box_then_go_on_where_one_was() -> None:
    async def script(stage: Stage) -> None:
        press(stage, "f2", "o", "x")

    assert play(script).grid.text == "[o][after]x"


def test_what_a_key_stands_for_comes_before_what_was_typed_ahead() -> None:
    async def script(stage: Stage) -> None:
        press(stage, "a", "b")
        stage.dispatcher.feed(Command("save"), at_once=True)

    assert play(script).grid.text == "[saved]ab"


@pytest.mark.spec("KEY-18")
def test_a_paste_is_text() -> None:
    async def script(stage: Stage) -> None:
        stage.dispatcher.feed(Paste("\x11ctrl+s"))

    assert play(script).grid.text == "<\x11ctrl+s>"


def test_an_action_that_says_false_goes_to_the_next_one() -> None:
    async def script(stage: Stage) -> None:
        press(stage, "f3")

    assert play(script).log[0] == "late"


def test_a_refusal_of_a_rule_is_shown_and_the_next_key_is_taken() -> None:
    async def script(stage: Stage) -> None:
        press(stage, "f4", "a")

    stage = play(script)
    assert stage.failures == ["Non."]
    assert stage.grid.text == "a"


def test_an_unforeseen_error_ends_the_program() -> None:
    async def script(stage: Stage) -> None:
        press(stage, "f5")

    assert [type(error) for error in play(script).crashes] == [RuntimeError]


def test_an_impossible_action_says_why_and_is_not_done() -> None:
    async def script(stage: Stage) -> None:
        stage.why = "Lecture seule"
        press(stage, "ctrl+s")

    stage = play(script)
    assert stage.reasons == ["Lecture seule"]
    assert stage.grid.text == ""


def test_a_command_that_nobody_performs_says_so() -> None:
    async def script(stage: Stage) -> None:
        stage.dispatcher.feed(Command("fly"))

    assert play(script).reasons == ["Pas possible ici"]
