"""The sources by themselves: every entry balances, every settlement names something, texts look like a company's."""

from collections import defaultdict
from datetime import date

import pytest

from sample_dossier.book import Book
from sample_dossier.calendar import Calendar, working_day
from sample_dossier.files import cents, table, tables_of
from sample_dossier.recurring import amounts
from sample_dossier.sources import all_entries
from sample_dossier.story import SourceEntry
from tuicompta.core.identifiers import french_vat_number, is_siren, is_siret, is_vat_number

BOOK = Book(Calendar(date(2026, 11, 21)))


@pytest.fixture(scope="module")
def entries() -> list[SourceEntry]:
    return all_entries(BOOK)


def test_every_entry_balances_with_the_counterpart_of_its_journal(entries: list[SourceEntry]) -> None:
    wrong = [entry for entry in entries if entry.balance and not BOOK.counterpart(entry.journal)]
    assert wrong == []
    assert [entry for entry in entries if len(entry.lines) + bool(entry.balance) < 2] == []


def test_every_line_has_a_label_without_token_left(entries: list[SourceEntry]) -> None:
    lines = [line for entry in entries for line in entry.lines]
    assert [line for line in lines if not line.label or "{" in line.label + line.document + "".join(line.settles)] == []
    assert max(len(line.label) for line in lines) <= 100


def test_every_settlement_names_documents_of_its_account(entries: list[SourceEntry]) -> None:
    known: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for line in entry.lines:
            if not line.settles:
                known[line.account].add(line.document)
    missing = [
        (entry.day, line.account, line.settles)
        for entry in entries
        for line in entry.lines
        if not set(line.settles) <= known[line.account]
    ]
    assert missing == []


def test_no_invoice_number_comes_twice_for_a_third_party(entries: list[SourceEntry]) -> None:
    seen = [
        (line.account, line.document, entry.day.year)
        for entry in entries
        if entry.journal in {"AC", "VE"}
        for line in entry.lines[:1]
    ]
    assert len(seen) == len(set(seen))


def test_banks_suppliers_and_customers_work_on_weekdays(entries: list[SourceEntry]) -> None:
    office = [entry.day for entry in entries if entry.journal in {"AC", "VE", "BP", "BL"}]
    assert [day for day in office if day != working_day(day)] == []


def test_entries_lie_in_the_two_years_of_the_story(entries: list[SourceEntry]) -> None:
    assert (entries[0].day, entries[-1].day) == (date(2025, 1, 1), date(2026, 12, 31))


def test_takings_are_cash_and_cards() -> None:
    for row in table("tables/takings.csv"):
        shares = sum(cents(row[name]) for name in ("net", "vat", "books_net", "books_vat"))
        assert cents(row["cash"]) + cents(row["cards"]) == shares, row


def test_loans_are_paid_by_constant_instalments() -> None:
    for name, start in (("loan_workshop", 46_210_55), ("loan_saw", 18_000_00)):
        rows = table(f"tables/{name}.csv")
        assert len({cents(row["principal"]) + cents(row["interest"]) for row in rows}) == 1
        assert start - sum(cents(row["principal"]) for row in rows) == cents(rows[-1]["remaining"])


def test_the_net_pay_is_the_gross_less_what_is_held_back() -> None:
    for row in table("tables/payroll.csv"):
        held = sum(cents(row[name]) for name in ("social", "pension", "health", "income_tax"))
        assert cents(row["gross"]) + cents(row["bonus"]) - held == cents(row["net"]), row


def test_a_list_of_amounts_may_repeat_one() -> None:
    assert amounts("120,00 x2 ; 125,50 ;\n 1 000,00") == [120_00, 120_00, 125_50, 1_000_00]


def test_identifiers_have_their_keys() -> None:
    company = BOOK.settings["company"]
    assert is_siren(company["siren"])
    assert is_siret(company["siret"])
    assert company["siret"].startswith(company["siren"])
    assert company["vat_number"] == french_vat_number(company["siren"])
    numbers = [row["vat_number"] for row in table("third_parties.csv") if row["vat_number"]]
    assert len(numbers) == 3
    assert all(is_vat_number(number) for number in numbers)


def test_tables_are_whole() -> None:
    for folder in ("entries", "invoices", "tables"):
        for name, rows in tables_of(folder):
            assert rows, name
            assert all(None not in row and None not in row.values() for row in rows), name
