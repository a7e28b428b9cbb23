"""Heading of a page and titles of its columns, in text (ETSO-02)."""

import textwrap
from collections.abc import Iterator

from tuicompta.core.dates import format_date
from tuicompta.core.report_models.texts import PAGED_TOKENS, filled
from tuicompta.core.text import cell_width, cut, fit
from tuicompta.reports.model import SEPARATOR, Edition, Heading
from tuicompta.reports.render.cells import safe
from tuicompta.reports.render.layout import Layout
from tuicompta.reports.render.titles import title_words


def heading_lines(heading: Heading, width: int, page: int, pages: int) -> Iterator[str]:
    """Yield the lines of a heading, without their end."""
    yield _two_sides(safe(heading.company.name), edition_words(heading.edition), width)
    yield _two_sides(heading.title, f"Page {page}/{pages}", width)
    free = (paged(line, page, pages) for line in heading.above)
    for words in (period_words(heading), SEPARATOR.join(heading.filters), SEPARATOR.join(heading.marks), *free):
        yield from textwrap.wrap(safe(words), width)


def foot_lines(heading: Heading, width: int, page: int, pages: int) -> Iterator[str]:
    """Yield a blank line and the free lines at the foot of a page, when there are some."""
    if heading.below:
        yield ""
    for line in heading.below:
        yield from textwrap.wrap(safe(paged(line, page, pages)), width) or [""]


def is_paged(text: str) -> bool:
    """Tell whether a text holds the number of its page."""
    return paged(text, "", "") != text


def paged(text: str, page: object, pages: object) -> str:
    """Return a free line of a model with the number of its page."""
    return filled(text, dict(zip(PAGED_TOKENS, (str(page), str(pages)), strict=True)))


def edition_words(edition: Edition) -> str:
    """Return «Édité le … à … par …», without the time of an imposed date."""
    hour = f" à {edition.hour:%H:%M}" if edition.hour else ""
    user = f" par {safe(edition.user)}" if edition.user else ""
    return f"Édité le {format_date(edition.day)}{hour}{user}"


def period_words(heading: Heading) -> str:
    """Return the fiscal year and the period, when the report has them."""
    words = []
    if heading.year:
        words.append(f"Exercice du {format_date(heading.year.start)} au {format_date(heading.year.end)}")
    if heading.start and heading.end:
        words.append(f"Période du {format_date(heading.start)} au {format_date(heading.end)}")
    return SEPARATOR.join(words)


def title_lines(layout: Layout) -> Iterator[str]:
    """Yield the titles of the columns, wrapped, standing on the same last line."""
    wrapped = [title_words(column.title, width) for column, width in zip(layout.columns, layout.widths, strict=True)]
    height = max(map(len, wrapped))
    for line in range(height):
        cells = [
            fit(_line(titles, line - height + len(titles)), width, column.leaning)
            for titles, width, column in zip(wrapped, layout.widths, layout.columns, strict=True)
        ]
        yield layout.gap.join(cells).rstrip()


def _line(titles: list[str], index: int) -> str:
    return titles[index] if index >= 0 else ""


def _two_sides(left: str, right: str, width: int) -> str:
    left = cut(left, width - cell_width(right) - 1)
    return left + " " * (width - cell_width(left) - cell_width(right)) + right
