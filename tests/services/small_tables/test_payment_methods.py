"""Payment methods and payment terms: their cards, what refuses a change, what changes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import bank, entry, line, purchase, sale, save
from tuicompta.core.amounts import parse_amount
from tuicompta.core.payment_methods import PaymentNature
from tuicompta.core.payment_terms import (
    Due,
    NoTermLineError,
    TermLine,
    TermLineError,
    TermPercentagesError,
    TermType,
)
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lookup import DossierLookup
from tuicompta.services.notes import note
from tuicompta.services.small_tables.coded_records import (
    CodeFormError,
    CodeTakenError,
    EmptyFieldError,
    RecordInUseError,
)
from tuicompta.services.small_tables.payment_methods import (
    PaymentMethod,
    delete_method,
    is_method_used,
    method_id,
    method_rows,
    read_method,
    write_method,
)
from tuicompta.services.small_tables.payment_terms import (
    MethodLine,
    PaymentTerm,
    beyond_legal_delay,
    delete_term,
    read_term,
    term_id,
    term_rows,
    tried,
    write_term,
)

CHEQUE = PaymentMethod("CHQ2", "Chèque bis", PaymentNature.CHEQUE)
HALF = (MethodLine(TermLine(5000), "CB"), MethodLine(TermLine(5000, 30, TermType.NET), "VIR"))


def method(dossier: Dossier, code: str) -> int:
    found = method_id(dossier.database, code)
    assert found is not None
    return found


def term(dossier: Dossier, code: str) -> int:
    found = term_id(dossier.database, code)
    assert found is not None
    return found


def give_term(dossier: Dossier, number: str, code: str) -> None:
    query = "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = ?) WHERE number = ?"
    dossier.database.run(query, (code, number))


# -- methods -----------------------------------------------------------------------------------------------------------


@pytest.mark.spec("MOYP-03")
def test_one_method_of_each_nature_is_delivered(dossier: Dossier) -> None:
    rows = method_rows(dossier.database)
    assert [row.code for row in rows] == ["AUT", "BOR", "CB", "CHQ", "ESP", "LCR", "PRV", "VIR"]
    assert {row.nature for row in rows} == set(PaymentNature)


@pytest.mark.spec("MOYP-01")
def test_a_method_is_stored_with_its_notes(dossier: Dossier) -> None:
    identifier = write_method(dossier, None, replace(CHEQUE, code=" chq2 "), notes="Carnet rouge")
    stored, version = read_method(dossier.database, identifier)
    assert (stored, version) == (CHEQUE, 1)
    assert note(dossier.database, "payment_method", identifier) == "Carnet rouge"


@pytest.mark.spec("MOYP-01")
@pytest.mark.parametrize(
    ("method_", "refusal"),
    [
        (replace(CHEQUE, code=""), CodeFormError),
        (replace(CHEQUE, code="TROPLNG"), CodeFormError),
        (replace(CHEQUE, code="A B"), CodeFormError),
        (replace(CHEQUE, code="É"), CodeFormError),
        (replace(CHEQUE, code="vir"), CodeTakenError),
        (replace(CHEQUE, label="  "), EmptyFieldError),
    ],
)
def test_a_method_without_right_code_or_label_is_refused(
    dossier: Dossier, method_: PaymentMethod, refusal: type[Exception]
) -> None:
    before = method_rows(dossier.database)
    with pytest.raises(refusal):
        write_method(dossier, None, method_)
    assert method_rows(dossier.database) == before


def test_the_nature_of_a_method_in_use_is_locked(dossier: Dossier) -> None:
    identifier = write_method(dossier, None, CHEQUE)
    other = replace(CHEQUE, nature=PaymentNature.TRANSFER)
    write_method(dossier, identifier, other, version=1)
    paid = entry(
        line("401DUP", 5_000, payment_method="CHQ2"), line("5121", credit=5_000), journal="BP", day=date(2026, 3, 15)
    )
    save(dossier, paid)
    assert is_method_used(dossier.database, identifier)
    with pytest.raises(RecordInUseError, match="utilisé par 1 ligne d'écriture"):
        write_method(dossier, identifier, CHEQUE, version=2)
    with pytest.raises(RecordInUseError, match="CHQ2 ne peut pas être supprimé"):
        delete_method(dossier, identifier)
    write_method(dossier, identifier, replace(other, label="Autre libellé"), version=2)
    assert read_method(dossier.database, identifier)[0].label == "Autre libellé"


def test_a_method_of_a_due_date_a_term_or_the_options_stays(dossier: Dossier) -> None:
    give_term(dossier, "411MAR", "VI60")
    save(dossier, sale())
    with pytest.raises(RecordInUseError, match="utilisé par 1 échéance"):
        delete_method(dossier, method(dossier, "VIR"))
    with pytest.raises(RecordInUseError, match=r"2 modes de règlement \(PR30, PREL4\)"):
        delete_method(dossier, method(dossier, "PRV"))
    dossier.database.run("DELETE FROM payment_term_line WHERE payment_method_id = ?", (method(dossier, "CHQ"),))
    with pytest.raises(RecordInUseError, match="par défaut des options"):
        delete_method(dossier, method(dossier, "CHQ"))
    delete_method(dossier, method(dossier, "LCR"))
    assert method_id(dossier.database, "LCR") is None


def test_a_method_changed_meanwhile_is_not_overwritten(dossier: Dossier) -> None:
    identifier = write_method(dossier, None, CHEQUE)
    write_method(dossier, identifier, replace(CHEQUE, label="Un"), version=1)
    with pytest.raises(RecordChangedError):
        write_method(dossier, identifier, replace(CHEQUE, label="Deux"), version=1)
    assert read_method(dossier.database, identifier)[0].label == "Un"


# -- terms -------------------------------------------------------------------------------------------------------------


@pytest.mark.spec("MR-01", "MR-04", "MR-13")
def test_a_term_is_stored_with_its_lines_and_notes(dossier: Dossier) -> None:
    lines = (*HALF[:1], MethodLine(TermLine(5000, 45, TermType.NET_ON, 31, in_months=True)))
    identifier = write_term(dossier, None, PaymentTerm("mi", " Moitié ", lines), notes="Rare")
    assert read_term(dossier.database, identifier) == (PaymentTerm("MI", "Moitié", lines), 1)
    assert note(dossier.database, "payment_term", identifier) == "Rare"
    assert next(row for row in term_rows(dossier.database) if row.code == "MI").lines == 2


@pytest.mark.spec("MR-03", "MR-05", "MR-04")
@pytest.mark.parametrize(
    ("lines", "refusal", "reason"),
    [
        ((), NoTermLineError, "au moins une ligne"),
        (HALF[:1], TermPercentagesError, "50,00 au lieu de 100,00"),
        ((*HALF, MethodLine(TermLine(1))), TermPercentagesError, "100,01"),
        ((MethodLine(TermLine(10000, 0, TermType.NET)),), TermLineError, "de 1 à 365"),
        ((MethodLine(TermLine(10000, 366, TermType.END_OF_MONTH)),), TermLineError, "de 0 à 365"),
        ((MethodLine(TermLine(10000, 1, TermType.CASH)),), TermLineError, "0 au comptant"),
        ((MethodLine(TermLine(10000, 30, TermType.NET_ON)),), TermLineError, "jour de règlement va de 1 à 31"),
        ((MethodLine(TermLine(10000, 30, TermType.NET, 5)),), TermLineError, "n'a pas de jour"),
        ((MethodLine(TermLine(0)), MethodLine(TermLine(10000))), TermLineError, "de 0,01 à 100,00"),
    ],
)
def test_a_term_with_wrong_lines_is_refused(
    dossier: Dossier, lines: tuple[MethodLine, ...], refusal: type[Exception], reason: str
) -> None:
    identifier = write_term(dossier, None, PaymentTerm("MI", "Moitié", HALF))
    with pytest.raises(refusal) as raised:
        write_term(dossier, identifier, PaymentTerm("MI", "Moitié", lines), version=1)
    assert reason in str(raised.value)
    assert read_term(dossier.database, identifier) == (PaymentTerm("MI", "Moitié", HALF), 1)


@pytest.mark.spec("MR-08", "MR-10")
def test_the_test_zone_computes_without_storing(dossier: Dossier) -> None:
    before = dossier.database.value("SELECT total_changes()")
    prel4 = read_term(dossier.database, term(dossier, "PREL4"))[0].lines
    found = tried(prel4, date(2008, 1, 1), 10_000)
    days = [date(2008, 1, 1), date(2008, 2, 15), date(2008, 3, 15), date(2008, 4, 15)]
    assert found == [(Due(day, 2_500), "PRV") for day in days]
    with pytest.raises(TermPercentagesError):
        tried(prel4[:2], date(2008, 1, 1), 10_000)
    assert dossier.database.value("SELECT total_changes()") == before


@pytest.mark.spec("MR-15")
def test_lines_beyond_the_legal_delay_are_told() -> None:
    lines = [
        MethodLine(TermLine(2500, 60, TermType.NET)),
        MethodLine(TermLine(2500, 61, TermType.NET)),
        MethodLine(TermLine(2500, 45, TermType.END_OF_MONTH)),
        MethodLine(TermLine(2500, 46, TermType.END_OF_MONTH_ON, 10)),
    ]
    assert beyond_legal_delay(lines) == [2, 4]


@pytest.mark.spec("MR-16", "SINV-07")
def test_another_term_changes_no_due_date_and_a_used_one_stays(dossier: Dossier) -> None:
    give_term(dossier, "401DUP", "CH30")
    save(dossier, purchase())
    due = "SELECT due_on, amount FROM due_date"
    before = dossier.database.rows(due)
    identifier = term(dossier, "CH30")
    stored, version = read_term(dossier.database, identifier)
    write_term(dossier, identifier, replace(stored, lines=HALF), version=version)
    assert dossier.database.rows(due) == before == [("2026-04-14", 123_456)]
    with pytest.raises(RecordInUseError, match=r"utilisé par 1 compte \(401DUP\)"):
        delete_term(dossier, identifier)
    dossier.database.run("UPDATE account SET payment_term_id = NULL")
    delete_term(dossier, identifier)
    assert term_id(dossier.database, "CH30") is None
    assert dossier.database.rows(due) == before


@pytest.mark.spec("MR-09", "MR-10", "MR-14", "MR-12")
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((TermLine(),), [("2026-03-15", "1234,56")]),
        ((TermLine(10000, 30, TermType.NET),), [("2026-04-14", "1234,56")]),
        ((TermLine(10000, 30, TermType.NET_ON, 10),), [("2026-05-10", "1234,56")]),
        ((TermLine(10000, 45, TermType.END_OF_MONTH),), [("2026-04-30", "1234,56")]),
        ((TermLine(10000, 30, TermType.END_OF_MONTH_ON, 10),), [("2026-05-10", "1234,56")]),
        ((TermLine(10000, 45, TermType.NET, None, in_months=True),), [("2026-04-30", "1234,56")]),
        (
            (TermLine(3333), TermLine(3333, 30, TermType.NET), TermLine(3334, 60, TermType.NET)),
            [("2026-03-15", "411,48"), ("2026-04-14", "411,48"), ("2026-05-14", "411,60")],
        ),
    ],
)
def test_each_rule_changes_what_the_entry_screens_propose_and_store(
    dossier: Dossier, lines: tuple[TermLine, ...], expected: list[tuple[str, str]]
) -> None:
    write_term(dossier, None, PaymentTerm("T", "Essai", tuple(MethodLine(line, "VIR") for line in lines)))
    give_term(dossier, "401DUP", "T")
    lookup = DossierLookup(dossier, fiscal_years(dossier.database)[0])
    proposed = lookup.due_schedule("401DUP", date(2026, 3, 15), 123_456)
    save(dossier, purchase())
    stored = dossier.database.rows("SELECT due_on, amount FROM due_date ORDER BY position")
    wanted = [(day, parse_amount(amount)) for day, amount in expected]
    assert [(part.due_date.isoformat(), part.amount) for part in proposed] == wanted
    assert stored == wanted
    assert {part.payment_method for part in proposed} == {"VIR"}


def test_a_payment_keeps_no_due_date(dossier: Dossier) -> None:
    save(dossier, bank("401DUP", -5_000))
    assert dossier.database.value("SELECT count(*) FROM due_date") == 0
