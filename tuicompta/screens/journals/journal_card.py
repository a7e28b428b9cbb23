"""Fiche journal: the card of a journal, with the settings of the current fiscal year (JF)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import format_date, month_label
from tuicompta.core.enums import CounterpartMode, JournalType, NumberingMode
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.cards.coded_card import CodedCard
from tuicompta.screens.cards.line_acts import ADDED
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.reasons import ask_reason
from tuicompta.screens.journals.journal_fields import TOKENS_SHOWN, journal_schema, root_schema, settings_of, values_of
from tuicompta.services.journals.journal_card import (
    KIND,
    JournalSettings,
    bank_of,
    default_settings,
    has_open_lines,
    piece_in_use,
    read_journal,
)
from tuicompta.services.journals.journal_preview import next_numbers, preview
from tuicompta.services.journals.journal_writing import delete_journal, write_journal
from tuicompta.services.journals.journals import journal_id
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import CardSchema
    from tuicompta.widgets.rows import Key


ACTIONS = (Action("next_numbers", "Prochains numéros", "Le prochain numéro de chaque période."),)


class JournalCard(CodedCard):
    """One journal; `code` opens the card of a code, or a blank one of a type with the counterpart asked for."""

    RECORD = "Journal"
    HELP = "journals"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "next_numbers",
        *ADDED,
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
        kind: JournalType = JournalType.PURCHASES,
        counterpart: str = "",
    ) -> None:
        self._reason = ""
        self._kind, self._counterpart = kind, counterpart
        self._type = kind.value
        self._copied = copy_of is not None
        super().__init__(dossier, key, origin=origin, copy_of=copy_of, code=code)

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the journal of a code."""
        return journal_id(dossier.database, code)

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        return journal_schema(
            self.dossier,
            stored=lambda: self.key is not None,
            tied=lambda: self._bank() != "",
            fill=self._fill_root,
        )

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the journal by its code and description."""
        return f"{values['code'] or ''} {values['description'] or ''}".strip()

    def blank(self) -> Mapping[str, object]:
        """Begin with the default settings of the type asked for, the code and the account typed (JF-08, JF-25)."""
        counterpart = {"counterpart_account": self._counterpart} if self._counterpart else {}
        return {**self._defaults(self._kind), **super().blank(), **counterpart}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a journal."""
        identifier = cast("int", key)
        settings, version = read_journal(self.dossier, identifier)
        self._type = settings.type.value
        return {
            **values_of(settings),
            "notes": self.notes_of(key),
            "bank": self._bank(identifier),
            "tokens": TOKENS_SHOWN,
            "preview": self._preview(settings, identifier),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a journal (JF-07)."""
        key = cast("int | None", self.key)
        settings, notes = settings_of(values), str(values["notes"] or "")
        return write_journal(self.dossier, key, settings, notes=notes, reason=self._reason, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a journal without line nor use (JO-07)."""
        delete_journal(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the code, and the next number (JO-08)."""
        return {"code": "", "next_number": 1, "notes": "", "bank": "", "preview": ""}

    async def do_print(self) -> None:
        """Print the journal (IMP-09)."""
        await self.frame.open(
            "report_filters", report="journal", use="card", journals=str(self.card.state.saved["code"])
        )

    def why_not_print(self) -> str | None:
        """Ask for a saved journal."""
        return "Enregistrez d'abord la fiche" if self.key is None else None

    async def _fill_root(self, root: str) -> str | None:
        answer = await self.frame.dialogs.fill("Racine non autorisée", root_schema(), {"root": root})
        return None if answer is None else str(answer["root"]).upper()

    async def do_next_numbers(self) -> None:
        """List the next number of each period (JF-12)."""
        rows = next_numbers(self.dossier, cast("int", self.key))
        lines = [f"{month_label(period.start):16} {number:>9}" for period, number in rows]
        await self.frame.dialogs.report("Prochains numéros", "Numérotation continue sur la période", lines)

    def why_not_next_numbers(self) -> str | None:
        """Ask for a saved journal numbered by period."""
        by_period = self.card.state.saved.get("numbering") == NumberingMode.PER_PERIOD
        return None if self.key is not None and by_period else "La numérotation n'est pas continue sur la période"

    async def prepare(self) -> bool:
        """Ask the reason of another numbering (JF-15); warn of a number in use and of an odd counterpart."""
        settings = settings_of(self.card.state.values)
        if self.key is not None and not await self._reason_given(settings):
            return False
        self._warn(settings)
        return await self._counterpart_accepted(settings)

    async def _reason_given(self, settings: JournalSettings) -> bool:
        changed = settings.numbering != self.card.state.saved.get("numbering")
        if changed and has_open_lines(self.dossier.database, cast("int", self.key)):
            reason = await ask_reason(self.frame, "Changer le type de numérotation")
            self._reason = reason or ""
            return reason is not None
        return True

    def _warn(self, settings: JournalSettings) -> None:
        saved = self.card.state.saved
        moved = (settings.next_number, settings.prefix) != (saved.get("next_number"), saved.get("prefix"))
        if self.key is not None and moved:
            holder = piece_in_use(self.dossier, cast("int", self.key), settings)
            if holder:
                self.frame.say(f"Numéro déjà porté par l'écriture {holder}", warning=True)

    async def _counterpart_accepted(self, settings: JournalSettings) -> bool:
        number = settings.counterpart_account
        same = number == self.card.state.saved.get("counterpart_account")
        if number is None or same or number.startswith("5") or settings.counterpart_mode is CounterpartMode.NONE:
            return True
        text = f"Le compte {number} n'est pas un compte financier de classe 5."
        return (
            await self.frame.dialogs.ask("Garder ce compte de contrepartie ?", text, (YES, NO), default=1) == YES.value
        )

    # -- what follows from the fields ----------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Bring the settings of another type to a new journal, and the preview up to date (JF-29)."""
        values = self.card.state.values
        if self.key is None and not self._copied and values["type"] != self._type:
            self._type = str(values["type"])
            kept = {"code", "type", "description", "notes"}
            defaults = self._defaults(JournalType(self._type))
            if self._counterpart and self._type == JournalType.TREASURY:
                defaults["counterpart_account"] = self._counterpart
            self.card.give({name: value for name, value in defaults.items() if name not in kept})
        self.card.give({"preview": self._preview(settings_of(self.card.state.values))})
        super()._changed()

    def _defaults(self, kind: JournalType) -> dict[str, object]:
        settings = default_settings(kind)
        return {
            **values_of(settings),
            "notes": "",
            "bank": "",
            "tokens": TOKENS_SHOWN,
            "preview": self._preview(settings),
        }

    def _bank(self, identifier: int | None = None) -> str:
        key = identifier if identifier is not None else self.key
        bank = bank_of(self.dossier.database, key) if isinstance(key, int) else None
        return f"{bank.code} {bank.name}" if bank else ""

    def _preview(self, settings: JournalSettings, identifier: int | None = None) -> str:
        """Return what the next entry of the current month would receive with the settings on screen (JF-29)."""
        key = identifier if identifier is not None else cast("int | None", self.key)
        try:
            found = preview(self.dossier, key, settings)
        except TuicomptaError:  # a prefix still being typed
            return ""
        day = format_date(found.day) if found.day else "jour à taper"
        piece = f"pièce {found.piece}" if found.piece else "pièce à taper"
        label = found.label or settings.label_rule.label
        return f"{day} · {piece} · {label} · {found.side.label}"
