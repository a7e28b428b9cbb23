"""The card of a recurring entry: what it holds, what it refuses, its guide model."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.recurring_kit import LINES, MARCH, RENT, add, due, posted, rewrite, run
from tuicompta.core.enums import EntryStatus, JournalType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import BALANCE, VAT_OF_NET
from tuicompta.core.labels import UnknownTokenError
from tuicompta.core.recurrence import Recurrence, RecurrenceError, RecurrenceUnit
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.entries.errors import AccountNotEnterableError
from tuicompta.services.guides import GuideModelLine, create_guide_model
from tuicompta.services.recurring.errors import (
    CalendarHeldError,
    ModelChangedError,
    ModelUnavailableError,
    NoRecurringLineError,
    RecurringGapError,
    RecurringJournalError,
    RecurringLineError,
    RecurringUsedError,
)
from tuicompta.services.recurring.journals import offered_journals
from tuicompta.services.recurring.models import guide_model, lines_of_model, offered_models
from tuicompta.services.recurring.occurrences import change_occurrence, next_occurrence, skip_occurrences
from tuicompta.services.recurring.records import RecurringLine, read_recurring_entry, recurring_entries
from tuicompta.services.recurring.writing import delete_recurring_entry, pending_amounts, write_recurring_entry
from tuicompta.services.small_tables.coded_records import CodeFormError, CodeTakenError, EmptyFieldError

FULL = replace(
    RENT,
    code="PROV",
    piece="P{n}",
    recurrence=Recurrence(date(2026, 1, 31), 2, RecurrenceUnit.QUARTER, month_end=True, last=date(2027, 1, 31)),
    status=EntryStatus.SIMULATED,
    active=False,
)


@pytest.mark.spec("ABO-01")
@pytest.mark.parametrize("card", [RENT, FULL, replace(RENT, recurrence=Recurrence(date(2026, 1, 5), occurrences=12))])
def test_a_card_is_read_as_it_was_written(dossier: Dossier, card: Any) -> None:  # noqa: ANN401 (a card)
    identifier = add(dossier, card)
    assert read_recurring_entry(dossier.database, identifier) == (card, 1)
    rewrite(dossier, identifier, label="Autre")
    assert read_recurring_entry(dossier.database, identifier) == (replace(card, label="Autre"), 2)


@pytest.mark.spec("ABO-01")
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": ""}, CodeFormError),
        ({"code": "TROPLONGCODE"}, CodeFormError),
        ({"label": " \u200b "}, EmptyFieldError),
        ({"label": "Loyer {jour}"}, UnknownTokenError),
        ({"piece": "{numero}"}, UnknownTokenError),
        ({"recurrence": Recurrence(date(2026, 1, 5), 0)}, RecurrenceError),
        ({"journal": "AN"}, RecurringJournalError),
        ({"journal": "ZZ"}, RecurringJournalError),
        ({"lines": ()}, NoRecurringLineError),
        ({"lines": LINES[:1]}, NoRecurringLineError),
        ({"lines": (LINES[0], RecurringLine("5121", amount=-99_999))}, RecurringGapError),
        ({"lines": (LINES[0], RecurringLine("5121", amount=0))}, RecurringLineError),
        ({"lines": (LINES[0], RecurringLine("", amount=-100_000))}, RecurringLineError),
        ({"lines": (LINES[0], RecurringLine("999999", amount=-100_000))}, UnknownAccountError),
        ({"lines": (LINES[0], RecurringLine("401", amount=-100_000))}, AccountNotEnterableError),
        ({"model": "Sans nom"}, ModelUnavailableError),
    ],
)
def test_what_a_card_refuses(dossier: Dossier, changes: dict[str, Any], error: type[TuicomptaError]) -> None:
    with pytest.raises(error):
        add(dossier, **changes)
    assert recurring_entries(dossier.database) == []


def test_a_code_is_unique_and_a_label_of_hostile_text_is_cleaned(dossier: Dossier) -> None:
    add(dossier)
    with pytest.raises(CodeTakenError):
        add(dossier, code="loyer")
    add(dossier, code="B", label="Loyer\x1b[31m\u202e rouge", lines=(replace(LINES[0], label="a\tb"), LINES[1]))
    stored = {card.code: card for _, card in recurring_entries(dossier.database)}
    assert stored["B"].label == "Loyer[31m rouge"
    assert stored["B"].lines[0].label == "a b"


@pytest.mark.spec("ABO-01", "INV-07", "INV-08")
def test_journals_of_carry_forward_and_with_a_foot_are_not_offered(dossier: Dossier) -> None:
    assert [journal.code for journal in offered_journals(dossier.database)] == ["AC", "BP", "CA", "OD", "VE"]
    foot = """
        UPDATE journal_year SET counterpart_mode = 'foot_of_journal',
               counterpart_account_id = (SELECT id FROM account WHERE number = '5121')
         WHERE journal_id = (SELECT id FROM journal WHERE code = 'BP')
    """
    dossier.database.run(foot)
    dossier.database.run("UPDATE journal SET inactive = 1 WHERE code = 'CA'")
    assert [journal.code for journal in offered_journals(dossier.database)] == ["AC", "OD", "VE"]
    assert [journal.code for journal in offered_journals(dossier.database, JournalType.PURCHASES)] == ["AC"]
    with pytest.raises(RecurringJournalError, match="en pied de journal"):
        add(dossier)


@pytest.mark.spec("ABO-09")
def test_a_card_that_generated_is_not_deleted(dossier: Dossier) -> None:
    identifier = add(dossier)
    skip_occurrences(dossier, due(dossier)[:1])
    run(dossier)
    with pytest.raises(RecurringUsedError) as refused:
        delete_recurring_entry(dossier, identifier)
    assert str(refused.value) == (
        "L'abonnement LOYER a produit 2 écritures : il ne peut pas être supprimé. "
        "Décochez «Actif» pour qu'il ne produise plus rien."
    )
    with pytest.raises(RuleRefusedError):
        dossier.database.run("DELETE FROM recurring_entry")
    assert len(posted(dossier)) == 4


@pytest.mark.spec("INVT-04")
def test_a_card_that_generated_nothing_goes_with_its_occurrences(dossier: Dossier) -> None:
    identifier = add(dossier)
    first, second, _ = due(dossier)
    skip_occurrences(dossier, [first])
    change_occurrence(dossier, second, date(2026, 2, 6), {1: 5, 2: -5})
    delete_recurring_entry(dossier, identifier)
    for table in ("recurring_entry", "recurring_line", "recurring_occurrence", "recurring_amount"):
        assert dossier.database.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 (names of this test)
    with pytest.raises(RecordGoneError):
        read_recurring_entry(dossier.database, identifier)


@pytest.mark.spec("ABO-05")
@pytest.mark.parametrize(
    "recurrence",
    [
        Recurrence(date(2026, 1, 6)),
        Recurrence(date(2026, 1, 5), 2),
        Recurrence(date(2026, 1, 5), unit=RecurrenceUnit.WEEK),
        Recurrence(date(2026, 1, 5), month_end=True),
    ],
)
def test_the_dates_are_held_once_an_occurrence_is_treated(dossier: Dossier, recurrence: Recurrence) -> None:
    identifier = add(dossier)
    rewrite(dossier, identifier, recurrence=recurrence)
    rewrite(dossier, identifier, recurrence=RENT.recurrence)
    run(dossier, date(2026, 1, 31))
    with pytest.raises(CalendarHeldError, match="1 de ses occurrences"):
        rewrite(dossier, identifier, recurrence=recurrence)
    rewrite(dossier, identifier, recurrence=replace(RENT.recurrence, occurrences=2))
    assert len(due(dossier)) == 1


def test_a_card_changed_by_another_session_is_not_overwritten(dossier: Dossier) -> None:
    identifier = add(dossier)
    rewrite(dossier, identifier, label="Autre")
    with pytest.raises(RecordChangedError):
        write_recurring_entry(dossier, identifier, RENT, version=1)


@pytest.mark.spec("ABO-09")
def test_amounts_of_one_occurrence_do_not_outlive_the_lines_they_fitted(dossier: Dossier) -> None:
    identifier = add(dossier)
    change_occurrence(dossier, due(dossier)[0], date(2026, 1, 8), {1: 5, 2: -5})
    other = (RecurringLine("6135", amount=700), RecurringLine("5121", amount=-700))
    assert pending_amounts(dossier.database, identifier, RENT) == 0
    assert pending_amounts(dossier.database, identifier, replace(RENT, lines=other)) == 1
    rewrite(dossier, identifier, lines=other)
    run(dossier, date(2026, 1, 31))
    assert [line[4:] for line in posted(dossier)] == [
        ("6135", "Loyer janvier 2026", 700, 0),
        ("5121", "Loyer janvier 2026", 0, 700),
    ]
    assert posted(dossier)[0][0] == "2026-01-08"


PURCHASE = (
    GuideModelLine("6132", "{mois}", Side.DEBIT),
    GuideModelLine("44566", "", Side.DEBIT, formula=VAT_OF_NET),
    GuideModelLine("", "", Side.CREDIT, formula=BALANCE),
)


def with_model(dossier: Dossier, amount: int = 50_000) -> int:
    create_guide_model(dossier.database, name="Bail TVA", code="BLT", journal="AC", lines=PURCHASE)
    model = guide_model(dossier.database, "Bail TVA", "LOYER")
    first, *others, last = lines_of_model(model)
    lines = (replace(first, amount=amount), *others, replace(last, account="401DUP"))
    return add(dossier, model="Bail TVA", journal="AC", lines=lines)


@pytest.mark.spec("ABO-01", "ABO-03")
def test_a_model_gives_the_lines_and_its_formulas_the_amounts(dossier: Dossier) -> None:
    card = with_model(dossier)
    assert "Bail TVA" in [model.name for model in offered_models(dossier.database)]
    run(dossier, date(2026, 2, 28))
    assert [line[4:] for line in posted(dossier)[3:]] == [
        ("6132", "février", 50_000, 0),
        ("44566", "Loyer février 2026", 10_000, 0),
        ("401DUP", "Loyer février 2026", 0, 60_000),
    ]
    change_occurrence(dossier, due(dossier)[0], date(2026, 3, 5), {1: 60_000})
    run(dossier)
    assert [line[6] - line[7] for line in posted(dossier)[6:]] == [60_000, 12_000, -72_000]
    assert next_occurrence(dossier.database, card, RENT) == date(2026, 4, 5)


@pytest.mark.spec("ABO-01")
def test_a_model_wants_a_journal_of_its_type(dossier: Dossier) -> None:
    identifier = with_model(dossier)
    with pytest.raises(RecurringJournalError, match="le modèle est de type Achats"):
        rewrite(dossier, identifier, journal="BP")


@pytest.mark.spec("INVT-04", "ABO-07")
def test_an_inactive_or_changed_model_leaves_the_occurrences_pending(dossier: Dossier) -> None:
    with_model(dossier)
    run(dossier, date(2026, 1, 31))
    before = posted(dossier)
    dossier.database.run("UPDATE guide_model SET inactive = 1")
    assert isinstance(run(dossier)[0].refusal, ModelUnavailableError)
    dossier.database.run("UPDATE guide_model SET inactive = 0")
    dossier.database.run("DELETE FROM guide_model_line WHERE position = 2")
    assert isinstance(run(dossier)[0].refusal, ModelChangedError)
    assert posted(dossier) == before
    assert len(due(dossier, MARCH)) == 2
