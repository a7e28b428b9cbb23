"""How far a long report is, on the standard error of a terminal and nowhere else."""

import sys

from tuicompta.reports.progress import Progress, unheard

_WORTH_TELLING = 200
_CLEAR = "\r\x1b[K"


class Narrator:
    """Tells how far the work is, on one line that it erases at the end; short works say nothing."""

    def __init__(self) -> None:
        self._said = ""

    @property
    def progress(self) -> Progress:
        """What a report calls."""
        return self._tell if sys.stderr.isatty() else unheard

    def close(self) -> None:
        """Erase the line."""
        if self._said:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._said = ""

    def _tell(self, done: int, total: int, of: str) -> None:
        if max(done, total) < _WORTH_TELLING:
            return
        said = f"{of} : {100 * done // total} %" if total else f"{of} : {done}"
        if said != self._said:
            self._said = said
            sys.stderr.write(_CLEAR + said)
            sys.stderr.flush()
