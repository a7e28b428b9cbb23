"""Fiche chéquier: the card of a chequebook and its cheques (CHQF)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.cheques import ChequebookState, ChequeState, cheque_numbers
from tuicompta.screens.banks.cheque_box import ask_cheque
from tuicompta.screens.banks.chequebook_columns import CHEQUES, cheque_cells
from tuicompta.screens.cards.coded_card import CodedCard, code_field
from tuicompta.screens.cards.record_choices import bank_choices
from tuicompta.screens.frame.actions import Action
from tuicompta.services.banks.chequebook_writing import (
    check_numbers_free,
    delete_chequebook,
    in_state,
    with_numbers,
    write_chequebook,
)
from tuicompta.services.banks.chequebooks import (
    CODE_LENGTH,
    KIND,
    TITLE_LENGTH,
    Cheque,
    Chequebook,
    chequebook_id,
    line_in_words,
    proposed_code,
    read_chequebook,
)
from tuicompta.services.settings.settings import number_setting
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("apply_numbers", "Appliquer", "Crée les chèques du premier au dernier numéro.", ("alt+n",)),
    Action("free_cheque", "Libérer le chèque", "Le rend disponible."),
    Action("cancel_cheque", "Annuler le chèque", "Il n'est plus proposé ; son écriture ne change pas."),
    Action("block_cheque", "Bloquer le chèque", "Il n'est plus proposé ; son écriture ne change pas."),
)
STATES = tuple(Option(state.value, state.label) for state in ChequebookState)


class ChequebookCard(CodedCard):
    """One chequebook; `bank` is that of a new one."""

    RECORD = "Chéquier"
    HELP = "chequebooks"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        *(action.identifier for action in ACTIONS),
        *(name for name in CodedCard.OFFERS if name not in {"save", "duplicate"}),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        code: str = "",
        bank: str = "",
    ) -> None:
        self._bank = bank
        self._proposed = ""
        super().__init__(dossier, key, origin=origin, copy_of=copy_of, code=code)

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        code = code_field("Code", CODE_LENGTH)
        bank = card.linked("bank", "Banque associée", bank_choices(self.dossier), mandatory=True, creatable=True)
        header = (
            bank,
            card.enabled_if(code, lambda _: self.key is None),
            card.text("title", "Intitulé", width=46, max_length=TITLE_LENGTH),
            card.day("opened_on", "Date d'ouverture", lambda: DateScope.of_year(self.dossier.today()), mandatory=True),
            card.choice("state", "État", STATES, mandatory=True),
            card.tick("main", "Chéquier principal"),
            Section("Numéros de chèques"),
            card.number("first", "Premier", lowest=1, highest=9_999_999),
            card.number("last", "Dernier", lowest=1, highest=9_999_999),
        )
        cheques = FieldSpec("cheques", self._cheques_field, default=())
        return CardSchema(
            (
                Tab("Chéquier", header),
                Tab("Chèques", (cheques,)),
                Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
            )
        )

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the chequebook of a code."""
        return chequebook_id(dossier.database, code)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the chequebook by its code and title."""
        return f"{values['code'] or ''} {values['title'] or ''}".strip()

    @property
    def reference(self) -> str | None:
        """The code of the saved chequebook."""
        return None if self.key is None else str(self.card.state.saved["code"])

    def blank(self) -> Mapping[str, object]:
        """Begin today, on the bank asked for, with the next code of that bank (CHQF-06)."""
        self._proposed = proposed_code(self.dossier.database, self._bank) if self._bank else ""
        day = self.dossier.today()
        return {"opened_on": day, "bank": self._bank or None, "code": self._code or self._proposed}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a chequebook."""
        book, version = read_chequebook(self.dossier.database, cast("int", key))
        numbers = [cheque.number for cheque in book.cheques]
        return {
            "bank": book.bank,
            "code": book.code,
            "title": book.title,
            "opened_on": book.opened_on,
            "state": book.state.value,
            "main": book.main,
            "first": min(numbers, default=None),
            "last": max(numbers, default=None),
            "cheques": book.cheques,
            "notes": self.notes_of(key),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a chequebook and its cheques, those of numbers typed and not yet applied too."""
        cheques = self._numbered(values)
        book = Chequebook(
            code=str(values["code"]),
            title=str(values["title"] or ""),
            bank=str(values["bank"] or ""),
            opened_on=cast("date", values["opened_on"]),
            state=ChequebookState(str(values["state"])),
            main=bool(values["main"]),
            cheques=cheques,
        )
        known, notes = cast("int | None", self.key), str(values["notes"] or "")
        return write_chequebook(self.dossier, known, book, notes=notes, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a chequebook none of whose cheques is used in an open month."""
        delete_chequebook(self.dossier, cast("int", key))

    def why_not_duplicate(self) -> str | None:
        """Refuse: a number is in one chequebook only."""
        return "Un chéquier ne se duplique pas : ses numéros sont uniques"

    # -- cheques -------------------------------------------------------------------------------------------------------

    def do_apply_numbers(self) -> None:
        """Create the cheques from the first to the last number (CHQF-07)."""
        if not self.card.leave_current():
            return
        values = self.card.state.values
        if not (values["bank"] and values["first"] and values["last"]):
            self.frame.say("Tapez la banque, le premier et le dernier numéro", warning=True)
            return
        cheques = self._numbered(values)
        self._table.value = cheques
        self.card.state.set("cheques", cheques)
        self._changed()
        self.frame.say(f"{len(cheques)} chèques, à enregistrer avec la fiche")

    def why_not_apply_numbers(self) -> str | None:
        """Refuse while the card is read-only."""
        return self.why_not_save()

    def do_free_cheque(self) -> None:
        """Make the cheque available again; refused while an entry uses it (CHQF-12)."""
        self._put(ChequeState.AVAILABLE)

    def do_cancel_cheque(self) -> None:
        """Cancel the cheque."""
        self._put(ChequeState.CANCELLED)

    def do_block_cheque(self) -> None:
        """Block the cheque."""
        self._put(ChequeState.BLOCKED)

    def why_not_free_cheque(self) -> str | None:
        """Ask for a cheque."""
        return "Aucun chèque" if self._table.current is None else self.why_not_save()

    why_not_cancel_cheque = why_not_block_cheque = why_not_free_cheque

    def _put(self, state: ChequeState) -> None:
        self._table.put(self._table.row, in_state(self._table.current, state))

    def _numbered(self, values: Mapping[str, object]) -> tuple[Cheque, ...]:
        """Return the cheques of the numbers typed, those that exist as they are (CHQF-07 to CHQF-09)."""
        cheques = cast("tuple[Cheque, ...]", values["cheques"])
        first, last = cast("int | None", values["first"]), cast("int | None", values["last"])
        if first is None or last is None:
            return cheques
        numbers = cheque_numbers(first, last, self._most(cheques))
        known = cast("int | None", self.key)
        check_numbers_free(self.dossier.database, str(values["bank"] or ""), numbers, known)
        return with_numbers(cheques, numbers)

    def _most(self, cheques: tuple[Cheque, ...]) -> int:
        """Return how many cheques are allowed; a chequebook made when more were keeps them (CHQF-09)."""
        return max(number_setting(self.dossier.database, "payments.cheques"), len(cheques))

    @property
    def _table(self) -> TableField:
        return cast("TableField", self.card.fields["cheques"])

    def _cheques_field(self) -> TableField:
        field = TableField("cheques", "", CHEQUES, cheque_cells, lines=14, width=110)
        field.filled = lambda cheque: ask_cheque(self.frame, cheque, self.dossier.today())
        field.under = lambda cheque: line_in_words(self.dossier.database, cheque)
        return field

    def _changed(self) -> None:
        """Propose the next code of the bank while none was typed (CHQF-06)."""
        values = self.card.state.values
        bank, code = str(values["bank"] or ""), str(values["code"] or "")
        if self.key is None and bank != self._bank:
            self._bank = bank
            if not code or code == self._proposed:
                self._proposed = proposed_code(self.dossier.database, bank) if bank else ""
                self.card.give({"code": self._proposed})
        super()._changed()
