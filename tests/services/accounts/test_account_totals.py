"""«Cumuls»: twelve months of an account beside those of the year before."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line, save
from tuicompta.core.enums import EntryOrigin, EntryStatus
from tuicompta.services.accounts.account_totals import Movement, account_months
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years


def post(dossier: Dossier, account: str, amount: int, day: date) -> int:
    lines = line(account, amount), line("467", credit=amount)
    return save(dossier, entry(*lines, journal="OD", day=day))[0].entry_id


def months(dossier: Dossier, number: str, year: int, *, simulated: bool = False) -> list[tuple[object, ...]]:
    key = account_id(dossier.database, number)
    assert key is not None
    rows = account_months(dossier.database, key, fiscal_years(dossier.database)[year], simulated=simulated)
    return [(row.label, row.movement, row.before) for row in rows]


@pytest.mark.spec("FC-09")
def test_each_month_has_its_movement_and_its_running_balance_beside_last_year(dossier: Dossier) -> None:
    post(dossier, "6064", 1000, date(2026, 3, 2))
    post(dossier, "6064", 500, date(2026, 4, 2))
    post(dossier, "6064", 70, date(2027, 3, 2))
    rows = months(dossier, "6064", 1)
    assert len(rows) == 14
    assert rows[0] == ("À-nouveaux", Movement(), Movement())
    assert rows[3] == ("mars 2027", Movement(70, 0, 70), Movement(1000, 0, 1000))
    assert rows[4] == ("avril 2027", Movement(0, 0, 70), Movement(500, 0, 1500))
    assert rows[13] == ("Total", Movement(70, 0, 70), Movement(1500, 0, 1500))
    assert rows[3][1].net == 70
    assert {row[2] for row in months(dossier, "6064", 0)} == {None}


@pytest.mark.spec("FC-09")
def test_a_root_adds_up_its_detail_accounts(dossier: Dossier) -> None:
    post(dossier, "6064", 1000, date(2026, 3, 2))
    post(dossier, "6063", 500, date(2026, 3, 2))
    post(dossier, "6132", 9, date(2026, 3, 2))
    assert months(dossier, "606", 0)[3] == ("mars 2026", Movement(1500, 0, 1500), None)
    assert months(dossier, "606", 0)[13][1] == Movement(1500, 0, 1500)


@pytest.mark.spec("FC-09")
def test_simulated_entries_count_only_when_asked(dossier: Dossier) -> None:
    simulated = post(dossier, "6064", 1000, date(2026, 3, 2))
    dossier.database.run("UPDATE entry SET status = ? WHERE id = ?", (EntryStatus.SIMULATED.value, simulated))
    assert months(dossier, "6064", 0)[3][1] == Movement()
    assert months(dossier, "6064", 0, simulated=True)[3][1] == Movement(1000, 0, 1000)


@pytest.mark.spec("FC-09")
def test_the_carry_forward_comes_first_and_counts_in_no_month(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'x')")
    opening = entry(line("2183", 5000), line("467", credit=5000), journal="RAN", day=date(2026, 1, 1))
    save(dossier, opening, origin=EntryOrigin.OPENING_BALANCE)
    post(dossier, "2183", 300, date(2026, 1, 5))
    rows = months(dossier, "2183", 0)
    assert rows[0][1] == Movement(5000, 0, 5000)
    assert rows[1][1] == Movement(300, 0, 5300)
    assert rows[13][1] == Movement(5300, 0, 5300)
