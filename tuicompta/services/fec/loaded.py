"""What a load did."""

from dataclasses import dataclass, field


@dataclass
class Loaded:
    """What a load does; amounts in cents. «Left out» are the opening entries, on request."""

    entries: int = 0
    lines: int = 0
    debit: int = 0
    credit: int = 0
    skipped: int = 0
    skipped_lines: int = 0
    refused: int = 0
    refused_lines: int = 0
    left_out: int = 0
    left_out_lines: int = 0
    cut: int = 0
    renumbered: int = 0
    letterings: int = 0
    letters_left: int = 0
    recoded: int = 0
    rejected: list[int] = field(default_factory=list)
    """Numbers in the file of the lines of refused entries."""
