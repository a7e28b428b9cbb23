"""Transfers from one account of the company to another (SPT-08)."""

from dataclasses import replace

from tuicompta.core.practical.cash import BankTransfer, check_transfer, transfer_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import SavedEntry
from tuicompta.services.practical import posting
from tuicompta.services.practical.invoices import check_current_year
from tuicompta.services.practical.journals import journal_of_account, transfer_account, treasury_journal
from tuicompta.services.practical.operation_saving import piece_of, text_of
from tuicompta.services.practical.operations import Head, read_checked, write_head
from tuicompta.services.practical.proposals import proposed_piece

_TARGETS = """
    SELECT number, title FROM account
     WHERE type = 'D' AND blocked = 0 AND number GLOB '5[0-7]*' ORDER BY number
"""
TITLE = "Virement interne"


def transfer_targets(database: Database) -> list[tuple[str, str]]:
    """Return the financial accounts that a transfer may go to, with a journal or without."""
    return [(number, title) for number, title in database.rows(_TARGETS)]


def save_transfer(dossier: Dossier, transfer: BankTransfer, known: int | None = None, version: int = 0) -> int:
    """Store a transfer and post its entries, one in each journal of its accounts; return its identifier.

    Without a journal of the target, one entry in that of the source (SPT-08). Raises the refusals of the transfer, of
    its journals and of its entries; nothing is then written.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        check_current_year(dossier)
        kept = replace(transfer, piece=piece_of(transfer.piece), description=transfer.description.strip() or TITLE)
        kept = replace(kept, description=text_of(database, kept.description, kept.target))
        check_transfer(kept)
        former = _former_entries(database, known, version)
        posted = _post(dossier, kept, former)
        saved, second = posted[0], posted[1].entry_id if len(posted) > 1 else None
        head = Head(
            PracticalKind.TRANSFER,
            kept.day,
            saved.pieces[0],
            kept.description,
            kept.amount,
            kept.target,
            kept.source,
            entry_id=saved.entry_id,
            second_entry_id=second,
        )
        stored = write_head(dossier, head, known)
        for made in posted:
            posting.link(database, made.entry_id, stored)
        for left in former[len(posted) :]:
            posting.unpost(dossier, left)
    return stored


def _post(dossier: Dossier, transfer: BankTransfer, former: list[int]) -> list[SavedEntry]:
    """Post the entries of a transfer, over those that it posted before."""
    database = dossier.database
    source = treasury_journal(database, transfer.source, transfer.day)
    target = journal_of_account(database, transfer.target, transfer.day)
    two = target is not None and target != source
    through = transfer_account(database) if two else None
    saved = []
    for rank, journal in enumerate([source, str(target)] if two else [source]):
        own = _numbered(database, transfer, journal) if rank else transfer
        entry = former[rank] if rank < len(former) else None
        lines = transfer_lines(own, through)[rank]
        saved.append(posting.post(dossier, PracticalKind.TRANSFER, journal, transfer.day, lines, entry))
    return saved


def _numbered(database: Database, transfer: BankTransfer, journal: str) -> BankTransfer:
    """Return the transfer with the next number of the second journal, unless its number was typed (NUM-01)."""
    if not transfer.proposed_piece:
        return transfer
    return replace(transfer, piece=proposed_piece(database, journal, transfer.day))


def _former_entries(database: Database, known: int | None, version: int) -> list[int]:
    if known is None:
        return []
    head = read_checked(database, PracticalKind.TRANSFER, known, version)
    return [entry for entry in (head.entry_id, head.second_entry_id) if entry is not None]
