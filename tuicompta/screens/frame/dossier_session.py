"""The open dossier as the frame shows it, and how a dossier is opened and closed in the program (DOSO, DOSF)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.dossiers.interrupted import choose_draft, resume
from tuicompta.screens.frame.dossier_desk import clear, furnish
from tuicompta.screens.frame.session import NoDossier
from tuicompta.services.dossiers.dossier import DEFAULT_USER, Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.recent import remember_dossier
from tuicompta.services.dossiers.sessions import (
    ask_to_close,
    close_session,
    open_session,
    other_sessions_of_user,
    touch_session,
)
from tuicompta.services.dossiers.update_dossier import DossierOlderError, update_dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.widgets.question import CANCEL, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuicompta.screens.app import TuicomptaApp
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.sessions import OpenSession

GO_ON, CLOSE_OTHER = Choice("Continuer", "go_on"), Choice("Fermer l'autre session", "close")
LOOKS, BETWEEN_LOOKS = 20, 0.1
UPDATE = Choice("Mettre à jour", "update")


class DossierSession:
    """An open dossier; implements `session.Session`."""

    dossier_open = True

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.filters: dict[str, Mapping[str, object]] = {}
        """The last filters of each report, kept while the dossier is open (IMP-08)."""

    @property
    def dossier_name(self) -> str:
        """Name of the dossier."""
        return self.dossier.name

    @property
    def fiscal_year(self) -> str:
        """The dates of the current fiscal year (UIX-01, EX-11)."""
        return str(current_fiscal_year(self.dossier).span)

    @property
    def user(self) -> str:
        """Code of the connected user."""
        return self.dossier.user.code

    @property
    def read_only(self) -> bool:
        """Whether every change is refused."""
        return self.dossier.readonly

    def asked_to_end(self) -> bool:
        """Give a sign of life; tell whether another session of this user asked this one to end (DOSO-06)."""
        return touch_session(self.dossier)

    def may(self, right: str) -> bool:
        """Grant everything: a dossier without users beside ADM is ADM's (US-01)."""
        del right
        return True


async def open_in_frame(frame: Frame, path: Path, user_code: str = DEFAULT_USER) -> bool:
    """Open a dossier in the program, after closing the one that is open (DOSO-03); False when the user gives up.

    A file that cannot be written opens for consultation (DOSO-09), one of an older version is first brought up to date
    (DOSO-07). A refusal of the opening is raised, and the dossier that was open still is.
    """
    if _is_open(frame, path):
        frame.say(f"Le dossier {path.stem} est déjà ouvert")
        return True
    dossier = await _opened(frame, path, user_code)
    if dossier is None:
        return False
    if not await close_in_frame(frame):
        close_dossier(dossier)
        return False
    if not dossier.readonly and not await _enter(frame, dossier):
        close_dossier(dossier)
        await frame.windows.go_home()
        return False
    remember_dossier(path, dossier.clock())
    frame.attach(DossierSession(dossier))
    furnish(frame, dossier)
    await frame.windows.go_home()
    if dossier.readonly:
        frame.say("Lecture seule : le fichier du dossier ne peut pas être modifié", warning=True)
    else:
        await _offer_drafts(frame, dossier)
    return True


def _is_open(frame: Frame, path: Path) -> bool:
    session = frame.session
    return isinstance(session, DossierSession) and session.dossier.path.absolute() == path.absolute()


async def _opened(frame: Frame, path: Path, user_code: str) -> Dossier | None:
    """Return the dossier of a file, brought up to date when the user accepts; None when he does not (DOSO-07)."""
    readonly = not is_writable(path)
    try:
        return open_dossier(path, user_code=user_code, readonly=readonly)
    except DossierOlderError as refusal:
        if readonly:
            raise
        text = f"{refusal}\nUne sauvegarde est faite avant."
        if (
            await frame.dialogs.ask("Ce dossier doit être mis à jour", text, (UPDATE, CANCEL), default=1)
            != UPDATE.value
        ):
            return None
        backup = await frame.dialogs.work("Mise à jour", lambda _: update_dossier(path), stoppable=False)
        frame.say(f"Dossier mis à jour ; sauvegarde : {backup.name}")
        return open_dossier(path, user_code=user_code)


async def close_in_frame(frame: Frame) -> bool:
    """Close the open dossier, once what is unsaved is settled (DOSF-02); False when the user stays."""
    if not frame.session.dossier_open:
        return True
    if not await frame.windows.close_all(keep_home=False):
        return False
    release(frame.application)
    clear(frame)
    frame.attach(NoDossier())
    return True


async def leave_dossier(frame: Frame) -> None:
    """Close the dossier, not the program: the welcome screen returns (DOSF-01)."""
    if await close_in_frame(frame):
        await frame.windows.go_home()


def release(application: TuicomptaApp) -> None:
    """End the session and close the file; called by the end of the program too, whatever its cause (UIX-20)."""
    session = application.session
    if isinstance(session, DossierSession):
        if not session.dossier.readonly:
            with suppress(TuicomptaError):  # a full disk, a file that is gone: the next opening forgets this session
                close_session(session.dossier)
        close_dossier(session.dossier)
        application.session = NoDossier()


def is_writable(path: Path) -> bool:
    """Tell whether a dossier file and its folder can be written."""
    import os  # noqa: PLC0415 - only here

    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


async def _enter(frame: Frame, dossier: Dossier) -> bool:
    """Record the session; when the user already has one, ask what to do (DOSO-06)."""
    others = other_sessions_of_user(dossier)
    if others:
        answer = await frame.dialogs.ask("Utilisateur déjà connecté", _already(others[0]), (GO_ON, CLOSE_OTHER, CANCEL))
        if answer == CANCEL.value:
            return False
        if answer == CLOSE_OTHER.value:
            for session in others:
                ask_to_close(dossier, session)
            await _let_end(dossier)
    open_session(dossier)
    return True


async def _let_end(dossier: Dossier) -> None:
    """Leave the other sessions the time to keep their unsaved input, which is then offered here."""
    for _ in range(LOOKS):
        if not other_sessions_of_user(dossier):
            return
        await asyncio.sleep(BETWEEN_LOOKS)


def _already(session: OpenSession) -> str:
    return f"Utilisateur déjà connecté : {session.user_code} sur {session.machine} depuis {session.started_at[11:16]}"


async def _offer_drafts(frame: Frame, dossier: Dossier) -> None:
    """Offer the input that was interrupted (DOSO-10)."""
    draft = await choose_draft(frame, dossier)
    if draft is not None:
        await resume(frame, draft)
