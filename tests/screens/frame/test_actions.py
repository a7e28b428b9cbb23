import ast
import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from textual.widget import Widget

import tuicompta.screens
import tuicompta.widgets
from tests.screens import demo
from tuicompta.screens.frame.actions import Action, ActionTable, Kind, always
from tuicompta.screens.frame.common_actions import COMMON
from tuicompta.screens.frame.keymap import KeyForbiddenError, KeyMap, KeyTakenError, ways_of
from tuicompta.screens.menus import labels_of_entries, path_of
from tuicompta.screens.registry import FUNCTIONS, build_table, complete, learn
from tuicompta.widgets.keys import LEGENDS, is_never_bound


def modules() -> list[str]:
    return [
        info.name
        for package in (tuicompta.widgets, tuicompta.screens)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def widget_classes() -> set[type]:
    found = set()
    for name in modules():
        for _, value in inspect.getmembers(import_module(name), inspect.isclass):
            if value.__module__.startswith("tuicompta."):
                found.add(value)
    return found


def whole_table() -> ActionTable:
    """All the actions: those of the menus, and those of the screens that no menu opens."""
    table = complete(build_table())
    for name in modules():
        learn(import_module(name), table)
    return table


TABLE = whole_table()


@pytest.mark.spec("KEY-09")
def test_no_action_has_a_key_that_terminals_keep_or_lose() -> None:
    forbidden = {(action.identifier, key) for action in TABLE for key in action.keys if is_never_bound(key)}
    assert forbidden == set()


@pytest.mark.spec("KEY-09")
def test_no_widget_nor_screen_binds_a_key_of_its_own() -> None:
    bound = {
        cls.__name__
        for cls in widget_classes()
        if issubclass(cls, Widget)
        and cls.__module__.startswith("tuicompta.")
        and "BINDINGS" in vars(cls)
        and cls.BINDINGS
    }
    assert bound == set()
    assert not demo.make_app()._bindings.key_to_bindings


@pytest.mark.spec("KEY-11", "UINV-02")
def test_every_command_has_a_second_way() -> None:
    keymap = KeyMap(TABLE)
    for action in TABLE:
        if action.kind is Kind.COMMAND:
            assert len(ways_of(action, keymap, path_of(action.identifier))) >= 2 or not action.keys, action.identifier


@pytest.mark.spec("KEY-11")
def test_keys_that_terminals_or_desktops_keep_are_never_the_only_way() -> None:
    kept = {"f1", "f10", "f12", "ctrl+a", "ctrl+space", "ctrl+pageup", "ctrl+pagedown"}
    keymap = KeyMap(TABLE)
    for action in TABLE:
        if action.keys and set(action.keys) <= kept:
            others = ways_of(action, keymap, path_of(action.identifier))[len(action.keys) :]
            assert others, action.identifier


@pytest.mark.parametrize(
    ("identifier", "keys"),
    [
        ("help", {"f1"}),
        ("modify", {"f2", "ctrl+o"}),
        ("search", {"ctrl+f"}),
        ("search_next", {"f3"}),
        ("open_values", {"f4"}),
        ("refresh_data", {"f5"}),
        ("next_zone", {"f6"}),
        ("previous_zone", {"shift+f6"}),
        ("consult", {"f7", "ctrl+l"}),
        ("actions_menu", {"f8", "ctrl+t", "shift+f10"}),
        ("main", {"f9"}),
        ("menu_bar", {"f10", "ctrl+g"}),
        ("balance", {"f12", "ctrl+e"}),
        ("palette", {"ctrl+k"}),
        ("new", {"insert", "ctrl+n"}),
        ("delete", {"ctrl+d"}),
        ("save", {"ctrl+s"}),
        ("save_and_new", {"ctrl+n"}),
        ("duplicate", {"ctrl+r"}),
        ("print", {"ctrl+p"}),
        ("undo", {"ctrl+z"}),
        ("redo", {"ctrl+y"}),
        ("undo_all", {"ctrl+u"}),
        ("cut", {"ctrl+x"}),
        ("copy", {"ctrl+c"}),
        ("paste", {"ctrl+v"}),
        ("select_all", {"ctrl+a"}),
        ("windows", {"alt+w"}),
        ("close_window", {"ctrl+w"}),
        ("quit", {"ctrl+q"}),
        ("previous_tab", {"ctrl+pageup"}),
        ("next_record", {"pagedown"}),
        ("previous_list", {"ctrl+left"}),
    ],
)
def test_keys_of_the_table_common_to_all_screens(identifier: str, keys: set[str]) -> None:
    assert set(TABLE[identifier].keys) == keys


def test_every_action_common_to_all_screens_is_performed_somewhere() -> None:
    performed = {name.removeprefix("do_") for cls in widget_classes() for name in dir(cls) if name.startswith("do_")}
    missing = {action.identifier for action in COMMON if action.identifier not in performed}
    assert missing <= {"print", "open_values", "consult"}


def test_every_performer_is_an_action_of_the_table() -> None:
    performed = {name.removeprefix("do_") for cls in widget_classes() for name in dir(cls) if name.startswith("do_")}
    assert {name for name in performed if name not in TABLE} == set()


@pytest.mark.spec("KEY-53")
def test_a_screen_adds_keys_only_among_those_left_to_screens() -> None:
    common = {action.identifier for action in COMMON}
    allowed = {"ctrl+up", "ctrl+down", *(f"shift+f{n}" for n in (1, 2, *range(4, 13)))}
    taken = {key for action in COMMON for key in action.keys}
    for action in TABLE:
        if action.identifier not in common and not action.opens:
            for key in action.keys:
                assert key in allowed or (key.startswith("alt+") and key[4:] not in "bfow"), action.identifier
                assert key not in taken or key in {"ctrl+up", "ctrl+down"}, action.identifier


def test_no_key_is_named_outside_the_tables() -> None:
    """A string that is exactly the name of a key stands only in the modules of keys and of tables."""
    names = {key for action in TABLE for key in action.keys if len(key) > 1} | {f"f{n}" for n in range(1, 13)}
    names -= set(LEGENDS) | {"up", "down"}
    allowed = {"keys.py", "common_actions.py"}
    found = set()
    for folder in ("widgets", "screens"):
        for path in (Path(tuicompta.widgets.__path__[0]).parent / folder).rglob("*.py"):
            if path.name in allowed:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and node.value in names:
                    found.add((path.name, node.value))
    declared = {(path, key) for path, key in found if key in {k for a in TABLE if a not in COMMON for k in a.keys}}
    assert found - declared == set()


@pytest.mark.spec("KEY-19")
def test_a_key_taken_is_refused_with_the_name_of_its_command() -> None:
    keymap = KeyMap(build_table())
    with pytest.raises(KeyTakenError, match="Ctrl\\+S est déjà prise par «Enregistrer»"):
        keymap.give("balance", ("ctrl+s",))
    assert keymap.keys_of("balance") == ("f12", "ctrl+e")


@pytest.mark.spec("KEY-19", "KEY-09")
def test_a_key_that_terminals_keep_is_refused() -> None:
    with pytest.raises(KeyForbiddenError, match="F11"):
        KeyMap(build_table()).give("balance", ("f11",))


@pytest.mark.spec("KEY-19")
def test_another_key_replaces_those_of_the_table_and_can_be_given_back() -> None:
    keymap = KeyMap(build_table())
    keymap.give("balance", ("alt+e",))
    assert keymap.actions_of("alt+e") == ["balance"]
    assert keymap.actions_of("f12") == []
    assert keymap.legend_of("balance") == "Alt+E"
    keymap.restore()
    assert keymap.actions_of("f12") == ["balance"]


def test_two_actions_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="save"):
        ActionTable([Action("save", "Enregistrer"), Action("save", "Autre", condition=always)])


@pytest.mark.spec("NAV-02")
def test_functions_have_one_name_in_menus_and_palette() -> None:
    labels = labels_of_entries()
    assert labels["customer_due_dates"] == "Clients – Échéancier interactif"
    assert all(
        action.label == labels[action.identifier] for action in TABLE if action.opens and action.identifier in labels
    )


def test_each_function_is_registered_once() -> None:
    identifiers = [function.identifier for function in FUNCTIONS]
    assert len(identifiers) == len(set(identifiers))
