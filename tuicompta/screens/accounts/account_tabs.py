"""The tabs of the account card that come from elsewhere: coordinates, third parties, months (FC-07 to FC-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.account_fields import may_have_due_dates
from tuicompta.core.enums import AccountType
from tuicompta.screens.accounts.account_fields import number_in
from tuicompta.screens.accounts.party_fields import (
    address_fields,
    address_in,
    address_values,
    bank_fields,
    contact_fields,
    contact_in,
    contact_values,
)
from tuicompta.services.accounts.account_parties import AccountParty, Coordinates, account_parties, read_coordinates
from tuicompta.services.accounts.account_totals import account_months
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import FieldSpec, Section, Tab, Values
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from tuicompta.services.accounts.account_totals import MonthRow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
    from tuicompta.widgets.columns import Value

AT, BY, BANK = "at_", "by_", "bank_"
PARTIES = (
    Column("code", "Code", ColumnType.CODE, 12),
    Column("name", "Nom", width=40),
    Column("main", "Principal", ColumnType.TICK, 9),
)
MONTHS = (
    Column("month", "Période", width=14),
    amount_column("debit", "Débit"),
    amount_column("credit", "Crédit"),
    amount_column("net", "Mouvement", signed=True),
    amount_column("balance", "Solde", signed=True),
    amount_column("balance_before", "Solde N-1", signed=True),
    amount_column("net_before", "Mouvement N-1", signed=True),
    amount_column("debit_before", "Débit N-1"),
    amount_column("credit_before", "Crédit N-1"),
)
MONTHS_SHOWN, PARTIES_SHOWN = 14, 10
YEAR, SIMULATED, TABLE = "months_year", "months_simulated", "months"


class PartiesField(TableField):
    """The third parties of an account: Enter opens a card, Inser adds one, Suppr takes one out (FC-08, FC-38)."""

    asked: Callable[[], Awaitable[None]] | None = None
    dropped: Callable[[AccountParty], Awaitable[None]] | None = None

    def do_insert_line(self) -> bool | Awaitable[object]:
        """Add a third party to the account."""
        return self.asked() if self.asked is not None else False

    do_add_line = do_insert_line

    def do_delete_key(self) -> bool | Awaitable[object]:  # type: ignore[override]
        """Take the third party out."""
        return self.dropped(self.current) if self.dropped is not None and self.current is not None else False

    do_remove_row = do_delete_key  # type: ignore[assignment]


def other_tabs(
    dossier: Dossier,
    make_parties: Callable[[PartiesField], None],
    open_month: Callable[[MonthRow], Awaitable[None]],
    stored: Callable[[], bool],
) -> tuple[Tab, ...]:
    """Return the tabs after those of settings; `stored` tells that the account is saved.

    The coordinates are typed with the account: its third party is created with both.
    """

    def of_stored_third_party(values: Values) -> bool:
        return stored() and of_third_party(values)

    def parties() -> TableField:
        field = PartiesField("parties", "", PARTIES, _party_cells, lines=PARTIES_SHOWN, width=64)
        make_parties(field)
        return field

    return (
        Tab(
            "Coordonnées",
            (
                card.enabled_if(card.text("party_name", "Tiers principal", width=60, max_length=120), lambda _: False),
                Section("Adresse principale de facturation"),
                *address_fields(dossier, AT),
                Section("Contact principal"),
                *contact_fields(dossier, BY),
                Section("Coordonnées bancaires principales"),
                *bank_fields(BANK, mandatory=False),
            ),
            shown=of_third_party,
        ),
        Tab("Liste des Tiers", (FieldSpec("parties", parties, default=()),), shown=of_stored_third_party),
        Tab("Cumuls", _months(dossier, open_month), shown=lambda _: stored()),
        Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
    )


def of_third_party(values: Values) -> bool:
    """Tell whether an account has a third party, or will have one once it is saved (FC-01, FC-14)."""
    return may_have_due_dates(number_in(values), AccountType(str(values["type"])))


def coordinate_values(dossier: Dossier, account_id: int) -> dict[str, object]:
    """Return the coordinates and the third parties of an account as the values of the fields."""
    found = read_coordinates(dossier.database, account_id)
    parties = tuple(account_parties(dossier.database, account_id))
    return {
        "party_name": _main_name(dossier, account_id, parties),
        **address_values(found.address, AT),
        **contact_values(found.contact, BY),
        f"{BANK}holder": found.holder,
        f"{BANK}iban": found.iban,
        f"{BANK}bic": found.bic,
        "parties": parties,
    }


def _main_name(dossier: Dossier, account_id: int, parties: Sequence[AccountParty]) -> str:
    """Return the main third party, and whether its name is not the title of the account (TI-04)."""
    main = next((party for party in parties if party.main), None)
    if main is None:
        return ""
    title = dossier.database.value("SELECT title FROM account WHERE id = ?", (account_id,))
    return f"{main.code} {main.name}{'' if main.name == title else ' – autre que l’intitulé du compte'}"


def coordinates_in(values: Mapping[str, object]) -> Coordinates:
    """Return the coordinates typed."""
    holder, iban, bic = (str(values[f"{BANK}{name}"] or "") for name in ("holder", "iban", "bic"))
    return Coordinates(address_in(values, AT), contact_in(values, BY), holder, iban, bic)


def month_values(
    dossier: Dossier, account_id: int, year_id: object = None, *, simulated: bool = False
) -> dict[str, object]:
    """Return the months of an account in a fiscal year, the current one unless another is chosen (FC-09)."""
    year = _year(dossier, year_id)
    rows = account_months(dossier.database, account_id, year, simulated=simulated)
    return {YEAR: year.id, SIMULATED: simulated, TABLE: tuple(rows)}


def blank_months(dossier: Dossier) -> dict[str, object]:
    """Return the values of the tab of months of an account that is not saved yet."""
    return {YEAR: current_fiscal_year(dossier).id, SIMULATED: False, TABLE: ()}


def _year(dossier: Dossier, year_id: object) -> FiscalYear:
    years = fiscal_years(dossier.database)
    return next((year for year in years if year.id == year_id), None) or current_fiscal_year(dossier)


def _months(dossier: Dossier, open_month: Callable[[MonthRow], Awaitable[None]]) -> tuple[FieldSpec | Section, ...]:
    years = [Option(year.id, f"{year.label} ({year.span})") for year in reversed(fiscal_years(dossier.database))]

    def table() -> TableField:
        field = TableField(TABLE, "", MONTHS, _month_cells, lines=MONTHS_SHOWN, width=150)
        field.filled = open_month
        return field

    return (
        card.choice(YEAR, "Exercice", years, mandatory=True),
        card.tick(SIMULATED, "Inclure les simulations"),
        FieldSpec(TABLE, table, default=()),
    )


def _party_cells(party: AccountParty) -> tuple[Value, ...]:
    return party.code, party.name, party.main


def _month_cells(row: MonthRow) -> tuple[Value, ...]:
    own, before = row.movement, row.before
    beside = (before.balance, before.net, before.debit, before.credit) if before else (None, None, None, None)
    return cast("tuple[Value, ...]", (row.label, own.debit, own.credit, own.net, own.balance, *beside))
