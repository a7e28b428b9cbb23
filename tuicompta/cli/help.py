"""Help texts, built from the table of flags and from the catalogue of reports (INST-11, ETCL-02)."""

import sys
import textwrap
from collections.abc import Iterable, Iterator

from tuicompta import __version__
from tuicompta.cli.flags import FLAGS, SECTIONS, Flag
from tuicompta.cli.parser import Invocation
from tuicompta.reports.catalogue import ReportSpec, find_report

WIDTH = 80
_INDENT = 28
_USAGE = """\
Usage : tuicompta [FICHIER.compta] [--option…]

Sans option, ouvre l'écran d'accueil, ou le dossier FICHIER.compta.
Les dates s'écrivent AAAA-MM-JJ ou JJ/MM/AAAA.
"""


def show_version(_invocation: Invocation) -> int:
    """Print the version."""
    sys.stdout.write(f"tuicompta {__version__}\n")
    return 0


def show_help(invocation: Invocation) -> int:
    """Print the flags of the command, of the report, or all of them."""
    if name := invocation.values.get("report"):
        lines = report_help(find_report(str(name)))
    elif invocation.command:
        lines = command_help(invocation.command)
    else:
        lines = general_help()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def general_help() -> Iterator[str]:
    """Yield the help of the program."""
    yield from _USAGE.splitlines()
    for section, flags in SECTIONS.items():
        yield ""
        yield f"{section} :"
        yield from _listed(flags)


def command_help(command: str) -> Iterator[str]:
    """Yield the flags that go with a command."""
    flag = FLAGS[command]
    yield f"{flag.shown} : {flag.help}"
    yield ""
    yield from _listed(other for other in FLAGS.values() if command in other.commands and other is not flag)


def report_help(spec: ReportSpec) -> Iterator[str]:
    """Yield the flags and option keys of a report."""
    yield f"--report {spec.name} : {spec.title}"
    yield ""
    yield "Options :"
    for flag in flags_of(spec):
        extra = {"sort": spec.sorts, "group": spec.groups}.get(flag.name, ())
        yield from _line(flag.shown, flag.help + (f" : {', '.join(extra)}" if extra else ""))
    yield ""
    yield "Clés de --option :"
    for option in spec.keys:
        default = f" (défaut : {option.default})" if option.default else ""
        yield from _line(option.syntax, option.help + default)


def flags_of(spec: ReportSpec) -> list[Flag]:
    """Return the flags that a report accepts, in the order of the table."""
    taken = [flag for flag in FLAGS.values() if "report" in flag.commands and flag.name != "report"]
    return [flag for flag in taken if not flag.own or flag.name in spec.flags]


def _listed(flags: Iterable[Flag]) -> Iterator[str]:
    for flag in flags:
        yield from _line(flag.shown, flag.help)


def _line(left: str, right: str) -> Iterator[str]:
    """Yield an explanation in two columns; a long left side stands on a line of its own."""
    lines = textwrap.wrap(right, WIDTH - _INDENT)
    if len(left) > _INDENT - 4:
        yield f"  {left}"
    else:
        yield f"  {left}".ljust(_INDENT) + lines.pop(0)
    yield from (" " * _INDENT + line for line in lines)
