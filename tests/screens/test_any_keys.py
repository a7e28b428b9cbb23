"""Whatever keys are typed, the frame stands: no error, a screen of its size, a window in front, keys that act."""

from __future__ import annotations

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.screens import demo
from tests.screens.drive import Driven, driven
from tuicompta.core.text import cell_width
from tuicompta.screens.frame.common_actions import COMMON

KEYS = sorted({key for action in COMMON for key in action.keys} - {"ctrl+q"})
TYPED = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from([*"aoneC019,.+-*/ é漢", "shift+f5"]),
    st.sampled_from(["enter", "tab", "escape", "down", "f8", "f10", "f4"]),
)
PASTES = st.text("ab\t\n\x1b[]\u202e1", max_size=8).map(lambda text: f"paste:{text}")
SIZES = st.sampled_from(["size:80x24", "size:79x23", "size:120x40", "size:100x30", "size:200x60"])
SCRIPTS = st.lists(st.one_of(TYPED, TYPED, TYPED, TYPED, PASTES, SIZES), max_size=50)


async def act(driver: Driven, step: str) -> None:
    if step.startswith("paste:"):
        await driver.paste(step[6:])
    elif step.startswith("size:"):
        width, height = step[5:].split("x")
        await driver.resize(int(width), int(height))
    else:
        await driver.keys("space" if step == " " else step)


async def play(home: str, steps: list[str]) -> None:
    async with driven(demo.make_app(home=demo.HOMES[home])) as driver:
        for step in steps:
            await act(driver, step)
            width, height = driver.app.size
            assert len(driver.lines) == height
            assert all(cell_width(line) <= width for line in driver.lines)
        await driver.resize(80, 24)
        await driver.keys(*["escape"] * 8)
        assert driver.app.frame.windows.front is not None
        await driver.keys("f10")
        assert driver.app.frame.dialogs.top is not None


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["journals", "entries", "home", "hostile"]), SCRIPTS)
def test_no_sequence_of_keys_breaks_the_frame(home: str, steps: list[str]) -> None:
    demo.STORE = demo.Store(30)
    asyncio.run(play(home, steps))
