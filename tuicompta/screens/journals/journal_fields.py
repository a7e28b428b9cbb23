"""The fields of the card of a journal, and how they become its settings (JF-01 to JF-26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.enums import CounterpartMode, JournalType, Labelled, LabelRule, NumberingMode
from tuicompta.core.journals import check_journal_code, check_roots
from tuicompta.core.labels import TOKENS, check_template
from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.services.journals.journal_card import JournalSettings
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab, Values
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from tuicompta.services.dossiers.dossier import Dossier

TYPES = tuple(kind for kind in JournalType if kind is not JournalType.OPENING)
MANUAL = NumberingMode.MANUAL.value
TREASURY = JournalType.TREASURY.value
ROOTS = (Column("root", "Racine", ColumnType.CODE, 12),)


def journal_schema(
    dossier: Dossier,
    *,
    stored: Callable[[], bool],
    tied: Callable[[], bool],
    fill: Callable[[str], Awaitable[str | None]],
) -> CardSchema:
    """Return the tabs of the card; code and type are locked once `stored`, the counterpart when `tied` to a bank.

    `fill` asks for a forbidden root.
    """
    groups = (*_header(stored), *_roots(fill), *_numbering(), *_counterpart(dossier, tied), *_entry())
    return CardSchema(
        (
            Tab("Saisie", groups),
            Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
        )
    )


def values_of(settings: JournalSettings) -> dict[str, object]:
    """Return the settings of a journal as the values of the fields."""
    return {
        "code": settings.code,
        "type": settings.type.value,
        "description": settings.description,
        "inactive": settings.inactive,
        "forbidden_roots": tuple(settings.forbidden_roots),
        "numbering": settings.numbering.value,
        "prefix": settings.prefix,
        "next_number": settings.next_number,
        "repeat_piece": settings.repeat_piece,
        "counterpart_mode": settings.counterpart_mode.value,
        "counterpart_account": settings.counterpart_account,
        "repeat_date": settings.repeat_date,
        "label_rule": settings.label_rule.value,
        "label_template": settings.label_template,
    }


def settings_of(values: Mapping[str, object]) -> JournalSettings:
    """Return the values of the fields as the settings of a journal."""
    account = values["counterpart_account"]
    return JournalSettings(
        code=str(values["code"]).upper(),
        type=JournalType(str(values["type"])),
        description=str(values["description"]),
        inactive=bool(values["inactive"]),
        forbidden_roots=cast("tuple[str, ...]", values["forbidden_roots"]),
        numbering=NumberingMode(str(values["numbering"])),
        prefix=str(values["prefix"]),
        next_number=cast("int | None", values["next_number"]) or 1,
        repeat_piece=bool(values["repeat_piece"]),
        counterpart_mode=CounterpartMode(str(values["counterpart_mode"])),
        counterpart_account=str(account) if account else None,
        repeat_date=bool(values["repeat_date"]),
        label_rule=LabelRule(str(values["label_rule"])),
        label_template=str(values["label_template"]),
    )


def root_schema() -> CardSchema:
    """Return the field of a forbidden root (JF-08)."""
    root = card.text("root", "Racine", mandatory=True, width=12, max_length=10)
    return CardSchema((Tab("", (card.checked(root, lambda value: _ignored(check_roots([str(value)]))),)),))


# -- groups ------------------------------------------------------------------------------------------------------------


def _header(stored: Callable[[], bool]) -> tuple[FieldSpec | Section, ...]:
    code = card.checked(card.text("code", "Code", mandatory=True, width=12, max_length=10), _check_code)
    kinds = card.choice("type", "Type", [Option(kind.value, kind.label) for kind in TYPES], mandatory=True)
    return (
        card.enabled_if(code, lambda _: not stored()),
        card.enabled_if(kinds, lambda _: not stored()),
        card.text("description", "Description", mandatory=True, width=46, max_length=60),
        card.tick("inactive", "Inactif"),
    )


def _roots(fill: Callable[[str], Awaitable[str | None]]) -> tuple[FieldSpec | Section, ...]:
    def table() -> TableField:
        field = TableField("forbidden_roots", "Racines", ROOTS, lambda root: (root,), lines=3, width=14, editable=True)
        field.added = str
        field.filled = fill
        return field

    return (
        Section("Racines non autorisées"),
        card.checked(FieldSpec("forbidden_roots", table, default=()), _check_roots),
    )


def _numbering() -> tuple[FieldSpec | Section, ...]:
    return (
        Section("Numérotation des pièces"),
        _always("numbering", "Type de numérotation", NumberingMode, NumberingMode.PER_YEAR),
        card.enabled_if(card.text("prefix", "Préfixe", width=24, max_length=60), _is_automatic),
        card.enabled_if(card.starting(card.number("next_number", "Prochain numéro", lowest=1), 1), _is_automatic),
        card.enabled_if(
            card.tick("repeat_piece", "Reprise de pièce", default=True), lambda values: not _is_automatic(values)
        ),
    )


def _counterpart(dossier: Dossier, tied: Callable[[], bool]) -> tuple[FieldSpec | Section, ...]:
    mode = _always("counterpart_mode", "Type de contrepartie", CounterpartMode, CounterpartMode.LINE_BY_LINE)
    account = card.linked("counterpart_account", "Compte de contrepartie", AccountChoices(dossier, detail_account))
    return (
        Section("Type et compte de contrepartie"),
        card.enabled_if(mode, _is_treasury),
        card.enabled_if(account, lambda values: _is_treasury(values) and not tied()),
        _shown("bank", "Banque"),
    )


def _entry() -> tuple[FieldSpec | Section, ...]:
    template = card.text("label_template", "Modèle du libellé", width=46, max_length=100)
    return (
        Section("Reprise des dates dans une écriture"),
        card.tick("repeat_date", "Reprise de date", default=True),
        Section("Libellé proposé"),
        _always("label_rule", "Libellé proposé", LabelRule, LabelRule.REPEAT),
        card.enabled_if(
            card.checked(template, _check_template), lambda values: values["label_rule"] == LabelRule.BUILT
        ),
        _shown("tokens", "Repères possibles"),
        _shown("preview", "Prochaine écriture"),
    )


TOKENS_SHOWN = " ".join(f"{{{token}}}" for token in TOKENS)


def _shown(name: str, label: str) -> FieldSpec:
    """Describe a line that is only read."""
    return card.enabled_if(card.text(name, label, width=66, max_length=200), lambda _: False)


def _always(name: str, label: str, members: type[Labelled], first: Labelled) -> FieldSpec:
    options = [Option(member.value, member.label) for member in members]
    return card.starting(card.choice(name, label, options, mandatory=True), first.value)


# -- conditions --------------------------------------------------------------------------------------------------------


def _is_automatic(values: Values) -> bool:
    return values["numbering"] != MANUAL


def _is_treasury(values: Values) -> bool:
    return values["type"] == TREASURY


def _check_code(value: object) -> None:
    check_journal_code(str(value))


def _check_roots(value: object) -> None:
    check_roots(cast("tuple[str, ...]", value))


def _ignored(_: object) -> None:
    """Take a value that only had to be right."""


def _check_template(value: object) -> None:
    check_template(str(value))
