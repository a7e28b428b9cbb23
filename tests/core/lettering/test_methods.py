"""How lines that settle each other are found: the examples of the rules, then any lines in any order."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.lettering.completion import completion
from tuicompta.core.lettering.exact import LARGEST, exact_groups, window
from tuicompta.core.lettering.lines import FoundGroup, OpenLine
from tuicompta.core.lettering.methods import Method, groups_of_references, groups_of_running_balance
from tuicompta.core.lettering.pairs import pairs


def lines(*balances: int, days: tuple[int, ...] = (), references: tuple[str, ...] = ()) -> list[OpenLine]:
    """Lines numbered from 1, one a day unless said otherwise."""
    return [
        OpenLine(rank, days[rank - 1] if days else rank, rank, balance, references[rank - 1] if references else "")
        for rank, balance in enumerate(balances, start=1)
    ]


def ids(groups: list[FoundGroup]) -> list[list[int]]:
    return [[line.id for line in group.lines] for group in groups]


amounts = st.integers(-6, 6).filter(bool)
some_lines = st.lists(st.tuples(amounts, st.integers(0, 9), st.sampled_from(["", "F1", "F2", "F3"])), max_size=24).map(
    lambda found: [OpenLine(rank, day, rank, balance, text) for rank, (balance, day, text) in enumerate(found)],
)


@pytest.mark.spec("LAUT-10")
def test_each_return_to_zero_ends_a_group() -> None:
    assert ids(groups_of_running_balance(lines(100, -100, 50, 30, -80))) == [[1, 2], [3, 4, 5]]
    assert ids(groups_of_running_balance(lines(100, -60, 50, days=(1, 3, 2)))) == []


@pytest.mark.spec("LAUT-10")
def test_a_gap_ends_a_group_when_it_is_accepted() -> None:
    found = groups_of_running_balance(lines(120_00, -119_97, 3, -50_00, 50_00), gap=5)
    assert [(group.gap, [line.id for line in group.lines]) for group in found] == [(3, [1, 2]), (3, [3, 4, 5])]
    assert ids(groups_of_running_balance(lines(120_00, -119_97, 3, -50_00, 50_00))) == []


@pytest.mark.spec("LAUT-08", "LAUT-09")
def test_lines_of_one_number_settle_when_they_balance_on_both_sides() -> None:
    found = lines(100, -40, 70, -60, -70, 9, 5, references=("F1", "F1", "F2", "F1", "", "F3", "F2"))
    assert ids(groups_of_references(found)) == [[1, 2, 4]]
    assert ids(groups_of_references(lines(100, 100, references=("F1", "F1")), gap=500)) == []
    near = groups_of_references(lines(120_00, -119_97, references=("F9", "F9")), gap=5)
    assert [(group.gap, ids([group])) for group in near] == [(3, [[1, 2]])]
    assert groups_of_references(lines(120_00, -119_97, references=("F9", "F9")), gap=2) == []


@pytest.mark.spec("LAUT-11")
def test_a_pair_takes_the_nearest_dates_then_the_oldest() -> None:
    assert ids(exact_groups(lines(50, 50, -50, days=(1, 8, 10)))) == [[2, 3]]
    assert ids(exact_groups(lines(50, 50, -50, days=(8, 12, 10)))) == [[1, 3]]
    assert ids(exact_groups(lines(50, 50, -50, -50, days=(3, 3, 3, 3)))) == [[1, 3], [2, 4]]
    # Once the nearest are paired, those that stood around them are neighbours.
    assert ids(exact_groups(lines(50, 50, -50, -50, days=(1, 10, 11, 30)))) == [[1, 4], [2, 3]]


@pytest.mark.spec("LAUT-11")
def test_pairs_come_before_one_line_with_two_then_three_then_four() -> None:
    assert ids(exact_groups(lines(100, -60, -40, -100))) == [[1, 4]]
    assert ids(exact_groups(lines(100, -60, -40))) == [[1, 2, 3]]
    assert ids(exact_groups(lines(-100, 10, 20, 70))) == [[1, 2, 3, 4]]
    assert ids(exact_groups(lines(100, -10, -20, -30, -40))) == [[1, 2, 3, 4, 5]]
    assert ids(exact_groups(lines(100, -10, -20, -30, -15, -25))) == []
    # Two lines are preferred to three, whatever the dates.
    assert ids(exact_groups(lines(100, -10, -20, -70, -55, -45))) == [[1, 5, 6]]


@pytest.mark.spec("LAUT-11")
@given(some_lines, st.randoms(use_true_random=False))
def test_exact_groups_balance_use_a_line_once_and_ignore_the_order(found: list[OpenLine], chance: Random) -> None:
    groups = exact_groups(found)
    used = [line.id for group in groups for line in group.lines]
    assert len(used) == len(set(used))
    for group in groups:
        assert sum(line.balance for line in group.lines) == 0 == group.gap
        assert 2 <= len(group.lines) <= LARGEST
        assert min(sum(line.balance > 0 for line in group.lines), sum(line.balance < 0 for line in group.lines)) == 1
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert exact_groups(shuffled) == groups


@pytest.mark.spec("LAUT-11")
@given(some_lines)
def test_what_is_left_gives_no_group_any_more(found: list[OpenLine]) -> None:
    used = {line.id for group in exact_groups(found) for line in group.lines}
    left = [line for line in found if line.id not in used]
    assert exact_groups(left) == []
    for line in left:
        others = [abs(other.balance) for other in left if (other.balance < 0) is not (line.balance < 0)]
        for size in range(1, LARGEST):
            assert abs(line.balance) not in {sum(some) for some in combinations(others, size)}


def slow_pairs(found: list[OpenLine]) -> list[list[int]]:
    """Pairs by comparing every debit with every credit, again after each pair."""
    left, result = list(found), list[list[int]]()
    while True:
        candidates = [
            (one, other) for one in left for other in left if one.balance > 0 and one.balance == -other.balance
        ]
        if not candidates:
            return sorted(result)
        pair = min(candidates, key=order_of_pair)
        result.append(sorted(line.id for line in pair))
        left = [line for line in left if line not in pair]


def order_of_pair(pair: tuple[OpenLine, OpenLine]) -> tuple[int, ...]:
    one, other = pair
    return abs(one.day - other.day), min(one.day, other.day), max(one.day, other.day), one.rank, other.rank


@pytest.mark.spec("LAUT-11")
@given(st.lists(st.tuples(st.sampled_from([-5, 5, -7, 7]), st.integers(0, 12)), max_size=14))
def test_pairs_are_those_of_comparing_every_debit_with_every_credit(found: list[tuple[int, int]]) -> None:
    made = [OpenLine(rank, day, rank, balance) for rank, (balance, day) in enumerate(found)]
    assert sorted(sorted(group) for group in ids(pairs(made))) == slow_pairs(made)


@pytest.mark.spec("LAUT-08", "LAUT-10", "LETT-17")
@given(some_lines, st.integers(0, 3), st.randoms(use_true_random=False))
def test_every_method_keeps_to_the_gap_and_ignores_the_order(found: list[OpenLine], gap: int, chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    for method in (groups_of_references, groups_of_running_balance):
        groups = method(found, gap)
        assert method(shuffled, gap) == groups
        used = [line.id for group in groups for line in group.lines]
        assert len(used) == len(set(used))
        for group in groups:
            assert abs(sum(line.balance for line in group.lines)) == abs(group.gap) <= gap
            assert {line.balance > 0 for line in group.lines} == {True, False}


@pytest.mark.spec("LAUT-11")
def test_many_lines_of_one_amount_and_of_no_pair_end_at_once() -> None:
    same = [OpenLine(rank, rank % 365, rank, 2990 if rank % 2 else -2990) for rank in range(40_000)]
    assert len(pairs(same)) == 20_000
    lonely = [OpenLine(rank, rank % 365, rank, rank * 2 + 1) for rank in range(40_000)]
    assert exact_groups(lonely) == []
    assert window(2, 100_000) < window(2, 1_000)
    assert window(4, 90) >= 45  # all the lines of the other side, on an account of a hundred open lines


@pytest.mark.spec("LAUT-17")
def test_a_search_tells_how_far_it_is_and_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 500:
            raise StoppedError

    odd = [OpenLine(rank, rank, rank, 3 + rank if rank % 2 else -2 * rank - 100_000) for rank in range(1, 3_000)]
    with pytest.raises(StoppedError):
        exact_groups(odd, stop)
    assert told[-1][0] == 500


@pytest.mark.spec("LAUT-13")
def test_only_the_exact_amount_leaves_no_gap() -> None:
    assert [method for method in Method if not method.may_leave_a_gap] == [Method.EXACT_AMOUNT]


@pytest.mark.spec("LETT-28")
def test_a_selection_is_completed_by_its_piece_then_by_the_nearest_amounts() -> None:
    candidates = lines(-30, -70, -100, references=("F1", "F1", ""))
    chosen = completion(100, candidates, day=3, pieces={"F1"})
    assert chosen is not None
    assert [line.id for line in chosen] == [1, 2]
    chosen = completion(100, candidates, day=3, pieces={"F9"})
    assert chosen is not None
    assert [line.id for line in chosen] == [3]
    five = completion(150, lines(-10, -20, -30, -40, -50), day=1, pieces=())
    assert five is not None
    assert sorted(line.id for line in five) == [1, 2, 3, 4, 5]
    assert completion(151, lines(-10, -20, -30, -40, -50), day=1, pieces=()) is None
    assert completion(-30, lines(-30, 20, 10), day=1, pieces=()) == tuple(lines(-30, 20, 10)[1:][::1])


@pytest.mark.spec("LETT-28")
@given(st.integers(-12, 12).filter(bool), some_lines)
def test_what_completes_a_selection_brings_it_to_zero(difference: int, found: list[OpenLine]) -> None:
    chosen = completion(difference, found, 4, {"F1"})
    if chosen is not None:
        assert sum(line.balance for line in chosen) == -difference
        assert len({line.id for line in chosen}) == len(chosen)
    else:
        balances = [line.balance for line in found if (line.balance < 0) is (difference > 0)]
        for size in range(1, 6):
            assert -difference not in {sum(some) for some in combinations(balances, size)}
