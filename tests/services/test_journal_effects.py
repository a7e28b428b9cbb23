"""Each setting of the card of a journal, and what it changes in the entry windows (JF)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.typing_kit import Desk
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY
from tuicompta.core.enums import CounterpartMode, JournalType, LabelRule, NumberingMode, Side
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, set_current_fiscal_year
from tuicompta.services.journals.journal_card import JournalSettings, read_journal
from tuicompta.services.journals.journal_preview import Preview, next_numbers, preview
from tuicompta.services.journals.journal_writing import CounterpartHeldError, write_journal
from tuicompta.services.journals.journals import journal_id

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

PURCHASE = "15⏎dup⏎⏎1200⏎6064⏎⏎⏎"
INVOICE = "15⏎dup⏎⏎1200⏎"
PAYROLL = "15⏎6411⏎paie⏎100⏎421⏎⏎"
BANKED = "15⏎dup⏎⏎120⏎"
APRIL = YearMonth(2026, 4)
MARCH_OF_NEXT_YEAR = YearMonth(2027, 3)


@pytest.fixture
def desk(dossier: Dossier) -> Desk:
    return Desk(dossier)


def key_of(desk: Desk, journal: str) -> int:
    key = journal_id(desk.dossier.database, journal)
    assert key is not None
    return key


# -- numbers -----------------------------------------------------------------------------------------------------------

NUMBERINGS: tuple[tuple[str, dict[str, Any], list[str]], ...] = (
    # Two purchases in March, then what April, and March of the next year, propose.
    ("by year", {"numbering": NumberingMode.PER_YEAR}, ["00001", "00002", "00003", "00001"]),
    ("by period", {"numbering": NumberingMode.PER_PERIOD}, ["00001", "00002", "00001", "00001"]),
    (
        "with a prefix",
        {"prefix": "{journal}{aa}{mm}-"},
        ["AC2603-00001", "AC2603-00002", "AC2604-00003", "AC2703-00001"],
    ),
    ("with a next number", {"next_number": 12}, ["00012", "00013", "00014", "00001"]),
)


@pytest.mark.spec("JF-10", "JF-11", "JF-12", "JF-13", "JF-16")
@pytest.mark.parametrize(
    ("settings", "expected"), [case[1:] for case in NUMBERINGS], ids=[case[0] for case in NUMBERINGS]
)
def test_numbers_follow_the_mode_the_prefix_and_the_next_number(
    desk: Desk, settings: dict[str, Any], expected: list[str]
) -> None:
    desk.journal("AC", **settings)
    first = desk.type("AC", PURCHASE)
    proposed = [first.pieces[0]]
    first.save()
    second = desk.type("AC", INVOICE)
    proposed.append(second.pieces[0])
    second.type("+")
    second.save()
    proposed += [desk.type("AC", INVOICE, month=month).pieces[0] for month in (APRIL, MARCH_OF_NEXT_YEAR)]
    assert proposed == expected


@pytest.mark.spec("JF-10")
def test_by_hand_nothing_is_numbered_before_the_first_number(desk: Desk) -> None:
    desk.journal("AC", numbering=NumberingMode.MANUAL)
    assert desk.type("AC", "15⏎").cell(Column.PIECE) == ""


@pytest.mark.spec("JF-06")
@pytest.mark.parametrize(("length", "expected"), [(1, "12"), (3, "012"), (8, "00000012")])
def test_the_length_is_that_of_the_option(desk: Desk, length: int, expected: str) -> None:
    desk.options({"entry.piece_length": length})
    desk.journal("AC", next_number=12)
    assert desk.type("AC", PURCHASE).pieces[0] == expected


@pytest.mark.spec("JF-14")
@pytest.mark.parametrize(("repeated", "pieces"), [(True, ["7", "7", "7"]), (False, ["7", "", ""])])
def test_the_piece_is_repeated_on_the_lines_or_not(desk: Desk, repeated: bool, pieces: list[str]) -> None:  # noqa: FBT001
    desk.type("AC", PURCHASE).save()
    desk.journal("AC", numbering=NumberingMode.MANUAL, repeat_piece=repeated)
    assert desk.type("AC", "15⏎7⏎dup⏎⏎1200⏎+").pieces == pieces


@pytest.mark.spec("JF-14")
def test_an_automatic_number_is_always_repeated(desk: Desk) -> None:
    desk.journal("AC", numbering=NumberingMode.PER_YEAR, repeat_piece=False)
    assert desk.type("AC", PURCHASE).pieces == ["00001", "00001", "00001"]


@pytest.mark.spec("JF-14")
def test_in_manual_mode_the_next_entry_proposes_the_number_above_plus_one(desk: Desk) -> None:
    desk.journal("AC", numbering=NumberingMode.MANUAL)
    typing = desk.type("AC", "15⏎FA-009⏎dup⏎⏎1200⏎6064⏎⏎⏎")
    typing.save()
    typing.type("15⏎")
    assert typing.cell(Column.PIECE) == "FA-010"


@pytest.mark.spec("JF-13", "SINV-03")
def test_the_last_number_is_given_back_and_a_hole_stays(desk: Desk) -> None:
    desk.type("AC", PURCHASE).save()
    for _ in range(2):
        desk.type("AC", INVOICE + "+").save()
    stored = desk.dossier.database.rows("SELECT id FROM entry ORDER BY id")
    delete_entry(desk.dossier, stored[1][0])
    assert desk.type("AC", INVOICE).pieces[0] == "00004"
    delete_entry(desk.dossier, stored[2][0])
    assert desk.type("AC", INVOICE).pieces[0] == "00003"


@pytest.mark.spec("JF-13", "SINV-03")
def test_a_higher_number_of_the_same_form_moves_the_counter_and_another_form_does_not(desk: Desk) -> None:
    desk.type("AC", PURCHASE).save()
    for piece, following in (("00009", "00010"), ("F-77", "00010"), ("00004", "00010")):
        typing = desk.type("AC", INVOICE + "+<ctrl+home>")
        typing.to(Column.PIECE).type(f"{piece}⏎")
        typing.save()
        assert desk.type("AC", INVOICE).pieces[0] == following


@pytest.mark.spec("JF-17")
def test_at_the_foot_each_line_is_a_piece_that_can_be_overtyped(desk: Desk) -> None:
    desk.journal("CA", counterpart_mode=CounterpartMode.FOOT_OF_JOURNAL)
    typing = desk.type("CA", "15⏎6064⏎timbres⏎10⏎⏎mar⏎acompte⏎50⏎")
    assert typing.pieces == ["00001", "00002"]
    typing.type("↑").to(Column.PIECE).type("00001⏎")
    assert typing.pieces == ["00001", "00001"]


# -- counterpart -------------------------------------------------------------------------------------------------------

COUNTERPARTS: tuple[tuple[CounterpartMode, list[str], list[str]], ...] = (
    (CounterpartMode.NONE, [], ["401DUP D 120,00"]),
    (CounterpartMode.LINE_BY_LINE, ["5121 C 120,00"], ["401DUP D 120,00", "5121 C 120,00"]),
)


@pytest.mark.spec("JF-18", "JF-19", "JF-20")
@pytest.mark.parametrize(("mode", "proposed", "accepted"), COUNTERPARTS)
def test_the_counterpart_is_proposed_line_by_line(
    desk: Desk, mode: CounterpartMode, proposed: list[str], accepted: list[str]
) -> None:
    desk.journal("BP", counterpart_mode=mode)
    typing = desk.type("BP", BANKED)
    assert typing.ghosts() == proposed
    typing.type("+")
    assert typing.lines() == accepted


@pytest.mark.spec("JF-19", "JF-20")
def test_the_counterpart_account_is_that_of_the_card_with_the_piece_date_and_label(desk: Desk) -> None:
    desk.journal("BP", counterpart_account="530")
    typing = desk.type("BP", BANKED + "+")
    assert typing.lines() == ["401DUP D 120,00", "530 C 120,00"]
    typing.save()
    assert desk.lines("BP") == [
        ("00001", "401DUP", 12000, 0, "Dupont SARL"),
        ("00001", "530", 0, 12000, "Dupont SARL"),
    ]


@pytest.mark.spec("JF-20")
def test_several_lines_take_one_counterpart_for_their_net_amount(desk: Desk) -> None:
    typing = desk.type("BP", "15⏎dup⏎⏎120⏎mar⏎300⏎")
    assert typing.lines() == ["401DUP D 120,00", "411MAR C 300,00"]
    assert typing.ghosts() == ["5121 D 180,00"]


@pytest.mark.spec("JF-22")
def test_the_foot_is_neither_taken_nor_left_while_an_open_month_has_lines(desk: Desk) -> None:
    desk.type("BP", BANKED + "+").save()
    with pytest.raises(CounterpartHeldError, match="mars 2026"):
        desk.journal("BP", counterpart_mode=CounterpartMode.FOOT_OF_JOURNAL)
    before = desk.lines("BP")
    for mode in (CounterpartMode.NONE, CounterpartMode.LINE_BY_LINE):
        desk.journal("BP", counterpart_mode=mode)
        assert desk.lines("BP") == before


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.spec("JF-24")
def test_the_date_is_repeated_today_or_the_first_day(desk: Desk) -> None:
    typing = desk.type("AC")
    assert typing.cell(Column.DATE) == "20"
    assert desk.type("AC", month=APRIL).cell(Column.DATE) == "1"
    typing.type(PURCHASE)
    assert typing.at == (3, Column.DATE)
    assert typing.cell(Column.DATE) == "15"


@pytest.mark.spec("JF-24")
def test_without_repetition_the_day_is_empty_on_each_entry(desk: Desk) -> None:
    desk.journal("AC", repeat_date=False)
    typing = desk.type("AC")
    assert typing.cell(Column.DATE) == ""
    typing.type(PURCHASE)
    assert typing.machine.entries[0].entry_date == date(2026, 3, 15)
    assert typing.at == (3, Column.DATE)
    assert typing.cell(Column.DATE) == ""


# -- labels ------------------------------------------------------------------------------------------------------------

LABELS: tuple[tuple[str, dict[str, Any], str], ...] = (
    # Where the rule gives nothing, only the memory of labels proposes (KM-69): here the last one used on the account.
    ("none", {"label_rule": LabelRule.NONE}, "Facture 12"),
    ("repeat", {"label_rule": LabelRule.REPEAT}, "Facture 12"),
    ("title", {"label_rule": LabelRule.ACCOUNT_TITLE}, "Dupont SARL"),
    (
        "built",
        {"label_rule": LabelRule.BUILT, "label_template": "{journal} {mois} {aaaa} {piece} {compte} {tiers}"},
        "Achats mars 2026 00002 401DUP Dupont SARL",
    ),
    (
        "without value",
        {"label_rule": LabelRule.BUILT, "label_template": "Fact. {document} {tiers}"},
        "Fact. Dupont SARL",
    ),
    ("title of the line", {"label_rule": LabelRule.BUILT, "label_template": "{intitule}"}, "Dupont SARL"),
)


@pytest.mark.spec("JF-25", "JF-26", "KM-69")
@pytest.mark.parametrize(("settings", "expected"), [case[1:] for case in LABELS], ids=[case[0] for case in LABELS])
def test_the_label_follows_the_rule(desk: Desk, settings: dict[str, Any], expected: str) -> None:
    desk.type("AC", "15⏎dup⏎Facture 12⏎1200⏎6064⏎⏎⏎").save()
    desk.journal("AC", **settings)
    assert desk.type("AC", "15⏎dup⏎").cell(Column.LABEL) == expected


@pytest.mark.spec("JF-25")
@pytest.mark.parametrize(
    ("rule", "labels"),
    [(LabelRule.REPEAT, ["Facture 12"] * 3), (LabelRule.BUILT, ["Facture 12"] * 3)],
)
def test_the_first_label_is_repeated_and_follows(desk: Desk, rule: LabelRule, labels: list[str]) -> None:
    desk.journal("AC", label_rule=rule, label_template="{tiers}")
    assert desk.type("AC", "15⏎dup⏎Facture 12⏎1200⏎6064⏎⏎⏎").labels == labels


@pytest.mark.spec("JF-25")
def test_each_line_bears_the_title_of_its_account(desk: Desk) -> None:
    desk.journal("AC", label_rule=LabelRule.ACCOUNT_TITLE)
    desk.type("AC", PURCHASE).save()
    assert [line[4] for line in desk.lines("AC")][:2] == ["Dupont SARL", "Fournitures administratives"]


# -- accounts and sides ------------------------------------------------------------------------------------------------

FORBIDDEN = "Le compte 411MAR fait partie des racines non autorisées du journal AC"


@pytest.mark.spec("JF-08", "JF-09")
def test_a_forbidden_root_warns_without_blocking_while_the_option_is_on(desk: Desk) -> None:
    typing = desk.type("AC", "15⏎411mar⏎")
    assert FORBIDDEN in typing.said
    assert not typing.errors
    assert typing.at[1] is not Column.ACCOUNT
    desk.journal("AC", forbidden_roots=("70",))
    assert FORBIDDEN not in desk.type("AC", "15⏎411mar⏎").said
    desk.journal("AC", forbidden_roots=("411M",))
    assert FORBIDDEN in desk.type("AC", "15⏎411mar⏎").said
    desk.options({"entry.warn_accounts": False})
    assert desk.type("AC", "15⏎411mar⏎").said == []


SIDED = (
    # By the card of the account, by the table of roots, by what balances, at last the debit.
    ("AC", "15⏎dup⏎⏎", Column.CREDIT),
    ("OD", "15⏎6411⏎paie⏎", Column.DEBIT),
    ("OD", "15⏎467⏎avance⏎", Column.DEBIT),
    ("OD", "15⏎6411⏎paie⏎100⏎467⏎", Column.CREDIT),
)


@pytest.mark.spec("JF-27")
@pytest.mark.parametrize(("journal", "keys", "column"), SIDED)
def test_the_cursor_lands_on_the_side(desk: Desk, journal: str, keys: str, column: Column) -> None:
    assert desk.type(journal, keys).at[1] is column


# -- the journal itself ------------------------------------------------------------------------------------------------


@pytest.mark.spec("JF-28")
def test_an_inactive_journal_is_proposed_in_no_entry_window(desk: Desk) -> None:
    typing = desk.type("AC", profile=CONTINUOUS_ENTRY)
    assert "OD" in [found.code for found in typing.work.lookup.journals()]
    desk.type("OD", PAYROLL + "+").save()
    desk.journal("OD", inactive=True)
    assert "OD" not in [found.code for found in desk.type("AC").work.lookup.journals()]
    assert len(desk.lines("OD")) == 2


PREVIEWED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("AC", {}),
    ("AC", {"prefix": "F{aa}-"}),
    ("AC", {"next_number": 77}),
    ("AC", {"numbering": NumberingMode.PER_PERIOD}),
    ("AC", {"label_rule": LabelRule.BUILT, "label_template": "{journal} {piece} {mois} {aaaa} {document}"}),
    ("VE", {"prefix": "V", "label_rule": LabelRule.BUILT, "label_template": "Vente {mois}"}),
)


@pytest.mark.spec("JF-29")
@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(("journal", "settings"), PREVIEWED)
def test_the_preview_is_what_the_next_entry_receives(
    desk: Desk,
    journal: str,
    settings: dict[str, Any],
    stored: bool,  # noqa: FBT001
) -> None:
    party, net = ("dup", "6064") if journal == "AC" else ("mar", "707")
    changed = desk.journal(journal, **settings)
    typing = desk.type(journal)
    if stored:
        typing.type(f"9⏎{party}⏎⏎1200⏎{net}⏎⏎⏎")
        typing.save()
        changed, _ = read_journal(desk.dossier, key_of(desk, journal))
    shown = preview(desk.dossier, key_of(desk, journal), changed)
    assert shown.day == (date(2026, 3, 9) if stored else date(2026, 3, 20))
    typing.type(f"⏎{party}⏎")
    row = typing.at[0]
    assert typing.cell(Column.DATE, row) == str(shown.day.day)
    assert typing.cell(Column.PIECE, row) == shown.piece
    assert typing.cell(Column.LABEL, row) == shown.label.replace("{tiers}", "Dupont SARL")
    typing.type("⏎")
    assert typing.at[1] is (Column.DEBIT if shown.side is Side.DEBIT else Column.CREDIT)


@pytest.mark.spec("JF-29", "JF-24")
def test_the_preview_leaves_what_is_to_be_typed(desk: Desk) -> None:
    changed = desk.journal("AC", numbering=NumberingMode.MANUAL, repeat_date=False, label_rule=LabelRule.REPEAT)
    assert preview(desk.dossier, None, changed) == Preview(None, "", "", Side.CREDIT)


@pytest.mark.spec("JF-12")
def test_each_period_has_its_next_number(desk: Desk) -> None:
    desk.journal("AC", numbering=NumberingMode.PER_PERIOD)
    desk.type("AC", PURCHASE).save()
    desk.type("AC", INVOICE + "+").save()
    assert [number for _, number in next_numbers(desk.dossier, key_of(desk, "AC"))] == [1, 1, 3, *[1] * 9]


@pytest.mark.spec("JF-07", "JF-16")
def test_a_change_made_in_the_second_year_leaves_the_first_one(desk: Desk) -> None:
    first, second = fiscal_years(desk.dossier.database)
    set_current_fiscal_year(desk.dossier, second)
    desk.journal("AC", prefix="N-", repeat_date=False, label_rule=LabelRule.ACCOUNT_TITLE, forbidden_roots=())
    later = desk.type("AC", "15⏎411mar⏎", month=MARCH_OF_NEXT_YEAR)
    assert FORBIDDEN not in later.said
    assert desk.type("AC", PURCHASE, month=MARCH_OF_NEXT_YEAR).pieces[0] == "N-00001"
    assert desk.type("AC", month=MARCH_OF_NEXT_YEAR).cell(Column.DATE) == ""
    assert desk.type("AC", PURCHASE).pieces[0] == "00001"
    assert FORBIDDEN in desk.type("AC", "15⏎411mar⏎").said
    set_current_fiscal_year(desk.dossier, first)
    desk.journal("AC", prefix="A-")
    assert desk.type("AC", PURCHASE, month=MARCH_OF_NEXT_YEAR).pieces[0] == "A-00001"


@pytest.mark.spec("JO-04", "SINV-07")
def test_changing_every_setting_of_a_delivered_journal_rewrites_no_line(desk: Desk) -> None:
    desk.type("AC", PURCHASE).save()
    stored = desk.dossier.database.rows("SELECT * FROM entry_line ORDER BY id")
    kept = desk.dossier.database.rows("SELECT * FROM due_date ORDER BY id")
    assert stored
    assert kept
    for settings in (
        {"description": "Frais", "forbidden_roots": ("6",)},
        {"numbering": NumberingMode.PER_PERIOD, "prefix": "X", "next_number": 4},
        {"numbering": NumberingMode.MANUAL, "prefix": "", "next_number": 2, "repeat_piece": False},
        {"repeat_date": False, "label_rule": LabelRule.BUILT, "label_template": "{compte}"},
    ):
        changed = desk.journal("AC", **settings)
        key = journal_id(desk.dossier.database, "AC")
        assert key is not None
        assert read_journal(desk.dossier, key)[0] == changed
    assert desk.dossier.database.rows("SELECT * FROM entry_line ORDER BY id") == stored
    assert desk.dossier.database.rows("SELECT * FROM due_date ORDER BY id") == kept


@pytest.mark.spec("JO-02")
def test_a_new_journal_serves_at_once_in_every_open_year(desk: Desk) -> None:
    settings = JournalSettings("AB", JournalType.PURCHASES, "Achats bis", prefix="B")
    write_journal(desk.dossier, None, settings)
    for month in (APRIL, MARCH_OF_NEXT_YEAR):
        assert desk.type("AB", PURCHASE, month=month).pieces[0] == "B00001"
