"""Entries made of another one: sides swapped, or a copy."""

from datetime import date

import pytest

from tuicompta.core.entry.copies import copied, inverted
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import EntryStatus

ENTRY = GridEntry(
    7,
    "BP",
    date(2026, 3, 15),
    date(2026, 3, 10),
    (
        GridLine("00012", "F-9", "401DUP", "Facture 9", debit=12_000, payment_method="CHQ", cheque="101", line_id=3)
        .with_value(Column.DEBIT, 12_000, Provenance.TYPED)
        .with_value(Column.DUE_DATE, date(2026, 4, 1), Provenance.ACCEPTED),
        GridLine("00012", "F-9", "5121", "Facture 9", credit=12_000, line_id=4, locked=frozenset({Column.CREDIT})),
    ),
    complete=True,
    saved=True,
    read_only="Écriture validée",
    status=EntryStatus.VALIDATED,
    entry_id=7,
    version=3,
)


@pytest.mark.spec("CTX-17")
def test_inverting_swaps_the_two_sides_of_every_line_and_nothing_else() -> None:
    swapped = inverted(ENTRY)
    assert [(line.account, line.debit, line.credit) for line in swapped.lines] == [
        ("401DUP", 0, 12_000),
        ("5121", 12_000, 0),
    ]
    assert swapped.lines[0].provenance(Column.CREDIT) is Provenance.TYPED
    assert swapped.lines[0].provenance(Column.DEBIT) is None
    assert (swapped.entry_id, swapped.version, swapped.saved) == (7, 3, False)
    assert inverted(swapped).lines == ENTRY.lines


@pytest.mark.spec("CTX-16")
def test_a_copy_is_a_new_entry_without_what_was_done_with_the_first() -> None:
    copy = copied(ENTRY, 9)
    assert (copy.key, copy.journal, copy.entry_id, copy.version) == (9, "BP", None, 0)
    assert (copy.saved, copy.read_only, copy.status) == (False, "", EntryStatus.UNVALIDATED)
    assert (copy.entry_date, copy.piece_date, copy.piece) == (None, None, "")
    first, second = copy.lines
    assert (first.account, first.label, first.document, first.payment_method) == ("401DUP", "Facture 9", "F-9", "CHQ")
    assert (first.debit, second.credit) == (12_000, 12_000)
    assert (first.cheque, first.due_date, first.due_parts) == ("", None, ())
    assert {first.line_id, second.line_id} == {None}
    assert second.locked == frozenset()
