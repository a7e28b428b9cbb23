"""Écriture guidée: the form of one guided entry, header, grid and notes (SGE)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import format_date
from tuicompta.core.entry.effects import (
    CloseRequested,
    Message,
    OpenActions,
    OpenCard,
    OpenConsultation,
    SaveRequested,
)
from tuicompta.core.guides.body import Body
from tuicompta.core.guides.grid import GuidedGrid
from tuicompta.core.guides.model import GUIDE_COLUMNS, GuidedState
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.entry.entry_look import look_of
from tuicompta.screens.frame.actions import Action, writable
from tuicompta.screens.guides.guided_fields import BodyField, GuidedLines, HeaderCard, model_choices
from tuicompta.services.guides.entries import (
    KIND,
    GuidedEntry,
    delete_guided_entry,
    months,
    read_guided_entry,
    why_read_only,
    write_guided_entry,
)
from tuicompta.services.guides.headers import accounts_of, as_mapping, current_month, header_of
from tuicompta.services.guides.models import model_rows
from tuicompta.services.guides.posting import Duplicates, duplicate_pieces, post_guided_entry
from tuicompta.services.notes import note
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.question import CANCEL, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.core.entry.effects import Effect
    from tuicompta.core.entry.ports import PieceUse
    from tuicompta.core.enums import JournalType
    from tuicompta.core.guides.body import Header
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("post_guided", "Comptabiliser", "Passe l'écriture guidée dans le journal.", condition=writable),
    Action("empty_guided", "Vider la grille", "Rend l'en-tête modifiable.", condition=writable),
)
KEEP, RENUMBER = Choice("Conserver", Duplicates.KEEP.value), Choice("Renuméroter", Duplicates.RENUMBER.value)
HEADER_LINES = 8


class GuidedEntryCard(RecordCard):
    """One guided entry; `kind` restricts the guides of a new one (SGL-06)."""

    RECORD = "Écriture guidée"
    HELP = "guided_entry"
    KIND = KIND
    FIELDS = HeaderCard
    OFFERS: ClassVar[tuple[str, ...]] = (
        "post_guided",
        "save",
        "empty_guided",
        "open_values",
        "balance",
        *(name for name in RecordCard.OFFERS if name not in {"save", "duplicate"}),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        kind: JournalType | None = None,
    ) -> None:
        self._kind = kind
        self._reason = ""
        self._accounts = as_mapping(accounts_of(dossier))
        self._headers: dict[tuple[int, int, str], Header | None] = {}
        self._models: dict[str, int] = {row.name: row.id for row in model_rows(dossier.database)}
        self.machine = GuidedGrid(list(self._accounts.values()))
        self._opened: int | None = key if isinstance(key, int) else None
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)
        self.grid = GuidedLines(self.machine, GUIDE_COLUMNS, look=look_of(dossier), id="grid")
        self.grid.effect = self._effect
        self.machine.changed = self._lines_changed
        self.machine.left = self._to_header
        self._header_card.beyond = self._to_grid
        self._header_card.turned = self._turned
        self._follow()

    @property
    def _header_card(self) -> HeaderCard:
        return cast("HeaderCard", self.card)

    def schema(self) -> CardSchema:
        """Return the header: what the model gives is only read (SGE-01 to SGE-08)."""
        free = self._is_free
        stored = read_guided_entry(self.dossier.database, self._opened)[0] if self._opened is not None else None
        kept = stored.model if stored else None
        options = [Option(key, label) for key, label in self._months(stored)]
        fields = (
            _shown("number", "Numéro", 12),
            _shown("state", "État", 24),
            card.enabled_if(card.text("label", "Libellé", width=54, max_length=LABEL_LENGTH), free),
            card.enabled_if(
                card.linked("model", "Guide", model_choices(self.dossier, self._type(kept), kept), mandatory=True), free
            ),
            _shown("type", "Type de journal", 20),
            _shown("journal", "Journal", 10),
            card.enabled_if(card.choice("month", "Mois", options, mandatory=True), free),
            FieldSpec("body", lambda: BodyField("body"), enabled=lambda _: False),
        )
        return CardSchema((Tab("Saisie", fields), Tab("Notes", (card.multiline("notes", "Notes", lines=12),))))

    def compose(self) -> ComposeResult:
        """Put the grid under the header."""
        yield from super().compose()
        yield self.grid

    def on_mount(self) -> None:
        """Give the header its lines; the base class has its own too."""
        self._turned(0)

    @property
    def zones(self) -> Sequence[Widget]:
        """The tabs, the header, the grid."""
        return [*super().zones, self.grid]

    @property
    def first_focus(self) -> Widget | None:
        """The guide of a new entry, else the grid."""
        guide = self.card.fields["model"]
        return guide if guide.enabled and guide.is_empty else self.grid

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the entry by its number."""
        return str(values["number"] or "")

    # -- reading and writing -------------------------------------------------------------------------------------------

    def blank(self) -> Mapping[str, object]:
        """Begin in the current month (SGE-05)."""
        return {"month": current_month(self.dossier), "state": GuidedState.IN_PROGRESS.label, "body": Body()}

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a guided entry; what its model proposes is up to date while it is «En cours» (MG-06)."""
        identifier = cast("int", key)
        stored, version = read_guided_entry(self.dossier.database, identifier)
        self._reason = why_read_only(stored)
        self._opened = identifier
        self._headers.clear()
        header = self._header(stored.model, stored.period, stored.number, stored.label)
        self.machine.show(header, stored.body, self._reason)
        return {
            **self._told(header),
            "number": stored.number,
            "state": stored.state.label,
            "label": stored.label,
            "model": next((name for name, found in self._models.items() if found == stored.model), None),
            "month": stored.period,
            "body": self.machine.body,
            "notes": note(self.dossier.database, KIND, identifier),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Store the guided entry «En cours», even if it does not balance (SGE-17)."""
        made = GuidedEntry(
            self._models[str(values["model"])],
            cast("int", values["month"]),
            str(values["label"] or ""),
            cast("Body", values["body"]),
        )
        known = cast("int | None", self.key)
        return write_guided_entry(self.dossier, known, made, notes=str(values["notes"] or ""), version=version)

    async def saved(self) -> bool:
        """Save, once the cell being typed is read."""
        return self._read_cell() and await super().saved()

    def save(self) -> bool:
        """Save, once the cell being typed is read; then show what was stored."""
        done = self._read_cell() and super().save()
        if done:
            self._follow()
        return done

    def remove_record(self, key: Key) -> None:
        """Delete a guided entry «En cours» (SGE-10)."""
        delete_guided_entry(self.dossier, cast("int", key))

    def _lock(self) -> None:
        super()._lock()
        if self._reason:
            self.card.set_read_only(read_only=True)
            self.frame.say(self._reason)

    def _read_cell(self) -> bool:
        done = self.machine.finish()
        if not done:
            self.grid.tell(self.machine.error, error=True)
        return done

    def another_card(self) -> RecordCard:
        """Return a blank card of the same type of guide."""
        kind = self.machine.header.guide.type if self.machine.header else self._kind
        return type(self)(self.dossier, origin=self.origin, kind=kind)

    # -- acts ----------------------------------------------------------------------------------------------------------

    async def do_post_guided(self) -> None:
        """Save, then post the entry in its journal (SGE-18)."""
        if not await self.saved() or not isinstance(self.key, int):
            return
        answer = await ask_duplicates(self.frame, duplicate_pieces(self.dossier, [self.key]))
        if answer is None:
            return
        post_guided_entry(self.dossier, self.key, answer)
        self.card.load(self.read(self.key))
        self._lock()
        self._follow()
        if self.origin is not None and self.origin.is_attached:
            self.origin.refresh_rows(self.key)
        self.frame.say(f"Écriture guidée {self.caption(self.card.state.values)} comptabilisée")

    def why_not_post_guided(self) -> str | None:
        """Refuse once it is posted."""
        return self._reason or self.why_not_save()

    def do_empty_guided(self) -> None:
        """Take away all that was typed in the grid (SGE-14)."""
        self.machine.empty()
        self.grid.update()

    def why_not_empty_guided(self) -> str | None:
        """Ask for something typed."""
        return self.why_not_save() or (None if self.machine.body.is_filled else "La grille est vide")

    # -- header and grid -----------------------------------------------------------------------------------------------

    def _is_free(self, _: Mapping[str, object]) -> bool:
        """Tell whether the header can change: no cell of the grid is filled (SGE-14)."""
        return not self.machine.body.is_filled

    def _follow(self) -> None:
        """Let the grid follow the header: no line before the guide and the month are chosen (SGE-13)."""
        values = self.card.state.values
        model, period = self._models.get(str(values["model"])), values["month"]
        header = None
        if model is not None and isinstance(period, int):
            header = self._header(model, period, str(values["number"] or ""), str(values["label"] or ""))
        if not self._reason or header is not None:
            body = cast("Body | None", values["body"]) or Body()
            same = header is not None and len(body.lines) in {0, len(header.guide.lines)}
            self.machine.show(header, body if same else Body(), self._reason)
        self.card.give({**self._told(header), "body": self.machine.body})
        if self.grid.is_attached:
            self.grid.update()

    def _header(self, model: int, period: int, number: str, label: str) -> Header | None:
        known = (model, period, number)
        if known not in self._headers:
            self._headers[known] = header_of(self.dossier, model, period, self._accounts, number=number)
        header = self._headers[known]
        return None if header is None else replace(header, label=label)

    def _told(self, header: Header | None) -> dict[str, object]:
        guide = header.guide if header else None
        return {"type": guide.type.label if guide else "", "journal": guide.journal if guide else ""}

    def _changed(self) -> None:
        """Follow the guide, the month and the label that the user changed."""
        if not self.machine.body.is_filled and not self._reason:
            values = self.card.state.values
            guide = self.machine.header.guide.name if self.machine.header else None
            if guide != values["model"]:
                self.card.give({"body": Body()})
            self._follow()
        super()._changed()

    def _lines_changed(self) -> None:
        self.card.give({"body": self.machine.body})
        if self.is_attached:
            self.frame.acted()

    def do_next_tab(self) -> bool:
        """Show the next tab, from the grid too (KEY-49)."""
        return self.card.do_next_tab()

    def do_previous_tab(self) -> bool:
        """Show the tab before."""
        return self.card.do_previous_tab()

    def _to_grid(self) -> bool:
        if self.machine.header is None:
            return False
        self.frame.set_focus(self.grid)
        return True

    def _to_header(self) -> None:
        field = self._header_card.last_field()
        if field is not None:
            self.frame.set_focus(field)

    def _turned(self, rank: int) -> None:
        """Show the grid under the first tab only."""
        self.grid.display = rank == 0
        self.card.styles.height = HEADER_LINES if rank == 0 else "1fr"

    def _type(self, model: int | None) -> JournalType | None:
        """Return the type of the guides offered: that of the model, else the one asked for (SGE-02)."""
        found = (row.type for row in model_rows(self.dossier.database) if row.id == model)
        return next(found, self._kind)

    def _months(self, stored: GuidedEntry | None) -> list[tuple[int, str]]:
        """Return the months of the open fiscal years, those of its own year once it has a number (SGE-08)."""
        database = self.dossier.database
        if stored is None:
            return months(database)
        return months(database, period=stored.period)

    def _effect(self, effect: Effect) -> None:
        if isinstance(effect, Message):
            self.grid.tell(effect.text, error=effect.is_error)
        else:
            self.frame.dispatcher.start(self._carry_out(effect))

    async def _carry_out(self, effect: Effect) -> None:
        match effect:
            case SaveRequested(then_close=True):
                await self.do_main()
            case SaveRequested():
                await self.do_save()
            case CloseRequested():
                await self.frame.windows.close(self)
            case OpenActions():
                await self.frame.menus.offer(self.frame.offers(), title="Actions")
            case OpenCard(code=code):
                await self.frame.open("account_card", code=code)
            case OpenConsultation(account=account):
                await self.frame.open("consultation", number=account)
            case _:
                raise TypeError(effect)


async def ask_duplicates(frame: Frame, found: Sequence[PieceUse]) -> Duplicates | None:
    """List the piece numbers that other entries bear, and ask what to do; None gives the posting up (NUM-05)."""
    if not found:
        return Duplicates.KEEP
    rows = [f"{use.journal} {use.piece} du {format_date(use.entry_date)} {use.label}" for use in found]
    text = "Ces numéros de pièce sont déjà utilisés :"
    answer, _ = await frame.dialogs.report("Doublons de numéros de pièce", text, rows, (CANCEL, KEEP, RENUMBER))
    return None if answer in {CANCEL.value, "None"} else Duplicates(answer)


def _shown(name: str, label: str, width: int) -> FieldSpec:
    """Describe a text that the program gives."""
    return card.enabled_if(card.text(name, label, width=width), lambda _: False)
