"""Approximate lettering of accounts: what it copies, what it refuses, on the card, from the list, at creation."""

from typing import Any

import pytest

from tests.services.typing_kit import Desk
from tuicompta.core.enums import JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.accounts.account_deletion import AccountNamedError, delete_account
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.accounts.approximate_lettering import (
    Approximation,
    ApproximationMissingError,
    default_approximation,
    switch_approximation,
)
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.journals.journal_card import JournalSettings, read_journal
from tuicompta.services.journals.journal_writing import JournalInUseError, delete_journal, write_journal
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.settings.setting_links import SettingRefusedError
from tuicompta.services.settings.settings import set_settings

STORED = """
    SELECT lettering, approximate_lettering, maximum_gap,
           (SELECT number FROM account AS other WHERE other.id = account.gap_account_debit_id),
           (SELECT number FROM account AS other WHERE other.id = account.gap_account_credit_id),
           (SELECT code FROM journal WHERE id = gap_journal_id)
      FROM account WHERE number = ?
"""


def options(dossier: Dossier) -> Approximation:
    set_settings(
        dossier.database,
        {
            "lettering.maximum_gap": 250,
            "lettering.gap_account_debit": "6588",
            "lettering.gap_account_credit": "7588",
            "lettering.gap_journal": "OD",
        },
    )
    return Approximation(250, "6588", "7588", "OD")


def stored(dossier: Dossier, number: str) -> tuple[Any, ...] | None:
    return dossier.database.row(STORED, (number,))


def key(dossier: Dossier, number: str) -> int:
    found = account_id(dossier.database, number)
    assert found is not None
    return found


@pytest.mark.spec("FC-24", "OLA-01")
def test_the_card_keeps_its_four_values_whatever_the_options_become(dossier: Dossier) -> None:
    values = options(dossier)
    assert default_approximation(dossier.database) == values
    desk = Desk(dossier)
    changed = desk.account("401DUP", approximate_lettering=True, approximation=values)
    set_settings(dossier.database, {"lettering.maximum_gap": 999, "lettering.gap_journal": "AC"})
    assert stored(dossier, "401DUP") == (1, 1, 250, "6588", "7588", "OD")
    assert desk.account("401DUP") == changed
    desk.account("401DUP", approximate_lettering=False)
    assert stored(dossier, "401DUP") == (1, 0, None, None, None, None)


@pytest.mark.spec("FC-24", "FC-03")
def test_it_goes_away_with_lettering_and_never_comes_to_another_nature(dossier: Dossier) -> None:
    values = options(dossier)
    desk = Desk(dossier)
    desk.account("401DUP", approximate_lettering=True, approximation=values)
    desk.account("401DUP", lettering=False)
    assert stored(dossier, "401DUP") == (0, 0, None, None, None, None)
    desk.account("6064", lettering=True, approximate_lettering=True, approximation=values)
    assert stored(dossier, "6064") == (0, 0, None, None, None, None)


REFUSED: tuple[tuple[Approximation, type[TuicomptaError], str], ...] = (
    (Approximation(None, "6588", "7588", "OD"), ApproximationMissingError, "Écart maximum"),
    (Approximation(0, "6588", "7588", "OD"), ApproximationMissingError, "Écart maximum"),
    (Approximation(1, None, "7588", "OD"), ApproximationMissingError, "régularisation au débit"),
    (Approximation(1, "6588", None, "OD"), ApproximationMissingError, "régularisation au crédit"),
    (Approximation(1, "6588", "7588", None), ApproximationMissingError, "Journal de régularisation"),
    (Approximation(1, "7588", "7588", "OD"), SettingRefusedError, "racine 6"),
    (Approximation(1, "6588", "7588", "ZZ"), SettingRefusedError, "ZZ"),
)


@pytest.mark.spec("FC-24", "OLA-04", "OLA-05", "OLA-06")
@pytest.mark.parametrize(("values", "refusal", "named"), REFUSED)
def test_what_is_missing_or_of_another_nature_is_refused(
    dossier: Dossier, values: Approximation, refusal: type[TuicomptaError], named: str
) -> None:
    options(dossier)
    with pytest.raises(refusal, match=named):
        Desk(dossier).account("401DUP", approximate_lettering=True, approximation=values)
    assert stored(dossier, "401DUP") == (1, 0, None, None, None, None)


@pytest.mark.spec("PC-09", "OLA-01")
def test_the_list_turns_it_over_and_names_what_it_skips(dossier: Dossier) -> None:
    options(dossier)
    Desk(dossier).account("411MAR", lettering=False)
    keys = [key(dossier, number) for number in ("401DUP", "411MAR", "6064", "401")]
    assert switch_approximation(dossier, keys) == (["401DUP", "411MAR"], [], ["6064", "401"])
    assert stored(dossier, "411MAR") == (1, 1, 250, "6588", "7588", "OD")
    assert switch_approximation(dossier, keys[:1]) == ([], ["401DUP"], [])
    assert stored(dossier, "401DUP") == (1, 0, None, None, None, None)


@pytest.mark.spec("OLA-06", "PC-09")
def test_the_list_refuses_incomplete_options_and_changes_nothing(dossier: Dossier) -> None:
    options(dossier)
    set_settings(dossier.database, {"lettering.gap_journal": ""})
    with pytest.raises(ApproximationMissingError, match="Journal de régularisation"):
        switch_approximation(dossier, [key(dossier, "401DUP")])
    assert stored(dossier, "401DUP") == (1, 0, None, None, None, None)


@pytest.mark.spec("FC-24", "OFC-04")
def test_new_accounts_take_it_from_the_option(dossier: Dossier) -> None:
    options(dossier)
    set_settings(dossier.database, {"accounts.lettering": "approximate"})
    create_account(dossier, "401NEW", "Nouveau")
    create_account(dossier, "60641", "Fournitures")
    assert stored(dossier, "401NEW") == (1, 1, 250, "6588", "7588", "OD")
    assert stored(dossier, "60641") == (0, 0, None, None, None, None)
    set_settings(dossier.database, {"lettering.gap_journal": ""})
    create_account(dossier, "401BIS", "Autre")
    assert stored(dossier, "401BIS") == (1, 0, None, None, None, None)


@pytest.mark.spec("PC-03", "JO-07", "JF-28")
def test_accounts_and_journals_that_an_option_names_stay(dossier: Dossier) -> None:
    options(dossier)
    with pytest.raises(AccountNamedError, match="Compte de régularisation au débit"):
        delete_account(dossier, key(dossier, "6588"))
    write_journal(dossier, None, JournalSettings("OD2", JournalType.GENERAL, "Autre"))
    set_settings(dossier.database, {"lettering.gap_journal": "OD2"})
    journal = journal_id(dossier.database, "OD2")
    assert journal is not None
    with pytest.raises(JournalInUseError, match="l'option «Journal de régularisation» l'utilise"):
        delete_journal(dossier, journal)
    with pytest.raises(JournalInUseError, match="inactif"):
        Desk(dossier).journal("OD2", inactive=True)
    assert read_journal(dossier, journal)[0].inactive is False
