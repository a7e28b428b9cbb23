"""Showing a file with the program that the system uses for its kind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

_OPENERS = ("xdg-open", "open", "wslview")


def show_file(path: Path) -> bool:
    """Open a file with the viewer of the system, which goes on by itself; tell whether there is one.

    Nothing the viewer writes reaches the terminal.
    """
    if sys.platform == "win32":
        os.startfile(path.absolute())  # noqa: S606 - the user asks to open this very file
        return True
    opener = next((found for found in map(shutil.which, _OPENERS) if found), None)
    if opener is None:
        return False
    silent = subprocess.DEVNULL
    command = [opener, str(path.absolute())]
    viewer = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)  # noqa: S603 - as above
    # It is waited for aside: nothing of it stays behind when it ends.
    Thread(target=viewer.wait, daemon=True).start()
    return True
