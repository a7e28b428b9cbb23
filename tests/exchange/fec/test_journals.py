from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tuicompta.core.enums import JournalType
from tuicompta.exchange.fec.journals import JournalFacts, deduced_type, mapped_codes
from tuicompta.exchange.fec.lines import FecLine, block_of
from tuicompta.exchange.fec.openings import OpeningLines
from tuicompta.exchange.fec.roots import CHARGE, CUSTOMER, INCOME, SUPPLIER, TREASURY, RootMarks

START, LATER = date(2025, 1, 1), date(2025, 3, 1)
PURCHASE, SALE = SUPPLIER | CHARGE, CUSTOMER | INCOME


def journal(code: str, marks: dict[int, int], first: date = LATER, last: date = LATER) -> JournalFacts:
    return JournalFacts(code, "", first, last, sum(marks.values()), marks=Counter(marks))


def type_of(found: JournalFacts) -> JournalType:
    return deduced_type(found, START)


@pytest.mark.spec("FECI-07")
@pytest.mark.parametrize(
    ("account", "marks"),
    [
        *(("512000", TREASURY), ("530", TREASURY), ("54", TREASURY), ("580000", 0), ("401FRS", SUPPLIER)),
        *(("411A", CUSTOMER), ("607000", CHARGE), ("218300", CHARGE), ("707000", INCOME)),
        *(("445660", 0), ("", 0), ("X", 0), ("٤١", 0)),
    ],
)
def test_marks_of_an_account(account: str, marks: int) -> None:
    assert RootMarks().of([account]) == [marks]


@pytest.mark.spec("FECI-07")
@pytest.mark.parametrize("code", ["AN", "RAN", "an", "ANOUV", "ANOUV25", "OUV", "OUVERTURE"])
def test_opening_by_its_code(code: str) -> None:
    assert type_of(journal(code, {PURCHASE: 5})) is JournalType.OPENING


@pytest.mark.spec("FECI-07")
def test_opening_by_its_lines_of_the_first_day() -> None:
    first_day = journal("01", {TREASURY | SUPPLIER: 1}, START, START)
    assert type_of(first_day) is JournalType.TREASURY
    first_day.opening_lines = True
    assert type_of(first_day) is JournalType.OPENING
    first_day.last = LATER
    assert type_of(first_day) is JournalType.TREASURY


@pytest.mark.spec("FECI-07")
@pytest.mark.parametrize(
    ("texts", "opening"),
    [
        ([("Report", "À nouveau 2025")], True),
        ([("Journal des à-nouveaux", "Banque"), ("Journal des à-nouveaux", "Clients")], True),
        ([("Divers", "Balance d'ouverture"), ("Divers", "Reprise des soldes")], True),
        ([("Divers", "A NOUVEAUX"), ("Divers", "Apport")], False),
        ([("Divers", "Manouveau")], False),
    ],
)
def test_lines_that_say_opening(texts: list[tuple[str, str]], opening: bool) -> None:  # noqa: FBT001
    line = FecLine("01", "", "1", START, "512000", "", "", "", "P", None, "", 1, 0)
    openings = OpeningLines()
    for label, text in texts:
        openings.feed(block_of([line._replace(journal_label=label, label=text)]))
    assert openings.journals == ({"01"} if opening else set())


@pytest.mark.spec("FECI-07")
@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ({TREASURY: 8, PURCHASE: 2}, JournalType.TREASURY),
        ({TREASURY: 79, 0: 21}, JournalType.GENERAL),
        ({TREASURY: 80, 0: 20}, JournalType.TREASURY),
        ({PURCHASE: 8, SALE: 2}, JournalType.PURCHASES),
        ({SUPPLIER: 5, CHARGE: 5}, JournalType.GENERAL),
        ({SALE: 8, PURCHASE: 2}, JournalType.SALES),
        ({PURCHASE: 5, SALE: 5}, JournalType.GENERAL),
        ({TREASURY | PURCHASE: 9, 0: 1}, JournalType.TREASURY),
        ({0: 1}, JournalType.GENERAL),
    ],
)
def test_type_by_four_fifths_of_the_entries(marks: dict[int, int], kind: JournalType) -> None:
    assert type_of(journal("J", marks)) is kind


@pytest.mark.spec("FECI-07", "FECI-10")
def test_codes_are_letters_and_digits_ten_characters_unique() -> None:
    types = dict.fromkeys(["VE", "V-E", "Banque Éparg.", "BANQUEEPARGNE", "***", "AN"], JournalType.GENERAL)
    types |= {"OUV": JournalType.OPENING, "RAN": JournalType.OPENING}
    assert mapped_codes(types) == {
        "VE": "VE",
        "V-E": "VE1",
        "Banque Éparg.": "BANQUEEPAR",
        "BANQUEEPARGNE": "BANQUEEPA1",
        "***": "OD",
        "AN": "AN1",
        "OUV": "RAN",
        "RAN": "RAN",
    }
