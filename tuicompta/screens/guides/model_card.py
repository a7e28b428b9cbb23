"""Modèle de guide: the card of a model and its lines (MG-04 to MG-09, MG-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.model import Column as Cell
from tuicompta.core.enums import JournalType, Side
from tuicompta.core.guide_formulas import BALANCE, NET_OF_TOTAL, VAT_OF_NET, VAT_OF_TOTAL
from tuicompta.core.guides.model import END_OF_MONTH
from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.cards.line_acts import COPIED
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.cards.record_choices import RecordChoices
from tuicompta.screens.guides.line_box import ask_guide_line
from tuicompta.services.guides.checks import SHORT_CODE_LENGTH, GuideModelFaultsError, checked_short_code
from tuicompta.services.guides.from_entry import model_from_entry
from tuicompta.services.guides.lines import GuideModelLine, Part
from tuicompta.services.guides.models import (
    KIND,
    NAME_LENGTH,
    GuideModelCard,
    delete_model,
    destination_journals,
    entry_of_model,
    read_model,
    write_model,
)
from tuicompta.services.guides.parts import definition_rows, formula_rows
from tuicompta.services.notes import note
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.rows import Key

TYPES = tuple(Option(kind.value, kind.label) for kind in JournalType if kind is not JournalType.OPENING)
LINES = (
    Column("rank", "L", ColumnType.NUMBER, 2),
    Column("day", "Jour", width=4),
    Column("account", "Compte", width=8),
    Column("piece", "Pièce", width=8),
    Column("label", "Libellé", width=16, stretch=True),
    Column("debit", "Débit", width=12),
    Column("credit", "Crédit", width=12),
)
LINES_SHOWN = 9
SHORT = {NET_OF_TOTAL: "HT du TTC", VAT_OF_NET: "TVA du HT", VAT_OF_TOTAL: "TVA du TTC", BALANCE: "Solde"}
OPEN, LOCK = "…", "="


class GuideModelWindow(RecordCard):
    """One guide model; `from_entry` fills a new one with the lines of an entry (MG-13)."""

    RECORD = "Modèle de guide"
    HELP = "guide_models"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        *COPIED,
        *(name for name in RecordCard.OFFERS if name != "save"),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        from_entry: int | None = None,
    ) -> None:
        self._from_entry = from_entry
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        code = card.text("code", "Code court", width=SHORT_CODE_LENGTH + 2, max_length=SHORT_CODE_LENGTH)
        fields = (
            card.text("name", "Nom", mandatory=True, width=44, max_length=NAME_LENGTH),
            card.choice("type", "Type", TYPES, mandatory=True),
            card.linked("journal", "Journal de destination", self._journals(), mandatory=True),
            card.checked(code, lambda value: _right(str(value))),
            card.tick("inactive", "Inactif"),
            card.stacked(FieldSpec("lines", self._lines_field, default=())),
        )
        return CardSchema((Tab("Modèle", fields), Tab("Notes", (card.multiline("notes", "Notes", lines=12),))))

    def make_host(self) -> FieldHost:
        """Let F2 open the card of the journal."""
        return CardHost(self.frame)

    def blank(self) -> Mapping[str, object]:
        """Begin with the lines of an entry, where one was given (MG-13)."""
        if self._from_entry is None:
            return super().blank()
        found = model_from_entry(self.dossier.database, self._from_entry)
        return {"type": found.type.value, "journal": found.journal or None, "lines": found.lines}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a model."""
        identifier = cast("int", key)
        found, version = read_model(self.dossier.database, identifier)
        return {
            "name": found.name,
            "type": found.type.value,
            "journal": found.journal,
            "code": found.code,
            "inactive": found.inactive,
            "lines": found.lines,
            "notes": note(self.dossier.database, KIND, identifier),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a model."""
        made = GuideModelCard(
            JournalType(str(values["type"])),
            str(values["name"]),
            str(values["code"] or ""),
            str(values["journal"] or ""),
            bool(values["inactive"]),
            _lines(values),
        )
        notes = str(values["notes"] or "")
        return write_model(self.dossier, cast("int | None", self.key), made, notes=notes, version=version)

    async def saved(self) -> bool:
        """Save; the faults of the lines are shown in one list, the cursor then on the first one (MG-14)."""
        try:
            return await super().saved()
        except GuideModelFaultsError as refusal:
            text = "Ce modèle ne peut pas être enregistré :"
            await self.frame.dialogs.report("Modèle refusé", text, refusal.faults)
            return False

    def remove_record(self, key: Key) -> None:
        """Delete a model that nothing was made from (MG-09)."""
        delete_model(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what a copy does not keep: the name, the short code."""
        return {"name": f"{values['name']} (copie)"[:NAME_LENGTH], "code": "", "notes": ""}

    def on_mount(self) -> None:
        """Say from the start that the lines are frozen (MG-09); the base class has its own too."""
        if isinstance(self.key, int) and (number := entry_of_model(self.dossier.database, self.key)):
            self.frame.say(f"Lignes figées par l'écriture guidée {number} : «Dupliquer» pour les changer")

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _journals(self) -> RecordChoices:
        return RecordChoices(self._of_type, "journal_card", lambda: {"kind": self._type_chosen})

    def _of_type(self) -> list[tuple[str, str]]:
        return destination_journals(self.dossier.database, self._type_chosen)

    @property
    def _type_chosen(self) -> JournalType:
        return JournalType(str(self.card.state.values["type"])) if hasattr(self, "card") else JournalType.PURCHASES

    def _changed(self) -> None:
        """Offer the journals of the type chosen."""
        field = self.card.fields.get("journal")
        choices = getattr(field, "choices", None)
        if choices is not None:
            choices.reload()
        super()._changed()

    def _lines_field(self) -> TableField:
        field = TableField("lines", "Lignes", LINES, self._cells, lines=LINES_SHOWN, width=110, editable=True)
        field.added = lambda: GuideModelLine("", "", Side.DEBIT)
        field.filled = lambda line: ask_guide_line(self.frame, self.dossier, line)
        return field

    def _cells(self, line: GuideModelLine) -> Sequence[Value]:
        lines = _lines(self.card.state.values) if hasattr(self, "card") else ()
        rank = next((place for place, other in enumerate(lines, start=1) if other is line), None)
        day = "fin" if line.day == END_OF_MONTH else str(line.day or "")
        amount = self._amount(line)
        debit, credit = (amount, "") if line.side is Side.DEBIT else ("", amount)
        return (
            rank,
            _marked(day, line, Cell.DATE),
            _marked(line.account or OPEN, line, Cell.ACCOUNT),
            _marked(self._text(line.piece, line.piece_part), line, Cell.PIECE),
            _marked(self._text(line.label, line.label_part), line, Cell.LABEL),
            _marked(debit, line, Cell.DEBIT),
            _marked(credit, line, Cell.CREDIT),
        )

    def _text(self, text: str, part: Part) -> str:
        database = self.dossier.database
        if part.definition is not None:
            return next((made.name for key, made, _ in definition_rows(database) if key == part.definition), "")
        if part.formula is not None:
            return next((made.name for key, made, _ in formula_rows(database) if key == part.formula), "")
        return text

    def _amount(self, line: GuideModelLine) -> str:
        if line.own_formula is not None:
            return self._text("", Part(formula=line.own_formula))
        return SHORT.get(line.formula, line.formula) or (format_amount(line.amount) if line.amount else OPEN)


def _right(text: str) -> None:
    checked_short_code(text)


def _marked(text: str, line: GuideModelLine, column: Cell) -> str:
    """Return a cell with the sign of those that are not modifiable (MG-07)."""
    return f"{text}{LOCK}" if text and column in line.locked else text


def _lines(values: Mapping[str, object]) -> tuple[GuideModelLine, ...]:
    return cast("tuple[GuideModelLine, ...]", values["lines"])
