"""The last gate before the terminal: whatever is painted passes here once more.

Texts are cleaned when they enter the program; this second cleaning is for what entered another way, a damaged file or a
name of the system. Nothing that is painted is ever read as markup.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from tuicompta.core.text import clean_text, fit


def safe(text: str) -> str:
    """Return one line of text without any control, format or bidirectional character."""
    return text if text.isprintable() else _cleaned(text)


@lru_cache(maxsize=1024)
def _cleaned(text: str) -> str:
    return clean_text(text)


def fitted(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Return a safe text in exactly `width` terminal cells, cut with `…` or padded with spaces."""
    return fit(safe(text), width, align)
