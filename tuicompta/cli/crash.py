"""An unforeseen error: one French sentence, the rest in a log file (DOSQ-03)."""

import sys
import traceback
from datetime import datetime

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.services.folders import ensure_folder, log_file


def report_crash(error: BaseException) -> None:
    """Add the error to the log of errors and say where it is."""
    path = log_file()
    try:
        ensure_folder(path.parent)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now().isoformat(timespec='seconds')}\n")  # noqa: DTZ005 - the user's own clock
            log.write("".join(traceback.format_exception(error)) + "\n")
        path.chmod(0o600)
    except (OSError, TuicomptaError):
        sys.stderr.write("Erreur imprévue, et son détail n'a pas pu être conservé.\n")
        return
    sys.stderr.write(f"Erreur imprévue. Son détail est dans {clean_text(str(path))}.\n")
