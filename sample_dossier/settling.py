"""Which lines settle each other: the groups that the column `settles` draws, lettered and matched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sample_dossier.posting import PostedEntry, PostedLine
from tuicompta.services.dossier import Dossier
from tuicompta.services.letter import letter_lines
from tuicompta.services.matching import match_lines

Item = tuple[str, str]  # an account and a document
Group = Sequence[tuple[date, PostedLine]]


class Settlements:
    """Gathers the lines of one account that name the same documents."""

    def __init__(self, entries: Iterable[PostedEntry]) -> None:
        self._parents: dict[Item, Item] = {}
        self._entries = [entry for entry in entries if not entry.source.simulated]
        for entry in self._entries:
            for posted in entry.lines:
                items = _items(posted)
                for other in items[1:]:
                    self._parents[self._root(items[0])] = self._root(other)

    def groups(self) -> Iterator[Group]:
        """Yield the groups that hold a settlement, their lines with their dates, in the order of their last date."""
        found: dict[Item, list[tuple[date, PostedLine]]] = defaultdict(list)
        for entry in self._entries:
            for posted in entry.lines:
                if items := _items(posted):
                    found[self._root(items[0])].append((entry.source.day, posted))
        settled = [group for group in found.values() if any(posted.line.settles for _, posted in group)]
        yield from sorted(settled, key=lambda group: (group[-1][0], group[-1][1].id))

    def _root(self, item: Item) -> Item:
        parent = self._parents.get(item, item)
        return item if parent == item else self._root(parent)


def letter(dossier: Dossier, group: Group) -> None:
    """Letter a group that balances inside one fiscal year."""
    one_year = len({day.year for day, _ in group}) == 1
    if one_year and not sum(posted.line.balance for _, posted in group):
        letter_lines(dossier, group[0][1].line.account, [posted.id for _, posted in group])


def match(dossier: Dossier, group: Group) -> None:
    """Match the payments of a group with its due dates, part payments too."""
    match_lines(dossier, [posted.id for _, posted in group])


def _items(posted: PostedLine) -> list[Item]:
    documents = posted.line.settles or ((posted.line.document,) if posted.line.document else ())
    return [(posted.line.account, document) for document in documents]
