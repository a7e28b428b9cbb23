"""What the ledger and the balance on screen share: their filters, the bounds of accounts, the account of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.accounts.account_choices import COLUMNS as ACCOUNT_COLUMNS
from tuicompta.screens.browsing.book_filters import BOUNDS, BookFilters
from tuicompta.screens.browsing.filter_zone import FilterZone
from tuicompta.screens.browsing.filtered import FilteredWindow
from tuicompta.services.dossiers.apart import ReadingStoppedError, read_apart
from tuicompta.services.small_tables.choices import account_choice, account_choices
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from tuicompta.reports.interactive.filters import BookFilter
    from tuicompta.screens.frame.window import Window
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import FieldSpec, Values

    Found = TypeVar("Found")

AUTOMATIC_LETTERING = "automatic_lettering"


class BookWindow(FilteredWindow):
    """A window over the accounts of one fiscal year; `given` are filters it begins with, instead of those left."""

    WANTS_DOSSIER = True

    def __init__(self, dossier: Dossier, own: Sequence[FieldSpec], first: Values, given: Values | None) -> None:
        self.dossier = dossier
        self.filters = BookFilters(dossier, own, first)
        self.given = given
        super().__init__()
        filters = self.filters
        title = "" if self.IS_LIST else self.TITLE
        self.zone = FilterZone(filters.schema(), filters.usual(), filters.words, filters.follow, title)
        self._read_with = self.zone.applied
        """The filters of what is shown."""

    @property
    def asked(self) -> BookFilter:
        """The filters in force."""
        return self.filters.asked(self.zone.applied)

    def usual_filters(self) -> Values:
        """Return the filters of the start."""
        return self.filters.usual()

    def wire_zone(self) -> None:
        """Take the filters that were given; they are those of the session from now on."""
        super().wire_zone()
        if self.given is not None:
            self.take(self.given)

    def take(self, given: Values) -> None:
        """Put other filters in force, the rest as at the start."""
        usual = self.usual_filters()
        self.zone.put({**usual, **{name: value for name, value in given.items() if name in usual}})
        self.zone.changed()

    def asked_again(self, other: Window) -> None:
        """Take the filters that this window was asked with again."""
        if isinstance(other, BookWindow) and other.given is not None:
            self.take(other.given)

    async def read_apart(self, title: str, read: Callable[[Dossier], Found]) -> Found:
        """Read the books beside the screen; once stopped the filters are again those of what is shown."""
        try:
            found = await self.frame.dialogs.work(
                title, lambda progress: read_apart(self.dossier, read, lambda: progress.stopped)
            )
        except ReadingStoppedError:
            self.zone.put(self._read_with)
            self.keep_filters()
            raise
        self._read_with = self.zone.applied
        return found

    # -- the bounds of accounts ----------------------------------------------------------------------------------------

    @property
    def bound(self) -> str:
        """The bound that the cursor is in, nothing elsewhere."""
        field = self.zone.card.current
        return field.field_name if field is not None and field.field_name in BOUNDS else ""

    async def do_open_values(self) -> object:
        """Pick the account of a bound (GLI-05)."""
        if not self.bound:
            return False
        name = self.bound
        rows = [Row(found.number, (found.number, found.title)) for found in account_choices(self.dossier.database)]
        table = MemoryTable(ACCOUNT_COLUMNS, lambda: rows)
        picked = await self.frame.dialogs.pick("Compte", ListDefinition(name, "Comptes", ACCOUNT_COLUMNS, table))
        if picked:
            self.zone.card.give({name: str(picked[0])})
            self.zone.tell()
        return True

    async def open_bound(self) -> None:
        """Open the card of the account of a bound, when there is such an account (GLI-05)."""
        self.zone.card.leave_current()
        number = str(self.zone.card.state.values[self.bound]).strip().upper()
        if account_choice(self.dossier.database, number) is None:
            self.frame.say("Aucun compte ne porte ce numéro" if number else "Tapez un numéro de compte")
        else:
            await self.frame.open("account_card", code=number)

    # -- the account of a row ------------------------------------------------------------------------------------------

    @property
    def account_number(self) -> str:
        """The number of the account of the row under the cursor, nothing for a row of several."""
        raise NotImplementedError

    async def do_consult(self) -> None:
        """Consult the account of the row over the same dates (GLI-11, BALI-11)."""
        asked = self.asked
        await self.frame.open("consultation", number=self.account_number, start=asked.year.start, end=asked.end)

    def why_not_consult(self) -> str | None:
        """Ask for a row of one account."""
        return None if self.account_number else "Cette ligne n'est pas celle d'un compte"

    async def do_letter_account(self) -> None:
        """Letter the account of the row automatically (GLI-11, BALI-11)."""
        await self.frame.open(AUTOMATIC_LETTERING, number=self.account_number)

    why_not_letter_account = why_not_consult
