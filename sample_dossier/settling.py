"""Which lines settle each other: the groups that the column `settles` draws, lettered and matched."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sample_dossier.posting import PostedEntry, PostedLine
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.matching.matching import match_lines

Item = tuple[str, str]  # an account and a document


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one account that name the same documents, with their dates, in their order."""

    lines: tuple[tuple[date, PostedLine], ...]

    @property
    def last(self) -> date:
        """Date of the last line."""
        return self.lines[-1][0]

    @property
    def ids(self) -> list[int]:
        """Identifiers of the stored lines."""
        return [posted.id for _, posted in self.lines]

    @property
    def is_settled(self) -> bool:
        """Whether the lines lie in one year and balance."""
        one_year = len({day.year for day, _ in self.lines}) == 1
        return one_year and not sum(posted.line.balance for _, posted in self.lines)

    def until(self, day: date) -> "Group | None":
        """Return the part of the group that happened by the end of a day, nothing while it settles nothing."""
        told = tuple(line for line in self.lines if line[0] <= day)
        return Group(told) if any(posted.line.settles for _, posted in told) else None


class Settlements:
    """Gathers the lines of the entries in groups; simulated entries settle nothing."""

    def __init__(self, entries: Iterable[PostedEntry]) -> None:
        self._parents: dict[Item, Item] = {}
        self._entries = [entry for entry in entries if not entry.source.simulated]
        for entry in self._entries:
            for posted in entry.lines:
                items = _items(posted)
                for other in items[1:]:
                    self._parents[self._root(items[0])] = self._root(other)

    def groups(self) -> list[Group]:
        """Return the groups in the order of their last line."""
        found: dict[Item, list[tuple[date, PostedLine]]] = defaultdict(list)
        for entry in self._entries:
            for posted in entry.lines:
                if items := _items(posted):
                    found[self._root(items[0])].append((entry.source.day, posted))
        return sorted((Group(tuple(lines)) for lines in found.values()), key=lambda group: (group.last, group.ids[-1]))

    def _root(self, item: Item) -> Item:
        parent = self._parents.get(item, item)
        return item if parent == item else self._root(parent)


def letter(dossier: Dossier, group: Group) -> None:
    """Letter a group that balances inside one fiscal year."""
    if group.is_settled:
        letter_lines(dossier, group.lines[0][1].line.account, group.ids)


def match(dossier: Dossier, group: Group) -> None:
    """Match the payments of a group with its due dates, part payments too."""
    match_lines(dossier, group.ids)


def _items(posted: PostedLine) -> list[Item]:
    documents = posted.line.settles or ((posted.line.document,) if posted.line.document else ())
    return [(posted.line.account, document) for document in documents]
