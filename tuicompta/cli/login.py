"""Opening the dossier of a headless command, as the user named by --user (INST-12, DOSO-04)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import ClassVar, cast

from tuicompta.cli.parser import Invocation
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.dossier import DEFAULT_USER, Dossier, close_dossier, open_dossier


class PasswordNeededError(TuicomptaError):
    """The user has a password, and nothing proves who runs the command."""

    template = "L'utilisateur {code} a un mot de passe : ouvrez ce dossier à l'écran."
    exit_code: ClassVar[int] = 3


@contextmanager
def opened(invocation: Invocation, *, readonly: bool) -> Iterator[Dossier]:
    """Open the dossier of a command and close it afterwards.

    An imposed edition date is the date of the whole run, so that it depends on nothing else (ETCL-07).
    """
    if invocation.dossier is None:
        raise TypeError("a command without dossier opens none")
    code = str(invocation.values.get("user", DEFAULT_USER))
    day = cast("date | None", invocation.values.get("print-date"))
    imposed = {} if day is None else {"clock": lambda: datetime.combine(day, time())}
    dossier = open_dossier(invocation.dossier, user_code=code, readonly=readonly, **imposed)
    try:
        _check_password(dossier)
        yield dossier
    finally:
        close_dossier(dossier)


def _check_password(dossier: Dossier) -> None:
    if dossier.database.value("SELECT password_hash FROM user WHERE id = ?", (dossier.user.id,)) is not None:
        raise PasswordNeededError(code=dossier.user.code)
