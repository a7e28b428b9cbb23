"""How far a long report is, told to whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with what is done, out of how much (0 when that is not known yet), and a few French words saying what of.

It may raise to stop the work: nothing is left behind.
"""


def unheard(_done: int, _total: int, _of: str) -> None:
    """Nobody waits."""
