"""What a card is made of, as data: tabs, fields, checks. The card, its defaults and its refusals derive from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tuicompta.widgets.fields.bound import BoundField
from tuicompta.widgets.fields.choice import ChoiceField, Option, SentenceTick, TickField
from tuicompta.widgets.fields.date import DateField, DateScope
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.fields.multiline import MultiLineField
from tuicompta.widgets.fields.path import PathField
from tuicompta.widgets.fields.text import AmountField, NumberField, PasswordField, TextField

if TYPE_CHECKING:
    from tuicompta.widgets.choices import Choices
    from tuicompta.widgets.fields.base import Field

Values = Mapping[str, object]
Check = Callable[[object], None]
"""Raises the refusal of a value when the field is left."""


def _always(_: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a card: how it is made, when it is enterable, what is checked on leaving it, its first value.

    `stacked`: its label is above its value.
    """

    name: str
    make: Callable[[], Field]
    check: Check | None = None
    enabled: Callable[[Values], bool] = _always
    default: object = None
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A title above some fields."""

    title: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a card, shown only while a condition on the values holds."""

    title: str
    items: tuple[FieldSpec | Section, ...]
    shown: Callable[[Values], bool] = _always

    @property
    def fields(self) -> list[FieldSpec]:
        """The fields of the page, in their order."""
        return [item for item in self.items if isinstance(item, FieldSpec)]


Fault = tuple[str, str]
"""A field and what is wrong with it, or with it and others."""


@dataclass(frozen=True, slots=True)
class CardSchema:
    """A whole card; `check` finds the faults between fields, which are all shown at once on saving (FLD-14)."""

    tabs: tuple[Tab, ...]
    check: Callable[[Values], Sequence[Fault]] = field(default=lambda _: ())

    @property
    def fields(self) -> list[FieldSpec]:
        """The fields of all the pages."""
        return [spec for tab in self.tabs for spec in tab.fields]

    def defaults(self) -> dict[str, object]:
        """Return the values of a blank card."""
        return {spec.name: spec.default for spec in self.fields}


def text(name: str, label: str, *, mandatory: bool = False, width: int = 40, max_length: int = 60) -> FieldSpec:
    """Describe a line of text."""
    return FieldSpec(
        name,
        lambda: TextField(name, label, mandatory=mandatory, width=width, max_length=max_length),
        default="",
    )


def password(name: str, label: str, *, mandatory: bool = False) -> FieldSpec:
    """Describe a password, never shown."""
    return FieldSpec(name, lambda: PasswordField(name, label, mandatory=mandatory, max_length=200), default="")


def multiline(name: str, label: str, *, lines: int = 5, width: int = 60, max_length: int = 10_000) -> FieldSpec:
    """Describe a text of several lines."""
    return FieldSpec(
        name, lambda: MultiLineField(name, label, lines=lines, width=width, max_length=max_length), default=""
    )


def amount(name: str, label: str, *, mandatory: bool = False) -> FieldSpec:
    """Describe an amount in cents."""
    return FieldSpec(name, lambda: AmountField(name, label, mandatory=mandatory))


def number(name: str, label: str, *, lowest: int = 0, highest: int = 999_999_999, mandatory: bool = False) -> FieldSpec:
    """Describe a whole number between two bounds."""
    return FieldSpec(name, lambda: NumberField(name, label, lowest=lowest, highest=highest, mandatory=mandatory))


def day(name: str, label: str, scope: Callable[[], DateScope], *, mandatory: bool = False) -> FieldSpec:
    """Describe a date; `scope` completes what is typed without month or year."""
    return FieldSpec(name, lambda: DateField(name, label, scope, mandatory=mandatory))


def tick(name: str, label: str, *, default: bool = False) -> FieldSpec:
    """Describe a tick box."""
    return FieldSpec(name, lambda: TickField(name, label), default=default)


def sentence(name: str, label: str, *, default: bool = False) -> FieldSpec:
    """Describe a tick box whose label is a sentence, written after it."""
    return FieldSpec(name, lambda: SentenceTick(name, label), default=default)


def choice(name: str, label: str, options: Sequence[Option], *, mandatory: bool = False) -> FieldSpec:
    """Describe a choice among a few values; a mandatory one begins with the first."""
    first = options[0].value if mandatory and options else None
    return FieldSpec(name, lambda: ChoiceField(name, label, options, mandatory=mandatory), default=first)


def linked(
    name: str,
    label: str,
    choices: Choices,
    *,
    mandatory: bool = False,
    width: int = 40,
    several: bool = False,
    creatable: bool = False,
) -> FieldSpec:
    """Describe a field whose value is a record of another table, or several."""
    return FieldSpec(
        name,
        lambda: LinkedField(
            name, label, choices, mandatory=mandatory, width=width, several=several, creatable=creatable
        ),
        default=() if several else None,
    )


def bound(name: str, label: str, choices: Choices, *, width: int = 40) -> FieldSpec:
    """Describe one end of a range of records: a code, or the beginning of codes."""
    return FieldSpec(name, lambda: BoundField(name, label, choices, width=width))


def path(name: str, label: str, *, mandatory: bool = False, suffix: str = "", folders: bool = False) -> FieldSpec:
    """Describe the path of a file, or of a folder."""
    return FieldSpec(name, lambda: PathField(name, label, mandatory=mandatory, suffix=suffix, folders=folders))


def checked(spec: FieldSpec, check: Check) -> FieldSpec:
    """Return the field with a check made when it is left."""
    return replace(spec, check=check)


def enabled_if(spec: FieldSpec, condition: Callable[[Values], bool]) -> FieldSpec:
    """Return the field enterable only while a condition on the other values holds (FLD-06)."""
    return replace(spec, enabled=condition)


def starting(spec: FieldSpec, default: object) -> FieldSpec:
    """Return the field with another first value."""
    return replace(spec, default=default)


def stacked(spec: FieldSpec) -> FieldSpec:
    """Return the field with its label above its value."""
    return replace(spec, stacked=True)
