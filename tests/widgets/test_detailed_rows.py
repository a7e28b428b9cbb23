import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.columns import Column, amount_column
from tuicompta.widgets.detailed_rows import Detail, DetailedRows, DetailKey
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.row_window import RowWindow
from tuicompta.widgets.rows import Key, Row, every_row

COLUMNS = (Column("code", "Code", width=8), amount_column("debit", "Débit"))
LINES = (Column("label", "Libellé", width=10), amount_column("amount", "Montant"))


def read(key: Key) -> list[Row]:
    """As many lines as the key says."""
    assert isinstance(key, int)
    return [Row(rank, (f"Ligne {rank}", rank * 100)) for rank in range(key % 5)]


def source(size: int, opened: frozenset[Key]) -> DetailedRows:
    rows = MemoryRows(COLUMNS, [Row(key, (f"C{key}", key * 100)) for key in range(size)])
    return DetailedRows(rows, Detail("lines", "Lignes", LINES, read), opened)


def expected(size: int, opened: frozenset[Key]) -> list[Key]:
    """The keys of all the rows: each row, then its lines of detail under their titles, or a line that says none."""
    keys: list[Key] = []
    for key in range(size):
        keys.append(key)
        if key in opened:
            keys += [DetailKey(key, rank) for rank in range(key % 5 + 1)]
    return keys


@pytest.mark.spec("VUE-09")
def test_lines_of_detail_stand_under_their_row_with_their_titles() -> None:
    rows = source(4, frozenset({2})).first(10)
    assert [(row.opened, row.heading) for row in rows[:3]] == [(False, False), (False, False), (True, False)]
    assert [row.values[0] for row in rows[3:6]] == [
        "Libellé           Montant",
        "Ligne 0                  ",
        "Ligne 1              1,00",
    ]
    assert all(row.heading and row.detail for row in rows[3:6])
    assert source(6, frozenset({5})).row(DetailKey(5, 0)) is not None
    assert [row.values[0] for row in source(6, frozenset({5})).last(1)] == ["Aucune ligne"]


@pytest.mark.spec("VUE-09")
@given(st.integers(0, 12), st.frozensets(st.integers(0, 12)), st.integers(1, 5))
def test_any_page_is_a_slice_of_the_whole(size: int, opened: frozenset[Key], page: int) -> None:
    rows, keys = source(size, opened), expected(size, opened)
    assert [row.key for row in every_row(rows, page)] == keys
    assert [row.key for row in rows.last(page)] == keys[-page:]
    for place, key in enumerate(keys):
        found = rows.row(key)
        assert found is not None
        assert found.key == key
        assert [row.key for row in rows.before(key, page)] == keys[max(place - page, 0) : place]
    assert rows.count() == size


@given(st.integers(1, 12), st.frozensets(st.integers(0, 12)), st.lists(st.integers(-6, 6), max_size=6))
def test_a_window_moves_over_them(size: int, opened: frozenset[Key], moves: list[int]) -> None:
    window, keys = RowWindow(source(size, opened), 3), expected(size, opened)
    place = 0
    for move in moves:
        window.move(move)
        place = min(max(place + move, 0), len(keys) - 1)
        assert window.current is not None
        assert window.current.key == keys[place]


def test_a_key_without_details_any_more_is_no_row() -> None:
    assert source(3, frozenset()).row(DetailKey(2, 0)) is None
