"""The card of a record that several sessions may want: locked while it is open, never overwritten unseen.

A subclass reads a record with its version and writes it back with that version; the service raises
`RecordChangedError` when another session wrote it meanwhile (FIC-18, FIC-19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.screens.cards.card_window import CardWindow
from tuicompta.screens.wizards.wizard_pages import shown_value
from tuicompta.services.dossiers.record_authors import Authors, authors_of, sign_record
from tuicompta.services.dossiers.record_locks import RecordChangedError, lock_record, release_record
from tuicompta.widgets.question import CANCEL, NO, YES, Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.dossiers.record_locks import Holder
    from tuicompta.widgets.rows import Key

MINE = Choice("Garder les miennes", "mine")
THEIRS = Choice("Prendre les leurs", "theirs")
EDIT = Choice("Continuer la saisie", "edit")
NOTHING = "(vide)"


class RecordCard(CardWindow):
    """A card over a stored record of the dossier; `KIND` names its table for locks and notes."""

    KIND: ClassVar[str] = ""
    SIGNED_HERE: ClassVar[bool] = True
    """Whether the card notes who wrote the record; some records bear it themselves (FIC-20)."""
    OFFERS: ClassVar[tuple[str, ...]] = (*CardWindow.OFFERS, "record_history")
    WANTS_DOSSIER = True

    def __init__(
        self, dossier: Dossier, key: Key = None, *, origin: ListWindow | None = None, copy_of: Key = None
    ) -> None:
        self.dossier = dossier
        self.version = 0
        self._locked: int | None = None
        self._holder: Holder | None = None
        """The other session that has the record, when there is one."""
        self.left: Callable[[object], None] = lambda _: None
        super().__init__(key, origin=origin, copy_of=copy_of)

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Return the values of a record and its version."""
        raise NotImplementedError

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a record that is still at a version; return its key. Raises `RecordChangedError` and other refusals."""
        raise NotImplementedError

    async def prepare(self) -> bool:
        """Ask what the save needs beside the fields, such as a reason; False gives the save up."""
        return True

    def read(self, key: Key) -> Mapping[str, object]:
        """Read the record and remember its version."""
        values, self.version = self.read_version(key)
        return values

    def write(self, values: Mapping[str, object]) -> Key:
        """Write the record as it was read, and sign it (FIC-20)."""
        new = self.key is None
        key = self.write_version(values, self.version)
        if self.SIGNED_HERE and isinstance(key, int):
            sign_record(self.dossier, self.KIND, key, new=new)
        return key

    def authors(self) -> Authors:
        """Return who created the record and who changed it last."""
        return authors_of(self.dossier, self.KIND, self.key) if isinstance(self.key, int) else Authors()

    async def do_record_history(self) -> None:
        """Tell who created the record and who changed it last, and when (FIC-20)."""
        found = self.authors()
        created = signature(found.created_by, found.created_at) or "livrée avec le dossier, ou auteur inconnu"
        changed = signature(found.changed_by, found.changed_at) or "aucune"
        await self.frame.dialogs.tell(self.title, f"Création : {created}\nDernière modification : {changed}")

    def why_not_record_history(self) -> str | None:
        """Ask for a saved record."""
        return "Enregistrez d'abord la fiche" if self.key is None else None

    # -- the lock ------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Take the record, or show it without being able to change it (FIC-18); the base class has its own too."""
        self._lock()

    def on_unmount(self) -> None:
        """Let the record go, and tell who waits for it which one was saved."""
        self._release()
        self.left(self.reference)

    @property
    def reference(self) -> str | None:
        """What linked fields hold of the saved record: its first field; None while it is not saved."""
        return None if self.key is None else str(self.card.state.saved[self.card.schema.fields[0].name])

    def _lock(self) -> None:
        self._release()
        self._holder = None
        if isinstance(self.key, int):
            self._holder = lock_record(self.dossier, self.KIND, self.key)
            self._locked = None if self._holder is not None else self.key
        self.card.set_read_only(read_only=self._holder is not None or self.dossier.readonly)
        if self._holder is not None:
            self.frame.say(str(self._holder), warning=True)

    def read_only_reason(self) -> str | None:
        """Say who has the record, and how to take it once it is free (FIC-18)."""
        if self._holder is None:
            return super().read_only_reason()
        key = self.frame.keymap.legend_of("refresh_data")
        return f"{self._holder}. {key} relit la fiche et la prend si elle est libre"

    def do_refresh_data(self) -> bool:
        """Read the record again and take it if nobody has it; what is typed is never lost (KEY-25, FIC-18)."""
        if self.key is None or self.unsaved():
            return False
        closed = self.card.read_only
        self.card.load(self.read(self.key))
        self._lock()
        if closed and not self.card.read_only:
            self.frame.set_focus(self.first_focus)
            self.frame.say("Fiche relue : vous pouvez la modifier")
        return False

    def _release(self) -> None:
        if self._locked is not None:
            release_record(self.dossier, self.KIND, self._locked)
            self._locked = None

    async def _step(self, way: int) -> None:
        before = self.key
        await super()._step(way)
        if self.key != before:
            self._lock()

    # -- saving --------------------------------------------------------------------------------------------------------

    async def do_save(self) -> None:  # type: ignore[override]
        """Write without closing."""
        if await self.saved():
            self.tell_saved("Enregistré")

    async def do_main(self) -> None:
        """Write, then close."""
        if await self.saved():
            self.tell_saved()
            await self.frame.windows.close(self)

    do_save_and_close = do_main

    async def do_save_and_new(self) -> None:
        """Write what is typed, then open a blank card in its place (FIC-04)."""
        modified = self.card.modified
        if not modified or await self.saved():
            self.tell_saved(f"Enregistré : {self.title}" if modified else "")
            await self.frame.windows.replace(self, self.another_card())

    do_new = do_save_and_new

    def tell_saved(self, text: str = "") -> None:
        """Say that the record is written, where nothing else shows it."""
        if text:
            self.frame.say(text)

    async def do_duplicate(self) -> None:
        """Open an unsaved copy."""
        await self.frame.windows.open(type(self)(self.dossier, origin=self.origin, copy_of=self.key))

    async def may_close(self) -> bool:
        """Ask what to do of what is not saved."""
        if not self.unsaved():
            return True
        answer = await self.frame.dialogs.ask("Enregistrer les modifications ?", self.title, (YES, NO, CANCEL))
        return answer == NO.value or (answer == YES.value and await self.saved())

    async def saved(self) -> bool:
        """Check, ask, write; when the record changed meanwhile, let the user choose (FIC-19)."""
        if not self.card.leave_current() or self.card.faults():
            return self.save()
        if not await self.prepare():
            return False
        try:
            new = self.key is None
            done = self.save()
        except RecordChangedError as refusal:
            return await self._settle(str(refusal))
        if new:
            self._lock()
        return done

    async def _settle(self, text: str) -> bool:
        mine = dict(self.card.state.values)
        theirs, version = self.read_version(self.key)
        answer, _ = await self.frame.dialogs.report(
            "Fiche modifiée entre-temps", text, self._differences(mine, theirs), (MINE, THEIRS, EDIT), default=2
        )
        if answer == MINE.value:
            self.version = version
            return self.save()
        if answer == THEIRS.value:
            self.version = version
            self.card.load(theirs)
        return False

    def _differences(self, mine: Mapping[str, object], theirs: Mapping[str, object]) -> list[str]:
        """Return both values of each field that differs."""
        lines = []
        for name, field in self.card.fields.items():
            if mine.get(name) != theirs.get(name):
                words = [shown_value(field, values.get(name)) or NOTHING for values in (mine, theirs)]
                lines.append(f"{field.label} : {words[0]} / {words[1]}")
        return lines

    def another_card(self) -> RecordCard:
        """Return a blank card of the same kind."""
        return type(self)(self.dossier, origin=self.origin)


def signature(user: str, moment: str) -> str:
    """Return who did something and when, from an ISO moment: «ADM le 21/11/2026 à 14:05» (FIC-20)."""
    return f"{user} le {format_date(parse_iso(moment[:10]))} à {moment[11:16]}" if user and moment else ""
