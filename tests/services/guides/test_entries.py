"""Guided entries: numbers, states, posting (SGL, SGE)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import change, purchase, reread, save
from tests.services.guides_kit import DAY, filled, guided, header, lines_of, model_of, new_model, number_of, shown
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import DocumentKind, EntryOrigin, JournalType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import BALANCE
from tuicompta.core.guides import body as bodies
from tuicompta.core.guides.model import GuidedState
from tuicompta.models.failures import StorageFailureError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.accounts.account_deletion import AccountNamedError, delete_account
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import (
    AccountNotEnterableError,
    ClosedMonthError,
    GuidedEntryError,
    IncompleteEntryError,
    SingleLineEntryError,
    UnbalancedEntryError,
)
from tuicompta.services.entries.sources import set_source
from tuicompta.services.entries.unlink import NotGuidedError, break_guided_link
from tuicompta.services.fiscal_years.fiscal_year_list import FiscalYearNotDeletableError, delete_fiscal_year
from tuicompta.services.guides.entries import (
    GuidedEntry,
    delete_guided_entry,
    guided_rows,
    months,
    period_on,
    read_guided_entry,
    why_read_only,
    write_guided_entry,
)
from tuicompta.services.guides.errors import (
    EmptyGuidedEntryError,
    GuidedEntryStateError,
    GuidedYearClosedError,
    GuidedYearError,
    InactiveGuideError,
)
from tuicompta.services.guides.headers import current_month
from tuicompta.services.guides.lines import GuideModelLine
from tuicompta.services.guides.models import switch_model
from tuicompta.services.guides.posting import Duplicates, duplicate_pieces, post_guided_entries, post_guided_entry
from tuicompta.services.settings.settings import set_settings

DUP = {1: "401DUP", 2: "6064"}


def entries(dossier: Dossier) -> int:
    return int(dossier.database.value("SELECT count(*) FROM entry"))


def state_of(dossier: Dossier, identifier: int) -> GuidedState:
    return read_guided_entry(dossier.database, identifier)[0].state


def invoice(dossier: Dossier, total: int = 120_000) -> int:
    return guided(dossier, "A20", {1: total}, DUP)


@pytest.mark.spec("SGE-08")
def test_each_type_counts_in_each_fiscal_year(dossier: Dossier) -> None:
    first = [invoice(dossier), guided(dossier, "P", {1: 1}), invoice(dossier), guided(dossier, "V20", {1: 1})]
    assert [number_of(dossier, key) for key in first] == ["ACH00001", "OD00001", "ACH00002", "VEN00001"]
    following = (
        guided(dossier, "FRBST", {1: 1}, day=date(2027, 1, 5)),
        guided(dossier, "A0", {1: 1}, day=date(2027, 1, 5)),
    )
    assert [number_of(dossier, key) for key in following] == ["TRE00001", "ACH00001"]
    delete_guided_entry(dossier, first[2])
    assert number_of(dossier, invoice(dossier)) == "ACH00003"
    with pytest.raises(RuleRefusedError):
        dossier.database.run("UPDATE guided_entry SET number = 'ACH00099' WHERE id = ?", (first[0],))


@pytest.mark.spec("SGE-17", "SGE-10", "SGL-05", "INVT-02")
def test_what_is_saved_in_progress_is_nowhere_in_the_books(dossier: Dossier) -> None:
    model = model_of(dossier, "P")
    body = filled(header(dossier, model, label="Essai"), {1: 300_000, 3: 220_000})
    body = replace(
        body, lines=tuple(replace(line, debit=0) if rank == 5 else line for rank, line in enumerate(body.lines))
    )
    identifier = write_guided_entry(
        dossier, None, GuidedEntry(model, period_on(dossier.database, DAY) or 0, "Essai", body), notes="À revoir"
    )
    stored, version = read_guided_entry(dossier.database, identifier)
    assert (stored.body, stored.label, stored.state, version) == (body, "Essai", GuidedState.IN_PROGRESS, 1)
    assert entries(dossier) == 0
    assert dossier.database.rows("SELECT * FROM balance_total") == []
    assert dossier.database.rows("SELECT * FROM entry_line") == []
    write_guided_entry(dossier, identifier, replace(stored, label="Autre"), version=version)
    with pytest.raises(RecordChangedError):
        write_guided_entry(dossier, identifier, stored, version=version)
    delete_guided_entry(dossier, identifier)
    with pytest.raises(RecordGoneError):
        read_guided_entry(dossier.database, identifier)


@pytest.mark.spec("SGE-18", "SGE-09", "SJ-10", "SGE-11", "SGE-16", "INVT-01", "INVT-03", "CTX-04")
def test_posting_makes_one_ordinary_entry_that_names_its_origin(dossier: Dossier) -> None:
    identifier = guided(dossier, "P", {1: 300_000, 3: 220_000, 4: 0, 5: 41_000})
    entry_id = post_guided_entry(dossier, identifier)
    assert lines_of(dossier, entry_id) == [
        ("6411", 300_000, 0, "Paie mars 2026", "00001", "OD00001"),
        ("421", 0, 220_000, "Paie mars 2026", "00001", "OD00001"),
        ("437", 0, 41_000, "Paie mars 2026", "00001", "OD00001"),
        ("4421", 0, 39_000, "Paie mars 2026", "00001", "OD00001"),
    ]
    row = dossier.database.row("SELECT status, origin, source_kind, source_id, linked, entry_date FROM entry")
    assert row == ("N", EntryOrigin.GUIDED_ENTRY, DocumentKind.GUIDED_ENTRY, identifier, 1, "2026-03-15")
    stored, _ = read_guided_entry(dossier.database, identifier)
    assert stored.state is GuidedState.POSTED
    assert "Modifier la saisie guidée" in why_read_only(stored)
    for act in (
        lambda: post_guided_entry(dossier, identifier),
        lambda: delete_guided_entry(dossier, identifier),
        lambda: write_guided_entry(dossier, identifier, stored, version=2),
    ):
        with pytest.raises(GuidedEntryStateError, match="OD00001 est à l'état «Comptabilisé»"):
            act()
    assert entries(dossier) == 1
    save(dossier, purchase())
    with pytest.raises(StorageFailureError, match="UNIQUE"):
        set_source(dossier.database, 2, DocumentKind.GUIDED_ENTRY, identifier)


@pytest.mark.spec("CTX-04", "CTX-05", "CTX-06", "CTX-07", "SGE-12", "INV-09", "INVT-01")
def test_the_entry_changes_in_the_journal_once_its_link_is_broken(dossier: Dossier) -> None:
    identifier = invoice(dossier)
    entry_id = post_guided_entry(dossier, identifier)
    content = read_guided_entry(dossier.database, identifier)[0].body
    typed = change(reread(dossier, entry_id), (0, Column.LABEL, "Autre"))
    for act in (lambda: save(dossier, typed), lambda: delete_entry(dossier, entry_id)):
        with pytest.raises(GuidedEntryError, match="choisissez «Modifier la saisie guidée»"):
            act()
    break_guided_link(dossier, entry_id)
    stored, _ = read_guided_entry(dossier.database, identifier)
    assert (stored.state, stored.body) == (GuidedState.CHANGED, content)
    assert why_read_only(stored).startswith("Écriture modifiée en comptabilité")
    with pytest.raises(NotGuidedError):
        break_guided_link(dossier, entry_id)
    save(dossier, change(reread(dossier, entry_id), (0, Column.LABEL, "Autre")))
    assert lines_of(dossier, entry_id)[0][3] == "Autre"
    delete_entry(dossier, entry_id)
    assert state_of(dossier, identifier) is GuidedState.CHANGED
    with pytest.raises(GuidedEntryStateError):
        post_guided_entry(dossier, identifier)
    assert entries(dossier) == 0


@pytest.mark.spec("SGE-18", "INVT-03")
def test_what_cannot_be_posted_stays_in_progress_with_its_reason(dossier: Dossier) -> None:
    empty = guided(dossier, "A20", {})
    open_account = guided(dossier, "A20", {1: 100})
    alone = guided(dossier, "A0", {1: 100, 2: 0}, DUP)
    unbalanced = guided(dossier, "A20", {1: 120_000, 3: 1}, DUP)
    month = guided(dossier, "P", {1: 100}, day=date(2026, 5, 1))
    blocked = guided(dossier, "FOURN", {1: 120_000}, {1: "401DUP"})
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6064'")
    dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (3, 5, 'x')")
    for identifier, error in (
        (empty, EmptyGuidedEntryError),
        (open_account, IncompleteEntryError),
        (alone, SingleLineEntryError),
        (unbalanced, UnbalancedEntryError),
        (month, ClosedMonthError),
        (blocked, AccountNotEnterableError),
    ):
        with pytest.raises(error):
            post_guided_entry(dossier, identifier)
        assert state_of(dossier, identifier) is GuidedState.IN_PROGRESS
    assert entries(dossier) == 0


@pytest.mark.spec("INVT-01", "SGE-11")
def test_two_sessions_post_an_entry_once(dossier: Dossier) -> None:
    identifier = invoice(dossier)
    other = open_dossier(dossier.path, clock=fixed_clock)
    stored, version = read_guided_entry(other.database, identifier)
    post_guided_entry(dossier, identifier)
    for act in (
        lambda: post_guided_entry(other, identifier),
        lambda: write_guided_entry(other, identifier, stored, version=version),
        lambda: delete_guided_entry(other, identifier),
    ):
        with pytest.raises(GuidedEntryStateError):
            act()
    close_dossier(other)
    assert entries(dossier) == 1


@pytest.mark.spec("SGL-08")
def test_several_are_posted_each_in_turn_with_a_report(dossier: Dossier) -> None:
    keys = [invoice(dossier), guided(dossier, "A20", {}), invoice(dossier), invoice(dossier)]
    post_guided_entry(dossier, keys[3])
    report = post_guided_entries(dossier, keys)
    assert [(done.number, str(done.refusal or "OK").split(" : ")[0]) for done in report] == [
        ("ACH00001", "OK"),
        ("ACH00002", "L'écriture guidée ACH00002 n'a aucun montant"),
        ("ACH00003", "OK"),
        ("ACH00004", "L'écriture guidée ACH00004 est à l'état «Comptabilisé»"),
    ]
    assert entries(dossier) == 3
    pieces = dossier.database.rows("SELECT piece_number FROM entry ORDER BY id")
    assert pieces == [("00001",), ("00002",), ("00003",)]


@pytest.mark.spec("NUM-05", "NUM-06", "SGE-15")
def test_a_piece_number_already_used_is_kept_or_changed(dossier: Dossier) -> None:
    save(dossier, purchase("F12"))
    keys = []
    for _ in range(3):
        model = model_of(dossier, "A20")
        followed = header(dossier, model)
        body = bodies.with_text(followed, filled(followed, {1: 120_000}, DUP), 0, Column.PIECE, "F12")
        assert [line.piece for line in body.lines] == ["F12", "F12", "F12"]
        period = period_on(dossier.database, DAY) or 0
        keys.append(write_guided_entry(dossier, None, GuidedEntry(model, period, "", body)))
    (found,) = duplicate_pieces(dossier, keys[:1])
    assert (found.journal, found.piece, found.entry_date, found.label) == ("AC", "F12", DAY, "Facture")
    post_guided_entry(dossier, keys[0], Duplicates.KEEP)
    entry_id = post_guided_entry(dossier, keys[1], Duplicates.RENUMBER)
    assert {line[4] for line in lines_of(dossier, entry_id)} == {"00001"}
    assert {line.piece for line in read_guided_entry(dossier.database, keys[1])[0].body.lines} == {"00001"}
    set_settings(dossier.database, {"entry.warn_duplicate_pieces": False})
    assert duplicate_pieces(dossier, keys[2:]) == []


@pytest.mark.spec("SGE-05", "SGE-06", "SGE-07", "MG-03")
def test_months_are_those_of_the_open_fiscal_years(dossier: Dossier) -> None:
    database = dossier.database
    assert [label for _, label in months(database)][:3] == ["janvier 2026", "février 2026", "mars 2026"]
    assert len(months(database)) == 24
    assert current_month(dossier) == period_on(database, date(2026, 3, 20))
    identifier, model = invoice(dossier), model_of(dossier, "A20")
    posted = invoice(dossier)
    post_guided_entry(dossier, posted)
    january = period_on(database, date(2026, 1, 1)) or 0
    database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    assert len(months(database)) == 12
    assert len(months(database, period=january)) == 12
    for made in (GuidedEntry(model, january), replace(read_guided_entry(database, identifier)[0], label="x")):
        known = identifier if made.number else None
        with pytest.raises(GuidedYearClosedError, match="n'est pas un mois d'un exercice ouvert"):
            write_guided_entry(dossier, known, made, version=1)
    with pytest.raises(GuidedYearClosedError):
        delete_guided_entry(dossier, identifier)
    stored, _ = read_guided_entry(database, identifier)
    assert why_read_only(stored) == "Exercice clôturé : écriture guidée en lecture seule."
    assert shown(read_guided_entry(database, posted)[0].body)[0] == "401DUP C 1200.00"
    following = guided(dossier, "A20", {1: 100}, DUP, day=date(2027, 2, 1))
    assert number_of(dossier, following) == "ACH00001"


@pytest.mark.spec("SGE-02", "SGE-08", "MG-04")
def test_an_inactive_model_serves_no_new_entry_and_a_number_keeps_its_type(dossier: Dossier) -> None:
    identifier, model = invoice(dossier), model_of(dossier, "A20")
    switch_model(dossier, model)
    period = period_on(dossier.database, DAY) or 0
    with pytest.raises(InactiveGuideError, match="Le modèle «Achat TVA 20 %» est inactif"):
        write_guided_entry(dossier, None, GuidedEntry(model, period))
    stored, version = read_guided_entry(dossier.database, identifier)
    write_guided_entry(dossier, identifier, stored, version=version)
    post_guided_entry(dossier, identifier)
    other = guided(dossier, "A10", {1: 100}, DUP)
    kept, version = read_guided_entry(dossier.database, other)
    with pytest.raises(InactiveGuideError):
        write_guided_entry(dossier, other, replace(kept, model=model), version=version)
    for changed in (
        replace(kept, model=model_of(dossier, "P")),
        replace(kept, period=period_on(dossier.database, date(2027, 1, 1)) or 0),
    ):
        with pytest.raises(GuidedYearError, match="garde son exercice et son type"):
            write_guided_entry(dossier, other, changed, version=version)


@pytest.mark.spec("SGL-01", "SGL-06")
def test_the_list_tells_each_entry_the_last_first(dossier: Dossier) -> None:
    identifier = guided(dossier, "A20", {1: 120_000}, DUP, label="Papier")
    guided(dossier, "P", {1: 100})
    post_guided_entry(dossier, identifier)
    rows = guided_rows(dossier.database)
    assert [row.number for row in rows] == ["OD00001", "ACH00001"]
    row = rows[1]
    assert (row.guide, row.type, row.journal, row.month) == (
        "Achat TVA 20 %",
        JournalType.PURCHASES,
        "AC",
        date(2026, 3, 1),
    )
    assert (row.label, row.total, row.state.label) == ("Papier", 120_000, "Comptabilisé")


@pytest.mark.spec("PC-03", "EX-14")
def test_a_guided_entry_in_progress_keeps_its_accounts_and_its_year(dossier: Dossier) -> None:
    account = account_id(dossier.database, "6063") or 0
    identifier = guided(dossier, "A20", {1: 100}, {1: "401DUP", 2: "6063"}, day=date(2027, 1, 5))
    with pytest.raises(AccountNamedError, match="ligne de l'écriture guidée ACH00001"):
        delete_account(dossier, account)
    with pytest.raises(FiscalYearNotDeletableError, match="il porte l'écriture guidée ACH00001"):
        delete_fiscal_year(dossier, 2)
    delete_guided_entry(dossier, identifier)
    delete_account(dossier, account)
    delete_fiscal_year(dossier, 2)
    assert account_id(dossier.database, "6063") is None
    assert dossier.database.value("SELECT count(*) FROM fiscal_year") == 1


@pytest.mark.spec("INVT-04")
def test_a_model_never_rewrites_an_entry(dossier: Dossier) -> None:
    model = new_model(
        dossier,
        GuideModelLine("6411", "Avant", Side.DEBIT),
        GuideModelLine("421", "Avant", Side.CREDIT, formula=BALANCE),
    )
    entry_id = post_guided_entry(dossier, guided(dossier, "Essai", {1: 100}))
    before = lines_of(dossier, entry_id), dossier.database.rows("SELECT * FROM entry")
    switch_model(dossier, model)
    for statement in (
        "UPDATE guide_model SET name = 'Après', version = version + 1 WHERE id = ?",
        "UPDATE guide_model_line SET label = 'Après' WHERE guide_model_id = ?",
        "DELETE FROM guide_model WHERE id = ?",
    ):
        try:
            dossier.database.run(statement, (model,))
        except TuicomptaError:
            continue
    assert (lines_of(dossier, entry_id), dossier.database.rows("SELECT * FROM entry")) == before
