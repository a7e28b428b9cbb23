"""The measures and their table."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.measure import CommandFailedError, Pair, Run, in_turn, run
from benchmarks.minimal_app import MARK
from benchmarks.registry import BENCHMARKS, Row, beside
from benchmarks.run import main
from benchmarks.session import NothingShownError, Session
from benchmarks.table import render
from benchmarks.work import python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.work import Work


def test_a_run_is_timed_and_weighed(tmp_path: Path) -> None:
    light = run([sys.executable, "-c", "print('fini')"], output=tmp_path / "out")
    heavy = run([sys.executable, "-c", "bytearray(b'x') * 300_000_000"])
    assert (tmp_path / "out").read_text(encoding="utf-8") == "fini\n"
    assert light.seconds > 0
    assert heavy.peak_kib > 290_000


def test_a_command_reads_what_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("bonjour", encoding="utf-8")
    run(["cat"], source=tmp_path / "in", output=tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "bonjour"


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(CommandFailedError, match="raté"):
        run([sys.executable, "-c", "raise SystemExit('raté')"])


def test_both_sides_run_in_turn_and_the_medians_are_kept() -> None:
    order: list[str] = []
    seconds = {"ours": iter([5.0, 1.0, 2.0]), "reference": iter([9.0, 7.0, 8.0])}

    def side(name: str) -> Run:
        order.append(name)
        return Run(next(seconds[name]), 1 / len(order), len(order))

    pair = in_turn(3, lambda: side("ours"), lambda: side("reference"))
    assert order == ["ours", "reference"] * 3
    assert (pair.ours, pair.reference) == (Run(2.0, 1 / 3, 5), Run(8.0, 1 / 4, 6))


def test_processor_time_counts_the_children_and_has_no_budget() -> None:
    working = "for _ in range(3_000_000): pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {working!r}])"
    idle, busy = run([sys.executable, "-c", "pass"]), run([sys.executable, "-c", child])
    assert busy.processor > idle.processor > 0
    rows = list(beside("work", Pair(Run(2.0, 6.0, 1), Run(1.0, 1.5, 1)), 3, "least"))
    assert [(row.what, row.ratio, row.budget) for row in rows] == [("work", 2.0, 3), ("work, processor", 4.0, None)]


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (Row("x", 2.0, "s", 2, "y", 1.0), True),
        (Row("x", 2.1, "s", 2, "y", 1.0), False),
        (Row("x", 300, "MB", 300), True),
        (Row("x", 301, "MB", 300), False),
        (Row("x", 301, "MB"), True),
    ],
)
def test_a_budget_bounds_the_ratio_or_the_figure(row: Row, kept: bool) -> None:  # noqa: FBT001
    assert row.holds is kept


def test_the_table_shows_both_sides_the_ratio_and_the_verdict() -> None:
    rows = [
        Row("balance", 0.0702, "ms", 2.5, "python started", 0.045),
        Row("balance", 0.0702, "ms", 1 / 100, "hledger", 45.0),
        Row("memory", 1301.4, "MB", 300),
        Row("balance", 0.0702, "ms", None, "beancount", 90.0),
    ]
    assert render(rows).splitlines() == [
        "| what    | ours     | reference   |                | ratio  | budget   | verdict  |",
        "|---------|----------|-------------|----------------|--------|----------|----------|",
        "| balance | 70.2 ms  | 45.0 ms     | python started | 1.56   | ≤ 2.50   | kept     |",
        "| balance | 70.2 ms  | 45 000.0 ms | hledger        | 1/641  | ≤ 1/100  | kept     |",
        "| memory  | 1 301 MB |             |                |        | ≤ 300 MB | EXCEEDED |",
        "| balance | 70.2 ms  | 90 000.0 ms | beancount      | 1/1282 |          |          |",
    ]


def test_the_minimal_program_shows_a_frame_and_echoes_a_key() -> None:
    with Session(python("benchmarks.minimal_app")) as session:
        assert session.wait_for(MARK) > 0
        session.settle()
        echo = session.press(b"7")
    assert 0 < echo.first <= echo.last
    assert echo.size > 0


def test_a_program_that_ends_before_it_shows_is_an_error() -> None:
    with Session(["echo", "fini"]) as session, pytest.raises(NothingShownError, match="«jamais» not shown"):
        session.wait_for("jamais")


def test_a_benchmark_that_fails_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def failing(_: Work) -> Iterator[Row]:
        run(["false"])
        yield Row("never", 0, "s")

    monkeypatch.setitem(BENCHMARKS, "failing", failing)
    monkeypatch.setitem(BENCHMARKS, "working", lambda _: [Row("always", 2, "s", 2, "y", 1)])
    monkeypatch.setattr("benchmarks.run.FOLDER", tmp_path)
    monkeypatch.setattr("os.environ", dict(os.environ))
    assert main(["failing", "working"]) == 1
    output = capsys.readouterr()
    assert "failing: false\n" in output.err
    assert "| always" in output.out
    assert main(["working"]) == 0


def test_an_unknown_benchmark_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["vitesse"])
    assert f"unknown: vitesse; there are {', '.join(BENCHMARKS)}" in capsys.readouterr().err
