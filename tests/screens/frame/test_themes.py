import pytest
from textual.color import Color
from textual.theme import Theme

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tuicompta.screens.frame.environment import (
    DARK,
    LIGHT,
    MONOCHROME,
    TERMINAL,
    charset,
    draws_with_ascii,
    first_theme,
)
from tuicompta.screens.frame.themes import THEME_LABELS, THEMES

INKS = ("ink", "quiet", "wrong", "settled", "accent-ink", "rule", "bar-ink")
GROUNDS = {"bar-ink": "bar-ground"}


def luminance(color: Color) -> float:
    parts = [value / 255 for value in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    lighter, darker = sorted((luminance(Color.parse(ink)), luminance(Color.parse(ground))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.spec("OEN-03")
@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_every_text_keeps_a_contrast_of_at_least_4_5(theme: Theme) -> None:
    values = theme.variables
    for ink in INKS:
        for ground in ("ground", "row-ground", "bar-ground"):
            if (ink, ground) in {("quiet", "row-ground"), ("rule", "row-ground"), ("rule", "bar-ground")}:
                continue
            assert contrast(values[ink], values[ground]) >= 4.5, (ink, ground)


@pytest.mark.spec("OEN-03")
def test_there_are_light_dark_and_high_contrast_themes() -> None:
    assert set(THEME_LABELS.values()) >= {"Clair", "Sombre", "Contraste élevé"}
    strong = next(theme for theme in THEMES if theme.name == "contraste")
    assert contrast(strong.variables["ink"], strong.variables["ground"]) > 15


def test_the_monochrome_theme_has_no_colour_at_all() -> None:
    theme = next(theme for theme in THEMES if theme.name == MONOCHROME)
    assert {theme.variables[ink] for ink in INKS} == {"ansi_default"}


MODERN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "fr_FR.UTF-8"}


@pytest.mark.parametrize(
    ("variables", "theme"),
    [
        (MODERN, DARK),
        ({**MODERN, "COLORFGBG": "0;15"}, LIGHT),
        ({**MODERN, "COLORFGBG": "15;0"}, DARK),
        ({**MODERN, "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, TERMINAL),
        ({**MODERN, "NO_COLOR": "1"}, MONOCHROME),
        ({"TERM": "linux", "LANG": "fr_FR.UTF-8"}, TERMINAL),
    ],
)
def test_the_first_theme_follows_the_terminal(variables: dict[str, str], theme: str) -> None:
    assert first_theme(variables) == theme


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (MODERN, False),
        ({**MODERN, "NO_COLOR": "1"}, True),
        ({"TERM": "linux", "LANG": "fr_FR.UTF-8"}, True),
        ({**MODERN, "LANG": "fr_FR.ISO-8859-1"}, True),
        ({**MODERN, "LC_ALL": "C"}, True),
    ],
)
def test_ascii_drawing_follows_the_terminal(variables: dict[str, str], expected: bool) -> None:  # noqa: FBT001
    assert draws_with_ascii(variables) is expected


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "utf-8"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR@euro"}, "ascii"),
        ({"LANG": "fr_FR.ISO8859-15"}, "iso8859-15"),
        ({"LANG": "fr_FR.nonsense"}, "ascii"),
        ({}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "ascii"),
        ({"LC_CTYPE": "UTF-8"}, "utf-8"),
    ],
)
def test_the_character_set_is_that_of_the_locale(variables: dict[str, str], name: str) -> None:
    assert charset(variables) == name


@pytest.mark.spec("OEN-03")
def test_another_theme_paints_the_whole_screen_at_once() -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        for name in ("clair", "contraste", "sombre"):
            driver.app.theme = name
            await driver.settle()
            ground = next(theme for theme in THEMES if theme.name == name).variables["ground"]
            grounds = {
                segment.style.bgcolor.triplet.hex
                for strip in driver.app.screen._compositor.render_strips()[5:20]
                for segment in strip
                if segment.style is not None and segment.style.bgcolor is not None and segment.style.bgcolor.triplet
            }
            assert ground in grounds
            others = {theme.variables["ground"] for theme in THEMES if not theme.ansi and theme.name != name}
            assert not grounds & others

    go()
