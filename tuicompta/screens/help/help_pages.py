"""The pages of the help: text files delivered with the program, one per screen or topic (FIC-17)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX, WORDS = ".txt", "Mots :"


@dataclass(frozen=True, slots=True, order=True)
class HelpPage:
    """A page: its name, its title (the first line of its file), its words in the index (the second), its text."""

    name: str
    title: str
    words: tuple[str, ...]
    text: str


@cache
def all_pages() -> Sequence[HelpPage]:
    """Return every page, in the order of their titles."""
    folder = files("tuicompta") / "data" / "help"
    if not folder.is_dir():
        return ()
    pages = [_page(entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(SUFFIX)]
    return tuple(sorted(pages, key=lambda page: page.title.casefold()))


def page_of(name: str) -> HelpPage | None:
    """Return the page of a screen, None when it has none."""
    return next((page for page in all_pages() if page.name == name), None)


def _page(file_name: str, content: str) -> HelpPage:
    title, _, rest = content.partition("\n")
    first, _, after = rest.partition("\n")
    has_words = first.startswith(WORDS)
    words = tuple(word.strip() for word in first.removeprefix(WORDS).split(",")) if has_words else ()
    text = after if has_words else rest
    return HelpPage(file_name.removesuffix(SUFFIX), title.removeprefix("# ").strip(), words, text.strip("\n"))
