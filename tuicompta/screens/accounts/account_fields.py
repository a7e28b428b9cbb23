"""The fields of the card of an account, and how they become its settings (FC-02 to FC-35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core import account_fields as rules
from tuicompta.core.accounts import check_number
from tuicompta.core.amounts import format_amount
from tuicompta.core.enums import (
    AccountType,
    DueDateMode,
    JournalType,
    Labelled,
    ReconciliationMode,
    Side,
    VatBasis,
    VatDirection,
    VatTerritory,
)
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import nature_of
from tuicompta.screens.accounts.account_choices import AccountChoices, any_account, detail_account
from tuicompta.services.accounts.account_card import AccountSettings, Associated, JournalSide
from tuicompta.services.accounts.approximate_lettering import Approximation, gap_journals
from tuicompta.services.browse.offered_accounts import Offered
from tuicompta.services.small_tables.choices import payment_terms, vat_operations, vat_rates
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab, Values
from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.table import TableField
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.small_tables.choices import Coded

CODES = (Column("code", "Code", width=8), Column("label", "Libellé", width=40))
SIDED = (JournalType.PURCHASES, JournalType.SALES, JournalType.TREASURY, JournalType.GENERAL)
FORBIDDEN, AUTOMATIC = "no", "auto"
SIDES = (
    Option(AUTOMATIC, "Autorisé, Automatique"),
    Option(Side.DEBIT.value, "Autorisé, Débit"),
    Option(Side.CREDIT.value, "Autorisé, Crédit"),
    Option(FORBIDDEN, "Non autorisé"),
)
PERCENTAGE = "percentage"
AMOUNT_RULES = (
    Option("none", "Aucun"),
    Option("balance", "Solde"),
    Option("net_of_total", "HT du TTC"),
    Option("vat_of_total", "TVA du TTC"),
    Option(PERCENTAGE, "Pourcentage"),
)
SHARED = (
    "number",
    "title",
    "type",
    "blocked",
    "lettering",
    "approximate_lettering",
    "next_lettering_code",
    "reconciliation",
    "due_date_mode",
    "payment_term",
    "control_account",
    "summary_carry_forward",
    "centralised",
    "purchase_nature",
    "sale_nature",
    "vat_exempt",
    "vat_direction",
    "vat_territory",
    "vat_rate",
    "vat_operation",
    "vat_basis",
    "proposed_vat",
    "proposed_vat_due",
)
"""The fields that are also the settings of the same name."""
APPROXIMATION = ("maximum_gap", "gap_account_debit", "gap_account_credit", "gap_journal")
"""The fields of approximate lettering, in the order of `Approximation`."""
ASSOCIATED = (
    Column("account", "Compte", ColumnType.CODE, 10),
    Column("rule", "Montant proposé", width=16),
    Column("percentage", "%", ColumnType.NUMBER, 8),
)
ASSOCIATED_LINES = 4


def settings_tabs(
    dossier: Dossier, *, locked: Callable[[], bool], fill: Callable[[Associated], Awaitable[Associated | None]]
) -> tuple[Tab, Tab]:
    """Return the two tabs of settings.

    `locked` tells that number and type do not change any more (FC-22), `fill` asks for an associated account.
    """
    return (
        Tab("Paramétrage", (*_header(locked), *_settings(dossier), *_vat(dossier), *_practical())),
        Tab("Paramétrage avancé", (*_advanced(dossier), *_associated(fill), *_history())),
    )


def values_of(settings: AccountSettings) -> dict[str, object]:
    """Return the settings of an account as the values of the fields."""
    values: dict[str, object] = {name: _plain(getattr(settings, name)) for name in SHARED}
    values["nature"] = nature_label(settings.number)
    for kind in SIDED:
        row = settings.sides.get(kind, JournalSide(allowed=True))
        values[f"side_{kind.value}"] = (row.side.value if row.side else AUTOMATIC) if row.allowed else FORBIDDEN
    values |= {name: getattr(settings.approximation, name) for name in APPROXIMATION}
    values["associated"] = tuple(settings.associated)
    return values


def settings_of(values: Mapping[str, object]) -> AccountSettings:
    """Return the values of the fields as the settings of an account."""
    return AccountSettings(
        number=number_in(values),
        title=str(values["title"]),
        type=AccountType(str(values["type"])),
        blocked=bool(values["blocked"]),
        lettering=bool(values["lettering"]),
        next_lettering_code=str(values["next_lettering_code"]),
        reconciliation=ReconciliationMode(str(values["reconciliation"] or ReconciliationMode.NONE)),
        due_date_mode=DueDateMode(str(values["due_date_mode"] or DueDateMode.NONE)),
        payment_term=_text(values["payment_term"]),
        control_account=_text(values["control_account"]),
        summary_carry_forward=bool(values["summary_carry_forward"]),
        centralised=bool(values["centralised"]),
        purchase_nature=bool(values["purchase_nature"]),
        sale_nature=bool(values["sale_nature"]),
        vat_exempt=bool(values["vat_exempt"]),
        vat_direction=VatDirection(str(values["vat_direction"])) if values["vat_direction"] else None,
        vat_territory=_text(values["vat_territory"]),
        vat_rate=cast("int | None", values["vat_rate"]),
        vat_operation=_text(values["vat_operation"]),
        vat_basis=VatBasis(str(values["vat_basis"])) if values["vat_basis"] else None,
        proposed_vat=_text(values["proposed_vat"]),
        proposed_vat_due=_text(values["proposed_vat_due"]),
        sides={kind: _side(str(values[f"side_{kind.value}"])) for kind in SIDED},
        associated=cast("tuple[Associated, ...]", values["associated"]),
        approximate_lettering=bool(values["approximate_lettering"]),
        approximation=Approximation(
            cast("int | None", values["maximum_gap"]),
            *(_text(values[name]) for name in APPROXIMATION[1:]),
        ),
    )


def nature_label(number: str) -> str:
    """Return the nature that a number gives, empty while it is none (FC-20)."""
    try:
        return nature_of(number).label
    except TuicomptaError:
        return ""


def number_in(values: Values) -> str:
    """Return the number typed, in capitals."""
    return str(values["number"] or "").upper()


def rate_label(rate: int) -> str:
    """Return a rate as it is read: 550 gives `5,5 %`."""
    whole, rest = divmod(rate, 100)
    decimals = f",{rest:02}".rstrip("0") if rest else ""
    return f"{whole}{decimals} %"


# -- tabs --------------------------------------------------------------------------------------------------------------


def _header(locked: Callable[[], bool]) -> tuple[FieldSpec, ...]:
    number = card.checked(card.text("number", "N° de compte", mandatory=True, width=12, max_length=10), _check_number)
    return (
        card.enabled_if(number, lambda _: not locked()),
        card.text("title", "Intitulé", mandatory=True, width=46, max_length=60),
        card.enabled_if(_choice("type", "Type de compte", AccountType), lambda _: not locked()),
        card.enabled_if(card.text("nature", "Nature", width=40), lambda _: False),
    )


def _settings(dossier: Dossier) -> tuple[FieldSpec | Section, ...]:
    terms = _codes(lambda: payment_terms(dossier.database))
    return (
        Section("Lettrage et rapprochement"),
        card.enabled_if(card.tick("lettering", "Autoriser le lettrage"), _may_be_lettered),
        card.enabled_if(
            card.starting(card.text("next_lettering_code", "Prochain code lettrage", width=6, max_length=5), "AA"),
            _is_lettered,
        ),
        card.enabled_if(card.tick("approximate_lettering", "Autoriser le lettrage approché"), _is_lettered),
        *(card.enabled_if(spec, _is_approximate) for spec in _approximation(dossier)),
        card.enabled_if(
            _always("reconciliation", "Type de rapprochement", ReconciliationMode),
            lambda values: rules.may_be_reconciled(number_in(values)),
        ),
        Section("Règlement"),
        card.enabled_if(_always("due_date_mode", "Gestion des échéanciers", DueDateMode), _may_have_due_dates),
        card.enabled_if(card.linked("payment_term", "Mode de règlement", terms), _may_have_due_dates),
    )


def _approximation(dossier: Dossier) -> tuple[FieldSpec, ...]:
    journals = _codes(lambda: gap_journals(dossier.database))
    debit, credit = (AccountChoices(dossier, Offered((root,), detail=True)) for root in "67")
    return (
        card.amount("maximum_gap", "Écart maximum"),
        card.linked("gap_account_debit", "Compte de régularisation au débit", debit),
        card.linked("gap_account_credit", "Compte de régularisation au crédit", credit),
        card.linked("gap_journal", "Journal de régularisation", journals),
    )


def _vat(dossier: Dossier) -> tuple[FieldSpec | Section, ...]:
    rates = [Option(rate, rate_label(rate)) for rate in vat_rates(dossier.database)]
    directions = [Option(way.value, way.label) for way in (VatDirection.COLLECTED, VatDirection.DEDUCTIBLE)]
    accounts = AccountChoices(dossier, Offered((rules.VAT_ROOT,), detail=True))
    operations = _codes(lambda: vat_operations(dossier.database))
    return (
        Section("Paramétrage de TVA"),
        card.enabled_if(card.tick("vat_exempt", "Exonéré"), _may_bear_vat),
        card.enabled_if(card.linked("proposed_vat", "TVA proposée", accounts), _may_propose_vat),
        card.enabled_if(card.linked("proposed_vat_due", "TVA due proposée", accounts), _may_propose_vat),
        card.enabled_if(card.choice("vat_direction", "Nature de taxe", directions), _is_vat_account),
        card.enabled_if(_choice("vat_territory", "Territorialité", VatTerritory, mandatory=False), _is_vat_account),
        card.enabled_if(card.choice("vat_rate", "Taux", rates), _is_vat_account),
        card.enabled_if(card.linked("vat_operation", "Type d'opération", operations, width=46), _has_operation),
        card.enabled_if(_choice("vat_basis", "Option de calcul", VatBasis, mandatory=False), _is_vat_account),
    )


def _practical() -> tuple[FieldSpec | Section, ...]:
    return (
        Section("Saisies pratiques"),
        card.tick("purchase_nature", "Nature d'achat"),
        card.tick("sale_nature", "Nature de vente"),
    )


def _advanced(dossier: Dossier) -> tuple[FieldSpec | Section, ...]:
    control = card.linked("control_account", "Compte collectif", AccountChoices(dossier, any_account))
    return (
        Section("Divers"),
        card.tick("blocked", "Compte bloqué"),
        card.enabled_if(
            card.starting(card.tick("summary_carry_forward", "AN non détaillés"), True),
            lambda values: rules.may_carry_in_detail(number_in(values)),
        ),
        card.tick("centralised", "Centralisation sur le Grand Livre"),
        card.enabled_if(control, _may_have_due_dates),
        Section("Types de journaux autorisés et sens de saisie"),
        *(card.starting(card.choice(f"side_{kind.value}", kind.label, SIDES), AUTOMATIC) for kind in SIDED),
    )


def _history() -> tuple[FieldSpec | Section, ...]:
    return (
        Section("Historique"),
        *(
            card.enabled_if(card.text(name, label, width=46), lambda _: False)
            for name, label in (("created", "Création"), ("changed", "Dernière modification"))
        ),
    )


def _associated(fill: Callable[[Associated], Awaitable[Associated | None]]) -> tuple[FieldSpec | Section, ...]:
    def table() -> TableField:
        field = TableField("associated", "Comptes", ASSOCIATED, _cells, lines=ASSOCIATED_LINES, width=40, editable=True)
        field.added = lambda: Associated("")
        field.filled = fill
        return field

    return Section("Comptes associés"), FieldSpec("associated", table, default=())


def associated_schema(dossier: Dossier) -> CardSchema:
    """Return the fields of an associated account (FC-35)."""
    by_percentage = card.enabled_if(card.amount("percentage", "%", mandatory=True), _by_percentage)
    fields = (
        card.linked("number", "Compte", AccountChoices(dossier, detail_account), mandatory=True),
        card.choice("rule", "Montant proposé", AMOUNT_RULES, mandatory=True),
        by_percentage,
    )
    return CardSchema((Tab("", fields),))


def associated_in(values: Mapping[str, object]) -> Associated:
    """Return the associated account typed; a percentage goes with «Pourcentage» alone."""
    rule = str(values["rule"])
    percentage = cast("int | None", values["percentage"]) if rule == PERCENTAGE else None
    return Associated(str(values["number"]), rule, percentage)


def _cells(line: Associated) -> tuple[str, ...]:
    rule = next(option.label for option in AMOUNT_RULES if option.value == line.rule)
    return line.number, rule, "" if line.percentage is None else format_amount(line.percentage)


# -- conditions --------------------------------------------------------------------------------------------------------


def _check_number(value: object) -> None:
    check_number(str(value).upper(), AccountType.ROOT)


def _kind(values: Values) -> AccountType:
    return AccountType(str(values["type"]))


def _may_be_lettered(values: Values) -> bool:
    return rules.may_be_lettered(number_in(values), _kind(values))


def _may_have_due_dates(values: Values) -> bool:
    return rules.may_have_due_dates(number_in(values), _kind(values))


def _may_bear_vat(values: Values) -> bool:
    return rules.may_bear_vat(number_in(values))


def _may_propose_vat(values: Values) -> bool:
    return rules.may_bear_vat(number_in(values)) and not values["vat_exempt"]


def _is_vat_account(values: Values) -> bool:
    return rules.is_vat_account(number_in(values))


def _has_operation(values: Values) -> bool:
    return rules.is_vat_account(number_in(values)) or bool(values["vat_exempt"])


def _is_lettered(values: Values) -> bool:
    return bool(values["lettering"])


def _is_approximate(values: Values) -> bool:
    return _is_lettered(values) and bool(values["approximate_lettering"])


def _by_percentage(values: Values) -> bool:
    return values["rule"] == PERCENTAGE


# -- values ------------------------------------------------------------------------------------------------------------


def _choice(name: str, label: str, members: type[Labelled], *, mandatory: bool = True) -> FieldSpec:
    return card.choice(name, label, [Option(member.value, member.label) for member in members], mandatory=mandatory)


def _always(name: str, label: str, members: type[Labelled]) -> FieldSpec:
    """Describe a choice that begins with its first value."""
    return card.starting(_choice(name, label, members, mandatory=False), next(iter(members)).value)


def _codes(read: Callable[[], Iterable[Coded]]) -> MemoryChoices:
    return MemoryChoices(CODES, lambda: [Row(found.code, (found.code, found.label)) for found in read()])


def _plain(value: object) -> object:
    return value.value if isinstance(value, Labelled) else value


def _text(value: object) -> str | None:
    return str(value) if value else None


def _side(value: str) -> JournalSide:
    if value == FORBIDDEN:
        return JournalSide(allowed=False)
    return JournalSide(allowed=True, side=Side(value) if value in set(Side) else None)
