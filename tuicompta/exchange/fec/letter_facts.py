"""Which lettered groups of a file do not balance, found without keeping those that do (FECI-08)."""

from collections.abc import Iterator
from itertools import compress
from operator import sub

from tuicompta.exchange.fec.errors import FecError
from tuicompta.exchange.fec.lines import FecBlock

LetterKey = tuple[str, str, str]
"""Account, auxiliary account, lettering code, as in the file."""

_MOST_OPEN = 300_000


class TooManyOpenGroupsError(FecError):
    """Lettered groups never come to a balance."""

    template = "Ligne {line} : plus de {limit} groupes lettrés non équilibrés, le lettrage du fichier est faux."


def lettered_lines(block: FecBlock) -> Iterator[tuple[LetterKey, int]]:
    """Yield the group and the amount, debit − credit in cents, of the lines that bear a code."""
    codes = block.lettering
    keys = zip(compress(block.account, codes), compress(block.auxiliary, codes), filter(None, codes), strict=True)
    return zip(keys, compress(map(sub, block.debit, block.credit), codes), strict=True)


class LetterBalances:
    """Adds up the lettered lines of a file; a group at zero is forgotten until a line comes back to it."""

    def __init__(self) -> None:
        self.loose: dict[LetterKey, int] = {}
        """Groups that do not balance, with their balance in cents."""

    def feed(self, block: FecBlock) -> None:
        """Take the next block; raises TooManyOpenGroupsError."""
        if not any(block.lettering):
            return
        loose = self.loose
        for key, amount in lettered_lines(block):
            balance = loose.get(key, 0) + amount
            if balance:
                loose[key] = balance
            else:
                loose.pop(key, None)
        if len(loose) > _MOST_OPEN:
            raise TooManyOpenGroupsError(line=block.lines[0], limit=_MOST_OPEN)
