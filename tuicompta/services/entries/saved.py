"""What a save takes and gives: texts made safe, the identity of what was stored."""

from dataclasses import dataclass, replace

from tuicompta.core.entry.model import GridLine
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.text import clean_text


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """What a save made of an entry: its identifier, its version, the identifier and piece number of each line.

    `at_foot`: it is a piece of a day, in a foot-of-journal journal.
    """

    key: int
    entry_id: int
    version: int
    pieces: tuple[str, ...]
    line_ids: tuple[int, ...]
    at_foot: bool = False


def cleaned(line: GridLine) -> GridLine:
    """Return a line whose texts are safe to store, compare and show, at the lengths of SJ-08, SJ-11 and SJ-18."""
    return replace(
        line,
        piece=clean_text(line.piece).strip()[:PIECE_LENGTH],
        document=clean_text(line.document).strip()[:PIECE_LENGTH],
        label=clean_text(line.label).strip()[:LABEL_LENGTH],
        cheque=clean_text(line.cheque).strip(),
    )
