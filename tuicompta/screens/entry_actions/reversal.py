"""The box «Contrepasser l'écriture» (CPS-02)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuicompta.core.dates import YearMonth, month_label
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.reverse import (
    Reversal,
    propose_reversal,
    reversal_journals,
    reverse_entry,
    reversing_entry,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.reverse import ReversalProposal

TITLE = "Contrepasser l'écriture"


async def ask_reversal(frame: Frame, dossier: Dossier, entry_id: int) -> int | None:
    """Reverse an entry with what the user chooses; return the reversing entry, nothing when he gives up."""
    database = dossier.database
    proposal = propose_reversal(database, entry_id)
    again = reversing_entry(database, entry_id)
    if again and not await _again(frame, proposal.name, again):
        return None
    wanted = proposal.reversal
    while True:
        answer = await frame.dialogs.fill(
            TITLE, _schema(dossier, entry_id, proposal), _values(wanted), text=_text(proposal)
        )
        if answer is None:
            return None
        wanted = _wanted(answer, proposal.reversal)
        if wanted.journal == proposal.reversal.journal:
            break
        # Another journal has another number, and maybe another month: they are shown before anything is done.
        proposal = propose_reversal(database, entry_id, wanted.journal)
        wanted = _moved(wanted, proposal)
    made = reverse_entry(dossier, entry_id, wanted, again=bool(again))
    frame.say(f"Écriture contrepassée par {entry_name(database, made)}")
    return made


async def _again(frame: Frame, name: str, reversal: str) -> bool:
    text = f"{name} est déjà contrepassée par {reversal}."
    return await frame.dialogs.ask("Contrepasser de nouveau ?", text, (YES, NO), default=1) == YES.value


def _text(proposal: ReversalProposal) -> str:
    return f"{proposal.name}, contrepassée en {month_label(proposal.month.start)}"


def _schema(dossier: Dossier, entry_id: int, proposal: ReversalProposal) -> CardSchema:
    journals = reversal_journals(dossier.database, entry_id)
    options = [Option(journal.code, f"{journal.code} – {journal.description}") for journal in journals]
    month = proposal.month
    scope = DateScope(month.start, month.end, YearMonth.of(month.start), dossier.today())
    fields = [
        card.choice("journal", "Journal", options, mandatory=True),
        card.day("day", "Date", lambda: scope, mandatory=True),
        card.text("piece", "N° de pièce", width=PIECE_LENGTH, max_length=PIECE_LENGTH),
        card.text("label", "Libellé", mandatory=True, width=48, max_length=LABEL_LENGTH),
    ]
    if proposal.may_letter:
        fields.append(card.tick("letter", "Lettrer les deux écritures"))
    return CardSchema((Tab("", tuple(fields)),))


def _values(wanted: Reversal) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in ("journal", "day", "piece", "label", "letter")}


def _wanted(answer: Mapping[str, Any], proposed: Reversal) -> Reversal:
    day: date = answer["day"]
    piece = str(answer["piece"])
    typed = piece != proposed.piece
    letter = bool(answer.get("letter"))
    return Reversal(str(answer["journal"]), day, piece, str(answer["label"]), letter, typed)


def _moved(wanted: Reversal, proposal: ReversalProposal) -> Reversal:
    """Return what was chosen, with the number and the date of the other journal unless they were typed and hold."""
    month, proposed = proposal.month, proposal.reversal
    day = wanted.day if month.start <= wanted.day <= month.end else proposed.day
    piece = wanted.piece if wanted.piece_typed else proposed.piece
    return replace(wanted, day=day, piece=piece)
