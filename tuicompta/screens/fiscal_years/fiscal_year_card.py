"""The card of a fiscal year: its dates, its state, its notes (EXF)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tuicompta.core.dates import YearMonth, format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import check_length, exceeds_a_year
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.frame.reasons import ask_reason
from tuicompta.services.dossiers.record_locks import RecordGoneError
from tuicompta.services.fiscal_years.fiscal_year_dates import changes_of_neighbours, save_fiscal_year
from tuicompta.services.fiscal_years.fiscal_year_list import KIND, FiscalYearRow, delete_fiscal_year, fiscal_year_row
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year
from tuicompta.services.notes import note
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, Tab, Values
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.core.fiscal_years import Span
    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key


@dataclass(frozen=True, slots=True)
class NewFiscalYear:
    """The dates proposed for a new fiscal year, and which of them may be changed (EX-07)."""

    span: Span
    start_is_free: bool


class FiscalYearCard(RecordCard):
    """One fiscal year; a change of its dates asks a reason."""

    RECORD = "Exercice"
    HELP = "fiscal_years"
    KIND = KIND
    OFFERS = tuple(name for name in RecordCard.OFFERS if name not in {"new", "save_and_new", "duplicate", "print"})

    def __init__(
        self, dossier: Dossier, key: Key = None, *, origin: ListWindow | None = None, new: NewFiscalYear | None = None
    ) -> None:
        self._new = new
        self._row: FiscalYearRow | None = None
        self._reason = ""
        super().__init__(dossier, key, origin=origin)

    def schema(self) -> CardSchema:
        """Return dates, state and notes (EXF-01, EXF-08)."""
        fields = (
            card.enabled_if(card.day("start", "Début", self._scope, mandatory=True), lambda _: self._start_is_free),
            card.enabled_if(card.day("end", "Fin", self._scope, mandatory=True), lambda _: self._end_is_free),
            *(
                card.enabled_if(card.text(name, label, width=24), lambda _: False)
                for name, label in (
                    ("state", "État"),
                    ("closed_on", "Date de clôture"),
                    ("carried_on", "Date de génération des À nouveaux"),
                )
            ),
        )
        return CardSchema(
            (Tab("Exercice", fields), Tab("Notes", (card.multiline("notes", "Notes", lines=10),))), _faults
        )

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the fiscal year by its dates."""
        start, end = cast("date | None", values["start"]), cast("date | None", values["end"])
        return f"{format_date(start)}–{format_date(end)}" if start and end else ""

    def blank(self) -> Mapping[str, object]:
        """Return the dates proposed."""
        return {"start": self._new.span.start, "end": self._new.span.end} if self._new else {}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a fiscal year."""
        row = fiscal_year_row(self.dossier, cast("int", key))
        if row is None:
            raise RecordGoneError(name="L'exercice")
        self._row = row
        values = {
            "start": row.year.start,
            "end": row.year.end,
            "state": row.state,
            "closed_on": format_date(row.closed_on) if row.closed_on else "",
            "carried_on": format_date(row.carried_on) if row.carried_on else "",
            "notes": note(self.dossier.database, KIND, row.year.id),
        }
        return values, row.version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write the dates and the notes, or create the fiscal year."""
        start, end = cast("date", values["start"]), cast("date", values["end"])
        if self.key is None:
            year_id = create_fiscal_year(self.dossier.database, start, end).id
            version = 1
        else:
            year_id = cast("int", self.key)
        save_fiscal_year(
            self.dossier, year_id, start, end, notes=str(values["notes"]), reason=self._reason, version=version
        )
        self.frame.refresh_menus()
        return year_id

    def remove_record(self, key: Key) -> None:
        """Delete an empty fiscal year (EX-14)."""
        delete_fiscal_year(self.dossier, cast("int", key))
        self.frame.refresh_menus()

    async def prepare(self) -> bool:
        """Ask the reason of a change of dates, after telling of the neighbour that moves with it (EXF-01, EXF-09)."""
        start, end = self._dates()
        if self._row is None or (start, end) == (self._row.year.start, self._row.year.end):
            if exceeds_a_year(start, end):
                self.frame.say("Exercice de plus de 12 mois : admis jusqu'à 24 mois")
            return True
        moved = changes_of_neighbours(self.dossier.database, self._row.year, start, end)
        for change in moved:
            text = f"L'exercice {change.year.span} devient du {format_date(change.start)} au {format_date(change.end)}."
            if (
                await self.frame.dialogs.ask("Déplacer aussi l'exercice voisin ?", text, (YES, NO), default=1)
                != YES.value
            ):
                return False
        reason = await ask_reason(self.frame, "Changer les dates de l'exercice")
        self._reason = reason or ""
        return reason is not None

    def _dates(self) -> tuple[date, date]:
        values = self.card.state.values
        return cast("date", values["start"]), cast("date", values["end"])

    @property
    def _open(self) -> bool:
        return self._row is None or not self._row.year.closed

    @property
    def _start_is_free(self) -> bool:
        return self._open and (self._new is None or self.key is not None or self._new.start_is_free)

    @property
    def _end_is_free(self) -> bool:
        return self._open and (self._new is None or self.key is not None or not self._new.start_is_free)

    def _scope(self) -> DateScope:
        span = self._row.year.span if self._row is not None else self._new.span if self._new else None
        today = self.dossier.today()
        if span is None:
            return DateScope.of_year(today)
        return DateScope(span.start, span.end, YearMonth(span.end.year, span.end.month), today)


def _faults(values: Values) -> Sequence[Fault]:
    try:
        check_length(cast("date", values["start"]), cast("date", values["end"]))
    except TuicomptaError as refusal:
        return [("end", str(refusal))]
    return ()
