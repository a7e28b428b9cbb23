"""The box «Transférer l'écriture» (TRF-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.dates import month_label
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.transfer import destinations, transfer_entry
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

TITLE = "Transférer l'écriture"


async def ask_transfer(frame: Frame, dossier: Dossier, entry_id: int) -> bool:
    """Transfer an entry where the user chooses; tell whether it moved."""
    where = destinations(dossier.database, entry_id)
    place = where.place
    journals = [Option(journal.code, f"{journal.code} – {journal.description}") for journal in where.journals]
    months = [Option(month.id, month_label(month.start)) for month in where.months]
    fields = (
        card.choice("journal", "Journal", journals, mandatory=True),
        card.choice("month", "Période", months, mandatory=True),
    )
    values = {"journal": place.journal.code, "month": place.period.id}

    def transfer(answer: Mapping[str, object]) -> bool:
        month = next(month for month in where.months if month.id == answer["month"])
        transfer_entry(dossier, entry_id, place.version, str(answer["journal"]), month)
        return True

    done = await frame.dialogs.fill_until(TITLE, CardSchema((Tab("", fields),)), transfer, values, text=place.name)
    if done:
        frame.say(f"Écriture transférée : {entry_name(dossier.database, entry_id)}")
    return bool(done)
