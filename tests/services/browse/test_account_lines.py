"""The lines of an account by pages: same rows, same balances as one plain reading of everything."""

from collections.abc import Callable  # noqa: TC003 - used as a value
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import entry, line
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.browse.account_lines import AccountLines, LineFilter, LineKind, Sums, account_sums
from tuicompta.services.browse.keyset import KeyedRow
from tuicompta.services.browse.scanned_lines import LineOrder, ScannedLines
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, fiscal_years
from tuicompta.services.lettering.letter import letter_lines

FIRST = date(2026, 1, 1)
ALL = """
    SELECT entry_line.id, entry_line.entry_date, status, debit, credit, coalesce(partial, 1) = 0, entry_line.label
      FROM entry_line JOIN entry ON entry.id = entry_id LEFT JOIN lettering ON lettering.id = lettering_id
     WHERE entry_line.account_id = ? AND entry.fiscal_year_id = ? ORDER BY entry_line.entry_date, entry_id, position
"""
Lines = AccountLines | ScannedLines


@pytest.fixture
def account(dossier: Dossier) -> int:
    """411MAR with 90 lines over two fiscal years, of the three statuses, some lettered, some days with several."""
    entries = []
    for rank in range(90):
        amount = 1000 + 37 * rank
        sides = (amount, 0) if rank % 3 else (0, amount)
        day = FIRST + timedelta(days=5 * (rank // 2))
        customer = line("411MAR", *sides, label=f"Pièce {rank % 7} été")
        entries.append(entry(customer, line("707", *sides[::-1]), journal="VE", day=day, key=rank))
    entries.append(entry(line("411MAR", 500), line("707", credit=500), journal="VE", day=date(2027, 1, 4), key=200))
    saved = save_entries(dossier, entries, EntryOrigin.CONTINUOUS_ENTRY)
    for found in saved[10:20]:
        simulate_entry(dossier, found.entry_id)
    validate_entries(dossier, [found.entry_id for found in saved[20:40]])
    identifier = account_id(dossier.database, "411MAR")
    assert identifier is not None
    letter_pairs(dossier, identifier)
    return identifier


def letter_pairs(dossier: Dossier, account: int) -> None:
    pair = [
        entry(line("411MAR", 777), line("707", credit=777), journal="VE", day=date(2026, 3, 9), key=300),
        entry(line("5121", 777), line("411MAR", credit=777), journal="BP", day=date(2026, 5, 9), key=301),
    ]
    save_entries(dossier, pair, EntryOrigin.CONTINUOUS_ENTRY)
    query = "SELECT id FROM entry_line WHERE account_id = ? AND debit + credit = 777"
    letter_lines(dossier, "411MAR", [found for (found,) in dossier.database.rows(query, (account,))])


def year(dossier: Dossier) -> FiscalYear:
    return fiscal_years(dossier.database)[0]


def expected(dossier: Dossier, account: int, shown: LineFilter) -> list[tuple[int, int]]:
    """Return line and running balance, from a reading of everything."""
    balance, found = 0, []
    for key, day, status, debit, credit, lettered, label in dossier.database.rows(ALL, (account, shown.year.id)):
        kind = {LineKind.ALL: True, LineKind.LETTERED: lettered, LineKind.OPEN: not lettered}[shown.kind]
        if status not in shown.statuses or not kind or day > shown.end.isoformat():
            continue
        if any(word not in label.lower().replace("é", "e").replace("è", "e") for word in shown.words):
            continue
        balance += debit - credit
        if day >= shown.start.isoformat():
            found.append((key, balance))
    return found


def pages(lines: Lines, size: int) -> tuple[list[KeyedRow], list[KeyedRow]]:
    forward, page = list[KeyedRow](), lines.first(size)
    while page:
        forward += page
        page = lines.after(page[-1][0], size)
    backward = list[KeyedRow]()
    page = lines.last(size)
    while page:
        backward = [*page, *backward]
        page = lines.before(page[0][0], size)
    return forward, backward


def balances(rows: list[KeyedRow]) -> list[tuple[int, int]]:
    return [(key, values[-1]) for key, values in rows]


days = st.integers(0, 364).map(lambda number: FIRST + timedelta(days=number))


@pytest.mark.spec("CONS-11", "CONS-13", "CONS-14", "INVV-05", "CONS-03")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bounds=st.tuples(days, days),
    statuses=st.sampled_from(["NV", "N", "V", "S", "NVS", ""]),
    kind=st.sampled_from(list(LineKind)),
    search=st.sampled_from(["", "ete", "piece 3", "zzz"]),
    size=st.integers(1, 40),
)
def test_pages_both_ways_carry_the_balance_of_a_plain_reading(
    dossier: Dossier,
    account: int,
    bounds: tuple[date, date],
    statuses: str,
    kind: LineKind,
    search: str,
    size: int,
) -> None:
    shown = LineFilter(year(dossier), min(bounds), max(bounds), statuses, kind, search)
    wanted = expected(dossier, account, shown)
    sources: list[Callable[[], Lines]] = [lambda: ScannedLines(dossier.database, account, shown).read(dossier.database)]
    if shown.is_paged:
        sources.append(lambda: AccountLines(dossier.database, account, shown))
    for source in sources:
        lines = source()
        forward, backward = pages(lines, size)
        assert balances(forward) == balances(backward) == wanted
        assert lines.count() == lines.sums.lines == len(wanted)
        assert lines.opening + lines.sums.balance == (wanted[-1][1] if wanted else lines.opening)
        for key, balance in wanted[:: max(len(wanted) // 5, 1)]:
            found = source().row(key)
            assert found is not None
            assert found[1][-1] == balance
            assert balances(source().after(key, 3)) == wanted[wanted.index((key, balance)) + 1 :][:3]
            before = wanted[: wanted.index((key, balance))][-3:]
            assert balances(source().before(key, 3)) == before


@pytest.mark.spec("CONS-14")
def test_a_later_start_begins_with_the_balance_before_it(dossier: Dossier, account: int) -> None:
    shown = LineFilter(year(dossier), date(2026, 4, 10), date(2026, 8, 20))
    lines = AccountLines(dossier.database, account, shown)
    before = expected(dossier, account, LineFilter(year(dossier), FIRST, date(2026, 4, 9)))
    assert lines.opening == before[-1][1] != 0
    assert AccountLines(dossier.database, account, LineFilter.of_year(year(dossier))).opening == 0


@pytest.mark.spec("CONS-08", "CONS-09", "CONS-02", "STA-10")
def test_sums_of_the_year_count_validated_and_unvalidated_lines(dossier: Dossier, account: int) -> None:
    rows = [row for row in dossier.database.rows(ALL, (account, year(dossier).id)) if row[2] != "S"]
    found = account_sums(dossier.database, account, FIRST, date(2027, 1, 1))
    assert found == Sums(sum(row[3] for row in rows), sum(row[4] for row in rows), len(rows))
    assert account_sums(dossier.database, account, FIRST, FIRST) == Sums()
    assert account_sums(dossier.database, account, date(2027, 1, 1), date(2028, 1, 1)) == Sums(500, 0, 1)


@pytest.mark.spec("CONS-10", "CONS-24")
def test_a_row_tells_what_the_line_is(dossier: Dossier, account: int) -> None:
    split = entry(
        line("411MAR", 1200, label="Facture"),
        line("707", credit=1000),
        line("44571", credit=200),
        journal="VE",
        key=400,
    )
    save_entries(dossier, [split], EntryOrigin.CONTINUOUS_ENTRY)
    lines = AccountLines(dossier.database, account, LineFilter.of_year(year(dossier)))
    debits = {row[1][7]: row[1] for row in lines.first(200)}
    entry_id, status, journal, day, _, _, label, debit, credit, code, partial, due, other, *_ = debits[1200]
    assert entry_id
    assert (status, journal, day, label, debit, credit) == ("N", "VE", "2026-03-15", "Facture", 1200, 0)
    assert (code, partial, other) == ("", 0, "Divers")
    assert due is not None
    assert (debits[777][9], debits[777][12]) == ("AA", "707")


@pytest.mark.spec("CONS-11")
@pytest.mark.parametrize("order", list(LineOrder))
@pytest.mark.parametrize("descending", [False, True])
def test_other_orders_sort_and_carry_the_balance_in_that_order(
    dossier: Dossier, account: int, order: LineOrder, *, descending: bool
) -> None:
    shown = LineFilter.of_year(year(dossier))
    lines = ScannedLines(dossier.database, account, shown, order, descending).read(dossier.database)
    rows = lines.first(500)
    place = {"day": 3, "journal": 2, "piece": 4, "label": 6, "debit": 7, "credit": 8, "code": 9}[order]
    values = [row[1][place] for row in rows if row[1][place] != "" or order is not LineOrder.CODE]
    assert values == sorted(values, reverse=descending)
    assert len(rows) == lines.count() == 82
    balance = 0
    for _, found in rows:
        balance += found[7] - found[8]
        assert found[-1] == balance


@pytest.mark.spec("LST-07")
def test_a_search_finds_amounts_codes_and_words_in_any_order(dossier: Dossier, account: int) -> None:
    def found(search: str) -> int:
        shown = LineFilter(year(dossier), FIRST, date(2026, 12, 31), search=search)
        return ScannedLines(dossier.database, account, shown).read(dossier.database).count()

    assert found("7,77") == found("7.77") == 2
    assert found("ETE piece 3") == found("3 pièce été") == 11
    assert found("aa") == 2
    assert found("") == 82
