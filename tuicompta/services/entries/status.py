"""Simulating and confirming entries (STA-08, STA-11, VAL-01, VAL-02)."""

from tuicompta.core.enums import EntryStatus
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError, StatusTransitionError
from tuicompta.services.entries.foot.rules import with_whole_months
from tuicompta.services.entries.partial_groups import leave_partial_group
from tuicompta.services.entries.protection import entry_name, refusal_to_simulate, refusal_when_closed
from tuicompta.services.entries.stored_lines import stored_lines


def simulate_entry(dossier: Dossier, entry_id: int) -> None:
    """Turn an unvalidated entry into a simulated one; refused when a mark holds one of its lines (STA-11).

    In a foot-of-journal journal the whole month changes with any of its days (STA-09).
    """
    dossier.require_writable()
    with transaction(dossier.database):
        for one in with_whole_months(dossier.database, [entry_id]):
            _simulate(dossier, one)


def _simulate(dossier: Dossier, entry_id: int) -> None:
    _require(dossier, entry_id, EntryStatus.UNVALIDATED, EntryStatus.SIMULATED)
    if refusal := refusal_to_simulate(dossier.database, entry_id):
        raise refusal
    for line_id in stored_lines(dossier.database, entry_id):
        leave_partial_group(dossier.database, line_id)
    _change(dossier, entry_id, EntryStatus.SIMULATED)


def confirm_entry(dossier: Dossier, entry_id: int) -> None:
    """Turn a simulated entry into an unvalidated one, in a foot-of-journal journal the whole month (STA-09)."""
    dossier.require_writable()
    with transaction(dossier.database):
        for one in with_whole_months(dossier.database, [entry_id]):
            _confirm(dossier, one)


def _confirm(dossier: Dossier, entry_id: int) -> None:
    _require(dossier, entry_id, EntryStatus.SIMULATED, EntryStatus.UNVALIDATED)
    if refusal := refusal_when_closed(dossier.database, entry_id):
        raise refusal
    _change(dossier, entry_id, EntryStatus.UNVALIDATED)


def _require(dossier: Dossier, entry_id: int, source: EntryStatus, target: EntryStatus) -> None:
    found = dossier.database.value("SELECT status FROM entry WHERE id = ?", (entry_id,))
    if found is None:
        raise EntryGoneError
    status = EntryStatus(found)
    if status is not source:
        name = entry_name(dossier.database, entry_id)
        raise StatusTransitionError(entry=name, status=status.label, target=target.label)


def _change(dossier: Dossier, entry_id: int, status: EntryStatus) -> None:
    dossier.database.run(
        "UPDATE entry SET status = ?, version = version + 1, changed_by = ?, changed_at = ? WHERE id = ?",
        (status.value, dossier.user.id, dossier.now(), entry_id),
    )
