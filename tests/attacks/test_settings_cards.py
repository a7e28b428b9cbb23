"""Hostile texts and numbers in the cards of accounts, journals, third parties and label models; two sessions on one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.conftest import dossier, dossier_files, dossier_path
from tests.services.typing_kit import Desk
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.third_parties import Address, BankDetails, Contact
from tuicompta.services.accounts.account_card import Associated
from tuicompta.services.accounts.account_parties import add_party, main_party
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.accounts.standard_chart import transfer
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.small_tables.label_models import create_label_model
from tuicompta.services.third_parties.third_parties import read_third_party, write_third_party

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["dossier", "dossier_files", "dossier_path"]

PIECES = (
    "'; DROP TABLE account; --",
    "\x1b]52;c;eA==\x07",
    "\u202eevil",
    "{tiers}{inconnu}",
    "[bold]x[/bold]",
    "\x00\x9b31m",
    "\u0130I\u0131i",
    "é" * 300,
    "%_\\",
    "",
    "   ",
    "\ud800",
    "401DUP",
    "💥" * 90,
)
ROUNDS = 60


def hostile(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 3)))


def stored_texts(dossier: Dossier) -> list[str]:
    queries = (
        "SELECT title FROM account",
        "SELECT description FROM journal",
        "SELECT name FROM third_party",
        "SELECT label FROM label_model",
        "SELECT town FROM third_party_address",
        "SELECT last_name FROM third_party_contact",
        "SELECT text FROM note",
    )
    return [text for query in queries for (text,) in dossier.database.rows(query)]


def _refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except TuicomptaError as refusal:
        return str(refusal)
    return ""


def _write_party(dossier: Dossier, party: int, text: str, other: str) -> None:
    found, version = read_third_party(dossier.database, party)
    changed = replace(
        found,
        name=text,
        siren=other,
        invoicing=Address(town=text),
        contacts=(Contact(last_name=other),),
        bank_details=(BankDetails(text, other),) if text else (),
    )
    write_third_party(dossier, party, changed, version=version)


Act = Callable[[Desk, int, int, str, str], object]
ACTS: tuple[Act, ...] = (
    lambda desk, _, __, text, other: create_account(desk.dossier, text, other),
    lambda desk, _, __, text, other: desk.account("401DUP", title=text, next_lettering_code=other),
    lambda desk, _, __, text, other: desk.account("401DUP", associated=(Associated(text, other, len(text)),)),
    lambda desk, _, __, text, other: desk.account("6064", proposed_vat=text, control_account=other),
    lambda desk, _, __, text, other: desk.account("411MAR", payment_term=text, control_account=other),
    lambda desk, _, __, text, other: desk.journal("AC", description=text, prefix=other),
    lambda desk, _, __, text, other: desk.journal("AC", label_template=text, forbidden_roots=(other,)),
    lambda desk, _, __, text, ___: desk.journal("BP", counterpart_account=text),
    lambda desk, _, __, text, other: create_label_model(desk.dossier, text, other),
    lambda desk, account, _, text, __: add_party(desk.dossier, account, text),
    lambda desk, _, party, text, other: _write_party(desk.dossier, party, text, other),
    lambda desk, _, __, text, other: transfer(desk.dossier, "pcg", 2026, [text, other]),
)


@pytest.mark.attack
@pytest.mark.spec("FC-18", "JF-03", "ML-02", "TI-05")
def test_hostile_texts_are_refused_or_stored_clean(dossier: Dossier, attack_factor: int) -> None:
    chance = random.Random(7)  # noqa: S311 - data of a test
    desk = Desk(dossier)
    account = account_id(dossier.database, "401DUP")
    assert account is not None
    party = main_party(dossier.database, account)
    assert party is not None
    for _ in range(ROUNDS * attack_factor):
        for act in ACTS:
            told = _refusal(partial(act, desk, account, party, hostile(chance), hostile(chance)))
            assert "\x1b" not in told
    for text in stored_texts(dossier):
        assert text.isprintable()
        assert "\u202e" not in text
    assert not check_dossier(dossier.database)


@pytest.mark.attack
@pytest.mark.spec("FIC-19")
def test_two_sessions_on_one_card_never_overwrite_unseen(dossier: Dossier, attack_factor: int) -> None:
    other = open_dossier(dossier.path, clock=dossier.clock)
    account = account_id(dossier.database, "401DUP")
    assert account is not None
    party = main_party(dossier.database, account)
    assert party is not None
    for turn in range(5 * attack_factor):
        mine, version = read_third_party(dossier.database, party)
        theirs, seen = read_third_party(other.database, party)
        write_third_party(other, party, replace(theirs, legal_form=f"F{turn}"), version=seen)
        with pytest.raises(RecordChangedError):
            write_third_party(dossier, party, replace(mine, legal_form="perdu"), version=version)
        assert read_third_party(dossier.database, party)[0].legal_form == f"F{turn}"
    close_dossier(other)
