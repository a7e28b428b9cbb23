"""What the screens of accounting files ask: files, charset, regime, separator (FECX-03, FECV-01, FECI-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.paths import exists, is_file
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.reader import open_fec
from tuicompta.reports.output import reason_of
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuicompta.widgets.card_schema import FieldSpec, Values

TOLD = "told"
"""Value of what the file itself tells."""
MOST_FILES = 8


class FileUnreadableError(TuicomptaError):
    """A file chosen on screen cannot be read."""

    template = "Le fichier «{path}» ne peut pas être lu ({reason})."


def check_readable(value: object) -> None:
    """Refuse a path that is no file that can be read, or is an open dossier: FileUnreadableError, HeldFileError."""
    path = cast("Path", value)
    if exists(path) and not is_file(path):
        raise FileUnreadableError(path=str(path), reason="ce n'est pas un fichier")
    try:
        with open_fec(path) as file:
            file.read(1)
    except OSError as error:
        raise FileUnreadableError(path=str(path), reason=reason_of(error)) from None


def file_field(name: str, label: str, *, mandatory: bool = False) -> FieldSpec:
    """Describe the path of an accounting file."""
    return card.checked(card.path(name, label, mandatory=mandatory), check_readable)


def file_fields() -> Iterator[FieldSpec]:
    """Yield the fields of several files, each enterable once the one before is filled."""
    yield file_field("file1", "Fichier", mandatory=True)
    for rank in range(2, MOST_FILES + 1):
        yield card.enabled_if(
            file_field(f"file{rank}", f"Fichier {rank}"),
            lambda values, before=f"file{rank - 1}": values[before] is not None,  # type: ignore[misc]
        )


def files_of(values: Values) -> list[Path]:
    """Return the files filled in, each once."""
    found = (values[f"file{rank}"] for rank in range(1, MOST_FILES + 1))
    return list(dict.fromkeys(cast("Path", path) for path in found if path is not None))


def charset_field() -> FieldSpec:
    """Describe the charset of a file to read, told by its bytes unless changed (FECI-03)."""
    return _told_or("charset", "Jeu de caractères", Charset, "Reconnu dans le fichier")


def regime_field() -> FieldSpec:
    """Describe the regime a file is controlled by, told by its columns unless chosen."""
    return _told_or("regime", "Régime", Regime, "Reconnu par les colonnes")


def chosen_charset(values: Values) -> Charset | None:
    """Return the charset chosen, None when the file tells it."""
    return None if values["charset"] == TOLD else cast("Charset", values["charset"])


def chosen_regime(values: Values) -> Regime | None:
    """Return the regime chosen, None when the file tells it."""
    return None if values["regime"] == TOLD else cast("Regime", values["regime"])


def _told_or(name: str, label: str, kind: type[Charset | Regime], told: str) -> FieldSpec:
    options = [Option(TOLD, told), *(Option(member, member.label) for member in kind)]
    return card.choice(name, label, options, mandatory=True)
