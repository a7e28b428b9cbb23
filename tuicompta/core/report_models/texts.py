"""The texts of a model: tokens and what replaces them (EDM-04)."""

import re
from collections.abc import Mapping
from typing import Final

from tuicompta.core.text import clean_text

PAGED_TOKENS: Final = ("page", "pages")
TITLE_TOKENS: Final = ("societe", "exercice", "du", "au", "date")
TOKENS: Final = (*TITLE_TOKENS, *PAGED_TOKENS)
_TOKEN: Final = re.compile(r"\{([a-z]+)\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its tokens replaced, in one pass: what a value holds is never a token; others stay."""
    return _TOKEN.sub(lambda token: values.get(token[1], token[0]), text)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a free text, blank ones at its ends left out."""
    return tuple(clean_text(line) for line in text.strip("\n").split("\n")) if text.strip() else ()
