from hypothesis import given
from hypothesis import strategies as st

from tests.screens.drive import Driven, scenario
from tuicompta.screens.frame.preferences import Preferences

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_what_is_written_is_read_back() -> None:
    wanted = Preferences(theme="clair", mouse=False, panel_menu=3, keys={"save": ("alt+s",)}, recent_commands=["save"])
    assert Preferences.from_mapping(wanted.to_mapping()) == wanted


@given(st.dictionaries(st.sampled_from(list(Preferences().to_mapping())), JSON))
def test_a_damaged_file_gives_usable_preferences(values: dict[str, object]) -> None:
    found = Preferences.from_mapping(values)
    assert Preferences.from_mapping(found.to_mapping()) == found
    assert isinstance(found.theme, str)
    assert isinstance(found.mouse, bool)


def test_the_panel_comes_back_as_it_was_left() -> None:
    preferences = Preferences()

    @scenario(size=(120, 40), preferences=preferences)
    async def leave(driver: Driven) -> None:
        await driver.run("panel_headings")
        await driver.keys("f6", "right", "escape")
        await driver.run("navigation_panel")

    leave()
    assert preferences.panel_menu == 1
    scenario(size=(120, 40), preferences=Preferences.from_mapping(preferences.to_mapping()))(_came_back)()


async def _came_back(driver: Driven) -> None:
    assert driver.lines[1].startswith(" Q│")
    assert driver.app.frame.panel.short
    assert driver.app.frame.panel.menu == 1
