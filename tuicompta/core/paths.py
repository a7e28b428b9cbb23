"""Paths as they are typed: whatever they say, to look at one raises nothing.

Those of pathlib do, up to Python 3.13, for a name too long or a folder that must not be entered.
"""

import os
from pathlib import Path


def typed_path(text: str) -> Path:
    """Return the path that a text names, `~` being the home; one that names the home of nobody is left as typed."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - see the module


def exists(path: Path) -> bool:
    """Tell whether there is something at a path that can be looked at."""
    return os.path.exists(path)  # noqa: PTH110 - see the module


def is_file(path: Path) -> bool:
    """Tell whether an ordinary file that can be looked at is at a path."""
    return os.path.isfile(path)  # noqa: PTH113 - see the module


def is_folder(path: Path) -> bool:
    """Tell whether a folder that can be looked at is at a path."""
    return os.path.isdir(path)  # noqa: PTH112 - see the module
