"""Invoices that come back every month, and their payment."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sample_dossier.book import Book
from sample_dossier.files import cents, document
from sample_dossier.invoicing import Invoice, Net, entry_of
from sample_dossier.story import SourceEntry
from tuicompta.core.dates import add_months, month_end

_REPEATED = re.compile(r"(?P<amount>.+?) x(?P<times>[0-9]+)")


def entries_of_recurring(book: Book) -> Iterator[SourceEntry]:
    """Yield the invoices of `recurring.toml` and their payments, up to the last day of the story."""
    for card in document("recurring.toml")["recurring"]:
        for month, nets in enumerate(_nets(card)):
            invoice = _invoice(book, card, month, nets)
            yield entry_of(book, invoice)
            payment = _payment(book, card, invoice)
            if payment.day <= book.end:
                yield payment


def amounts(text: str) -> list[int]:
    """Return a list of amounts in cents: `120,00 x2 ; 125,50` stands for 120,00, 120,00 and 125,50."""
    found = []
    for part in (part.strip() for part in text.split(";")):
        repeated = _REPEATED.fullmatch(part)
        found += [cents(repeated["amount"])] * int(repeated["times"]) if repeated else [cents(part)]
    return found


def _nets(card: dict[str, Any]) -> list[list[Net]]:
    """Return the net amounts of each month, from January of N-1."""
    columns = [[Net(account, net, card["rate"]) for net in amounts(text)] for account, text in card["net"].items()]
    return [list(nets) for nets in zip(*columns, strict=True)]


def _invoice(book: Book, card: dict[str, Any], month: int, nets: list[Net]) -> Invoice:
    first = add_months(book.calendar.day("01/01/N-1"), month)
    day = _day(first, card["day"])
    return Invoice("AC", day, card["third_party"], card["document"], card["label"], nets)


def _payment(book: Book, card: dict[str, Any], invoice: Invoice) -> SourceEntry:
    paid = card["paid"]
    day = _day(add_months(invoice.day.replace(day=1), paid.get("later", 0)), paid["day"])
    draft = book.draft(paid["journal"], day, label=paid["label"], third_party=invoice.third_party)
    # The tokens are those of the invoice: a payment of the month after names the month that it pays.
    draft.values = book.draft("AC", invoice.day, third_party=invoice.third_party).values
    draft.add(invoice.third_party, invoice.total(), settles=invoice.document, method=paid["method"])
    return draft.entry()


def _day(first: date, day: int | str) -> date:
    return month_end(first) if day == "fin" else first.replace(day=int(day))
