"""The dossiers opened last on this account (WEL-04)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tuicompta.core.paths import is_file
from tuicompta.services.folders import state_folder

MOST = 10
_FILE = "recent.json"


@dataclass(frozen=True, slots=True)
class RecentDossier:
    """A dossier of the list: its path and the ISO moment it was opened last."""

    path: str
    opened_at: str

    @property
    def name(self) -> str:
        """Name of the dossier."""
        return Path(self.path).stem

    @property
    def exists(self) -> bool:
        """Whether its file is still there."""
        return is_file(Path(self.path))


def recent_dossiers() -> list[RecentDossier]:
    """Return the dossiers opened last, the latest first; an unreadable list is an empty one."""
    try:
        stored = json.loads((state_folder() / _FILE).read_text(encoding="utf-8"))
        return [RecentDossier(str(item["path"]), str(item["opened_at"])) for item in stored][:MOST]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def last_dossier(recent: Sequence[RecentDossier]) -> RecentDossier | None:
    """Return the dossier opened last among those whose file is still there (WEL-01)."""
    return next((dossier for dossier in recent if dossier.exists), None)


def remember_dossier(path: Path, moment: datetime) -> None:
    """Put a dossier at the head of the list; a folder that cannot be written is no obstacle to work."""
    full = str(path.absolute())
    others = [recent for recent in recent_dossiers() if recent.path != full]
    _store([RecentDossier(full, moment.isoformat(timespec="seconds")), *others][:MOST])


def forget_dossier(path: str) -> None:
    """Take a dossier off the list, its file untouched."""
    _store([recent for recent in recent_dossiers() if recent.path != path])


def _store(dossiers: list[RecentDossier]) -> None:
    folder = state_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps([asdict(recent) for recent in dossiers], ensure_ascii=False, indent=1)
        (folder / _FILE).write_text(text, encoding="utf-8")
    except OSError:
        return
