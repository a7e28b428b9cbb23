"""What follows from what is typed in an invoice form."""

from dataclasses import replace

import pytest

from tuicompta.core.practical.form import BlockCells, NetCell, lines_to_show, settled


def typed(*amounts: int | None) -> tuple[NetCell, ...]:
    return tuple(NetCell("6064", amount, typed=amount is not None) for amount in amounts)


@pytest.mark.spec("SP-05")
def test_the_type_of_vat_computes_vat_and_the_whole_net_amount() -> None:
    (block,) = settled(12_000, [BlockCells(2000, chosen=True, lines=typed(None))])
    assert (block.vat, block.lines[0].amount) == (2000, 10_000)
    (block,) = settled(10_000, [BlockCells(2000, chosen=True, lines=typed(None))])
    assert (block.vat, block.lines[0].amount) == (1667, 8333)


@pytest.mark.spec("SP-05")
def test_the_net_amount_follows_a_vat_that_was_typed() -> None:
    (block,) = settled(12_000, [BlockCells(2000, chosen=True, vat=1999, vat_typed=True, lines=typed(None))])
    assert (block.vat, block.lines[0].amount) == (1999, 10_001)


def test_without_vat_the_whole_total_is_net() -> None:
    (block,) = settled(12_000, [BlockCells(None, chosen=True, vat=5, vat_typed=True, lines=typed(None))])
    assert (block.vat, block.lines[0].amount) == (None, 12_000)


def test_nothing_is_computed_before_the_type_of_vat_is_chosen() -> None:
    (block,) = settled(12_000, [BlockCells(lines=typed(None))])
    assert (block.vat, block.lines[0].amount) == (None, None)


@pytest.mark.spec("SP-07")
def test_typed_amounts_stay_and_the_next_line_is_given_the_rest() -> None:
    (block,) = settled(12_000, [BlockCells(2000, chosen=True, lines=typed(6000, None))])
    assert [line.amount for line in block.lines] == [6000, 4000]
    assert block.rest(0) == 6000
    (block,) = settled(12_000, [BlockCells(2000, chosen=True, lines=typed(6000, 3000))])
    assert (block.missing, block.rest(1)) == (1000, 4000)
    (block,) = settled(12_000, [BlockCells(2000, chosen=True, lines=(*typed(6000, 2500), NetCell()))])
    assert (block.lines[2].amount, block.rest(1)) == (1500, 4000)


@pytest.mark.spec("SP-20")
def test_the_first_rate_takes_what_the_others_leave_of_the_total() -> None:
    blocks = [
        BlockCells(2000, chosen=True, lines=typed(None)),
        BlockCells(550, chosen=True, part=26_000, lines=typed(None)),
    ]
    first, second = settled(50_000, blocks)
    assert (first.part, first.vat, first.lines[0].amount) == (24_000, 4000, 20_000)
    assert (second.vat, second.lines[0].amount) == (1355, 24_645)


def test_one_more_line_is_shown_while_something_is_left() -> None:
    (block,) = settled(12_000, [BlockCells(2000, chosen=True, lines=typed(None, None))])
    assert lines_to_show(BlockCells()) == 1
    whole = replace(block, lines=(NetCell("6064", 10_000), NetCell()))
    assert lines_to_show(whole) == 1
    part = replace(block, lines=(NetCell("6064", 6000, typed=True), NetCell("", 4000)))
    assert lines_to_show(part) == 2
