"""The balances that the sources of the demonstration dossier give, computed apart from the program that builds it.

Everything here is read and added up again, in decimals, with nothing of `sample_dossier` nor of `tuicompta`.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parents[2] / "sample_dossier"
CENT = Decimal("0.01")
COUNTERPARTS = {"BP": "5121", "BL": "5122", "CA": "530"}
VAT = {
    ("AC", "20"): "44566",
    ("AC", "10"): "445661",
    ("AC", "5,5"): "445662",
    ("AC", "2,1"): "445663",
    ("VE", "20"): "44571",
    ("VE", "10"): "445711",
}
FIRST, SECOND = "N-1", "N"

Balances = dict[tuple[str, str], Decimal]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ".")) if text else Decimal(0)


def rows(path: str) -> list[dict[str, str]]:
    lines = (SOURCES / path).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"))


def year_of(day: str) -> str:
    return day.rpartition("/")[2]


def balances() -> Balances:
    """Return debit − credit by year and account, simulated entries left out."""
    found: Balances = defaultdict(Decimal)
    for read in (_entries, _invoices, _recurring, _templates):
        read(found)
    return {key: balance for key, balance in found.items() if balance}


def _add(found: Balances, journal: str, year: str, account: str, balance: Decimal) -> None:
    found[year, account] += balance
    if journal in COUNTERPARTS:
        found[year, COUNTERPARTS[journal]] -= balance


def _entries(found: Balances) -> None:
    for path in sorted((SOURCES / "entries").glob("*.csv")):
        year = status = ""
        for row in rows(f"entries/{path.name}"):
            if row["date"]:
                year, status = year_of(row["date"]), row["status"]
            if status != "S":
                _add(found, path.stem, year, row["account"], number(row["debit"]) - number(row["credit"]))


def _invoice(
    found: Balances, journal: str, year: str, third_party: str, nets: list[tuple[str, Decimal, str]]
) -> Decimal:
    """Add an invoice and return its total."""
    sign = 1 if journal == "VE" else -1
    total = Decimal(0)
    bases: dict[str, Decimal] = defaultdict(Decimal)
    for account, net, rate in nets:
        found[year, account] -= sign * net
        total += net
        bases[rate] += net
    for rate, base in bases.items():
        if rate == "UE":
            tax = (base * 20 / 100).quantize(CENT, ROUND_HALF_UP)
            found[year, "44566"] += tax
            found[year, "4452"] -= tax
        elif rate:
            tax = (base * number(rate) / 100).quantize(CENT, ROUND_HALF_UP)
            account = "44562" if nets[0][0].startswith("2") else VAT[journal, rate]
            found[year, account] -= sign * tax
            total += tax
    found[year, third_party] += sign * total
    return total


def _invoices(found: Balances) -> None:
    for journal in ("AC", "VE"):
        invoices: list[tuple[str, str, list[tuple[str, Decimal, str]]]] = []
        for row in rows(f"invoices/{journal}.csv"):
            if row["date"]:
                invoices.append((year_of(row["date"]), row["third_party"], []))
            invoices[-1][2].append((row["account"], number(row["net"]), row["rate"]))
        for year, third_party, nets in invoices:
            _invoice(found, journal, year, third_party, nets)


def _recurring(found: Balances) -> None:
    for card in tomllib.loads((SOURCES / "recurring.toml").read_text(encoding="utf-8"))["recurring"]:
        columns = {account: _amounts(text) for account, text in card["net"].items()}
        for month in range(24):
            nets = [(account, amounts[month], card["rate"]) for account, amounts in columns.items()]
            year = FIRST if month < 12 else SECOND
            total = _invoice(found, "AC", year, card["third_party"], nets)
            paid = month + card["paid"].get("later", 0)
            if paid < 24:
                year = FIRST if paid < 12 else SECOND
                _add(found, card["paid"]["journal"], year, card["third_party"], total)


def _amounts(text: str) -> list[Decimal]:
    amounts = []
    for part in text.split(";"):
        amount, _, times = part.strip().partition(" x")
        amounts += [number(amount)] * int(times or 1)
    assert len(amounts) == 24
    return amounts


def _templates(found: Balances) -> None:
    templates: list[dict[str, Any]] = tomllib.loads((SOURCES / "templates.toml").read_text(encoding="utf-8"))[
        "template"
    ]
    for template in templates:
        for row in rows(f"tables/{template['table']}.csv"):
            day = row[template["date"]]
            if year_of(day) not in {FIRST, SECOND}:
                continue  # after the last day of the story
            for line in template["lines"]:
                amount = number(row[line["debit"]]) if "debit" in line else -number(row[line["credit"]])
                _add(found, template["journal"], year_of(day), line["account"], amount)
