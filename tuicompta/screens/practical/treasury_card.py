"""What the forms of «Ma trésorerie» share: the account of cash or bank, its next number, the stored head (SPT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.screens.practical.practical_card import PracticalCard
from tuicompta.services.practical.journals import default_treasury_account, treasury_journal
from tuicompta.services.practical.operation_saving import delete_operation
from tuicompta.services.practical.operations import read_head
from tuicompta.services.practical.proposals import proposed_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tuicompta.core.practical.kinds import PracticalKind
    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.practical.operations import Head
    from tuicompta.widgets.rows import Key


class TreasuryCard(PracticalCard):
    """One operation on an account of cash or bank; `day` is the date that a new form begins with."""

    TYPE: ClassVar[PracticalKind]

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        day: date | None = None,
    ) -> None:
        self._day = day
        self._piece = ""
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)
        self.begin()

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the operation by its number."""
        return str(values["piece"] or "") if self.key is not None else ""

    # -- the record ----------------------------------------------------------------------------------------------------

    def opening_values(self, **own: object) -> dict[str, object]:
        """Return the values of a new form: the account used last, its next number, and `own` ones (SPT-03)."""
        day = self._day or proposed_date(self.dossier, self.TYPE)
        treasury = default_treasury_account(self.dossier, day)
        self._piece = self.treasury_piece(treasury, day)
        return {"day": day, "treasury": treasury or None, "piece": self._piece, **own}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read an operation."""
        head = read_head(self.dossier.database, cast("int", key))
        self.look_for_refusal(key)
        common: dict[str, object] = {
            "day": head.day,
            "treasury": head.treasury,
            "piece": head.piece,
            "description": head.description,
        }
        return self.starting({**common, **self.values_of(cast("int", key), head)}), head.version

    def values_of(self, operation_id: int, head: Head) -> dict[str, object]:
        """Return the values of the other fields of a stored operation."""
        raise NotImplementedError

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what a copy does not keep: number and date (LST-06)."""
        day = proposed_date(self.dossier, self.TYPE)
        self._piece = self.treasury_piece(str(values["treasury"]), day)
        return {"day": day, "piece": self._piece}

    def remove_record(self, key: Key) -> None:
        """Delete an operation and its entries (SPT-07)."""
        delete_operation(self.dossier, cast("int", key))

    async def prepare(self) -> bool:
        """Ask what to do of a number already used (SPT-07)."""
        if self.has_proposed_piece:
            return True
        entry = read_head(self.dossier.database, self.number).entry_id if self.number is not None else None
        return await self.settle_piece(self.journal, entry)

    # -- what is typed -------------------------------------------------------------------------------------------------

    @property
    def treasury(self) -> str:
        """The account of cash or bank typed, "" while there is none."""
        return str(self.card.state.values["treasury"] or "")

    @property
    def journal(self) -> str:
        """The journal of that account; raises `NoTreasuryJournalError`."""
        return treasury_journal(self.dossier.database, self.treasury, self.day_typed())

    @property
    def has_proposed_piece(self) -> bool:
        """Whether the number is the one that the journal proposes to a new operation (NUM-03)."""
        return self.key is None and bool(self._piece) and self.card.state.values["piece"] == self._piece

    def next_piece(self) -> dict[str, object]:
        """Return the number that the account and the date typed propose now, nothing over a number of the user's."""
        if self.key is not None or self.card.state.values["piece"] != self._piece or not self.treasury:
            return {}
        self._piece = self.treasury_piece(self.treasury, self.day_typed())
        return {"piece": self._piece}
