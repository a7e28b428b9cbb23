"""The guide models and definitions of a new dossier (MG-11, SGF-01, SGL-02)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from tuicompta.core.enums import AccountType, Side
from tuicompta.core.guide_formulas import NET_OF_TOTAL, VAT_OF_NET, VAT_OF_TOTAL
from tuicompta.core.guides.texts import Definition, Prefix
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.guides.lines import GuideModelLine
from tuicompta.services.guides.models import create_guide_model
from tuicompta.services.guides.parts import write_definition
from tuicompta.services.settings.settings import text_setting

DEFINITIONS: Final = (
    Definition("Date", Prefix.DATE),
    Definition("Intitulé du compte", Prefix.ACCOUNT_TITLE),
    Definition("Mois en lettres", Prefix.MONTH_NAME),
    Definition("N° de l'écriture guidée", Prefix.ENTRY_NUMBER),
    Definition("N° suivant du journal", Prefix.NEXT_PIECE),
    Definition("Nom du modèle", Prefix.MODEL_NAME),
)
_RATE_IN_FORCE = """
    SELECT 1 FROM vat_rate
     WHERE territory = ? AND rate = ? AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)
"""
_OF_RATE = """
    SELECT number FROM account
     WHERE substr(number, 1, length(?)) = ? AND type = 'D' AND vat_direction IS NOT NULL AND vat_rate = ?
     ORDER BY number LIMIT 1
"""
_SHORTEST: Final = 3
_WHOLE: Final = 10_000


def deliver_guides(dossier: Dossier, day: date) -> None:
    """Give a new dossier the delivered definitions and models; call it inside the transaction that creates it.

    No account is created: one that the chart lacks is replaced by the shorter one that stands for it, and left to the
    user where there is none. A model whose VAT rate the territory has not is left out.
    """
    for definition in DEFINITIONS:
        write_definition(dossier, None, definition)
    for rows in _blocks():
        rates = [int(rate) for row in rows if (rate := row["account"].partition("@")[2])]
        if all(_in_force(dossier.database, rate, day) for rate in rates):
            _deliver(dossier.database, rows, rates[0] if rates else 0)


def _in_force(database: Database, rate: int, day: date) -> bool:
    territory = text_setting(database, "company.territory")
    return database.row(_RATE_IN_FORCE, (territory, rate, day.isoformat(), day.isoformat())) is not None


def _deliver(database: Database, rows: Sequence[dict[str, str]], rate: int) -> None:
    accounts = [_account(database, row["account"]) for row in rows]
    taxed = [account for row, account in zip(rows, accounts, strict=True) if "@" in row["account"]]
    has_rate = bool(taxed) and all(account and _rate_of(database, account) == rate for account in taxed)
    lines = [
        GuideModelLine(
            account,
            row["label"],
            Side(row["side"]),
            formula=row["amount"] if has_rate else _expression(row["amount"], rank, rate),
        )
        for rank, (row, account) in enumerate(zip(rows, accounts, strict=True))
    ]
    head = rows[0]
    create_guide_model(database, name=head["name"], code=head["code"], journal=head["journal"], lines=lines)


def _blocks() -> Iterator[Sequence[dict[str, str]]]:
    """Yield the rows of each model."""
    rank = 0
    ranked = []
    for row in read_table("guide_models.csv"):
        rank += bool(row["code"])
        ranked.append((rank, row))
    for _, block in groupby(ranked, key=lambda pair: pair[0]):
        yield [row for _, row in block]


def _account(database: Database, wanted: str) -> str:
    """Return the Détail account that a delivered model means in this dossier, "" when it is left to the user."""
    number, _, rate = wanted.partition("@")
    found = database.value(_OF_RATE, (number, number, int(rate))) if rate else None
    if found is not None:
        return str(found)
    query = "SELECT type FROM account WHERE number = ?"
    for length in range(len(number), _SHORTEST - 1, -1):
        kind = database.value(query, (number[:length],))
        if kind is not None:
            usable = kind == AccountType.DETAIL and (not rate or not _rate_of(database, number[:length]))
            return number[:length] if usable else ""
    return ""


def _rate_of(database: Database, number: str) -> int:
    return int(database.value("SELECT coalesce(vat_rate, 0) FROM account WHERE number = ?", (number,)) or 0)


def _expression(formula: str, rank: int, rate: int) -> str:
    """Return a VAT formula as an expression, for a VAT account that has not its rate (SGF-06 to SGF-10)."""
    above, share = f"L{rank}", f"{rate // 100},{rate % 100:02}%"
    net = f"arrondi({above}*{_WHOLE}/{_WHOLE + rate})"
    written = {VAT_OF_NET: f"{above}*{share}", VAT_OF_TOTAL: f"{above}-{net}", NET_OF_TOTAL: net}
    return written.get(formula, formula)
