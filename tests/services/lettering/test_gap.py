"""Approximate lettering: the balancing entry, its side, its day and number, what refuses it."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line
from tests.services.lettering.kit import accept_gap, balance_of, codes_of, entry_lines, faulty_groups, post
from tests.services.typing_kit import Desk
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.approximate_lettering import default_approximation
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.errors import GapEntryError, GapTooLargeError, LetteringGapError
from tuicompta.services.lettering.gap import GapEntries
from tuicompta.services.lettering.letter import Lettered, letter_lines
from tuicompta.services.lettering.unletter import gap_entries_of, unletter_lines

HEADER = (
    "SELECT journal.code, entry_date, piece_number, status, origin FROM entry JOIN journal ON journal.id = journal_id"
)
CLOSE = """
    INSERT INTO journal_period (journal_id, period_id, closed_at)
    SELECT journal.id, period.id, '2026-03-20' FROM journal, period WHERE code = ? AND start_date BETWEEN ? AND ?
    ON CONFLICT (journal_id, period_id) DO UPDATE SET closed_at = excluded.closed_at
"""
BY_HAND = "UPDATE journal_year SET numbering = 'manual' WHERE journal_id = (SELECT id FROM journal WHERE code = 'OD')"
OPENING = "INSERT INTO journal (code, type, description) VALUES ('AN', 'opening', 'À nouveaux')"
TO_OPENING = "UPDATE account SET gap_journal_id = (SELECT id FROM journal WHERE code = 'AN') WHERE number = '411MAR'"
AT_FOOT = """
    UPDATE journal_year SET counterpart_mode = 'foot_of_journal',
           counterpart_account_id = (SELECT id FROM account WHERE number = '5121')
"""


def header(dossier: Dossier, done: Lettered) -> tuple[object, ...] | None:
    return dossier.database.row(HEADER + " WHERE entry.id = ?", (done.gap_entry,))


def close(dossier: Dossier, journal: str, first: str, last: str) -> None:
    dossier.database.run(CLOSE, (journal, first, last))


@pytest.mark.spec("LETT-17", "LETT-23", "LETT-24", "OLA-02", "INVL-03", "INVL-01")
def test_a_customer_who_paid_3_cents_too_little_leaves_them_in_658(dossier: Dossier) -> None:
    accept_gap(dossier)
    lines = post(dossier, 120_00, -119_97, days=[date(2026, 2, 3), date(2026, 3, 10)])
    before = balance_of(dossier)
    done = letter_lines(dossier, "411MAR", lines)
    assert (done.code, done.lines, done.gap) == ("AA", 2, 3)
    assert entry_lines(dossier, done.gap_entry) == [
        ("411MAR", 0, 3, "Écart de lettrage AA"),
        ("6588", 3, 0, "Écart de lettrage AA"),
    ]
    assert header(dossier, done) == ("OD", "2026-03-10", "00001", "N", "lettering_gap")
    assert faulty_groups(dossier) == []
    assert codes_of(dossier, lines) == ["AA", "AA"]
    assert balance_of(dossier) == before - 3 == 0
    assert balance_of(dossier, "6588") == 3


@pytest.mark.spec("LETT-23", "INVL-03")
def test_a_supplier_paid_3_cents_too_little_gives_them_to_758(dossier: Dossier) -> None:
    accept_gap(dossier, account="401DUP")
    done = letter_lines(dossier, "401DUP", post(dossier, -120_00, 119_97, account="401DUP"))
    assert done.gap == -3
    assert entry_lines(dossier, done.gap_entry) == [
        ("401DUP", 3, 0, "Écart de lettrage AA"),
        ("7588", 0, 3, "Écart de lettrage AA"),
    ]
    assert balance_of(dossier, "401DUP") == 0
    assert balance_of(dossier, "7588") == -3


@pytest.mark.spec("LETT-17", "OLA-02", "OLA-03")
def test_the_ceiling_is_accepted_and_a_cent_more_refused(dossier: Dossier) -> None:
    most = default_approximation(dossier.database).maximum_gap
    assert most == 100
    accept_gap(dossier, most)
    assert letter_lines(dossier, "411MAR", post(dossier, 200_00, -199_00)).gap == 100
    over = post(dossier, 200_00, -198_99)
    with pytest.raises(GapTooLargeError, match="écart de 1,01 dépasse l'écart maximum du compte, 1,00"):
        letter_lines(dossier, "411MAR", over)
    assert codes_of(dossier, over) == ["", ""]
    with pytest.raises(LetteringGapError):
        letter_lines(dossier, "401DUP", post(dossier, -100, 99, account="401DUP"))


@pytest.mark.spec("LETT-24")
def test_a_closed_month_sends_the_entry_to_the_first_open_day_after(dossier: Dossier) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -98, day=date(2026, 2, 11))
    close(dossier, "OD", "2026-01-01", "2026-04-01")
    done = letter_lines(dossier, "411MAR", lines)
    assert (header(dossier, done) or ())[1] == "2026-05-01"


@pytest.mark.spec("LETT-24", "LAUT-15", "LAUT-16")
def test_number_and_label_come_from_the_journal_or_from_what_was_typed(dossier: Dossier) -> None:
    accept_gap(dossier, journal="AC")
    numbered = letter_lines(dossier, "411MAR", post(dossier, 100, -98), gaps=GapEntries("X9", "Solde client"))
    assert (header(dossier, numbered) or ())[2] == "00001"
    assert entry_lines(dossier, numbered.gap_entry)[0][3] == "Solde client"
    accept_gap(dossier, account="401DUP", journal="OD")
    dossier.database.run(BY_HAND)
    typed = GapEntries("X9")
    for piece in ("X9", "X10"):
        lines = post(dossier, -100, 98, account="401DUP")
        done = letter_lines(dossier, "401DUP", lines, gaps=typed)
        assert (header(dossier, done) or ())[2] == piece


@pytest.mark.spec("LETT-25", "UINV-07")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE account SET gap_journal_id = NULL WHERE number = '411MAR'", "aucun journal de régularisation"),
        ("UPDATE account SET gap_account_debit_id = NULL WHERE number = '411MAR'", "aucun compte de régularisation"),
        (TO_OPENING, "est de type À nouveaux"),
        ("UPDATE journal SET inactive = 1 WHERE code = 'OD'", "OD est inactif"),
        (AT_FOOT, "en pied de journal"),
        ("", "plus de mois ouvert"),
    ],
)
def test_without_journal_account_or_open_month_nothing_is_written(dossier: Dossier, change: str, reason: str) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -98)
    if change:
        dossier.database.run(OPENING)
        dossier.database.run(change)
    else:
        close(dossier, "OD", "2026-03-01", "2026-12-31")
    before = list(dossier.database.connection().iterdump())
    with pytest.raises(GapEntryError, match=reason):
        letter_lines(dossier, "411MAR", lines)
    assert list(dossier.database.connection().iterdump()) == before


@pytest.mark.spec("LETT-26", "INVL-06")
def test_unlettering_keeps_or_deletes_the_balancing_entry(dossier: Dossier) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -98)
    done = letter_lines(dossier, "411MAR", lines)
    assert gap_entries_of(dossier.database, lines) == [done.gap_entry]
    kept = unletter_lines(dossier, "411MAR", lines[:1])
    assert (kept.groups, kept.lines, kept.deleted) == (1, 3, 0)
    assert len(entry_lines(dossier, done.gap_entry)) == 2
    again = post(dossier, 200, -198)
    second = letter_lines(dossier, "411MAR", again)
    gone = unletter_lines(dossier, "411MAR", again[:1], delete_gaps=True)
    assert (gone.deleted, list(gone.kept)) == (1, [])
    assert entry_lines(dossier, second.gap_entry) == []
    assert codes_of(dossier, again) == ["", ""]


@pytest.mark.spec("LETT-26")
@pytest.mark.parametrize("how", ["validated", "closed"])
def test_a_validated_or_closed_balancing_entry_stays(dossier: Dossier, how: str) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -98)
    done = letter_lines(dossier, "411MAR", lines)
    assert done.gap_entry is not None
    if how == "validated":
        validate_entries(dossier, [done.gap_entry])
    else:
        close(dossier, "OD", "2026-03-01", "2026-03-01")
    answer = unletter_lines(dossier, "411MAR", lines, delete_gaps=True)
    assert (answer.groups, answer.deleted, len(answer.kept)) == (1, 0, 1)
    assert ("valid" if how == "validated" else "Mois clôturé") in str(answer.kept[0])
    assert len(entry_lines(dossier, done.gap_entry)) == 2
    assert codes_of(dossier, lines) == ["", ""]


@pytest.mark.spec("LETT-25")
def test_a_blocked_account_receives_no_balancing_entry(dossier: Dossier) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -98)
    Desk(dossier).account("411MAR", blocked=True)
    with pytest.raises(Exception, match="bloqué"):
        letter_lines(dossier, "411MAR", lines)
    assert codes_of(dossier, lines) == ["", ""]
    other = entry(line("5121", 500), line("1068", credit=500), journal="OD")
    save_entries(dossier, [other], EntryOrigin.JOURNAL_WINDOW)
