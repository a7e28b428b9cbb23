"""Delivered models called in the kilomètre screen of a dossier (KM-91, KM-99)."""

from datetime import date

import pytest

from tests.core.entry.ledger import keys_of
from tests.services.typing_kit import MARCH, Typing
from tuicompta.core.entry.model import Column, Grid
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.typing_window import TypingWindow
from tuicompta.services.fiscal_years.fiscal_years import fiscal_year_of
from tuicompta.services.guides.models import model_rows, switch_model

PAYROLL = ["6411 D 3 000,00", "6451 D 1 200,00", "421 C 2 200,00", "431 C 1 450,00", "437 C 410,00", "4421 C 140,00"]


def kilometre(dossier: Dossier, keys: str) -> Typing:
    year = fiscal_year_of(dossier.database, date(2026, 3, 1))
    assert year is not None
    work = TypingWindow(dossier, CONTINUOUS_ENTRY, EntryOrigin.CONTINUOUS_ENTRY, year)
    typing = Typing(work, Grid(year.start, year.end, [], MARCH))
    typing.type(keys)
    return typing


@pytest.mark.spec("KM-99", "KM-91", "MG-12")
def test_the_delivered_payroll_takes_thirty_keys(dossier: Dossier) -> None:
    keys = "/p⏎31⏎3000⏎1200⏎2200⏎1450⏎410⏎"
    assert len(keys_of(keys)) == 30
    typing = kilometre(dossier, "od⏎")
    assert typing.at == (0, Column.DATE)
    typing.type(keys)
    assert typing.lines() == PAYROLL
    assert typing.machine.entries[0].complete
    assert typing.machine.entries[0].entry_date == date(2026, 3, 31)
    assert set(typing.labels) == {"Paie mars 2026"}
    assert typing.at == (6, Column.DATE)
    typing.save()
    assert dossier.database.value("SELECT sum(debit) FROM entry_line") == 420_000
    assert not kilometre(dossier, f"od⏎{keys[:-1]}").machine.entries[0].complete


@pytest.mark.spec("KM-91")
def test_models_are_listed_by_short_code_or_name_and_stop_on_what_is_open(dossier: Dossier) -> None:
    typing = kilometre(dossier, "ac⏎/achat tva")
    shown = typing.machine.open_list()
    assert shown is not None
    assert [(row.code, row.label) for row in shown.rows] == [
        ("A10", "Achat TVA 10 %"),
        ("A20", "Achat TVA 20 %"),
        ("A21", "Achat TVA 2,1 %"),
        ("A55", "Achat TVA 5,5 %"),
    ]
    typing = kilometre(dossier, "ac⏎/a20⏎15⏎dup⏎")
    assert typing.at == (0, Column.CREDIT)
    typing.type("1234,56⏎6064⏎")
    assert typing.lines() == ["401DUP C 1 234,56", "6064 D 1 028,80", "44566 D 205,76"]
    assert typing.machine.entries[0].complete


@pytest.mark.spec("KM-91", "MG-04")
def test_an_inactive_model_is_called_no_more(dossier: Dossier) -> None:
    for row in model_rows(dossier.database):
        if row.code == "P":
            switch_model(dossier, row.id)
    typing = kilometre(dossier, "od⏎/p⏎")
    assert "P" not in [line.account for line in typing.machine.entries[0].lines]
    shown = kilometre(dossier, "od⏎/p").machine.open_list()
    assert shown is not None
    assert "P" not in [row.code for row in shown.rows]
