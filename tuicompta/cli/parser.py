"""From the words of the command line to one command and its typed options; every fault is told in French."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import ClassVar, NamedTuple

import click

from tuicompta.cli.flags import FLAGS, Flag
from tuicompta.cli.values import FlagValueError
from tuicompta.core.errors import TuicomptaError

WITHOUT_DOSSIER = frozenset({"check-fec", "demo", "list-reports", "version"})


class CommandLineError(TuicomptaError):
    """The command line is wrong."""

    exit_code: ClassVar[int] = 2


class UnknownFlagError(CommandLineError):
    """No flag has this name."""

    template = "Option inconnue : {flag}. La liste est donnée par tuicompta --help."


class MissingValueError(CommandLineError):
    """A flag that takes a value has none."""

    template = "L'option {flag} attend une valeur : {shown}."


class UselessValueError(CommandLineError):
    """A mark is given a value."""

    template = "L'option {flag} ne prend pas de valeur."


class FlagGivenTwiceError(CommandLineError):
    """A flag comes twice."""

    template = "L'option {flag} est donnée deux fois."


class TwoCommandsError(CommandLineError):
    """A run does one thing."""

    template = "Une seule commande à la fois : {first} et {second} sont données ensemble."


class OptionOfOtherCommandError(CommandLineError):
    """A flag of another command, or without the command it needs."""

    template = "L'option {flag} ne s'emploie pas ici. Elle va avec : {commands}."


class TooManyArgumentsError(CommandLineError):
    """More than one file is named."""

    template = "Argument en trop : «{argument}». Un seul dossier à la fois."


class MissingDossierError(CommandLineError):
    """The command works on a dossier and none is named."""

    template = "L'option {flag} demande un dossier : tuicompta FICHIER.compta {flag}."


class Invocation(NamedTuple):
    """What is asked: a command (none opens the screen), the dossier, the typed values of the flags."""

    command: str
    dossier: Path | None
    values: Mapping[str, object]
    wants_help: bool = False


def parse(words: Sequence[str]) -> Invocation:
    """Read a command line; raises the refusals of this module and `FlagValueError`."""
    given, arguments = _split(words)
    if len(arguments) > 1:
        raise TooManyArgumentsError(argument=arguments[1])
    wants_help = given.pop("help", None) is not None
    command = _command(given)
    _check_commands(given, command)
    values = {name: _read(FLAGS[name], texts) for name, texts in given.items()}
    dossier = Path(arguments[0]) if arguments and arguments[0] else None
    if command and dossier is None and not wants_help and command not in WITHOUT_DOSSIER:
        raise MissingDossierError(flag=f"--{command}")
    return Invocation(command, dossier, values, wants_help)


def _split(words: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return the texts given to each flag, and what is no flag."""
    try:
        context = _click_command().make_context("tuicompta", list(words))
    except click.NoSuchOption as error:
        raise UnknownFlagError(flag=error.option_name) from None
    except click.BadOptionUsage as error:
        raise _wrong_use(error.option_name) from None
    found = {name: context.params[_parameter(name)] for name in FLAGS}
    given = {name: texts if isinstance(texts, tuple) else ("",) * texts for name, texts in found.items() if texts}
    return given, list(context.params["arguments"])


def _click_command() -> click.Command:
    options: list[click.Parameter] = [
        click.Option([f"--{flag.name}", _parameter(flag.name)], count=True)
        if flag.is_mark
        else click.Option([f"--{flag.name}", _parameter(flag.name)], multiple=True, nargs=flag.arguments, type=str)
        for flag in FLAGS.values()
    ]
    arguments = click.Argument(["arguments"], nargs=-1, type=str)
    return click.Command("tuicompta", params=[*options, arguments], add_help_option=False)


def _parameter(name: str) -> str:
    return "flag_" + name.replace("-", "_")


def _wrong_use(flag: str) -> CommandLineError:
    known = FLAGS[flag.removeprefix("--")]
    return UselessValueError(flag=flag) if known.is_mark else MissingValueError(flag=flag, shown=known.shown)


def _command(given: Mapping[str, object]) -> str:
    commands = [name for name in given if name in FLAGS[name].commands]
    if len(commands) > 1:
        raise TwoCommandsError(first=f"--{commands[0]}", second=f"--{commands[1]}")
    return commands[0] if commands else ""


def _check_commands(given: Mapping[str, object], command: str) -> None:
    for name in given:
        flag = FLAGS[name]
        if flag.commands and command not in flag.commands:
            raise OptionOfOtherCommandError(
                flag=f"--{name}", commands=", ".join(f"--{needed}" for needed in flag.commands)
            )


def _is_flag(text: str) -> bool:
    return text.startswith("--") and text.removeprefix("--") in FLAGS


def _read(flag: Flag, texts: Sequence[str]) -> object:
    if flag.is_mark:
        return True
    if any(map(_is_flag, chain.from_iterable(texts) if flag.arguments > 1 else texts)):
        raise MissingValueError(flag=f"--{flag.name}", shown=flag.shown)
    try:
        values = [text if flag.arguments > 1 else flag.read(text) for text in texts]
    except FlagValueError as error:
        raise FlagValueError(error.value, error.expected, f"--{flag.name}") from None
    if flag.repeated:
        return tuple(values)
    if len(values) > 1:
        raise FlagGivenTwiceError(flag=f"--{flag.name}")
    return values[0]
