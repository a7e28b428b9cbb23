"""Cash operations make balanced entries on the accounts and sides of their category."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.cash import (
    BankTransfer,
    CashOperation,
    ChequeDeposit,
    ReceivedCheque,
    check_deposit,
    check_operation,
    check_transfer,
    deposit_lines,
    operation_lines,
    transfer_lines,
)
from tuicompta.core.practical.categories import DELIVERED, Category, Shape, delivered
from tuicompta.core.practical.errors import NoChequeError, PartAmountError, PositiveAmountError, SameAccountError
from tuicompta.core.practical.kinds import PracticalKind

DAY = date(2026, 3, 15)
BY_CODE = {category.code: category for category in DELIVERED}


def operation(code: str, amount: int = 10_000, account: str = "411MAR", **cells: object) -> CashOperation:
    typed: dict[str, object] = {"piece": "B1", "description": "Opération", **cells}
    return CashOperation(BY_CODE[code], DAY, "5121", amount=amount, account=account, **typed)  # type: ignore[arg-type]


def posted(typed: CashOperation) -> list[tuple[str, int, int]]:
    check_operation(typed)
    return [(line.account, line.debit, line.credit) for line in operation_lines(typed, "44566", "6275")]


@pytest.mark.spec("SPT-03", "SPT-04", "SPT-05")
def test_money_comes_in_or_goes_out() -> None:
    assert posted(operation("customer")) == [("411MAR", 0, 10_000), ("5121", 10_000, 0)]
    assert posted(operation("supplier", account="401DUP")) == [("401DUP", 10_000, 0), ("5121", 0, 10_000)]
    assert posted(operation("bank_fees", account="6278")) == [("6278", 10_000, 0), ("5121", 0, 10_000)]


@pytest.mark.spec("SPT-02")
def test_charges_with_vat_interest_and_bills_have_their_own_lines() -> None:
    assert posted(operation("fuel", 12_000, "6061", vat=2000)) == [
        ("6061", 10_000, 0),
        ("44566", 2000, 0),
        ("5121", 0, 12_000),
    ]
    loan = operation("instalment", 50_000, "1648", extra=8000)
    assert posted(loan) == [("1648", 42_000, 0), ("6275", 8000, 0), ("5121", 0, 50_000)]
    bills = operation("bills", 100_000, "413", extra=1000, vat=200)
    assert posted(bills) == [("413", 0, 100_000), ("6275", 1000, 0), ("44566", 200, 0), ("5121", 98_800, 0)]


@pytest.mark.spec("SPT-02")
def test_the_delivered_categories_are_those_of_the_table() -> None:
    labels = {kind: [category.label for category in delivered(kind)] for kind in PracticalKind}
    assert labels[PracticalKind.RECEIPT] == [
        "Client",
        "Acompte client",
        "Effets avec frais",
        "Apport",
        "Emprunt",
        "Remboursement de TVA",
        "Intérêts reçus",
        "Autre",
    ]
    assert labels[PracticalKind.EXPENSE] == [
        "Fournisseur",
        "Acompte fournisseur",
        "Frais bancaires",
        "Carburant",
        "Entretien",
        "Salaires",
        "Cotisations sociales",
        "TVA",
        "Impôts",
        "Échéance d'emprunt",
        "Prélèvement de l'exploitant",
        "Autre",
    ]
    roots = {category.label: "/".join(category.roots) for category in DELIVERED if category.roots}
    assert roots == {
        "Acompte client": "4191",
        "Effets avec frais": "413",
        "Apport": "108/455",
        "Emprunt": "164",
        "Remboursement de TVA": "44583",
        "Intérêts reçus": "76",
        "Acompte fournisseur": "4091",
        "Frais bancaires": "627",
        "Carburant": "6061",
        "Entretien": "615",
        "Salaires": "421",
        "Cotisations sociales": "431",
        "TVA": "44551",
        "Impôts": "444/63",
        "Échéance d'emprunt": "164",
        "Prélèvement de l'exploitant": "108",
    }
    assert BY_CODE["instalment"].extra_roots[-1] == "661"
    assert BY_CODE["bills"].extra_roots[-1] == "627"
    assert BY_CODE["bills"].vat
    assert {category.label for category in DELIVERED if not category.roots} == {"Client", "Fournisseur", "Autre"}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (operation("customer", 0), PositiveAmountError),
        (operation("customer", -1), PositiveAmountError),
        (operation("fuel", 100, vat=101), PartAmountError),
        (operation("fuel", 100, vat=-1), PartAmountError),
        (operation("bills", 100, extra=60, vat=50), PartAmountError),
        (operation("instalment", 100, extra=101), PartAmountError),
    ],
)
def test_amounts_that_make_no_sense_are_refused(typed: CashOperation, error: type[TuicomptaError]) -> None:
    with pytest.raises(error):
        check_operation(typed)


@pytest.mark.spec("SPT-08")
def test_a_transfer_goes_through_the_account_of_transfers() -> None:
    transfer = BankTransfer(DAY, "5121", "530", "V1", "Retrait", 5000)
    check_transfer(transfer)
    lines = [[(line.account, line.debit, line.credit) for line in entry] for entry in transfer_lines(transfer, "580")]
    assert lines == [[("5121", 0, 5000), ("580", 5000, 0)], [("580", 0, 5000), ("530", 5000, 0)]]
    lines = [[(line.account, line.debit, line.credit) for line in entry] for entry in transfer_lines(transfer, None)]
    assert lines == [[("5121", 0, 5000), ("530", 5000, 0)]]
    for wrong, error in (
        (replace(transfer, target="5121"), SameAccountError),
        (replace(transfer, amount=0), PositiveAmountError),
    ):
        with pytest.raises(error):
            check_transfer(wrong)


@pytest.mark.spec("SPT-09")
def test_a_deposit_has_one_line_a_cheque() -> None:
    cheques = tuple(ReceivedCheque(rank, "5112", 100 * rank, f"Client {rank}") for rank in (1, 2, 3))
    deposit = ChequeDeposit(DAY, "5121", "R1", "Remise", cheques)
    assert deposit.total == 600
    lines = [(line.account, line.debit, line.credit) for line in deposit_lines(deposit)]
    assert lines == [("5121", 600, 0), ("5112", 0, 100), ("5112", 0, 200), ("5112", 0, 300)]
    with pytest.raises(NoChequeError):
        check_deposit(replace(deposit, cheques=()))


PARTS = st.tuples(st.integers(1, 10**12), st.integers(0, 100), st.integers(0, 100))


@pytest.mark.spec("INVT-03")
@given(st.sampled_from(DELIVERED), PARTS)
def test_any_operation_balances_with_one_side_a_line(category: Category, parts: tuple[int, int, int]) -> None:
    amount, vat, extra = parts
    vat, extra = min(vat, amount), 0 if category.shape in {Shape.PARTY, Shape.ACCOUNT} else min(extra, amount)
    if vat + extra > amount:
        vat = 0
    typed = CashOperation(category, DAY, "5121", "", "Opération", amount, "467", vat=vat, extra=extra)
    check_operation(typed)
    lines = operation_lines(typed, "44566", "6275")
    assert sum(line.debit - line.credit for line in lines) == 0
    assert all(bool(line.debit) != bool(line.credit) for line in lines)
