"""The collection of cycles put aside for a work or for the start, and taken up again."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from tuicompta.core.collection import collection_paused, end_of_start, start_without_collection


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.unfreeze()
    gc.enable()


class Cycle:
    def __init__(self) -> None:
        self.own = self


def test_a_pause_ends_with_its_work_even_when_the_work_fails() -> None:
    seen = []
    with pytest.raises(ZeroDivisionError), collection_paused():
        seen.append(gc.isenabled() or 1 // 0)
    assert not seen
    assert gc.isenabled()


def test_a_pause_inside_another_ends_with_the_first() -> None:
    with collection_paused():
        with collection_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_the_start_made_is_never_looked_at_again_and_the_rest_is_collected() -> None:
    start_without_collection()
    kept = weakref.ref(Cycle())
    assert not gc.isenabled()
    end_of_start()
    gone = weakref.ref(Cycle())
    gc.collect()
    assert gc.isenabled()
    assert kept() is not None
    assert gone() is None


def test_the_end_of_a_start_that_collected_changes_nothing() -> None:
    before = gc.get_freeze_count()
    end_of_start()
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, before)
