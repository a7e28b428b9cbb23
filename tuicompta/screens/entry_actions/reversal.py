"""The box «Contrepasser l'écriture» (CPS-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.dates import YearMonth, month_label
from tuicompta.core.errors import TuicomptaError
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
    choice = _Choice(dossier, entry_id, proposal)
    made = await frame.dialogs.fill_until(
        TITLE,
        choice.schema(),
        lambda answer: reverse_entry(dossier, entry_id, choice.wanted(answer), again=bool(again)),
        _values(proposal.reversal),
        following=choice,
    )
    if made is not None:
        frame.say(f"Écriture contrepassée par {entry_name(database, made)}")
    return made


async def _again(frame: Frame, name: str, reversal: str) -> bool:
    text = f"{name} est déjà contrepassée par {reversal}."
    return await frame.dialogs.ask("Contrepasser de nouveau ?", text, (YES, NO), default=1) == YES.value


class _Choice:
    """The fields of the box: another journal has another number, and maybe another month (CPS-06, CPS-09)."""

    def __init__(self, dossier: Dossier, entry_id: int, proposal: ReversalProposal) -> None:
        self._dossier = dossier
        self._entry_id = entry_id
        self.proposal = proposal
        self._refusal = ""

    @property
    def text(self) -> str:
        """The entry and the month of its reversal, or why the journal chosen takes none."""
        return self._refusal or f"{self.proposal.name}, contrepassée en {month_label(self.proposal.month.start)}"

    def follow(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return the number and the date of the journal chosen, unless they were typed and hold."""
        before, journal = self.proposal.reversal, str(values["journal"] or "")
        self._refusal = ""
        if journal in {"", before.journal} or values["day"] is None:
            return {}
        try:
            self.proposal = propose_reversal(self._dossier.database, self._entry_id, journal)
        except TuicomptaError as refusal:
            self._refusal = str(refusal)
            return {}
        month, proposed = self.proposal.month, self.proposal.reversal
        wanted = _wanted(values, before)
        day = wanted.day if month.start <= wanted.day <= month.end else proposed.day
        return {"day": day, "piece": wanted.piece if wanted.piece_typed else proposed.piece}

    def wanted(self, values: Mapping[str, object]) -> Reversal:
        """Return what is typed."""
        return _wanted(values, self.proposal.reversal)

    def schema(self) -> CardSchema:
        """Return the fields; dates are completed in the month of the reversal."""
        journals = reversal_journals(self._dossier.database, self._entry_id)
        options = [Option(journal.code, f"{journal.code} – {journal.description}") for journal in journals]
        fields = [
            card.choice("journal", "Journal", options, mandatory=True),
            card.day("day", "Date", self._scope, mandatory=True),
            card.text("piece", "N° de pièce", width=PIECE_LENGTH, max_length=PIECE_LENGTH),
            card.text("label", "Libellé", mandatory=True, width=48, max_length=LABEL_LENGTH),
        ]
        if self.proposal.may_letter:
            fields.append(card.tick("letter", "Lettrer les deux écritures"))
        return CardSchema((Tab("", tuple(fields)),))

    def _scope(self) -> DateScope:
        month = self.proposal.month
        return DateScope(month.start, month.end, YearMonth.of(month.start), self._dossier.today())


def _values(wanted: Reversal) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in ("journal", "day", "piece", "label", "letter")}


def _wanted(answer: Mapping[str, Any], proposed: Reversal) -> Reversal:
    day: date = answer["day"]
    piece = str(answer["piece"])
    typed = piece != proposed.piece
    letter = bool(answer.get("letter"))
    return Reversal(str(answer["journal"]), day, piece, str(answer["label"]), letter, typed)
