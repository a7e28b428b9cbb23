"""Each setting of the card of an account, and what it changes in the entry windows and after them (FC)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.services.entries_kit import bank, entry, line, purchase, save
from tests.services.typing_kit import MARCH, Desk
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.effects import CreateAccount, OpenDueDates
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, JOURNAL_WINDOW, SINGLE_ENTRY
from tuicompta.core.enums import AccountType, DueDateMode, JournalType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.accounts.account_card import Associated, JournalSide, read_account
from tuicompta.services.accounts.account_marks import toggle_purchases, toggle_sales
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.entries.errors import AccountNotEnterableError
from tuicompta.services.lettering.errors import LetteringNotAllowedError
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

INVOICE = "15⏎dup⏎⏎1200⏎"
PURCHASES, SALES, TREASURY, GENERAL = (
    JournalType.PURCHASES,
    JournalType.SALES,
    JournalType.TREASURY,
    JournalType.GENERAL,
)


@pytest.fixture
def desk(dossier: Dossier) -> Desk:
    return Desk(dossier)


# -- sides and journal types -------------------------------------------------------------------------------------------


@pytest.mark.spec("FC-33", "FC-34", "JF-27")
@pytest.mark.parametrize(
    ("side", "column"), [(Side.DEBIT, Column.DEBIT), (Side.CREDIT, Column.CREDIT), (None, Column.DEBIT)]
)
def test_the_side_of_the_grid_places_the_cursor(desk: Desk, side: Side | None, column: Column) -> None:
    desk.account("467", sides={GENERAL: JournalSide(allowed=True, side=side)})
    assert desk.type("OD", "15⏎467⏎avance⏎").at[1] is column


@pytest.mark.spec("FC-34")
def test_the_other_side_can_always_be_used(desk: Desk) -> None:
    desk.account("467", sides={GENERAL: JournalSide(allowed=True, side=Side.CREDIT)})
    typing = desk.type("OD", "15⏎467⏎avance⏎")
    typing.to(Column.DEBIT).type("100⏎")
    assert typing.lines() == ["467 D 100,00"]


@pytest.mark.spec("FC-33", "FC-34", "OSA-02")
@pytest.mark.parametrize("journal", ["AC", "VE", "BP", "OD"])
def test_a_type_of_journal_not_allowed_warns_without_blocking(desk: Desk, journal: str) -> None:
    kind = {"AC": PURCHASES, "VE": SALES, "BP": TREASURY, "OD": GENERAL}[journal]
    warning = f"Le compte 467 n'est pas autorisé dans un journal de type {kind.label}"
    assert warning not in desk.type(journal, "15⏎467⏎").said
    desk.account("467", sides={kind: JournalSide(allowed=False)})
    typing = desk.type(journal, "15⏎467⏎")
    assert warning in typing.said
    assert not typing.errors
    assert typing.at[1] is not Column.ACCOUNT
    desk.options({"entry.warn_accounts": False})
    assert desk.type(journal, "15⏎467⏎").said == []


# -- what receives no line ---------------------------------------------------------------------------------------------


@pytest.mark.spec("FC-05", "SINV-04")
@pytest.mark.parametrize("profile", ["JOURNAL_WINDOW", "SINGLE_ENTRY", "CONTINUOUS_ENTRY"])
def test_a_blocked_account_is_refused_whatever_the_option(desk: Desk, profile: str) -> None:
    desk.account("6064", blocked=True)
    desk.options({"entry.warn_accounts": False})
    keys = {"JOURNAL_WINDOW": INVOICE, "SINGLE_ENTRY": "⏎" + INVOICE, "CONTINUOUS_ENTRY": "⏎" + INVOICE}[profile]
    known = {"SINGLE_ENTRY": SINGLE_ENTRY, "CONTINUOUS_ENTRY": CONTINUOUS_ENTRY}
    typing = desk.type("AC", keys, profile=known.get(profile, JOURNAL_WINDOW))
    typing.type("6064⏎")
    assert typing.errors == ["Compte bloqué : 6064 Fournitures administratives."]


@pytest.mark.spec("FC-05", "SINV-04")
def test_a_blocked_account_refuses_saves_and_keeps_its_lines(desk: Desk) -> None:
    save(desk.dossier, purchase())
    save(desk.dossier, bank("401DUP", -123_456))
    desk.account("401DUP", blocked=True)
    with pytest.raises(AccountNotEnterableError):
        save(desk.dossier, purchase(key=2))
    stored = desk.dossier.database.rows(
        "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
    )
    assert letter_lines(desk.dossier, "401DUP", [key for (key,) in stored]).code == "AA"


@pytest.mark.spec("FC-19", "SINV-04")
def test_a_root_receives_no_line(desk: Desk) -> None:
    assert "type Racine" in desk.type("AC", "15⏎401⏎").errors[0]
    desk.options({"accounts.hierarchy": False})
    create_account(desk.dossier, "4671", "Divers")
    desk.account("4671", type=AccountType.ROOT)
    assert "type Racine" in desk.type("OD", "15⏎4671⏎").errors[0]
    with pytest.raises(AccountNotEnterableError):
        save(desk.dossier, entry(line("4671", 5), line("411MAR", credit=5), journal="OD"))
    desk.account("4671", type=AccountType.DETAIL)
    save(desk.dossier, entry(line("4671", 5), line("411MAR", credit=5), journal="OD"))
    with pytest.raises(TuicomptaError, match="4671 porte des lignes"):
        desk.account("4671", type=AccountType.ROOT)


# -- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.spec("FC-16")
def test_a_number_typed_short_is_completed_like_it_was_at_its_creation(desk: Desk) -> None:
    desk.options({"entry.account_length": 6, "entry.pad_accounts": True})
    create_account(desk.dossier, "4675", "Divers")
    typing = desk.type("OD", "15⏎4675⏎")
    assert typing.machine.entries[0].lines[0].account == "467500"
    assert desk.type("AC", "15⏎401DUP⏎").machine.entries[0].lines[0].account == "401DUP"


@pytest.mark.spec("FC-44", "FC-43")
def test_an_unknown_number_offers_to_create_the_account_with_the_settings_of_its_relative(desk: Desk) -> None:
    desk.account("6064", sides={PURCHASES: JournalSide(allowed=False)})
    typing = desk.type("AC", "15⏎60641⏎")
    assert CreateAccount("60641") in typing.effects
    create_account(desk.dossier, "60641", "Papier")
    created = typing.work.lookup.account("60641")
    assert created is not None
    typing.effects = typing.machine.account_created(created)
    assert typing.machine.entries[0].lines[0].account == "60641"
    assert created.vat is not None
    assert (created.vat.account, created.vat.rate) == ("44566", 2000)
    assert created.sides[PURCHASES] == (False, None)


# -- due dates ---------------------------------------------------------------------------------------------------------

DUES: tuple[tuple[DueDateMode, str | None, str, bool], ...] = (
    (DueDateMode.NONE, None, "", False),
    (DueDateMode.NONE, "CH30", "", False),
    (DueDateMode.SCHEDULE, None, "15/03/2026", False),
    (DueDateMode.SCHEDULE, "CH30", "14/04/2026", False),
    (DueDateMode.SCHEDULE, "VI30FM", "30/04/2026", False),
    (DueDateMode.AUTOMATIC, "CH30", "14/04/2026", True),
)


@pytest.mark.spec("FC-27", "FC-28")
@pytest.mark.parametrize(("mode", "term", "day", "opened"), DUES)
def test_the_due_date_follows_the_mode_and_the_term(
    desk: Desk,
    mode: DueDateMode,
    term: str | None,
    day: str,
    opened: bool,  # noqa: FBT001
) -> None:
    desk.account("401DUP", due_date_mode=mode, payment_term=term)
    typing = desk.type("AC", INVOICE)
    assert typing.cell(Column.DUE_DATE, 0) == day
    assert (OpenDueDates(1, 0, automatic=True) in typing.effects) is opened
    typing.type("<ctrl+home>").to(Column.DUE_DATE)
    assert (typing.at[1] is Column.DUE_DATE) is (mode is not DueDateMode.NONE)


@pytest.mark.spec("FC-27", "SINV-07")
def test_existing_due_dates_stay_whatever_the_mode_and_the_term_become(desk: Desk) -> None:
    desk.account("401DUP", payment_term="CH30")
    typing = desk.type("AC", INVOICE + "6064⏎⏎⏎")
    typing.save()
    dues = desk.dossier.database.rows("SELECT due_on, amount FROM due_date")
    assert dues == [("2026-04-14", 120_000)]
    for settings in ({"payment_term": "VI60"}, {"due_date_mode": DueDateMode.NONE}):
        desk.account("401DUP", **settings)
        assert desk.dossier.database.rows("SELECT due_on, amount FROM due_date") == dues


# -- lettering ---------------------------------------------------------------------------------------------------------


@pytest.mark.spec("FC-23", "FC-25")
def test_lettering_asks_for_the_tick_and_takes_the_next_code_of_the_card(desk: Desk) -> None:
    save(desk.dossier, purchase())
    save(desk.dossier, bank("401DUP", -123_456))
    keys = [
        key
        for (key,) in desk.dossier.database.rows(
            "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
        )
    ]
    desk.account("401DUP", lettering=False)
    with pytest.raises(LetteringNotAllowedError):
        letter_lines(desk.dossier, "401DUP", keys)
    desk.account("401DUP", lettering=True, next_lettering_code="FA")
    assert letter_lines(desk.dossier, "401DUP", keys).code == "FA"
    key = account_id(desk.dossier.database, "401DUP")
    assert key is not None
    assert read_account(desk.dossier.database, key)[0].next_lettering_code == "FB"


# -- VAT ---------------------------------------------------------------------------------------------------------------

VAT: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({}, ["6064 D 1 000,00", "44566 D 200,00"]),
    ({"proposed_vat": "44562"}, ["6064 D 1 000,00", "44562 D 200,00"]),
    ({"proposed_vat": None}, ["6064 D 1 200,00"]),
    ({"vat_exempt": True, "vat_operation": "goods_services"}, ["6064 D 1 200,00"]),
)


@pytest.mark.spec("FC-29", "TVAP-26")
@pytest.mark.parametrize(("settings", "expected"), VAT)
def test_the_vat_proposed_with_a_charge_is_that_of_its_card(
    desk: Desk, settings: dict[str, Any], expected: list[str]
) -> None:
    desk.account("6064", **settings)
    typing = desk.type("AC", INVOICE + "6064⏎⏎⏎")
    assert typing.lines() == ["401DUP C 1 200,00", *expected]


@pytest.mark.spec("FC-29", "FC-30", "TVAP-26")
def test_the_rate_is_that_of_the_vat_account(desk: Desk) -> None:
    desk.account("44566", vat_rate=1000)
    typing = desk.type("AC", "15⏎dup⏎⏎1100⏎6064⏎⏎⏎")
    assert typing.lines() == ["401DUP C 1 100,00", "6064 D 1 000,00", "44566 D 100,00"]


@pytest.mark.spec("FC-15", "SINV-07")
def test_the_data_of_tax_are_those_of_the_day_of_entry(desk: Desk) -> None:
    typing = desk.type("AC", INVOICE + "6064⏎⏎⏎")
    typing.save()
    stored = desk.dossier.database.rows("SELECT * FROM vat_record ORDER BY 1")
    lines = desk.dossier.database.rows("SELECT * FROM entry_line ORDER BY id")
    assert stored
    desk.account("44566", vat_rate=1000, vat_operation="fixed_assets")
    desk.account("6064", title="Autre", proposed_vat=None, centralised=True, blocked=True)
    desk.account("401DUP", title="Autre", lettering=False, control_account="40")
    assert desk.dossier.database.rows("SELECT * FROM vat_record ORDER BY 1") == stored
    assert desk.dossier.database.rows("SELECT * FROM entry_line ORDER BY id") == lines


# -- associated accounts -----------------------------------------------------------------------------------------------

CHAINS: tuple[tuple[tuple[Associated, ...], list[str]], ...] = (
    (
        (Associated("607", "net_of_total"), Associated("44566", "vat_of_total")),
        ["607 D 1 000,00", "44566 D 200,00"],
    ),
    ((Associated("607", "net_of_total"),), ["607 D 1 200,00"]),
    ((Associated("607", "balance"),), ["607 D 1 200,00"]),
    ((Associated("607"), Associated("467", "percentage", 2550)), ["607", "467 D 306,00"]),
    ((Associated("607", "percentage", 2550), Associated("467", "balance")), ["607 D 306,00", "467 D 894,00"]),
)


@pytest.mark.spec("FC-35", "FC-36", "FC-37", "SJ-17")
@pytest.mark.parametrize(("chain", "proposed"), CHAINS)
def test_a_chain_proposes_its_lines_in_order_with_their_amounts(
    desk: Desk, chain: tuple[Associated, ...], proposed: list[str]
) -> None:
    desk.account("401DUP", associated=chain)
    assert desk.type("AC", INVOICE).ghosts() == proposed


@pytest.mark.spec("FC-36")
def test_a_line_of_the_chain_is_accepted_dropped_or_the_rest_is_dropped(desk: Desk) -> None:
    desk.account("401DUP", associated=(Associated("607", "net_of_total"), Associated("44566", "vat_of_total")))
    typing = desk.type("AC", INVOICE + "⏎⏎")
    assert typing.lines() == ["401DUP C 1 200,00", "607 D 1 000,00", "44566 D 200,00"]
    typing.save()
    assert [row[1:4] for row in desk.lines("AC")] == [("401DUP", 0, 120_000), ("607", 100_000, 0), ("44566", 20_000, 0)]
    assert desk.type("AC", INVOICE + "⌦").ghosts() == ["44566 D 200,00"]
    assert len(desk.type("AC", INVOICE + "⎋").lines()) == 1


@pytest.mark.spec("FC-36")
def test_chains_work_in_the_journal_and_single_entry_windows_only(desk: Desk) -> None:
    desk.account("401DUP", associated=(Associated("467", "balance"),))
    assert desk.type("AC", "⏎" + INVOICE, profile=SINGLE_ENTRY).ghosts() == ["467 D 1 200,00"]
    assert "467" not in " ".join(desk.type("AC", "⏎" + INVOICE, profile=CONTINUOUS_ENTRY).ghosts())


# -- flags and collective accounts -------------------------------------------------------------------------------------


@pytest.mark.spec("FC-31", "PC-08")
def test_the_flags_of_practical_entry_come_from_the_root_and_turn_over(desk: Desk) -> None:
    def flags(number: str) -> tuple[bool, bool]:
        key = account_id(desk.dossier.database, number)
        assert key is not None
        settings, _ = read_account(desk.dossier.database, key)
        return settings.purchase_nature, settings.sale_nature

    for number, expected in (
        ("6064", (True, False)),
        ("2183", (True, False)),
        ("707", (False, True)),
        ("467", (False, False)),
    ):
        assert flags(number) == expected
        key = account_id(desk.dossier.database, number)
        assert key is not None
        toggle_purchases(desk.dossier, [key])
        toggle_sales(desk.dossier, [key])
        assert flags(number) == (not expected[0], not expected[1])


@pytest.mark.spec("FC-18")
def test_a_title_changes_at_any_time_and_the_next_labels_follow(desk: Desk) -> None:
    desk.type("AC", INVOICE + "6064⏎⏎⏎").save()
    desk.account("401DUP", title="Dupont Frères")
    typing = desk.type("AC", "15⏎dup⏎")
    assert typing.cell(Column.LABEL) == "Dupont Frères"
    assert {row[4] for row in desk.lines("AC")} == {"Dupont SARL"}


@pytest.mark.spec("FC-17", "FC-22")
def test_an_account_without_line_is_renumbered_and_entered_under_its_new_number(desk: Desk) -> None:
    desk.account("401DUP", number="401DUPONT")
    assert desk.type("AC", "15⏎401DUPONT⏎").machine.entries[0].lines[0].account == "401DUPONT"
    save(desk.dossier, entry(line("401DUPONT", credit=5), line("467", 5), journal="OD"))
    with pytest.raises(TuicomptaError, match="Réimputation"):
        desk.account("401DUPONT", number="401DUP")
    assert desk.type("OD", "15⏎401DUPONT⏎", month=YearMonth(MARCH.year, 4)).errors == []
