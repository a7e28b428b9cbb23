"""Invoices and credit notes: one net amount a row, the VAT of each rate, and the total on the third party."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sample_dossier.book import INTRA_COMMUNITY, NO_VAT, Book
from sample_dossier.files import cents, grouped, tables_of
from sample_dossier.story import EntryDraft, SourceEntry
from tuicompta.core.amounts import parse_amount
from tuicompta.core.vat import vat_of

_STANDARD = "20"


@dataclass(frozen=True, slots=True)
class Net:
    """A net amount in cents on an account, at a rate of the sources (`20`, `5,5`, `UE`, or "" without VAT)."""

    account: str
    amount: int
    rate: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, or a credit note when its net amounts are negative."""

    journal: str
    day: date
    third_party: str
    document: str
    label: str
    nets: Sequence[Net]
    due: str = ""

    def taxes(self) -> dict[str, int]:
        """Return the VAT of each rate in cents, rounded once a rate."""
        bases: dict[str, int] = {}
        for net in self.nets:
            if net.rate != NO_VAT:
                bases[net.rate] = bases.get(net.rate, 0) + net.amount
        return {rate: vat_of(base, _hundredths(rate)) for rate, base in bases.items()}

    def total(self) -> int:
        """Return what the third party owes or is owed, in cents: a buyer who owes the VAT himself pays the net."""
        taxes = sum(tax for rate, tax in self.taxes().items() if rate != INTRA_COMMUNITY)
        return sum(net.amount for net in self.nets) + taxes


def entries_of_invoices(book: Book) -> Iterator[SourceEntry]:
    """Yield the entries of the tables of `invoices/`."""
    for journal, table in tables_of("invoices"):
        for rows in grouped(table):
            first = rows[0]
            nets = [Net(row["account"], cents(row["net"]), row["rate"]) for row in rows]
            day = book.calendar.day(first["date"])
            texts = (first["third_party"], first["document"], first["label"])
            yield entry_of(book, Invoice(journal, day, *texts, nets, first["due"]))


def entry_of(book: Book, invoice: Invoice) -> SourceEntry:
    """Return the entry of an invoice: the third party first, then the net amounts, then the VAT."""
    sign = 1 if book.sells(invoice.journal) else -1
    label = f"{{tiers}} – {invoice.label}"
    draft = book.draft(
        invoice.journal, invoice.day, document=invoice.document, label=label, third_party=invoice.third_party
    )
    draft.add(invoice.third_party, sign * invoice.total(), due=invoice.due)
    for net in invoice.nets:
        draft.add(net.account, -sign * net.amount)
    for rate, tax in invoice.taxes().items():
        _add_tax(book, draft, invoice, rate, -sign * tax)
    return draft.entry()


def _add_tax(book: Book, draft: EntryDraft, invoice: Invoice, rate: str, tax: int) -> None:
    account = next(net.account for net in invoice.nets if net.rate == rate)
    vat = book.vat(invoice.journal, account, rate)
    draft.add(vat.account, tax)
    if vat.due:
        draft.add(vat.due, -tax)


def _hundredths(rate: str) -> int:
    """Return a rate of the sources in hundredths of a percent; self-assessed VAT is at the standard rate."""
    return parse_amount(_STANDARD if rate == INTRA_COMMUNITY else rate)
