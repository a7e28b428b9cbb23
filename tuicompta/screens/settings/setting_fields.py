"""The fields of the pages of settings, made from their declaration, and their values between screen and storage."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import JournalType
from tuicompta.core.settings import SETTINGS, Kind, Link, Page, Setting, Value, settings_of_page
from tuicompta.core.text import cell_width
from tuicompta.screens.accounts.account_choices import AccountChoices
from tuicompta.screens.cards.address_completion import proposed_text
from tuicompta.screens.cards.record_choices import COLUMNS, bank_choices, method_choices
from tuicompta.services.browse.offered_accounts import Offered
from tuicompta.services.settings.setting_links import journals_for, naf_codes
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import FieldSpec, Section, Tab
from tuicompta.widgets.choices import LazyChoices
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.fields.text import CapitalField
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.choices import Choices

WIDEST = 44
LONGEST_LABEL = 24
TEXT_LINES = 4


class CodeChoices(LazyChoices):
    """Records known by their code; `card` is the function that opens their card (FLD-01, DDL-09)."""

    def __init__(
        self,
        read: Callable[[], Iterable[tuple[str, str]]],
        card: str,
        begins: Callable[[], Mapping[str, object]] = dict,
    ) -> None:
        self.card = card
        self.begins = begins
        super().__init__(COLUMNS, lambda: [Row(code, (code, label)) for code, label in read()])


def page_tab(dossier: Dossier, page: Page) -> Tab:
    """Return the fields of a page of settings, their groups under titles."""
    return Tab(page.label, tuple(_items(dossier, settings_of_page(page))))


def setting_spec(dossier: Dossier, setting: Setting) -> FieldSpec:
    """Return the field of a setting, its name being the key of the setting."""
    spec = _checked(_MAKERS[setting.kind](dossier, setting), setting)
    if setting.kind in {Kind.TICK, Kind.LINES}:
        return card.stacked(spec) if setting.kind is Kind.LINES else spec
    mandatory = 2 if setting.mandatory else 0
    return card.stacked(spec) if cell_width(setting.label) + mandatory > LONGEST_LABEL else spec


def _checked(spec: FieldSpec, setting: Setting) -> FieldSpec:
    check = setting.check
    return spec if check is None else card.checked(spec, lambda value: check(_to_setting(value)))


def field_values(values: Mapping[str, Value]) -> dict[str, object]:
    """Return settings as their fields hold them: days and paths instead of texts."""
    return {key: _to_field(SETTINGS[key], value) for key, value in values.items()}


def setting_values(values: Mapping[str, object]) -> dict[str, Value]:
    """Return what the fields hold as settings."""
    return {key: _to_setting(value) for key, value in values.items()}


def _to_field(setting: Setting, value: Value) -> object:
    if setting.kind is Kind.DATE:
        return parse_iso(str(value)) if value else None
    if setting.kind is Kind.PATH:
        return Path(str(value)) if value else None
    return value if value is not None or setting.kind not in {Kind.TEXT, Kind.LINES, Kind.SHOWN} else ""


def _to_setting(value: object) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool) or value is None else str(value)


def _items(dossier: Dossier, settings: tuple[Setting, ...]) -> Iterator[FieldSpec | Section]:
    group = ""
    for setting in settings:
        if setting.group != group:
            group = setting.group
            yield Section(group)
        yield setting_spec(dossier, setting)


# -- one field a kind --------------------------------------------------------------------------------------------------


def _text(dossier: Dossier, setting: Setting) -> FieldSpec:
    key, label, length = setting.key, setting.label, setting.length
    width = min(length, WIDEST)
    if setting.link is None:
        return card.text(key, label, mandatory=setting.mandatory, width=width, max_length=length)
    return proposed_text(dossier, key, label, setting.link, length=length, width=width)


def _lines(_: Dossier, setting: Setting) -> FieldSpec:
    return card.multiline(setting.key, setting.label, lines=TEXT_LINES, width=WIDEST, max_length=setting.length)


def _tick(_: Dossier, setting: Setting) -> FieldSpec:
    return card.sentence(setting.key, setting.label)


def _number(_: Dossier, setting: Setting) -> FieldSpec:
    bounds = {"lowest": setting.lowest, "highest": setting.highest}
    return card.number(setting.key, setting.label, mandatory=setting.mandatory, **bounds)


def _amount(_: Dossier, setting: Setting) -> FieldSpec:
    return card.amount(setting.key, setting.label, mandatory=setting.mandatory)


def _capital(_: Dossier, setting: Setting) -> FieldSpec:
    return FieldSpec(setting.key, partial(CapitalField, setting.key, setting.label))


def _choice(_: Dossier, setting: Setting) -> FieldSpec:
    options = [Option(value, label) for value, label in setting.choices]
    return card.choice(setting.key, setting.label, options, mandatory=setting.mandatory)


def _day(dossier: Dossier, setting: Setting) -> FieldSpec:
    return card.day(setting.key, setting.label, partial(DateScope.of_year, dossier.today()))


def _path(_: Dossier, setting: Setting) -> FieldSpec:
    return card.path(setting.key, setting.label, folders=setting.key == "import.folder")


def _shown(_: Dossier, setting: Setting) -> FieldSpec:
    return card.enabled_if(card.text(setting.key, setting.label, width=WIDEST, max_length=200), lambda _: False)


def _link(dossier: Dossier, setting: Setting) -> FieldSpec:
    return card.linked(setting.key, setting.label, _choices(dossier, setting), width=WIDEST, creatable=True)


def _choices(dossier: Dossier, setting: Setting) -> Choices:
    database = dossier.database
    if setting.link is Link.ACCOUNT:
        return AccountChoices(dossier, Offered(setting.wanted.roots, detail=True))
    if setting.link is Link.PAYMENT_METHOD:
        return method_choices(dossier)
    if setting.link is Link.BANK:
        return bank_choices(dossier)
    if setting.link is Link.NAF_CODE:
        return CodeChoices(lambda: naf_codes(database, dossier.today()), "naf_code_card")
    return CodeChoices(
        lambda: [found[:2] for found in journals_for(database, setting)], "journal_card", lambda: _new_journal(setting)
    )


def _new_journal(setting: Setting) -> dict[str, object]:
    """Return what a journal created for a setting begins with: the type it wants."""
    wanted = setting.wanted.default or next(iter(setting.wanted.types), "")
    return {"kind": JournalType(wanted)} if wanted else {}


_MAKERS: dict[Kind, Callable[[Dossier, Setting], FieldSpec]] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.TICK: _tick,
    Kind.NUMBER: _number,
    Kind.AMOUNT: _amount,
    Kind.RATE: _amount,
    Kind.CAPITAL: _capital,
    Kind.CHOICE: _choice,
    Kind.DATE: _day,
    Kind.PATH: _path,
    Kind.LINK: _link,
    Kind.SHOWN: _shown,
}
