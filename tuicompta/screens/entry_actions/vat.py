"""The VAT data of a line (SW-18, TVL-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.vat import format_rate
from tuicompta.services.entries.vat_information import line_vat

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.vat_information import VatInformation


async def show_vat(frame: Frame, dossier: Dossier, line_id: int) -> None:
    """Show the VAT records of a line."""
    vat = line_vat(dossier.database, line_id)
    blocks = [_block(record) for record in vat.records] or ["Aucune information de TVA sur cette ligne."]
    await frame.dialogs.tell("Infos TVA", "\n\n".join([f"{vat.account} – {vat.title}", *blocks]))


def _block(record: VatInformation) -> str:
    changed = f"{record.modified_by}, {format_date(parse_iso(record.modified_at[:10]))}" if record.modified_at else ""
    cells = (
        ("Sens", record.direction),
        ("Exigibilité", record.kind),
        ("Territoire", record.territory),
        ("Type d'opération", record.operation),
        ("Taux", "" if record.rate is None else f"{format_rate(record.rate)} %"),
        ("Base HT", format_amount(record.base)),
        ("Montant TVA", format_amount(record.tax)),
        ("Compte de TVA", record.account),
        ("Pièce d'origine", record.source_piece),
        ("Modifié", changed),
        ("Déclarée", "oui" if record.declared else "non"),
    )
    return "\n".join(f"{name} : {value}" for name, value in cells if value)
