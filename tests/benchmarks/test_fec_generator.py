from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siren

from benchmarks.fec_books import Books, lettering_code
from benchmarks.fec_chart import JOURNALS
from benchmarks.fec_generator import COLUMNS, SIREN, generate, main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Row:
    journal: str
    number: int
    day: str
    account: str
    control: str
    piece_day: str
    cents: int
    code: str
    code_day: str
    validated: str


def cents(text: str) -> int:
    return int(text.replace(",", ""))


def read(path: Path) -> list[Row]:
    heading, *lines, end = path.read_bytes().decode("utf-8").split("\r\n")
    assert (heading, end) == (COLUMNS, "")
    rows = []
    for line in lines:
        values = line.split("\t")
        assert len(values) == 18
        assert (values[11] == "0,00") != (values[12] == "0,00")
        amount = cents(values[11]) - cents(values[12])
        rows.append(
            Row(
                journal=values[0],
                number=int(values[2]),
                day=values[3],
                account=values[6] or values[4],
                control=values[4],
                piece_day=values[9],
                cents=amount,
                code=values[13],
                code_day=values[14],
                validated=values[15],
            )
        )
    return rows


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return read(generate(tmp_path_factory.mktemp("fec"), lines=60_000, seed=3, year=2024))


def test_the_name_is_the_legal_one(tmp_path: Path) -> None:
    assert siren.is_valid(SIREN)
    assert generate(tmp_path, lines=10, year=2024).name == "732829320FEC20241231.txt"


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again, other = (
        generate(tmp_path / name, lines=5000, seed=seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes() != other.read_bytes()
    # On every version of Python: the figures published for a file can be measured again elsewhere.
    assert (
        hashlib.sha256(first.read_bytes()).hexdigest()
        == "595cf0208a468f801d54566664889e392313df9ec9da3b64a506c161b2466bc7"
    )


@pytest.mark.attack
@given(lines=st.integers(2, 700), seed=st.integers(0, 2**32))
def test_any_number_of_lines_is_reached_with_balanced_entries(lines: int, seed: int) -> None:
    entries = list(Books(lines, seed, 2025).entries())
    assert sum(len(entry.lines) for entry in entries) == lines
    groups: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        assert 2 <= len(entry.lines) <= 8
        assert sum(debit - credit for _, debit, credit, _, _ in entry.lines) == 0
        for columns, debit, credit, code, code_day in entry.lines:
            assert bool(code) == bool(code_day)
            if code:
                groups[columns, code] += debit - credit
    assert not any(groups.values())


def test_numbers_have_no_gap_and_validations_follow_each_other(rows: list[Row]) -> None:
    assert {row.journal for row in rows} == set(JOURNALS)
    assert [row.validated for row in rows] == sorted(row.validated for row in rows)
    last = dict.fromkeys(JOURNALS, 0)
    for before, row in zip([None, *rows], rows, strict=False):
        same = before is not None and (before.journal, before.number) == (row.journal, row.number)
        assert row.number == last[row.journal] + (not same)
        last[row.journal] = row.number
        if same and before:
            assert (before.day, before.validated) == (row.day, row.validated)
        assert "20240101" <= row.day <= "20241231"
        assert row.piece_day <= row.day <= row.validated


def test_the_opening_comes_first(rows: list[Row]) -> None:
    assert {row.journal for row in rows[:15]} == {"AN"}
    assert {row.day for row in rows[:15]} == {"20240101"}
    assert all(row.journal != "AN" for row in rows[15:])


def test_the_mix_is_that_of_a_trading_firm(rows: list[Row]) -> None:
    trade = [row for row in rows if row.control in {"401000", "411000"}]
    assert 0.32 <= len(trade) / len(rows) <= 0.36
    assert 0.38 <= sum(bool(row.code) for row in trade) / len(trade) <= 0.42
    assert len({row.account for row in trade}) > 3000
    assert 450 <= len({row.control for row in rows}) <= 550


def test_lettered_groups_balance_and_are_dated_by_their_payment(rows: list[Row]) -> None:
    groups = defaultdict(list)
    for row in rows:
        if row.code:
            groups[row.account, row.code].append(row)
    assert any(len(group) > 2 for group in groups.values())
    for group in groups.values():
        assert sum(row.cents for row in group) == 0
        assert {row.code_day for row in group} == {max(row.day for row in group)}


def test_an_account_has_one_title_and_a_third_party_one_name(tmp_path: Path) -> None:
    lines = generate(tmp_path, lines=60_000).read_text(encoding="utf-8").splitlines()[1:]
    for number, title in ((4, 5), (6, 7)):
        named = {(values[number], values[title]) for values in (line.split("\t") for line in lines) if values[number]}
        assert len({name for name, _ in named}) == len({title for _, title in named}) == len(named)


@pytest.mark.parametrize(("rank", "code"), [(0, "AA"), (1, "AB"), (26, "BA"), (675, "ZZ"), (676, "AAA")])
def test_lettering_codes_follow_each_other(rank: int, code: str) -> None:
    assert lettering_code(rank) == code


def test_one_line_is_no_entry(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least two lines"):
        generate(tmp_path, lines=1)


def test_the_command_creates_its_folder_and_prints_the_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path / "out"), "--lines", "20", "--seed", "4", "--year", "2026"])
    path = tmp_path / "out" / "732829320FEC20261231.txt"
    assert capsys.readouterr().out == f"{path}\n"
    assert len(read(path)) == 20
