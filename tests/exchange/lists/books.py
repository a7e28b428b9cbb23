"""A small list with everything a file may get wrong."""

from datetime import date

from tuicompta.exchange.lists.table import Banner, CellKind, ListColumn, ListRow, ListTable

COLUMNS = (
    ListColumn("code", "Code"),
    ListColumn("day", "Date", CellKind.DATE),
    ListColumn("label", "Libellé"),
    ListColumn("debit", "Débit", CellKind.AMOUNT),
    ListColumn("balance", "Solde", CellKind.AMOUNT, signed=True),
    ListColumn("lines", "Lignes", CellKind.NUMBER),
    ListColumn("blocked", "Bloqué", CellKind.TICK),
)
ROWS = (
    ListRow(("411MAR", date(2026, 3, 5), "Facture n° 12 ; «École»", 1_234_567_89, -50, 3, False)),
    ListRow(("=1+1", None, '=SOMME("A1")\x1b]52;c;AA\x07', 0, 0, None, True)),
)


def table(*rows: ListRow | Banner, **more: object) -> ListTable:
    """The list, or other rows in its columns."""
    return ListTable("accounts", "Plan comptable", COLUMNS, rows or ROWS, **more)  # type: ignore[arg-type]


def written(chunks: object) -> str:
    """The text of a file."""
    return b"".join(chunks).decode()  # type: ignore[arg-type]
