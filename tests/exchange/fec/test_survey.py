from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.fec.samples import NAME, RECEIPT, SALE, entry, fec, read
from tuicompta.exchange.fec import normaliser
from tuicompta.exchange.fec.entry_totals import RefusedEntry
from tuicompta.exchange.fec.errors import NoSeparatorError
from tuicompta.exchange.fec.findings import Rule
from tuicompta.exchange.fec.naming import FecName
from tuicompta.exchange.fec.normaliser import TooManyOpenEntriesError
from tuicompta.exchange.fec.survey import FecSurvey, survey_fec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tuicompta.exchange.fec.account_facts import AccountFacts

    Survey = Callable[..., FecSurvey]


@pytest.fixture
def survey(tmp_path: Path) -> Iterator[Survey]:
    surveys: list[FecSurvey] = []

    def of(*bodies: str) -> FecSurvey:
        path = tmp_path / str(len(surveys)) / NAME
        path.parent.mkdir()
        path.write_bytes(fec(*bodies))
        surveys.append(survey_fec(path))
        return surveys[-1]

    yield of
    for done in surveys:
        done.close()


class Stored(NamedTuple):
    """What the dossier takes of a line."""

    journal_code: str
    number: str
    entry_date: date
    account: str
    auxiliary: str
    piece: str
    piece_date: date | None
    label: str
    debit: int
    credit: int
    lettering: str
    lettering_date: date | None


def lines(found: FecSurvey) -> list[Stored]:
    """Return the stored lines of the entries that can be rebuilt."""
    rows = found.stage.scratch.rows(
        "SELECT journal, number, day, account, account, piece, piece_day, label, line.debit, line.credit, letter,"
        " letter_day FROM line JOIN entry ON ordinal = run ORDER BY line.id"
    )
    return [stored(found.accounts, row) for row in rows]


def stored(accounts: Sequence[AccountFacts], row: Sequence[Any]) -> Stored:
    journal, number, day, place, _, piece, piece_day, label, debit, credit, letter, letter_day = row
    facts, days = accounts[place], [text and date.fromisoformat(text) for text in (piece_day, letter_day)]
    key = journal, number, date.fromordinal(day), facts.account, facts.auxiliary
    return Stored(*key, piece, days[0], label, debit, credit, letter or "", days[1])


def entries(found: FecSurvey) -> list[tuple[str, str, date, int]]:
    """Return journal, number, date and count of lines of each entry, as they follow one another."""
    result: list[tuple[str, str, date, int]] = []
    for line in lines(found):
        key = line.journal_code, line.number, line.entry_date
        if result and result[-1][:3] == key:
            result[-1] = (*key, result[-1][3] + 1)
        else:
            result.append((*key, 1))
    return result


def rows(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@pytest.mark.spec("FECI-04")
def test_plain_file_is_read_as_it_is(survey: Survey) -> None:
    found = survey(SALE, RECEIPT)
    assert entries(found) == [("VE", "1", date(2025, 1, 15), 3), ("BP", "1", date(2025, 2, 10), 2)]
    assert (found.lines, found.dropped, found.refused_count) == (5, 0, 0)
    assert found.name == FecName("732829320", date(2025, 12, 31))
    assert [(d.journal, d.day, d.line, d.entries, d.lines, d.debit, d.credit) for d in found.days] == [
        ("VE", date(2025, 1, 15), 2, 1, 3, 12000, 12000),
        ("BP", date(2025, 2, 10), 5, 1, 2, 12000, 12000),
    ]
    assert [(j.code, j.label, j.count) for j in found.journals] == [("VE", "Ventes", 1), ("BP", "Banque", 1)]
    assert [(a.account, a.auxiliary, a.account_label, a.auxiliary_label, a.balance) for a in found.accounts] == [
        ("411000", "411DUPONT", "Clients", "Dupont SA", 0),
        ("707000", "", "Ventes de marchandises", "", -10000),
        ("445710", "", "TVA collectée", "", -2000),
        ("512000", "", "Banque", "", 12000),
    ]


@pytest.mark.spec("FECI-04")
def test_scattered_lines_are_brought_together(survey: Survey) -> None:
    sale, receipt = rows(SALE), rows(RECEIPT)
    found = survey(sale[0], receipt[0], sale[1], receipt[1], sale[2])
    assert entries(found) == [("VE", "1", date(2025, 1, 15), 3), ("BP", "1", date(2025, 2, 10), 2)]
    assert [line.account for line in lines(found)] == ["411000", "707000", "445710", "512000", "411000"]
    assert sorted(lines(found)) == sorted(lines(survey(SALE, RECEIPT)))


@pytest.mark.spec("FECI-04")
def test_number_with_several_dates_gives_an_entry_a_date(survey: Survey) -> None:
    found = survey(entry("1", "20250115"), entry("1", "20250116"), entry("1", "20250115", amount="3,00"))
    assert entries(found) == [("OD", "1", date(2025, 1, 15), 4), ("OD", "1", date(2025, 1, 16), 2)]


@pytest.mark.spec("FECI-04")
def test_several_dates_that_do_not_balance_are_refused(survey: Survey) -> None:
    first, second = rows(entry("1"))
    found = survey(first, second.replace("20250115", "20250116"), entry("2"))
    assert found.refused == [
        RefusedEntry(2, "OD", "1", "plusieurs dates, et ses lignes ne s'équilibrent pas date par date"),
        RefusedEntry(3, "OD", "1", "plusieurs dates, et ses lignes ne s'équilibrent pas date par date"),
    ]
    assert entries(found) == [("OD", "2", date(2025, 1, 15), 2)]
    assert list(found.rejected_lines()) == [2, 3]


@pytest.mark.spec("FECI-04")
@pytest.mark.parametrize("number", ["", "0"])
def test_file_without_usable_numbers_is_cut_at_each_return_to_zero(survey: Survey, number: str) -> None:
    two = entry(number) + entry(number, amount="7,00")
    other = entry(number, journal="AC").replace("10,00", "4,00")
    mixed = rows(two)[0] + rows(other)[0] + rows(two)[1] + rows(other)[1] + "".join(rows(two)[2:])
    if number:
        mixed = "".join(row.replace("|0|", f"|{rank}|") for rank, row in enumerate(rows(mixed)))
    found = survey(mixed, entry(number, "20250201"))
    assert [(journal, day, count) for journal, _, day, count in entries(found)] == [
        *(("OD", date(2025, 1, 15), 2), ("AC", date(2025, 1, 15), 2)),
        *(("OD", date(2025, 1, 15), 2), ("OD", date(2025, 2, 1), 2)),
    ]
    assert found.refused_count == 0


@pytest.mark.spec("FECI-03")
def test_unbalanced_and_damaged_entries_are_refused_with_the_reason(survey: Survey) -> None:
    found = survey(
        entry("1").replace("0,00|10,00", "0,00|9,00"),
        entry("2"),
        entry("3").replace("512000|Banque", "|Banque"),
        rows(entry("4"))[0].replace("10,00|0,00", "0,00|0,00"),
        rows(entry("5"))[0].replace("|10,00|0,00|", "|10,00|10,00|").replace("20250115|", "20250230|", 1),
    )
    assert found.refused == [
        RefusedEntry(2, "OD", "1", "non équilibrée, débit − crédit = 1,00"),
        RefusedEntry(7, "OD", "3", "une de ses lignes est illisible"),
        RefusedEntry(9, "OD", "5", "une de ses lignes est illisible"),
    ]
    assert (found.refused_count, found.lines, found.dropped) == (3, 8, 1)
    assert entries(found) == [("OD", "2", date(2025, 1, 15), 2)]
    assert list(found.rejected_lines()) == [2, 3, 6, 7, 9]
    assert found.log.counts == {Rule.BLANK_FIELD: 1, Rule.IMPOSSIBLE_DATE: 1}


def test_damaged_lines_that_cancel_out_do_not_hide(survey: Survey) -> None:
    four = entry("1") + entry("1", amount="5,00").replace("5,00", "5;00")
    found = survey(four)
    assert found.refused_count == 1
    assert entries(found) == []


def test_single_line_is_no_entry(survey: Survey) -> None:
    found = survey(rows(entry("1"))[0].replace("10,00|0,00", "5,00|5,00"), rows(entry("2"))[0], rows(entry("2"))[1])
    assert entries(found) == [("OD", "1", date(2025, 1, 15), 2), ("OD", "2", date(2025, 1, 15), 2)]
    assert [(line.debit, line.credit) for line in lines(found)][:2] == [(500, 0), (0, 500)]


def test_blank_journal_becomes_the_general_one(survey: Survey) -> None:
    assert entries(survey(entry("1", journal=""))) == [("OD", "1", date(2025, 1, 15), 2)]


def test_entries_without_number_that_never_balance_are_given_up(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(normaliser, "_MOST_OPEN", 5)
    with pytest.raises(TooManyOpenEntriesError, match="Ligne 7 "):
        survey(*(rows(entry("", f"202501{day:02}"))[0] for day in range(1, 20)))


def test_file_that_is_none_is_refused_and_closed(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"bonjour\n")
    with pytest.raises(NoSeparatorError):
        survey_fec(path)


@given(st.data())
def test_any_order_of_the_lines_gives_the_same_entries(data: st.DataObject) -> None:
    text = SALE + RECEIPT + entry("1") + entry("2", "20250201") + entry("2", "20250202") + entry("9", amount="-3,00")
    shuffled = data.draw(st.permutations(rows(text)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(fec(*shuffled))
        found = survey_fec(path)
        keys = entries(found)
        assert len(keys) == len({key[:3] for key in keys}) == 6
        written = [Stored(*(getattr(line, name) for name in Stored._fields)) for line in read(fec(text))[0]]
        assert sorted(map(str, lines(found))) == sorted(map(str, written))
        assert found.refused_count == 0
        found.close()
