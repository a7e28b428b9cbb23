"""Why an action on the entry under the cursor is impossible now, as menus and keys say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.enums import EntryStatus, LineType
from tuicompta.services.entries.documents import documents_of
from tuicompta.services.entries.invert import refusal_to_invert
from tuicompta.services.entries.now import entry_now, moment_of
from tuicompta.services.entries.reverse import refusal_to_reverse
from tuicompta.services.entries.transfer import refusal_to_transfer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.documents import Document
    from tuicompta.services.entries.now import EntryNow

NO_ENTRY = "Aucune écriture sous le curseur"
NO_LINE = "Placez le curseur sur une ligne enregistrée"
UNSAVED = "Enregistrez d'abord l'écriture"
NO_SCHEDULE = "Ligne sans échéancier : ce n'est pas une facture"
NO_MATCHINGS = "Ligne sans pointages : ni avoir, ni règlement, ni remboursement"
INVOICE = "Ligne de type Facture : utilisez l'échéancier de la facture."
NOT_GUIDED = "Écriture non liée à une saisie guidée"
NOT_IMPORTED = "Ce n'est pas une écriture importée à délier"

_STATUSES = {
    "simulate_entry": EntryStatus.UNVALIDATED,
    "confirm_entry": EntryStatus.SIMULATED,
    "validate_entry": EntryStatus.UNVALIDATED,
}
_REFUSALS = {
    "reverse_entry": refusal_to_reverse,
    "transfer_entry": refusal_to_transfer,
    "invert_entry": refusal_to_invert,
}


class Reasons:
    """The reasons of one stored entry and line; they are computed once, until anything of the dossier changes."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._of: Hashable = None
        self._now: EntryNow | None = None
        self._known: dict[str, str | None] = {}
        self._documents: list[Document] | None = None

    def now(self, entry_id: int, line_id: int | None) -> EntryNow | None:
        """Return what the entry is now, nothing when it is gone."""
        self._look(entry_id, line_id)
        return self._now

    def of(self, identifier: str, entry_id: int, line_id: int | None) -> str | None:
        """Return why an action on the entry is impossible, nothing when it is possible."""
        self._look(entry_id, line_id)
        if self._now is None:
            return NO_ENTRY
        if identifier not in self._known:
            self._known[identifier] = self._reason(identifier, entry_id, self._now)
        return self._known[identifier]

    def documents(self, entry_id: int, line_id: int | None) -> list[Document]:
        """Return the documents of the entry (SW-16)."""
        self._look(entry_id, line_id)
        if self._documents is None:
            self._documents = documents_of(self._dossier.database, entry_id) if self._now is not None else []
        return self._documents

    def _look(self, entry_id: int, line_id: int | None) -> None:
        of = entry_id, line_id, moment_of(self._dossier.database)
        if of != self._of:
            self._of = of
            self._now = entry_now(self._dossier.database, entry_id, line_id)
            self._known = {}
            self._documents = None

    def _reason(self, identifier: str, entry_id: int, now: EntryNow) -> str | None:
        if identifier in _STATUSES:
            return _of_status(now.status, _STATUSES[identifier])
        if identifier in _REFUSALS:
            refusal = _REFUSALS[identifier](self._dossier.database, entry_id)
            return None if refusal is None else str(refusal)
        check = _CHECKS.get(identifier)
        return None if check is None else check(now)


def _of_status(status: EntryStatus, wanted: EntryStatus) -> str | None:
    if status is wanted:
        return None
    confirm = wanted is EntryStatus.UNVALIDATED and status is EntryStatus.SIMULATED
    return "Confirmez d'abord l'écriture" if confirm else f"L'écriture est au statut «{status.label}»"


def _of_schedule(now: EntryNow) -> str | None:
    return None if now.line_type is LineType.INVOICE else NO_SCHEDULE


def _of_matchings(now: EntryNow) -> str | None:
    if now.line_type is LineType.INVOICE:
        return INVOICE
    return NO_MATCHINGS if now.line_type is None else None


_CHECKS: dict[str, Callable[[EntryNow], str | None]] = {
    "invoice_schedule": _of_schedule,
    "line_matchings": _of_matchings,
    "modify_guided_entry": lambda now: None if now.is_guided else NOT_GUIDED,
    "unlink_entry": lambda now: None if now.is_linked_import else NOT_IMPORTED,
}
