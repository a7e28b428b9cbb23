"""A view as a `.json` file (VUE-11)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text, excerpt
from tuicompta.exchange.json_content import json_content

KIND, VERSION = "tuicompta.view", 1


class NotAViewError(TuicomptaError):
    """The file holds no view."""

    template = "Le fichier «{path}» ne contient pas de vue ({reason})."


class ViewOfAnotherListError(TuicomptaError):
    """The view belongs to another list."""

    template = "La vue «{name}» du fichier «{path}» est faite pour une autre liste ({of_list})."


@dataclass(frozen=True, slots=True)
class ViewFile:
    """What a file says: the list the view is for, its name, what it shows."""

    of_list: str
    name: str
    layout: Mapping[str, Any]


def view_chunks(view: ViewFile) -> list[bytes]:
    """Return the bytes of a file."""
    content = {"kind": KIND, "version": VERSION, "list": view.of_list, "name": view.name, "layout": view.layout}
    return [(json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()]


def read_view(path: Path, of_list: str) -> ViewFile:
    """Read the view of a list from a file; raises `NotAViewError` and `ViewOfAnotherListError`."""
    content = json_content(path, NotAViewError)
    if not isinstance(content, dict) or content.get("kind") != KIND or content.get("version") != VERSION:
        raise NotAViewError(path=str(path), reason="ce n'est pas un fichier de vue")
    name, found, layout = content.get("name"), content.get("list"), content.get("layout")
    if not (isinstance(name, str) and isinstance(found, str) and isinstance(layout, dict)):
        raise NotAViewError(path=str(path), reason="fichier incomplet")
    if found != of_list:
        raise ViewOfAnotherListError(name=excerpt(name), path=str(path), of_list=excerpt(found))
    return ViewFile(found, clean_text(name).strip(), layout)
