"""The demonstration dossier: built on demand, once (INST-04)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tuicompta.services.dossiers.create_dossier import DossierExistsError
from tuicompta.services.dossiers.dossier import EXTENSION
from tuicompta.services.folders import Folder, default_folder, ensure_folder

NAME = "Démonstration"


def demonstration_dossier(folder: Path | None = None, *, clock: Callable[[], datetime] = datetime.now) -> Path:
    """Return the path of the demonstration dossier of a folder, built when it is not there (INST-04, INST-14).

    Without a folder, that of the dossiers. An existing dossier is left as the user made it. Raises the refusals of a
    creation.
    """
    path = ensure_folder(folder or default_folder(Folder.DOSSIERS)) / f"{NAME}{EXTENSION}"
    if not path.exists():
        # Imported here: the sources of the demonstration dossier are read by nothing else.
        from sample_dossier.builder import build  # noqa: PLC0415

        try:
            build(path, clock=clock)
        except DossierExistsError:
            return path  # another session built it meanwhile
    return path
