import pytest
from textual.app import ComposeResult

from tests.screens.drive import Driven, scenario
from tests.widgets.sources import Numbers
from tuicompta.screens.frame.window import Window
from tuicompta.widgets.columns import Column, amount_column
from tuicompta.widgets.paged_grid import PagedGrid

COLUMNS = (Column("code", "Code", width=8), Column("label", "Libellé", width=14), amount_column("amount", "Montant"))


class GridWindow(Window):
    """A window with a grid and nothing else."""

    def __init__(self, grid: PagedGrid) -> None:
        super().__init__()
        self.grid = grid

    def compose(self) -> ComposeResult:
        yield self.grid


async def show(driver: Driven, size: int, columns: tuple[Column, ...] = COLUMNS) -> tuple[PagedGrid, Numbers]:
    """Open a window on a grid of numbers."""
    source = Numbers(size)
    grid = PagedGrid(columns, source)
    await driver.app.frame.windows.open(GridWindow(grid))
    await driver.settle()
    return grid, source


def body(driver: Driven) -> list[str]:
    return [line[3:] for line in driver.lines[1:-2]]


@scenario()
async def test_it_shows_headings_rows_a_rule_and_totals(driver: Driven) -> None:
    await show(driver, 3)
    lines = body(driver)
    assert lines[0].split() == ["Code", "Libellé", "Montant"]
    assert lines[1].split() == ["0000000", "Libellé", "0"]
    assert lines[3].split() == ["0000002", "Libellé", "2", "2,00"]
    assert lines[-3].startswith("───")
    assert lines[-2].split() == ["Total", "3,00"]


@scenario()
async def test_a_million_rows_cost_two_pages_and_no_more_lines_than_the_screen(driver: Driven) -> None:
    _, source = await show(driver, 1_000_000)
    assert source.asked.count("first") <= 2
    source.asked.clear()
    await driver.keys("ctrl+end")
    assert source.asked == ["last"]
    assert body(driver)[-4].split() == ["0999999", "Libellé", "999999", "999", "999,00"]
    await driver.keys("ctrl+home")
    assert body(driver)[1].split()[0] == "0000000"


@scenario()
async def test_rows_are_counted_and_added_up_once_whatever_is_typed(driver: Driven) -> None:
    _, source = await show(driver, 1000)
    await driver.keys("down", "space", "pagedown", "ctrl+end", "ctrl+a", "up")
    assert source.counted <= 3


@scenario()
async def test_page_down_moves_by_the_lines_of_the_screen(driver: Driven) -> None:
    grid, _ = await show(driver, 1000)
    await driver.keys("pagedown")
    assert grid.current is not None
    assert grid.current.key == grid.body_height == 17


@pytest.mark.spec("KEY-43", "LST-17", "UIX-07")
@scenario()
async def test_space_ticks_and_goes_on_and_ticked_rows_have_their_total(driver: Driven) -> None:
    grid, _ = await show(driver, 20)
    await driver.keys("down", "space", "space")
    assert grid.current is not None
    assert grid.current.key == 3
    assert grid.selected() == 2
    assert body(driver)[-3].split() == ["Coché", "2", "3,00"]
    assert body(driver)[2].startswith("✓ 0000001")


@pytest.mark.spec("KEY-44")
@scenario()
async def test_shift_and_an_arrow_extend_the_ticks(driver: Driven) -> None:
    grid, _ = await show(driver, 20)
    await driver.keys("shift+down", "shift+down")
    assert [key for key in range(20) if key in grid.ticks] == [0, 1, 2]


@pytest.mark.spec("LST-09")
@scenario()
async def test_ctrl_a_ticks_all_the_rows_then_none(driver: Driven) -> None:
    grid, source = await show(driver, 1_000_000)
    source.asked.clear()
    await driver.keys("ctrl+a")
    assert grid.selected() == 1_000_000
    await driver.keys("ctrl+a")
    assert grid.selected() == 1
    assert source.asked == []


@pytest.mark.spec("LST-18")
@scenario()
async def test_the_first_column_stays_when_the_others_scroll(driver: Driven) -> None:
    wide = (COLUMNS[0], *(Column(f"c{n}", f"Colonne {n}", width=20) for n in range(8)))
    await driver.app.frame.windows.open(GridWindow(PagedGrid(wide)))
    await driver.keys("end")
    assert body(driver)[0].split() == ["Code", "Colonne", "5", "Colonne", "6", "Colonne", "7"]
    await driver.keys("home")
    assert body(driver)[0].split()[:3] == ["Code", "Colonne", "0"]


@pytest.mark.spec("LST-18")
@scenario()
async def test_a_cut_cell_is_told_whole_under_the_list(driver: Driven) -> None:
    await show(driver, 1_000_000, (COLUMNS[0], Column("label", "Libellé", width=9), COLUMNS[2]))
    await driver.keys("ctrl+end", "right")
    assert "Libellé …" in body(driver)[-4]
    assert body(driver)[-1].strip() == "Libellé : Libellé 999999"


@scenario()
async def test_the_terminal_cursor_is_on_the_cell_of_the_cursor(driver: Driven) -> None:
    await show(driver, 50)
    await driver.keys("down", "right")
    assert driver.app.cursor_position == (14, 3)
