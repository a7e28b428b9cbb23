"""Mode de règlement: the card of a payment term, with its test zone (MR)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.payment_terms import WHOLE, TermLine
from tuicompta.screens.cards.coded_card import CodedCard, code_field
from tuicompta.screens.cards.line_acts import COPIED
from tuicompta.screens.settings.term_line_box import ask_term_line
from tuicompta.services.small_tables.payment_terms import (
    CODE_LENGTH,
    KIND,
    LABEL_LENGTH,
    MethodLine,
    PaymentTerm,
    beyond_legal_delay,
    delete_term,
    read_term,
    term_id,
    tried,
    write_term,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.rows import Key

LINES = (
    Column("percent", "%", ColumnType.NUMBER, 6),
    Column("days", "Jours", ColumnType.NUMBER, 5),
    Column("type", "Type de règlement", width=17),
    Column("day", "Jour", ColumnType.NUMBER, 4),
    Column("months", "Mois comptable", width=14),
    Column("method", "Moyen", width=6),
)
DUES = (
    Column("due", "Échéance", ColumnType.DATE, 10),
    Column("amount", "Montant", ColumnType.AMOUNT, 13),
    Column("method", "Moyen", width=6),
)
TRIAL = ("trial_day", "trial_amount", "trial_dues")
LINES_SHOWN, DUES_SHOWN = 5, 4
FIRST_AMOUNT = 100_00


class TermCard(CodedCard):
    """One payment term."""

    RECORD = "Mode de règlement"
    HELP = "payment_terms"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        *COPIED,
        *(name for name in CodedCard.OFFERS if name != "save"),
    )

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        fields = (
            code_field("Code", CODE_LENGTH),
            card.text("label", "Libellé", mandatory=True, width=46, max_length=LABEL_LENGTH),
            FieldSpec("lines", self._lines_field, default=()),
            Section("Essai"),
            card.day("trial_day", "Date du document", self._scope),
            card.amount("trial_amount", "Montant"),
            card.enabled_if(FieldSpec("trial_dues", _dues_field, default=()), lambda _: False),
        )
        return CardSchema((Tab("Détail", fields), Tab("Notes", (card.multiline("notes", "Notes", lines=12),))))

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the term of a code."""
        return term_id(dossier.database, code)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the term by its code and label."""
        return f"{values['code'] or ''} {values['label'] or ''}".strip()

    def blank(self) -> Mapping[str, object]:
        """Begin with the test zone."""
        return {**super().blank(), **self._trial(())}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a term."""
        term, version = read_term(self.dossier.database, cast("int", key))
        lines = tuple(term.lines)
        values = {"code": term.code, "label": term.label, "lines": lines, "notes": self.notes_of(key)}
        return {**values, **self._trial(lines)}, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a term, and tell of the lines beyond the legal delay (MR-15)."""
        term = PaymentTerm(str(values["code"]), str(values["label"]), _lines(values))
        known = cast("int | None", self.key)
        stored = write_term(self.dossier, known, term, notes=str(values["notes"] or ""), version=version)
        late = beyond_legal_delay(term.lines)
        if late:
            named = ", ".join(str(rank) for rank in late)
            text = f"Délai au-delà du plafond légal entre professionnels, ligne {named} : 60 jours, ou 45 fin de mois"
            self.frame.say(text, warning=True)
        return stored

    async def do_save(self) -> None:  # type: ignore[override]
        """Write without closing, leaving a warning of the save in view."""
        late = beyond_legal_delay(_lines(self.card.state.values))
        if await self.saved() and not late:
            self.frame.say("Enregistré")

    def remove_record(self, key: Key) -> None:
        """Delete a term that no account has."""
        delete_term(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the code."""
        return {"code": "", "notes": ""}

    # -- lines and test zone -------------------------------------------------------------------------------------------

    def _lines_field(self) -> TableField:
        field = TableField("lines", "Lignes *", LINES, _line_cells, lines=LINES_SHOWN, width=58, editable=True)
        field.added = self._new_line
        field.filled = lambda line: ask_term_line(self.frame, self.dossier, line)
        return field

    def _new_line(self) -> MethodLine:
        """Return a line of what is missing to 100 %."""
        left = WHOLE - sum(line.line.percent for line in _lines(self.card.state.values))
        return MethodLine(TermLine(left if 0 < left < WHOLE else WHOLE))

    def _changed(self) -> None:
        """Compute the test zone again; nothing of it is to be saved (MR-08)."""
        state = self.card.state
        day, amount = state.values["trial_day"], cast("int | None", state.values["trial_amount"])
        trial = self._trial(_lines(state.values), cast("date | None", day), amount)
        self.card.give(trial)
        state.saved.update(trial)
        super()._changed()

    def _trial(
        self, lines: Sequence[MethodLine], day: date | None = None, amount: int | None = FIRST_AMOUNT
    ) -> dict[str, object]:
        day = day or self.dossier.today()
        try:
            dues = tuple(tried(lines, day, amount or 0)) if lines else ()
        except TuicomptaError:  # said when the card is saved
            dues = ()
        return dict(zip(TRIAL, (day, amount, dues), strict=True))

    def _scope(self) -> DateScope:
        return DateScope.of_year(self.dossier.today())


def _lines(values: Mapping[str, object]) -> tuple[MethodLine, ...]:
    return cast("tuple[MethodLine, ...]", values["lines"])


def _line_cells(line: MethodLine) -> Sequence[Value]:
    percent, days, kind, day, in_months = line.line
    return format_amount(percent), days, kind.label, day, "oui" if in_months else "", line.method


def _dues_field() -> TableField:
    return TableField(
        "trial_dues", "Échéances", DUES, lambda due: (due[0].date, due[0].amount, due[1]), lines=DUES_SHOWN, width=32
    )
