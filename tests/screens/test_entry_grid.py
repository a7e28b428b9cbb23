import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tuicompta.core.entry.model import COLUMNS, Column
from tuicompta.widgets.entry_grid import EntryGrid
from tuicompta.widgets.entry_layout import EntryLayout


def grid(driver: Driven) -> EntryGrid:
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Entries)
    return window.grid


def strokes(driver: Driven) -> list[str]:
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Entries)
    return window.model.strokes


async def entry(driver: Driven, number: int) -> None:
    """Type an entry of two lines."""
    for text in ("AC", "15/03/2026", f"P{number}", "", "401DUPO", "Facture Dupont", "", "1 234,56"):
        await driver.type(text)
        await driver.keys("enter")
    for text in ("6064", "Facture Dupont", "1 234,56", ""):
        await driver.type(text)
        await driver.keys("enter")


def body(driver: Driven) -> list[str]:
    return [line[3:] for line in driver.lines[1:-2]]


@scenario(home=demo.Entries)
async def test_an_80_column_screen_shows_the_cells_of_the_look_and_sixteen_lines(driver: Driven) -> None:
    assert body(driver)[0].split() == ["Jnl", "Date", "Pièce", "Compte", "Libellé", "Débit", "Crédit"]
    assert grid(driver).page >= 16


@scenario(size=(110, 30), home=demo.Entries)
async def test_from_110_columns_on_the_secondary_cells_are_columns(driver: Driven) -> None:
    assert body(driver)[0].split() == [
        "Jnl",
        "Date",
        "Pièce",
        "Document",
        "Compte",
        "Libellé",
        "Débit",
        "Crédit",
        "Échéance",
        "Moyen",
        "Chèque",
    ]


def test_the_layout_depends_on_the_width_alone_and_fills_it() -> None:
    for width in (77, 80, 105, 106, 117, 160):
        layout = EntryLayout(COLUMNS, width)
        last = layout.places[layout.columns[-1]]
        assert last.x + last.width == width
        starts = [place.x for place in layout.places.values()]
        assert starts == sorted(starts)
    assert EntryLayout(COLUMNS, 77).below == (Column.DUE_DATE, Column.PAYMENT_METHOD, Column.DOCUMENT, Column.CHEQUE)


@pytest.mark.spec("KM-24", "KM-25")
@scenario(home=demo.Entries)
async def test_a_complete_entry_has_a_rule_and_an_unbalanced_one_a_mark(driver: Driven) -> None:
    await entry(driver, 1)
    lines = body(driver)
    assert lines[1].split()[:6] == ["AC", "15/03/26", "P1", "401DUPO", "Facture", "Dupont"]
    assert lines[1].rstrip().endswith("1 234,56")
    assert lines[3].startswith(" ─────")
    assert lines[4].startswith("!")


@scenario(home=demo.Entries)
async def test_the_current_entry_is_framed_in_the_margin(driver: Driven) -> None:
    await entry(driver, 1)
    await driver.keys("up", "up")
    assert body(driver)[2].startswith("│")


@scenario(home=demo.Entries)
async def test_keys_go_to_the_machine_as_commands_and_characters(driver: Driven) -> None:
    await driver.type("1")
    await driver.keys(
        "space", "tab", "shift+tab", "f12", "ctrl+e", "insert", "ctrl+n", "ctrl+d", "ctrl+r", "ctrl+up", "delete", "f9"
    )
    assert strokes(driver) == [
        "1",
        "space",
        "tab",
        "back_tab",
        "balance",
        "balance",
        "insert",
        "new_entry",
        "delete_line",
        "repeat",
        "move_line_up",
        "clear_cell",
        "save_and_close",
    ]


@pytest.mark.spec("KEY-18")
@scenario(home=demo.Entries)
async def test_a_paste_goes_to_the_machine_as_text(driver: Driven) -> None:
    await driver.paste("AC\n15/03/2026")
    assert "AC  15/03/26" in driver.text


@pytest.mark.spec("KM-60")
@scenario(home=demo.Entries)
async def test_at_most_eight_candidates_show_at_the_foot_and_nothing_jumps(driver: Driven) -> None:
    await entry(driver, 1)
    await driver.keys(*["enter"] * 4)
    before = body(driver)[:5]
    await driver.type("du")
    foot = "\n".join(body(driver)[-3:-1])
    assert foot.count("401DU") == 8
    assert "8 sur 9" in foot
    assert [line[:30] for line in body(driver)[:4]] == [line[:30] for line in before[:4]]
    await driver.type("po")
    assert "401DUPO Dupont SARL" in body(driver)[-3]


@pytest.mark.spec("KM-38")
@scenario(home=demo.Entries)
async def test_the_foot_gives_totals_and_what_the_entry_lacks(driver: Driven) -> None:
    await entry(driver, 1)
    assert body(driver)[-1].startswith(" Débit 2 469,12   Crédit 1 234,56   Reste 1 234,56 !")
    assert body(driver)[-1].endswith("1 écriture · 0 enreg.")


@pytest.mark.spec("KM-68", "SW-37")
@scenario(home=demo.Entries)
async def test_the_context_line_tells_of_the_account(driver: Driven) -> None:
    await entry(driver, 1)
    await driver.keys("up", "up")
    assert body(driver)[-3] == " 401DUPO Dupont SARL · solde 1 234,56 débiteur · 1 échéance 1 234,56"


@pytest.mark.spec("KM-32")
@scenario(home=demo.Entries)
async def test_a_reason_shows_under_the_grid_until_the_next_key(driver: Driven) -> None:
    await driver.keys("f4")
    assert body(driver)[-3] == " Pas de liste"
    await driver.type("1")
    assert "Pas de liste" not in driver.text


@scenario(home=demo.Entries)
async def test_leaving_the_screen_jumps_by_half_of_it(driver: Driven) -> None:
    for number in range(5):
        await entry(driver, number)
    assert grid(driver).top == 0
    await entry(driver, 5)
    assert grid(driver).top >= 5
    await driver.keys("ctrl+home")
    assert grid(driver).top == 0


@scenario(home=demo.Entries)
async def test_the_terminal_cursor_follows_the_caret(driver: Driven) -> None:
    await driver.type("A")
    assert driver.app.cursor_position == (5, 2)
    await driver.keys("enter")
    assert driver.app.cursor_position == (8, 2)
    await driver.type("15")
    assert driver.app.cursor_position == (10, 2)


@scenario(home=demo.Entries)
async def test_a_secondary_cell_is_typed_under_the_grid(driver: Driven) -> None:
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Entries)
    window.model.place = (0, Column.DUE_DATE)
    await driver.type("3004")
    assert "Échéance 3004" in body(driver)[-2] or "Échéance" in body(driver)[-2]


@scenario(home=demo.Entries)
async def test_a_large_amount_is_never_cut(driver: Driven) -> None:
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Entries)
    window.model.rows[0] = {Column.DEBIT: "1 234 567,89", Column.CREDIT: "1 234 567,89"}
    grid(driver).update()
    await driver.settle()
    assert driver.text.count("1 234 567,89") == 2
