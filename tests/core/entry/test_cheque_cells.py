"""Where a cheque number is typed: payments by cheque, in the journals of a bank that has a chequebook."""

from datetime import date

import pytest

from tests.core.entry.ledger import Ledger, Typist, small_ledger
from tuicompta.core.entry.model import Column, Grid
from tuicompta.core.entry.ports import CodeInfo
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, JOURNAL_WINDOW, SINGLE_ENTRY, GridProfile
from tuicompta.core.enums import LabelRule

PROFILES = [CONTINUOUS_ENTRY, JOURNAL_WINDOW, SINGLE_ENTRY]


def with_cheques() -> Ledger:
    ledger = small_ledger()
    bank = ledger.journal_cards["BP"]
    ledger.add_journal(
        "BP",
        bank.description,
        bank.type,
        has_chequebook=True,
        counterpart_mode=bank.counterpart_mode,
        counterpart_account="512",
        label_rule=LabelRule.REPEAT,
    )
    ledger.cheques = {"BP": [CodeInfo("1001", "BP001"), CodeInfo("1002", "BP001")]}
    ledger.add_account("401DUP", "Dupont SARL", payment_method="CHQ")
    return ledger


def paid(profile: GridProfile, journal: str) -> Typist:
    """Type a payment to a supplier in a window, up to its amount."""
    if profile is JOURNAL_WINDOW:
        grid = Grid(date(2026, 3, 1), date(2026, 3, 31), journal=journal)
        typist = Typist(with_cheques(), profile=profile, grid=grid)
        return typist.type("15⏎dup⏎règlement⏎/100⏎" if journal == "OD" else "15⏎dup⏎règlement⏎100⏎")
    typist = Typist(with_cheques(), profile=profile, journal=journal)
    return typist.type("⏎15⏎dup⏎règlement⏎/100⏎" if journal == "OD" else "⏎15⏎dup⏎règlement⏎100⏎")


@pytest.mark.spec("CHQ-03")
@pytest.mark.parametrize(
    ("account", "keys", "proposed"),
    [
        ("401DUP", "100", "1001"),
        ("467", "100", "1001"),
        ("411MAR", "/100", "1001"),
        ("411MAR", "100", ""),
        ("401DUP", "/100", ""),
        ("6161", "100", ""),
    ],
)
def test_a_cheque_is_proposed_where_the_firm_pays(account: str, keys: str, proposed: str) -> None:
    ledger = with_cheques()
    for number, title in (("467", "Débiteurs divers"), ("411MAR", "Martin SA")):
        ledger.add_account(number, title, third_party_name=title, payment_method="CHQ")
    typist = Typist(ledger, journal="BP").type(f"⏎15⏎{account}⏎x⏎{keys}⏎")
    assert typist.machine.entries[0].lines[0].cheque == proposed
    ledger.add_account(account, "Autre moyen", third_party_name="x", payment_method="VIR")
    typist = Typist(ledger, journal="BP").type(f"⏎15⏎{account}⏎x⏎{keys}⏎")
    assert typist.machine.entries[0].lines[0].cheque == ""


@pytest.mark.spec("KM-22", "SJ-34", "SJ-35", "SE-10", "CHQ-03")
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_cheque_is_typed_in_each_window_in_a_treasury_journal_only(profile: GridProfile) -> None:
    typist = paid(profile, "BP").type("<ctrl+home>")
    assert typist.machine.entries[0].lines[0].cheque == "1001"
    typist.to(Column.CHEQUE).type("1002⏎")
    assert typist.machine.entries[0].lines[0].cheque == "1002"
    typist = paid(profile, "OD").type("<ctrl+home>")
    assert typist.machine.entries[0].lines[0].account == "401DUP"
    assert typist.to(Column.CHEQUE).at[1] is not Column.CHEQUE
