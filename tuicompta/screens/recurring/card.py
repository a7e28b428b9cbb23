"""Fiche abonnement: the card of an entry that comes back at fixed dates (ABO-01, ABO-02, ABO-09)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import format_date
from tuicompta.core.enums import EntryStatus
from tuicompta.core.labels import LABEL_LENGTH, RECURRING_TOKENS, check_template
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.recurrence import LONGEST_STEP, MOST_OCCURRENCES, Recurrence, RecurrenceUnit
from tuicompta.screens.cards.coded_card import CodedCard, code_field
from tuicompta.screens.cards.line_acts import ORDERED
from tuicompta.screens.cards.record_choices import RecordChoices
from tuicompta.screens.recurring.card_lines import shown_lines, stored_lines
from tuicompta.screens.recurring.line_box import LINES, CardLine, ask_line, line_cells
from tuicompta.services.recurring.journals import offered_journals
from tuicompta.services.recurring.models import guide_model, lines_of_model, offered_models
from tuicompta.services.recurring.records import (
    CODE_LENGTH,
    KIND,
    RecurringEntry,
    read_recurring_entry,
    recurring_entry_id,
)
from tuicompta.services.recurring.writing import delete_recurring_entry, pending_amounts, write_recurring_entry
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.fields.table import TableField
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.rows import Key

UNITS = tuple(Option(unit.value, unit.label) for unit in RecurrenceUnit)
STATUSES = tuple(Option(kind.value, kind.label) for kind in (EntryStatus.UNVALIDATED, EntryStatus.SIMULATED))
_SHOWN = [f"{{{token}}}" for token in RECURRING_TOKENS]
TOKENS = " ".join(_SHOWN[:6]) + "\n" + " ".join(_SHOWN[6:])
MODELS = (Column("name", "Modèle", width=40), Column("journal", "Journal", ColumnType.CODE, 7))
LINES_SHOWN = 6
DATES_SHOWN = 4


class RecurringCard(CodedCard):
    """One recurring entry."""

    RECORD = "Abonnement"
    HELP = "recurring_entries"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "generate_recurring",
        *ORDERED,
        *(name for name in CodedCard.OFFERS if name != "save"),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        code: str = "",
    ) -> None:
        self._model = ""
        super().__init__(dossier, key, origin=origin, copy_of=copy_of, code=code)
        self._model = str(self.card.state.values["model"] or "")

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        return CardSchema(
            (
                Tab("Abonnement", self._entry_fields()),
                Tab("Périodicité", self._date_fields()),
                Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
            )
        )

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the card of a code."""
        return recurring_entry_id(dossier.database, code)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the card by its code and label."""
        return f"{values['code'] or ''} {values['label'] or ''}".strip()

    def blank(self) -> Mapping[str, object]:
        """Begin today, every month."""
        return {**super().blank(), "first": self.dossier.today(), "every": 1, "unit": RecurrenceUnit.MONTH.value}

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the code."""
        return {"code": "", "notes": ""}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a card."""
        entry, version = read_recurring_entry(self.dossier.database, cast("int", key))
        recurrence = entry.recurrence
        self._model = entry.model
        return {
            "code": entry.code,
            "label": entry.label,
            "model": entry.model or None,
            "journal": entry.journal,
            "piece": entry.piece,
            "lines": shown_lines(self.dossier, entry),
            "every": recurrence.every,
            "unit": recurrence.unit.value,
            "first": recurrence.first,
            "last": recurrence.last,
            "occurrences": recurrence.occurrences,
            "month_end": recurrence.month_end,
            "status": entry.status.value,
            "active": entry.active,
            "coming": _coming(recurrence),
            "notes": self.notes_of(key),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a card; no entry changes with it (ABO-09)."""
        known, notes = cast("int | None", self.key), str(values["notes"] or "")
        return write_recurring_entry(self.dossier, known, self._entry(values), notes=notes, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a card that generated nothing."""
        delete_recurring_entry(self.dossier, cast("int", key))

    async def prepare(self) -> bool:
        """Say that amounts changed for single occurrences do not fit the new lines."""
        if not isinstance(self.key, int):
            return True
        lost = pending_amounts(self.dossier.database, self.key, self._entry(self.card.state.values))
        if not lost:
            return True
        which = "une occurrence à générer" if lost == 1 else f"{lost} occurrences à générer"
        text = f"Les montants modifiés pour {which} ne vont plus avec ces lignes : ceux de la fiche les remplacent."
        return await self.frame.dialogs.ask("Enregistrer ?", text, (YES, NO), default=1) == YES.value

    # -- fields --------------------------------------------------------------------------------------------------------

    def _entry_fields(self) -> tuple[FieldSpec, ...]:
        database = self.dossier.database
        journals = RecordChoices(lambda: offered_journals(database), "journal_card")
        tokens = card.starting(card.multiline("tokens", "Repères", lines=2, width=60), TOKENS)
        return (
            code_field("Code", CODE_LENGTH),
            _text("label", "Libellé", LABEL_LENGTH, mandatory=True),
            card.linked("model", "Modèle", _models(self.dossier)),
            card.linked("journal", "Journal", journals, mandatory=True),
            _text("piece", "N° de pièce", PIECE_LENGTH),
            FieldSpec("lines", self._lines_field, default=()),
            card.enabled_if(tokens, lambda _: False),
        )

    def _date_fields(self) -> tuple[FieldSpec, ...]:
        def of_months(values: Values) -> bool:
            return bool(RecurrenceUnit(str(values["unit"])).months)

        coming = card.text("coming", "Prochaines dates", width=50, max_length=200)
        return (
            card.number("every", "Tous les", lowest=1, highest=LONGEST_STEP, mandatory=True),
            card.choice("unit", "Périodicité", UNITS, mandatory=True),
            card.day("first", "Première date", self._scope, mandatory=True),
            card.enabled_if(card.tick("month_end", "Fin de mois"), of_months),
            card.day("last", "Dernière date", self._scope),
            card.number("occurrences", "Nombre d'échéances", lowest=1, highest=MOST_OCCURRENCES),
            card.enabled_if(coming, lambda _: False),
            card.choice("status", "Statut des écritures", STATUSES, mandatory=True),
            card.tick("active", "Actif", default=True),
        )

    def _lines_field(self) -> TableField:
        field = TableField("lines", "Lignes *", LINES, line_cells, lines=LINES_SHOWN, width=62, editable=True)
        field.added = self._new_line
        field.filled = lambda line: ask_line(self.frame, self.dossier, line)
        return field

    def _new_line(self) -> CardLine:
        """Return a line of what is missing to the balance."""
        lines = cast("tuple[CardLine, ...]", self.card.state.values["lines"])
        return CardLine(amount=-sum(line.amount for line in lines))

    def _scope(self) -> DateScope:
        return DateScope.of_year(self.dossier.today())

    # -- what follows from what is typed -------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Take the lines of another model, compute its formulas again, show the dates to come."""
        values = self.card.state.values
        model = str(values["model"] or "")
        if model != self._model:
            self._take_model(model)
        elif model:
            self._give_lines(shown_lines(self.dossier, self._entry(values)))
        cast("TableField", self.card.fields["lines"]).editable = not model
        self._show_dates(values)
        super()._changed()

    def _take_model(self, name: str) -> None:
        """Put the lines of a model, and its journal; without model the lines stay as own ones."""
        self._model = name
        lines = cast("tuple[CardLine, ...]", self.card.state.values["lines"])
        if not name:
            self._give_lines(tuple(CardLine(line.account, line.label, line.amount) for line in lines))
            return
        model = guide_model(self.dossier.database, name, str(self.card.state.values["code"] or ""))
        self.card.give({"journal": model.journal})
        entry = replace(self._entry(self.card.state.values), lines=lines_of_model(model))
        self._give_lines(shown_lines(self.dossier, entry))

    def _give_lines(self, lines: tuple[CardLine, ...]) -> None:
        if lines != self.card.state.values["lines"]:
            self.card.give({"lines": lines})

    def _show_dates(self, values: Values) -> None:
        coming = _coming(_recurrence(values)) if values["first"] else ""
        if coming != values["coming"]:
            self.card.give({"coming": coming})
            self.card.state.saved["coming"] = coming

    def _entry(self, values: Mapping[str, object]) -> RecurringEntry:
        return RecurringEntry(
            code=str(values["code"] or ""),
            label=str(values["label"] or ""),
            journal=str(values["journal"] or ""),
            recurrence=_recurrence(values),
            model=str(values["model"] or ""),
            piece=str(values["piece"] or ""),
            status=EntryStatus(str(values["status"])),
            active=bool(values["active"]),
            lines=stored_lines(cast("tuple[CardLine, ...]", values["lines"])),
        )


def _models(dossier: Dossier) -> MemoryChoices:
    """Return the guide models by their names."""
    return MemoryChoices(
        MODELS, lambda: [Row(model.name, (model.name, model.journal)) for model in offered_models(dossier.database)]
    )


def _text(name: str, label: str, length: int, *, mandatory: bool = False) -> FieldSpec:
    field = card.text(name, label, mandatory=mandatory, width=min(length, 56), max_length=length)
    return card.checked(field, lambda value: check_template(str(value), RECURRING_TOKENS))


def _recurrence(values: Mapping[str, object]) -> Recurrence:
    unit = RecurrenceUnit(str(values["unit"]))
    return Recurrence(
        first=cast("date", values["first"]),
        every=cast("int | None", values["every"]) or 1,
        unit=unit,
        month_end=bool(values["month_end"]) and bool(unit.months),
        last=cast("date | None", values["last"]),
        occurrences=cast("int | None", values["occurrences"]),
    )


def _coming(recurrence: Recurrence) -> str:
    """Return the first dates of a recurrence, "" for one that the save will refuse."""
    days = [day for rank in range(1, DATES_SHOWN + 1) if (day := recurrence.day_of(rank)) is not None]
    return ", ".join(format_date(day) for day in days)
