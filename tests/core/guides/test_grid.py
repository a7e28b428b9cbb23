"""Typing a guided entry: what stops, what is locked, what follows (SGE-13 to SGE-20, MG-06, MG-07)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import keys_of
from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.effects import CloseRequested, Message, OpenCard, OpenConsultation, SaveRequested
from tuicompta.core.entry.keys import KeyStroke
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.entry.view import Voice
from tuicompta.core.enums import AccountType, JournalType, Side
from tuicompta.core.guide_formulas import BALANCE, NET_OF_TOTAL
from tuicompta.core.guides.body import Body, Header
from tuicompta.core.guides.grid import GuidedGrid
from tuicompta.core.guides.model import END_OF_MONTH, Guide, GuideLine, entry_number
from tuicompta.core.guides.texts import Definition, GuideText, Prefix

D, C = Side.DEBIT, Side.CREDIT
FORBIDDEN = dict.fromkeys(JournalType, (False, None))
ACCOUNTS = {
    "401": AccountInfo("401", "Fournisseurs", type=AccountType.ROOT),
    "401DUP": AccountInfo("401DUP", "Dupont SARL"),
    "401DUR": AccountInfo("401DUR", "Durand"),
    "44566": AccountInfo("44566", "TVA déductible", tax_rate=2000),
    "6063": AccountInfo("6063", "Petit équipement", blocked=True),
    "6064": AccountInfo("6064", "Fournitures"),
    "707": AccountInfo("707", "Ventes", sides=FORBIDDEN),
}
PURCHASE = (
    GuideLine(side=C),
    GuideLine(side=D, formula=NET_OF_TOTAL),
    GuideLine("44566", D, formula=BALANCE),
)


def header(*lines: GuideLine, label: str = "", number: str = "", month: int = 3) -> Header:
    guide = Guide("Achat", "AC", JournalType.PURCHASES, lines or PURCHASE)
    start = date(2026, month, 1)
    end = date(2026, month, {2: 28, 3: 31}[month])
    return Header(
        guide,
        start,
        end,
        date(2026, 3, 20),
        number,
        label,
        "00042",
        lambda account: (ACCOUNTS[account].tax_rate or 0) if account in ACCOUNTS else 0,
        lambda account: ACCOUNTS[account].title if account in ACCOUNTS else "",
    )


def grid(*lines: GuideLine, label: str = "", number: str = "", month: int = 3) -> GuidedGrid:
    made = GuidedGrid(list(ACCOUNTS.values()))
    made.show(header(*lines, label=label, number=number, month=month), Body())
    return made


def typed(made: GuidedGrid, keys: str) -> list[str]:
    """Type keys; return the messages of the last one."""
    effects: object = []
    for key in keys_of(keys):
        effects = made.press(key)
    return [effect.text for effect in effects if isinstance(effect, Message)]  # type: ignore[attr-defined]


def at(made: GuidedGrid) -> tuple[int, Column]:
    return made.cursor.row, made.cursor.column


def lines(made: GuidedGrid) -> list[str]:
    return [f"{line.account} {format_amount(line.balance)}" for line in made.body.lines]


def cell(made: GuidedGrid, row: int, column: Column) -> tuple[str, Voice]:
    view = made.row(row).cells[column]
    return view.text, view.voice


@pytest.mark.spec("SGL-04", "SGE-15", "SGE-16", "MG-06", "SGE-20")
def test_enter_stops_only_on_what_is_open_and_amounts_follow_at_once() -> None:
    made = grid()
    assert at(made) == (0, Column.DATE)
    assert typed(made, "15⏎dup⏎") == []
    assert at(made) == (0, Column.CREDIT)
    typed(made, "1000+234,56⏎")
    assert lines(made) == ["401DUP -1 234,56", " 1 028,80", "44566 205,76"]
    assert at(made) == (1, Column.ACCOUNT)
    assert typed(made, "6064⏎")[0].startswith("Dernière case")
    assert lines(made) == ["401DUP -1 234,56", "6064 1 028,80", "44566 205,76"]
    assert {line.label for line in made.body.lines} == {"Dupont SARL"}
    assert {line.piece for line in made.body.lines} == {"00042"}
    assert made.body.day == date(2026, 3, 15)
    assert made.totals().remainder == 0
    assert cell(made, 2, Column.DEBIT) == ("205,76", Voice.DIM)


@pytest.mark.spec("MG-06")
def test_a_computed_amount_typed_over_is_kept_until_it_is_emptied() -> None:
    made = grid()
    typed(made, "15⏎dup⏎120⏎6064⇥⇥⇥")
    assert at(made) == (1, Column.DEBIT)
    typed(made, "90⏎")
    assert lines(made)[1:] == ["6064 90,00", "44566 30,00"]
    typed(made, "<ctrl+home>")
    typed(made, "→→→→→240⏎")
    assert lines(made) == ["401DUP -240,00", "6064 90,00", "44566 150,00"]
    typed(made, "<ctrl+z>")
    assert lines(made) == ["401DUP -120,00", "6064 90,00", "44566 30,00"]
    typed(made, "<ctrl+y>→→→⌦")
    assert lines(made) == ["401DUP -240,00", "6064 200,00", "44566 40,00"]


@pytest.mark.spec("SGE-16")
@pytest.mark.parametrize(
    ("keys", "said", "amount"),
    [
        ("-5⏎", "Montant négatif refusé : tapez-le positif, de l'autre côté.", 0),
        ("1/0⏎", "Division par zéro : «1/0». Corrigez le calcul.", 0),
        ("abc⏎", "Montant ou calcul illisible : «abc». Tapez par exemple 1234,56 ou 1200+20%.", 0),
        ("0⏎", "", 0),
        ("12,345⏎", "", -1235),
        ("200*3%⏎", "", -600),
    ],
)
def test_amounts_are_zero_or_positive_expressions(keys: str, said: str, amount: int) -> None:
    made = grid()
    typed(made, "15⏎dup⏎")
    assert "".join(typed(made, keys)) == said
    assert made.body.lines[0].balance == amount
    assert bool(made.error) == bool(said)
    assert (made.cursor.caret is not None) == bool(said)
    typed(made, "⎋")
    assert made.error == ""


@pytest.mark.spec("SGE-16")
def test_an_amount_is_on_one_side_only() -> None:
    made = grid()
    typed(made, "15⏎dup⏎50⇤")
    assert at(made) == (0, Column.DEBIT)
    typed(made, "30⏎")
    assert (made.body.lines[0].debit, made.body.lines[0].credit) == (3_000, 0)
    typed(made, "<ctrl+home>")
    assert at(made) == (0, Column.ACCOUNT)
    typed(made, "→→→/")
    assert at(made) == (0, Column.CREDIT)
    typed(made, "<f12>")
    assert lines(made)[0] == "401DUP 30,00"


@pytest.mark.spec("SGE-20", "MG-07")
def test_locked_cells_are_grey_skipped_and_refused() -> None:
    every = frozenset(Column)
    made = grid(
        GuideLine("401DUP", C, locked=frozenset({Column.ACCOUNT, Column.PIECE, Column.DEBIT})),
        GuideLine("6064", D, amount=5_000, locked=every),
        GuideLine("44566", D, formula=BALANCE),
    )
    typed(made, "⏎")
    assert at(made) == (0, Column.CREDIT)
    typed(made, "⇤")
    assert at(made) == (0, Column.LABEL)
    typed(made, "⇤")
    assert at(made) == (0, Column.DATE)
    typed(made, "→")
    assert at(made) == (0, Column.ACCOUNT)
    assert cell(made, 0, Column.ACCOUNT) == ("401DUP", Voice.LOCKED)
    assert typed(made, "4") == ["Cellule fixée par le modèle : elle n'est pas modifiable ici."]
    assert typed(made, "⌦") == ["Cellule fixée par le modèle : elle n'est pas modifiable ici."]
    typed(made, "⇥⇥80⇥")
    assert at(made) == (2, Column.ACCOUNT)
    assert cell(made, 1, Column.DEBIT) == ("50,00", Voice.LOCKED)


@pytest.mark.spec("MG-07")
def test_everything_is_modifiable_by_default() -> None:
    made = grid(GuideLine("401DUP", C, amount=100), GuideLine("6064", D, formula=BALANCE))
    typed(made, "20⇥dur⇥X1⇥Autre⇥5⏎")
    assert (made.body.lines[0].account, made.body.lines[0].piece, made.body.lines[0].label) == ("401DUR", "X1", "Autre")
    assert made.body.lines[1].piece == "X1"
    assert made.body.day == date(2026, 3, 20)


@pytest.mark.spec("SGE-15")
@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("707⏎", "Compte 707 non autorisé dans un journal de type Achats. F4 montre les comptes possibles."),
        ("401⏎", "Le compte 401 est de type Racine : il ne reçoit pas d'écritures."),
        ("6063⏎", "Compte bloqué : 6063 Petit équipement."),
        ("999⏎", "Compte inconnu : «999». F4 montre les comptes possibles."),
    ],
)
def test_the_accounts_are_those_allowed_for_the_type(keys: str, said: str) -> None:
    made = grid()
    typed(made, "15⏎")
    assert typed(made, keys) == [said]
    assert made.body.lines[0].account == ""
    typed(made, "⎋ ")
    shown = made.open_list()
    assert shown is not None
    assert [row.code for row in shown.rows] == ["401DUP", "401DUR", "44566", "6064"]
    typed(made, "↓⏎")
    assert made.body.lines[0].account == "401DUR"


@pytest.mark.spec("SGE-15", "MG-05")
@pytest.mark.parametrize(
    ("day", "month", "shown"), [(5, 3, 5), (31, 2, 28), (END_OF_MONTH, 2, 28), (END_OF_MONTH, 3, 31)]
)
def test_the_day_is_that_of_the_model_in_the_month(day: int, month: int, shown: int) -> None:
    made = grid(GuideLine("401DUP", C, day=day), GuideLine("6064", D, day=day, formula=BALANCE), month=month)
    assert made.body.day == date(2026, month, shown)
    assert not made.body.is_filled


@pytest.mark.spec("SGE-15")
def test_a_day_outside_the_month_is_refused() -> None:
    made = grid(month=2)
    assert made.body.day == date(2026, 2, 1)
    for keys in ("29⏎", "0⏎", "x⏎", "1502⏎"):
        assert typed(made, keys) == ["Tapez un jour du mois, de 1 à 28."]
        typed(made, "⎋")
    typed(made, "28⏎")
    assert made.body.day == date(2026, 2, 28)


@pytest.mark.spec("SGE-01", "SGE-15", "SGF-03", "MG-05")
def test_texts_come_from_the_model_else_from_the_header() -> None:
    number = GuideText(definition=Definition("N°", Prefix.ENTRY_NUMBER, suffix="-B"))
    made = grid(
        GuideLine("401DUP", C, piece=number, label=GuideText("Loyer {mois} {aaaa}")),
        GuideLine("6064", D, formula=BALANCE),
        label="En-tête",
        number=entry_number(JournalType.PURCHASES, 12),
    )
    assert [(line.piece, line.label) for line in made.body.lines] == [
        ("ACH00012-B", "Loyer mars 2026"),
        ("00042", "En-tête"),
    ]


@pytest.mark.spec("SGE-08")
def test_numbers_of_guided_entries() -> None:
    assert [entry_number(kind, 12) for kind in JournalType if kind is not JournalType.OPENING] == [
        "ACH00012",
        "VEN00012",
        "TRE00012",
        "OD00012",
    ]


@pytest.mark.spec("SGE-13", "SGE-14")
def test_nothing_is_typed_before_the_guide_is_chosen_and_emptying_frees_the_header() -> None:
    made = GuidedGrid(list(ACCOUNTS.values()))
    made.show(None, Body())
    assert made.row_count == 0
    assert typed(made, "1") == ["Choisissez d'abord le guide et le mois."]
    made.show(header(), Body())
    assert not made.body.is_filled
    typed(made, "15⏎")
    assert made.body.is_filled
    made.empty()
    assert not made.body.is_filled
    assert made.row_count == 3


@pytest.mark.spec("SGE-11", "SGE-07")
def test_what_is_only_read_takes_no_key() -> None:
    made = grid()
    typed(made, "15⏎dup⏎120⏎6064⏎")
    stored = made.body
    made.show(header(), stored, "Écriture comptabilisée.")
    typed(made, "<ctrl+home>")
    for keys in ("1", "⌦", "<f12>", " "):
        assert typed(made, keys) in (["Écriture comptabilisée."], [])
    made.empty()
    typed(made, "<ctrl+z>")
    assert made.body == stored
    assert cell(made, 0, Column.CREDIT) == ("120,00", Voice.LOCKED)


@pytest.mark.spec("SGE-17")
def test_saving_reads_the_cell_first_and_a_refusal_stays() -> None:
    made = grid()
    typed(made, "15⏎dup⏎120")
    assert made.press(KeyStroke("ctrl+s")) == [SaveRequested(then_close=False)]
    assert made.body.lines[0].credit == 12_000
    typed(made, "x")
    effects = made.press(KeyStroke("f9"))
    assert isinstance(effects[0], Message)
    assert not made.finish()
    assert made.press(KeyStroke("escape")) == []
    assert made.press(KeyStroke("escape")) == [CloseRequested()]
    assert made.press(KeyStroke("f7")) == [OpenConsultation("401DUP")]
    assert isinstance(made.press(KeyStroke("f2"))[0], OpenCard)


def test_a_hostile_text_stays_a_text() -> None:
    made = grid(GuideLine("401DUP", C), GuideLine("6064", D, formula=BALANCE))
    typed(made, "⏎⇤")
    made.paste("'; DROP TABLE entry; --\n\u202e[b]{mois}" + "x" * 500)
    typed(made, "⏎")
    label = made.body.lines[0].label
    assert len(label) <= 100
    assert "\n" not in label
    assert "\u202e" not in label
