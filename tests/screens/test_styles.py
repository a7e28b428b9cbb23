"""Colours stand in the themes alone, and nothing that is shown is ever read as markup."""

import re
from pathlib import Path

import tuicompta
from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tuicompta.screens.frame.frame import Frame
from tuicompta.widgets.painted import VOICES

PACKAGE = Path(tuicompta.__path__[0])
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def test_no_colour_has_a_value_outside_the_themes() -> None:
    sources = [*PACKAGE.rglob("*.tcss"), *(PACKAGE / "widgets").rglob("*.py"), *(PACKAGE / "screens").rglob("*.py")]
    found = {path.name for path in sources if HEX.search(path.read_text("utf-8"))}
    assert found == {"themes.py"}


def test_stylesheets_name_meanings_only() -> None:
    names = re.compile(r"(?:color|background)\s*:\s*([^;]+);")
    for path in PACKAGE.rglob("*.tcss"):
        for value in names.findall(path.read_text("utf-8")):
            assert value.startswith("$"), (path.name, value)


def test_every_voice_has_a_style_of_its_own() -> None:
    sheet = (PACKAGE / "widgets" / "voices.tcss").read_text("utf-8")
    assert {voice for voice in VOICES if f".voice--{voice} {{" not in sheet} <= {"strong"}


@scenario(home=demo.Hostile)
async def test_brackets_are_text_everywhere(driver: Driven) -> None:
    frame = driver.app.frame
    assert "[annulé] [/b]" in driver.text
    frame.say("Avoir [annulé] [/b]")
    await driver.settle()
    assert "Avoir [annulé] [/b]" in driver.lines[22]
    for act in (frame.dialogs.ask("[/b] titre", "[annulé]"), frame.dialogs.fill("[/b] boîte", demo.SCHEMA)):
        frame.dispatcher.start(act)
        await driver.settle()
        assert "[/b]" in driver.text
        await driver.keys("escape")
    await driver.keys("enter")
    assert "Fiche" in driver.lines[1]


@scenario()
async def test_several_voices_add_up(driver: Driven) -> None:
    frame = driver.app.frame
    assert isinstance(frame, Frame)
    letter = frame.voice("cursor letter")
    assert letter.reverse
    assert letter.underline
    assert frame.voice("bar wrong").bgcolor == frame.voice("bar").bgcolor
    assert frame.voice("bar wrong").color == frame.voice("wrong").color
