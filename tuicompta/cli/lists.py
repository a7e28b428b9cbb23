"""Lists that need no dossier (ETCL-02)."""

import json
import sys
from collections.abc import Iterator
from typing import ClassVar

from tuicompta.cli.help import flags_of
from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.reports.catalogue import SPECS, ReportSpec


class TextOrJsonError(CommandLineError):
    """The command gives text or JSON."""

    template: ClassVar[str] = "Valeur refusée pour --format : «{value}». Valeurs acceptées ici : txt, json."


def list_reports(invocation: Invocation) -> int:
    """Print name, title and own flags of every report."""
    form = text_or_json(invocation)
    lines = _text() if form == "txt" else iter([json.dumps(_data(), ensure_ascii=False, indent=2)])
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def text_or_json(invocation: Invocation) -> str:
    """Return the format of a command that gives text or JSON; raises `TextOrJsonError`."""
    form = str(invocation.values.get("format", "txt"))
    if form not in {"txt", "json"}:
        raise TextOrJsonError(value=form)
    return form


def _text() -> Iterator[str]:
    name_width = max(len(spec.name) for spec in SPECS)
    title_width = max(len(spec.title) for spec in SPECS)
    for spec in SPECS:
        own = " ".join(f"--{flag}" for flag in spec.own_flags)
        yield f"{spec.name:{name_width}}  {spec.title:{title_width}}  {own}".rstrip()


def _data() -> list[dict[str, object]]:
    return [_described(spec) for spec in SPECS]


def _described(spec: ReportSpec) -> dict[str, object]:
    return {
        "name": spec.name,
        "title": spec.title,
        "flags": [flag.name for flag in flags_of(spec)],
        "own_flags": list(spec.own_flags),
        "sort": list(spec.sorts),
        "group": list(spec.groups),
        "options": [
            {"key": option.key, "help": option.help, "values": list(option.values), "default": option.default}
            for option in spec.keys
        ],
    }
