"""Numbers of entries followed in the order of the file: one more each time, in each journal or in the whole file."""

import re

from tuicompta.core.enums import Labelled

_COUNTED = re.compile(r"(.*?)([0-9]{1,18})", re.DOTALL)
_MOST_SEQUENCES = 10_000


class Numbering(Labelled):
    """How the entries of a file are numbered."""

    BY_JOURNAL = "by_journal", "une suite par journal"
    WHOLE_FILE = "whole_file", "une suite pour tout le fichier"


class SequenceFollower:
    """Follows the numbers of the entries; a number is a prefix and a counter, each prefix is a sequence of its own."""

    def __init__(self) -> None:
        self._journals: dict[tuple[str, str], int] = {}
        self._file: dict[str, int] = {}
        self.by_journal = True
        """Whether each number is one more than the last of its journal."""
        self.whole_file = True
        """Whether each number is one more than the last of the file."""
        self.increasing = True
        """Whether each number is greater than the last of its journal: then no number comes twice in a journal."""

    @property
    def numbering(self) -> Numbering:
        """Which of the two sequences holds, that of journals first."""
        return Numbering.BY_JOURNAL if self.by_journal else Numbering.WHOLE_FILE

    def follow(self, journal: str, number: str) -> None:
        """Take the number of the next entry."""
        prefix = ""
        if not (number.isdecimal() and number.isascii()):
            match = _COUNTED.fullmatch(number)
            if match is None or len(self._journals) > _MOST_SEQUENCES:
                self.by_journal = self.whole_file = self.increasing = False
                return
            prefix, number = match.groups()
        counter = int(number)
        last = self._journals.get((journal, prefix))
        if last is not None and counter != last + 1:
            self.by_journal = False
            self.increasing = self.increasing and counter > last
        last = self._file.get(prefix)
        if last is not None and counter != last + 1:
            self.whole_file = False
        self._journals[journal, prefix] = self._file[prefix] = counter
