"""Whatever is entered, changed and deleted in practical entry, the books hold and each operation has its one entry."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import fixed_clock
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.cash import BankTransfer, CashOperation
from tuicompta.core.practical.categories import DELIVERED
from tuicompta.core.practical.invoice import Invoice, NetLine, VatBlock
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.vat import split_total
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.practical.invoice_saving import delete_invoice, save_invoice
from tuicompta.services.practical.operation_saving import delete_operation, save_operation
from tuicompta.services.practical.transfers import save_transfer

if TYPE_CHECKING:
    from pathlib import Path

DAYS = st.dates(date(2025, 12, 30), date(2028, 1, 2))
CENTS = st.integers(-5, 10**9)
TEXTS = st.text(max_size=12)
NATURES = {PracticalKind.PURCHASE: ("6064", "2183", "6271"), PracticalKind.SALE: ("707", "706", "7097")}
PARTIES = {PracticalKind.PURCHASE: ("401DUP", "4011", "401GONE"), PracticalKind.SALE: ("411MAR", "4111")}


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """Draw an invoice, most of them right, some of them not."""
    kind = draw(st.sampled_from([PracticalKind.PURCHASE, PracticalKind.SALE]))
    blocks = []
    for rate in draw(st.lists(st.sampled_from([None, 550, 1000, 2000]), min_size=1, max_size=3, unique=True)):
        part = draw(CENTS)
        net, vat = (part, 0) if rate is None else split_total(part, rate)
        blocks.append(VatBlock(rate, vat, (NetLine(draw(st.sampled_from(NATURES[kind])), net),)))
    wrong = draw(st.sampled_from([0, 0, 0, 0, 1]))
    total = sum(block.total for block in blocks) + wrong
    party = draw(st.sampled_from(PARTIES[kind]))
    return Invoice(kind, draw(DAYS), draw(TEXTS), party, draw(TEXTS), total, tuple(blocks))


@st.composite
def operations(draw: st.DrawFn) -> CashOperation:
    """Draw a receipt or an expense."""
    category = draw(st.sampled_from(DELIVERED))
    account = draw(st.sampled_from(["401DUP", "411MAR", "413", "6061", "6278", "1648", "467"]))
    vat, extra = (draw(st.integers(0, 200)) if category.extra_roots else 0 for _ in range(2))
    treasury = draw(st.sampled_from(["5121", "530", "517"]))
    texts = draw(TEXTS), draw(TEXTS)
    return CashOperation(category, draw(DAYS), treasury, *texts, draw(CENTS), account, rate=2000, vat=vat, extra=extra)


@st.composite
def transfers(draw: st.DrawFn) -> BankTransfer:
    """Draw a transfer."""
    source, target = (draw(st.sampled_from(["5121", "530", "517"])) for _ in range(2))
    return BankTransfer(draw(DAYS), source, target, draw(TEXTS), draw(TEXTS), draw(CENTS))


ACTS = st.tuples(
    st.sampled_from(["save", "change", "delete", "validate"]), st.one_of(invoices(), operations(), transfers())
)


def play(dossier: Dossier, acts: list[tuple[str, Any]]) -> None:
    """Do what is drawn; a refusal must leave everything as it was."""
    for name, typed in acts:
        stored = dossier.database.rows("SELECT id, kind, version, entry_id FROM practical_operation ORDER BY id DESC")
        before = state(dossier)
        try:
            act(dossier, name, typed, stored)
        except TuicomptaError:
            assert state(dossier) == before


def act(dossier: Dossier, name: str, typed: Any, stored: list[tuple[Any, ...]]) -> None:  # noqa: ANN401 (any operation)
    saves: dict[type, Any] = {Invoice: save_invoice, CashOperation: save_operation, BankTransfer: save_transfer}
    save = saves[type(typed)]
    kinds = {Invoice: {"purchase", "sale"}, CashOperation: {"receipt", "expense"}, BankTransfer: {"transfer"}}
    same = next((row for row in stored if row[1] in kinds[type(typed)]), None)
    if name == "save" or same is None:
        save(dossier, typed)
    elif name == "change":
        save(dossier, typed, same[0], same[2])
    elif name == "delete":
        (delete_invoice if isinstance(typed, Invoice) else delete_operation)(dossier, same[0])
    else:
        validate_entries(dossier, [same[3]])


def state(dossier: Dossier) -> list[list[tuple[Any, ...]]]:
    tables = ("practical_operation", "practical_block", "practical_line", "entry", "entry_line", "due_date", "account")
    return [dossier.database.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 (names of this test)


def assert_one_entry_each(dossier: Dossier) -> None:
    """Each operation has its entry, two for a transfer through 58, and each entry names its operation (INVT-01)."""
    database = dossier.database
    pairs = database.rows("SELECT entry_id, id, kind FROM practical_operation") + database.rows(
        "SELECT second_entry_id, id, kind FROM practical_operation WHERE second_entry_id IS NOT NULL"
    )
    entries = database.rows("SELECT id, source_id, origin, source_kind, linked, status FROM entry ORDER BY id")
    assert sorted((entry, operation) for entry, operation, _ in pairs) == [row[:2] for row in entries]
    origins = {entry: PracticalKind(kind).origin.value for entry, _, kind in pairs}
    for entry, _, origin, source, linked, status in entries:
        assert (origin, source, linked) == (origins[entry], "practical_entry", 1)
        assert status in {"N", "V"}
    totals = """
        SELECT amount, (SELECT sum(vat) FROM practical_block WHERE operation_id = practical_operation.id),
               (SELECT sum(amount) FROM practical_line WHERE operation_id = practical_operation.id)
          FROM practical_operation WHERE kind IN ('purchase', 'sale')
    """
    assert all(total == vat + net for total, vat, net in database.rows(totals))


@pytest.mark.attack
@pytest.mark.spec("INVT-01", "INVT-03", "INVT-05", "SP-19", "SPT-07")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=12))
def test_any_sequence_leaves_sound_books_and_one_entry_an_operation(
    dossier_files: tuple[Path, Path], acts: list[tuple[str, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        path = shutil.copy(dossier_files[1], f"{folder}/Morel.compta")
        dossier = open_dossier(type(dossier_files[1])(path), clock=fixed_clock)
        try:
            play(dossier, acts)
            assert_one_entry_each(dossier)
            assert check_dossier(dossier.database) == []
        finally:
            with suppress(TuicomptaError):
                close_dossier(dossier)
