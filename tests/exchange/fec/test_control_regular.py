from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.fec.samples import NAME, RECEIPT, SALE, control, entry, fec
from tuicompta.exchange.fec import control as module
from tuicompta.exchange.fec.control import FecReport, control_stream
from tuicompta.exchange.fec.control_regular import IrregularFileError, RegularControl
from tuicompta.exchange.fec.rendering import json_lines

if TYPE_CHECKING:
    from tuicompta.exchange.fec.lines import FecBlock


def rendered(report: FecReport) -> str:
    return "\n".join(json_lines(report))


def thorough(data: bytes, name: str) -> FecReport:
    def give_up(_self: RegularControl, _block: FecBlock) -> None:
        raise IrregularFileError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RegularControl, "feed", give_up)
        return control_stream(BytesIO(data), name)


def test_regular_file_is_never_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(module, "_thorough")
    opening = entry("1", "20250101", journal="AN")
    assert control(opening, entry("1"), entry("2"), entry("1", journal="AC"), SALE, RECEIPT).conforming


ENTRIES = st.builds(
    entry,
    number=st.integers(1, 4).map(str) | st.sampled_from(["", "A", "007", "²", "P1"]),
    day=st.sampled_from(["20250101", "20250115", "20251231", "20260101", "20241231", "20230101"]),
    amount=st.sampled_from(["10,00", "10.00", "0,00", "-5,00", "x"]),
    journal=st.sampled_from(["OD", "AC", "AN", "OUV1", ""]),
    validation=st.sampled_from(["20250131", "20250201", ""]),
)
LETTERS = st.sampled_from(["|||", "|A|20250131|", "|A||", "|B|20250131|"])
BODIES = st.lists(st.tuples(ENTRIES, LETTERS, st.sampled_from([None, "0,00|10,00", "\n", "Divers"])), max_size=6)


@given(BODIES, st.sampled_from([NAME, "FEC.txt"]))
def test_both_controls_tell_the_same(parts: list[tuple[str, str, str | None]], name: str) -> None:
    body = "".join(
        text.replace("|||20", f"{letters}20").replace(dropped or "\0", "", 1) for text, letters, dropped in parts
    )
    data = fec(body)
    assert rendered(control_stream(BytesIO(data), name)) == rendered(thorough(data, name))


@given(st.lists(st.sampled_from(["AC", "VE"]), max_size=8), st.booleans(), st.integers(1, 3))
def test_both_controls_follow_numbers_the_same(journals: list[str], whole: bool, first: int) -> None:  # noqa: FBT001
    entries = [
        entry(str(first + (rank if whole else journals[:rank].count(journal))), journal=journal)
        for rank, journal in enumerate(journals)
    ]
    data = fec(*entries)
    assert rendered(control_stream(BytesIO(data), NAME)) == rendered(thorough(data, NAME))
