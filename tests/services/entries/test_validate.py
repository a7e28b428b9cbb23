"""Validation: numbers without gap, seals, trace; and the two other transitions (VAL, STA)."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import bank, change, entry, line, purchase, reread, sale, save
from tuicompta.core.entry.model import Column, GridEntry
from tuicompta.core.enums import EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.seals import FIRST, seal
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.errors import (
    ClosedMonthError,
    ClosedYearError,
    EntryGoneError,
    ExportedEntryError,
    NotValidatableError,
    StatusTransitionError,
)
from tuicompta.services.entries.seals import FrozenHeader, entry_seal
from tuicompta.services.entries.status import confirm_entry, simulate_entry
from tuicompta.services.entries.validate import unvalidated_entries, validate_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.matching.matching import match_lines

NUMBERS = "SELECT id, definitive_number FROM entry WHERE definitive_number IS NOT NULL ORDER BY id"
STATUSES = "SELECT id, status FROM entry ORDER BY id"
EVENT = "SELECT kind, object, user_code, detail FROM event ORDER BY id DESC LIMIT 1"


def at(moment: str) -> Callable[[], datetime]:
    return lambda: datetime.fromisoformat(moment)


def days(*numbers: int) -> list[GridEntry]:
    return [purchase(f"{number:05}", day=date(2026, 3, number), key=number) for number in numbers]


@pytest.mark.spec("VAL-09", "VAL-10", "INV-14", "VAL-08")
def test_entries_validated_together_are_numbered_by_date_then_order_of_entry(dossier: Dossier) -> None:
    save(dossier, *days(20, 5, 5, 12))
    done = validate_entries(dossier, [1, 2, 3, 4])
    assert [(one.entry_id, one.journal, one.definitive_number) for one in done] == [
        (2, "AC", 1),
        (3, "AC", 2),
        (4, "AC", 3),
        (1, "AC", 4),
    ]
    assert dossier.database.rows(NUMBERS) == [(1, 4), (2, 1), (3, 2), (4, 3)]
    frozen = "SELECT DISTINCT status, validated_at, user.code FROM entry JOIN user ON user.id = validated_by"
    assert dossier.database.rows(frozen) == [("V", "2026-03-20T14:05:00", "ADM")]


@pytest.mark.spec("VAL-09")
def test_the_example_of_the_specification(dossier: Dossier) -> None:
    early = [purchase(f"0000{day}", day=date(2026, 2, day), key=day) for day in (1, 2, 3)]
    save(dossier, *early, purchase("00009", day=date(2026, 1, 28)))
    dossier.clock = at("2026-02-10T09:00:00")
    validate_entries(dossier, [1, 2, 3])
    dossier.clock = at("2026-03-15T09:00:00")
    assert validate_entries(dossier, [4])[0].definitive_number == 4
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("VAL-09")
def test_each_journal_and_fiscal_year_has_its_sequence(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2), purchase(day=date(2027, 1, 3), key=3), purchase("00002", key=4))
    validate_entries(dossier, [1, 2, 3])
    validate_entries(dossier, [4])
    assert dossier.database.rows(NUMBERS) == [(1, 1), (2, 1), (3, 1), (4, 2)]


@pytest.mark.spec("UIX-19")
def test_a_validation_given_up_in_its_middle_validates_nothing(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    heard: list[tuple[int, int]] = []

    def told(done: int, count: int) -> None:
        heard.append((done, count))
        if done == count:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        validate_entries(dossier, [1, 2], told)
    assert heard == [(1, 2), (2, 2)]
    assert dossier.database.rows("SELECT status, definitive_number, seal FROM entry") == [("N", None, None)] * 2
    assert [entry.definitive_number for entry in validate_entries(dossier, [1, 2])] == [1, 2]


@pytest.mark.spec("VAL-14", "JE-05", "JE-02")
def test_a_validation_writes_one_event(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2), purchase("00002", day=date(2026, 4, 2), key=3))
    validate_entries(dossier, [1])
    validate_entries(dossier, [2, 3])
    kind, subject, user, detail = dossier.database.row(EVENT) or ()
    assert (kind, subject, user) == ("Validation d'écritures", "AC, VE", "ADM")
    read = json.loads(detail)
    anchor = dossier.database.row("SELECT seal_number, lower(hex(seal)) FROM entry WHERE seal_number = 3")
    assert read.pop("dernier sceau") == list(anchor or ())
    assert read == {"écritures": 2, "n° définitifs": {"AC": [2, 2], "VE": [1, 1]}, "mois": ["2026-03", "2026-04"]}
    assert dossier.database.value("SELECT count(*) FROM event WHERE kind = 'Validation d''écritures'") == 2


def test_validating_nothing_leaves_no_event(dossier: Dossier) -> None:
    before = dossier.database.value("SELECT count(*) FROM event")
    assert validate_entries(dossier, []) == []
    assert dossier.database.value("SELECT count(*) FROM event") == before


def test_an_entry_given_twice_is_validated_once(dossier: Dossier) -> None:
    save(dossier, purchase())
    assert len(validate_entries(dossier, [1, 1])) == 1
    assert dossier.database.rows(NUMBERS) == [(1, 1)]


@pytest.mark.spec("VAL-07")
def test_what_a_whole_month_would_validate(dossier: Dossier) -> None:
    save(dossier, *days(20, 5), purchase(day=date(2026, 4, 1), key=3), sale(key=4), purchase("00009", key=5))
    simulate_entry(dossier, 5)
    assert sorted(unvalidated_entries(dossier.database, 1, 3)) == [1, 2]
    validate_entries(dossier, unvalidated_entries(dossier.database, 1, 3))
    assert dossier.database.rows(STATUSES) == [(1, "V"), (2, "V"), (3, "N"), (4, "N"), (5, "S")]


# --- refusals


def held(sql: str) -> Callable[[Dossier], object]:
    return lambda dossier: dossier.database.run(sql)


REFUSED: list[tuple[Callable[[Dossier], object], type[TuicomptaError], str]] = [
    (lambda dossier: simulate_entry(dossier, 2), NotValidatableError, "AC 00002 .* : Confirmez d'abord l'écriture"),
    (lambda dossier: validate_entries(dossier, [2]), NotValidatableError, "AC 00002 .* : elle l'est déjà"),
    (
        held("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, 'x')"),
        ClosedMonthError,
        "Mois clôturé pour ce journal : AC, mars 2026",
    ),
    (held("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1"), ClosedYearError, "L'exercice 2026 est clôturé"),
]


@pytest.mark.spec("VAL-04", "VAL-11", "INV-03", "INV-04", "INV-05", "STA-08")
@pytest.mark.parametrize(("hold", "error", "sentence"), REFUSED)
def test_one_refusal_validates_none(
    dossier: Dossier, hold: Callable[[Dossier], object], error: type[TuicomptaError], sentence: str
) -> None:
    save(dossier, sale(day=date(2027, 1, 5), key=1), purchase("00002", key=2))
    hold(dossier)
    before = dossier.database.rows("SELECT * FROM entry"), dossier.database.rows("SELECT * FROM event")
    with pytest.raises(error, match=sentence):
        validate_entries(dossier, [1, 2])
    assert (dossier.database.rows("SELECT * FROM entry"), dossier.database.rows("SELECT * FROM event")) == before


def test_an_entry_that_is_gone_is_said_so(dossier: Dossier) -> None:
    with pytest.raises(NotValidatableError, match=r"L'écriture 99 .* elle n'existe plus"):
        validate_entries(dossier, [99])
    for act in (simulate_entry, confirm_entry):
        with pytest.raises(EntryGoneError):
            act(dossier, 99)


@pytest.mark.spec("VAL-06", "INV-02")
def test_only_marks_change_on_a_validated_entry(dossier: Dossier) -> None:
    save(dossier, sale(), bank("411MAR", 120_000, key=2))
    validate_entries(dossier, [1, 2])
    frozen = (
        "SELECT * FROM entry ORDER BY id",
        "SELECT id, account_id, label, debit, credit FROM entry_line ORDER BY id",
    )
    before = [dossier.database.rows(query) for query in frozen]
    letter_lines(dossier, "411MAR", [1, 4])
    match_lines(dossier, [1, 4])
    dossier.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE id = 5")
    dossier.database.run("INSERT INTO note (record_kind, record_id, text) VALUES ('entry', 1, 'x')")
    assert [dossier.database.rows(query) for query in frozen] == before
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("DOSO-09")
def test_nothing_is_validated_in_consultation(dossier_path: Path) -> None:
    dossier = open_dossier(dossier_path, readonly=True, clock=fixed_clock)
    for act in (
        lambda: validate_entries(dossier, [1]),
        lambda: simulate_entry(dossier, 1),
        lambda: confirm_entry(dossier, 1),
    ):
        with pytest.raises(ReadOnlyDossierError):
            act()
    close_dossier(dossier)


# --- seals


@pytest.mark.spec("VAL-12")
def test_the_seal_is_the_digest_of_the_frozen_content_after_the_one_before(dossier: Dossier) -> None:
    typed = replace(purchase(total=120_000), piece_date=date(2026, 3, 10))
    save(dossier, typed, sale(key=2))
    validate_entries(dossier, [1, 2])
    when, piece = "2026-03-20T14:05:00", "00001"
    own = ["AC", "1", "2026-03-15", "2026-03-10", piece, when, "ADM", "3"]
    lines = [
        *["401DUP", "Facture", "0", "120000", piece, "", None],
        *["6064", "Facture", "100000", "0", piece, "", None],
        *["44566", "Facture", "20000", "0", piece, "", None],
    ]
    cells = ["" if cell is None else f"={cell}" for cell in (*own, *lines)]
    found = dossier.database.rows("SELECT seal_number, seal FROM entry ORDER BY id")
    assert found[0] == (1, seal(FIRST, cells))
    assert (found[1][0], found[1][1] != found[0][1]) == (2, True)


HEADER = FrozenHeader("AC", 1, "2026-03-15", "2026-03-15", "P1", "2026-03-20T14:05:00", "ADM")
LINE = ("401DUP", "Facture", 0, 100, "P1", "D1", None)
SAME_TEXT: list[tuple[FrozenHeader, list[tuple[object, ...]]]] = [
    (HEADER._replace(piece_number="P"), [("1401DUP", *LINE[1:])]),
    (HEADER, [("401DUP", "Facture,", *LINE[2:])]),
    (HEADER, [("401DUPF", "acture", *LINE[2:])]),
    (HEADER, [("401DUP", "Facture", 1, 0, *LINE[4:])]),
    (HEADER, [(*LINE[:4], "P1D1", "", None)]),
    (HEADER, [(*LINE[:4], "", "P1D1", None)]),
    (HEADER, [(*LINE[:6], "")]),
    (HEADER, [LINE, LINE]),
    (HEADER, []),
    (HEADER._replace(definitive_number=11, entry_date="026-03-15"), [LINE]),
    (HEADER._replace(user="ADM\x00"), [LINE]),
    (HEADER._replace(journal="A", user="CADM"), [LINE]),
]


@pytest.mark.spec("VAL-12", "MT-15")
def test_two_contents_never_share_a_seal_wherever_their_fields_end() -> None:
    seals = [entry_seal(FIRST, HEADER, [LINE]), *(entry_seal(FIRST, header, lines) for header, lines in SAME_TEXT)]
    assert len(set(seals)) == len(seals)
    assert entry_seal(bytes([1]) * 32, HEADER, [LINE]) != seals[0]
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest.hex()) for digest in seals)


# --- simulated and confirmed


@pytest.mark.spec("STA-08", "VAL-01", "VAL-02", "STA-01", "STA-05", "STA-10")
def test_an_entry_is_simulated_and_confirmed_and_its_totals_follow(dossier: Dossier) -> None:
    save(dossier, purchase())
    totals = "SELECT status, sum(debit), sum(credit) FROM balance_total GROUP BY status"
    simulate_entry(dossier, 1)
    assert dossier.database.rows(totals) == [("S", 123_456, 123_456)]
    assert (reread(dossier, 1).status, reread(dossier, 1).version) == (EntryStatus.SIMULATED, 2)
    save(dossier, change(reread(dossier, 1), (1, Column.LABEL, "Essai")))
    assert dossier.database.rows(STATUSES) == [(1, "S")]
    confirm_entry(dossier, 1)
    assert dossier.database.rows(totals) == [("N", 123_456, 123_456)]
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("STA-08", "STA-04")
def test_every_other_transition_is_refused(dossier: Dossier) -> None:
    save(dossier, *days(1, 2, 3))
    simulate_entry(dossier, 2)
    validate_entries(dossier, [3])
    wrong = [
        (confirm_entry, 1, "AC 00001 du 01/03/2026 est au statut «Non validé» .* passer à «Non validé»"),
        (simulate_entry, 2, "est au statut «Simulé» : elle ne peut pas passer à «Simulé»"),
        (simulate_entry, 3, "est au statut «Validé» : elle ne peut pas passer à «Simulé»"),
        (confirm_entry, 3, "est au statut «Validé» : elle ne peut pas passer à «Non validé»"),
    ]
    for act, entry_id, sentence in wrong:
        with pytest.raises(StatusTransitionError, match=sentence):
            act(dossier, entry_id)
    assert dossier.database.rows(STATUSES) == [(1, "N"), (2, "S"), (3, "V")]


@pytest.mark.spec("STA-11", "CTX-10", "DOLI-05")
def test_an_exported_entry_is_not_simulated_a_linked_import_is(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    dossier.database.run("INSERT INTO numbered_export VALUES (7, 'x', 'x', 1, zeroblob(32))")
    dossier.database.run("UPDATE entry SET export_number = 7 WHERE id = 1")
    dossier.database.run("UPDATE entry SET linked = 1 WHERE id = 2")
    with pytest.raises(ExportedEntryError, match="export n° 7"):
        simulate_entry(dossier, 1)
    simulate_entry(dossier, 2)
    validate_entries(dossier, [1])
    assert dossier.database.rows(STATUSES) == [(1, "V"), (2, "S")]


@pytest.mark.spec("INV-04", "INV-05")
def test_the_status_stays_in_a_closed_month(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    simulate_entry(dossier, 2)
    dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, 'x')")
    for act, entry_id in ((simulate_entry, 1), (confirm_entry, 2)):
        with pytest.raises(ClosedMonthError):
            act(dossier, entry_id)


@pytest.mark.spec("INV-03", "SINV-04")
def test_a_validation_needs_no_account_that_still_takes_lines(dossier: Dossier) -> None:
    save(dossier, entry(line("401DUP", credit=5), line("6064", 5)))
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6064'")
    assert validate_entries(dossier, [1])[0].definitive_number == 1
