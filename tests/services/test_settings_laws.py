"""What holds of the charts, natures, journals and label models of every dossier."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import entry, line, save
from tests.services.typing_kit import Desk
from tuicompta.core.account_fields import may_be_lettered, may_carry_in_detail
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, JOURNAL_WINDOW, SINGLE_ENTRY, GridProfile
from tuicompta.core.enums import AccountType, EntryOrigin, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import ROOTS, AccountNature, natures_of
from tuicompta.services.accounts.account_deletion import delete_account
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.browse.chart import ChartRange, chart_table
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.delivered import CHARTS, chart_accounts, detail_numbers
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, set_current_fiscal_year
from tuicompta.services.journals.journal_card import JournalSettings, read_journal
from tuicompta.services.journals.journal_writing import delete_journal, write_journal
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.lookup import DossierLookup
from tuicompta.services.small_tables.label_models import (
    LabelModel,
    create_label_model,
    read_label_model,
    write_label_model,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier

BALANCE_SHEET = "12345"


@pytest.mark.spec("PC-01")
@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_the_chart_chosen_is_imported_and_every_account_can_change(tmp_path: Path, chart: str) -> None:
    new = NewDossier("X", date(2026, 1, 1), date(2026, 12, 31), chart=chart, next_year=False)
    dossier = open_dossier(create_dossier(tmp_path / "X.compta", new, clock=fixed_clock), clock=fixed_clock)
    expected = detail_numbers(chart_accounts(chart, date(2026, 1, 1)))
    stored = dossier.database.rows("SELECT number, type FROM account ORDER BY number")
    assert stored == [(number, kind) for number, (_, kind) in sorted(expected.items())]
    Desk(dossier).account("607", title="Marchandises")
    create_account(dossier, "467ABC", "Divers")
    key = account_id(dossier.database, "6135")
    if key is not None:
        delete_account(dossier, key)
    assert dossier.database.value("SELECT title FROM account WHERE number = '607'") == "Marchandises"
    assert account_id(dossier.database, "6135") is None
    close_dossier(dossier)


@pytest.mark.spec("PC-02")
def test_accounts_belong_to_every_fiscal_year_whichever_is_current(dossier: Dossier) -> None:
    first, second = fiscal_years(dossier.database)
    set_current_fiscal_year(dossier, second)
    created = create_account(dossier, "467ABC", "Divers")
    Desk(dossier).account("607", title="Marchandises")
    for year in (first, second):
        known = {account.number: account.title for account in DossierLookup(dossier, year).accounts()}
        assert known["467ABC"] == "Divers"
        assert known["607"] == "Marchandises"
    delete_account(dossier, created)
    for year in (first, second):
        assert DossierLookup(dossier, year).account("467ABC") is None


@pytest.mark.spec("NC-02", "SINV-06")
def test_accounts_of_classes_1_to_5_alone_are_lettered_and_carried_forward_in_detail(dossier: Dossier) -> None:
    for (number,) in dossier.database.rows("SELECT number FROM account"):
        of_balance_sheet = number[0] in BALANCE_SHEET
        assert (AccountNature.BALANCE_SHEET in natures_of(number)) is of_balance_sheet
        assert may_be_lettered(number, AccountType.DETAIL) is of_balance_sheet
        assert may_carry_in_detail(number) is of_balance_sheet
    assert ROOTS[AccountNature.RESULT_PROFIT].covered == ("120",)
    assert ROOTS[AccountNature.RESULT_LOSS].covered == ("129",)


@pytest.mark.spec("SINV-09", "PC-06")
@pytest.mark.parametrize("start", range(5))
def test_debits_and_credits_of_the_chart_are_equal_every_year(dossier: Dossier, start: int) -> None:
    chance = random.Random(start)  # noqa: S311 - data of a test
    numbers = [number for (number,) in dossier.database.rows("SELECT number FROM account WHERE type = 'D'")]
    for _ in range(20):
        amounts = [chance.randint(1, 10**8) for _ in range(chance.randint(1, 4))]
        lines = [line(chance.choice(numbers), amount) for amount in amounts]
        year = chance.choice((2026, 2027))
        typed = entry(*lines, line("467", credit=sum(amounts)), journal="OD", day=date(year, chance.randint(1, 12), 5))
        save(dossier, typed)
    for fiscal_year in fiscal_years(dossier.database):
        table = chart_table(dossier.database, fiscal_year, ChartRange())
        debit, credit = table.totals()
        rows = [values for _, values in table.all() if values[2] == AccountType.DETAIL]
        assert debit == credit == sum(values[-2] for values in rows) == sum(values[-1] for values in rows)


@pytest.mark.spec("SINV-12", "JO-05")
def test_the_journals_of_the_program_are_neither_made_changed_nor_deleted(dossier: Dossier) -> None:
    for code in ("AN", "RAN"):
        with pytest.raises(TuicomptaError, match="réservé au programme"):
            write_journal(dossier, None, JournalSettings(code, JournalType.GENERAL, "À moi"))
    with pytest.raises(TuicomptaError, match="appartient au programme"):
        write_journal(dossier, None, JournalSettings("A1", JournalType.OPENING, "À moi"))
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'x')")
    opening = entry(line("2183", 5000), line("467", credit=5000), journal="RAN", day=date(2026, 1, 1))
    save(dossier, opening, origin=EntryOrigin.OPENING_BALANCE)
    key = journal_id(dossier.database, "RAN")
    assert key is not None
    settings, version = read_journal(dossier, key)
    before = dossier.database.rows("SELECT * FROM journal")
    with pytest.raises(TuicomptaError, match="appartient au programme"):
        write_journal(dossier, key, settings, version=version)
    with pytest.raises(TuicomptaError, match="appartient au programme"):
        delete_journal(dossier, key)
    assert dossier.database.rows("SELECT * FROM journal") == before


PROFILES = ((JOURNAL_WINDOW, "15⏎"), (SINGLE_ENTRY, "⏎15⏎"), (CONTINUOUS_ENTRY, "⏎15⏎"))


@pytest.mark.spec("ML-01", "ML-05", "JF-26")
@pytest.mark.parametrize(("profile", "keys"), PROFILES)
def test_no_model_is_delivered_and_those_of_the_user_replace_the_label(
    dossier: Dossier, profile: GridProfile, keys: str
) -> None:
    assert dossier.database.value("SELECT count(*) FROM label_model") == 0
    create_label_model(dossier, "LOYER", "Loyer {mois} {tiers}", JournalType.PURCHASES)
    create_label_model(dossier, "VTE", "Loyer vendu", JournalType.SALES)
    create_label_model(dossier, "TOUS", "Loyer de tous")
    create_label_model(dossier, "ARRET", "Loyer arrêté", active=False)
    typing = Desk(dossier).type("AC", f"{keys}dup⏎<f4>", profile=profile)
    listed = typing.machine.open_list()
    assert listed is not None
    assert [row.code for row in listed.rows] == ["LOYER", "TOUS"]
    typing.type("⏎")
    row = typing.at[0]
    assert typing.cell(Column.LABEL, row).startswith("Loyer mars Dupont SARL")


@pytest.mark.spec("ML-03", "ML-04", "SINV-07")
def test_a_model_used_changes_without_effect_on_entries(dossier: Dossier) -> None:
    key = create_label_model(dossier, "LOYER", "Loyer {mois}")
    desk = Desk(dossier)
    desk.type("AC", "15⏎dup⏎loyer<f4>⏎1200⏎6064⏎⏎⏎").save()
    stored = desk.lines("AC")
    assert stored
    model, version = read_label_model(dossier.database, key)
    write_label_model(dossier, key, LabelModel("LOYER", "Autre", model.journal_type, active=False), version=version)
    assert desk.lines("AC") == stored
    assert not list(DossierLookup(dossier, fiscal_years(dossier.database)[0]).label_models(JournalType.PURCHASES))
