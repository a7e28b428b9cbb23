"""Guide models: header, lines, frozen once used (MG)."""

from dataclasses import replace

import pytest

from tests.services.entries_kit import purchase, save
from tests.services.guides_kit import guided, model_of, new_model, number_of
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import JournalType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import BALANCE
from tuicompta.core.guides.model import END_OF_MONTH
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.guides.checks import (
    GuideJournalError,
    GuideModelExistsError,
    GuideModelFaultsError,
    GuideShortCodeError,
)
from tuicompta.services.guides.entries import delete_guided_entry
from tuicompta.services.guides.from_entry import model_from_entry
from tuicompta.services.guides.lines import GuideModelLine, Part
from tuicompta.services.guides.models import (
    GuideModelCard,
    GuideModelFrozenError,
    delete_model,
    destination_journals,
    model_rows,
    read_model,
    switch_model,
    write_model,
)
from tuicompta.services.guides.parts import definition_rows
from tuicompta.services.small_tables.coded_records import EmptyFieldError

D, C = Side.DEBIT, Side.CREDIT
PAIR = GuideModelLine("6411", "x", D), GuideModelLine("421", "x", C, formula=BALANCE)


def card(**changes: object) -> GuideModelCard:
    return replace(GuideModelCard(JournalType.GENERAL, "Essai", "", "OD", lines=PAIR), **changes)  # type: ignore[arg-type]


@pytest.mark.spec("MG-04", "MG-05", "MG-07", "MG-12")
def test_a_card_is_stored_as_it_was_typed(dossier: Dossier) -> None:
    (definition, *_) = [key for key, made, _ in definition_rows(dossier.database) if made.name == "Mois en lettres"]
    lines = (
        GuideModelLine("6411", "Paie {mois}", D, day=END_OF_MONTH, piece="P{mm}", locked=frozenset({Column.ACCOUNT})),
        GuideModelLine("", "", D, label_part=Part(definition=definition), formula="L1*22%"),
        GuideModelLine("431", "Part fixe", C, amount=5_000, locked=frozenset({Column.CREDIT, Column.DEBIT})),
        GuideModelLine("421", "", C, formula=BALANCE),
    )
    made = card(name=" Paie  ", code="pm1", lines=lines)
    identifier = write_model(dossier, None, made, notes="Chaque mois")
    stored, version = read_model(dossier.database, identifier)
    assert stored == replace(made, name="Paie", code="PM1")
    assert version == 1
    assert not stored.inactive
    switch_model(dossier, identifier)
    assert read_model(dossier.database, identifier)[0].inactive
    with pytest.raises(RecordChangedError):
        write_model(dossier, identifier, made, version=1)


@pytest.mark.spec("MG-01", "MG-02")
def test_the_list_goes_by_type_then_name_and_has_no_limit(dossier: Dossier) -> None:
    for number in range(60):
        new_model(dossier, *PAIR, name=f"Modèle {number:02}")
    rows = model_rows(dossier.database)
    assert len(rows) > 110
    kinds = [row.type for row in rows]
    assert kinds == sorted(kinds, key=list(JournalType).index)
    purchases = [row.name for row in rows if row.type is JournalType.PURCHASES]
    assert purchases == sorted(purchases)


@pytest.mark.spec("MG-04", "MG-12")
@pytest.mark.parametrize(
    ("changes", "error", "sentence"),
    [
        ({"name": "  "}, EmptyFieldError, "«Nom» est obligatoire"),
        ({"name": "Salaires"}, GuideModelExistsError, "Le nom «Salaires» est déjà celui du modèle «Salaires»"),
        ({"code": "p"}, GuideModelExistsError, "Le code court «P» est déjà celui du modèle «Salaires»"),
        ({"code": "SEPTCAR"}, GuideShortCodeError, "Code court «SEPTCAR» refusé : 1 à 6 lettres ou chiffres"),
        ({"code": "a-b"}, GuideShortCodeError, "Code court «a-b» refusé"),
        (
            {"journal": "AC"},
            GuideJournalError,
            "Le journal AC ne peut pas .* : il n'est pas de type Opérations Diverses",
        ),
        ({"journal": "AN"}, GuideJournalError, "il est géré par le programme"),
        (
            {"journal": "CA", "type": JournalType.TREASURY},
            GuideJournalError,
            "sa contrepartie est en pied de journal",
        ),
    ],
)
def test_a_wrong_header_is_refused(
    dossier: Dossier, changes: dict[str, object], error: type[TuicomptaError], sentence: str
) -> None:
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('AN', 'opening', 'À nouveaux')")
    dossier.database.run(
        "UPDATE journal_year SET counterpart_mode = 'foot_of_journal'"
        " WHERE journal_id = (SELECT id FROM journal WHERE code = 'CA')"
    )
    count = len(model_rows(dossier.database))
    with pytest.raises(error, match=sentence):
        write_model(dossier, None, card(**changes))
    assert len(model_rows(dossier.database)) == count
    assert [code for code, _ in destination_journals(dossier.database, JournalType.TREASURY)] == ["BP"]


@pytest.mark.spec("MG-14")
def test_days_that_differ_and_negative_amounts_are_named_with_their_line(dossier: Dossier) -> None:
    lines = (
        GuideModelLine("6411", "x", D, day=5),
        GuideModelLine("6451", "x", D, day=END_OF_MONTH),
        GuideModelLine("421", "x", C, amount=-100),
    )
    with pytest.raises(GuideModelFaultsError) as refused:
        write_model(dossier, None, card(lines=lines))
    assert refused.value.faults == (
        "Ligne 2 : une écriture n'a qu'une date, et une ligne au-dessus dit 5.",
        "Ligne 3 : le montant fixe est négatif, mettez-le de l'autre côté.",
    )


@pytest.mark.spec("MG-04")
def test_a_name_has_forty_characters(dossier: Dossier) -> None:
    identifier = write_model(dossier, None, card(name="n" * 60))
    assert read_model(dossier.database, identifier)[0].name == "n" * 40


@pytest.mark.spec("MG-09", "MG-02")
def test_a_model_that_served_keeps_its_lines_type_and_journal(dossier: Dossier) -> None:
    identifier = model_of(dossier, "P")
    entry = guided(dossier, "P", {1: 100})
    number = number_of(dossier, entry)
    stored, version = read_model(dossier.database, identifier)
    fewer = replace(stored, lines=stored.lines[:-1])
    sales = replace(stored, type=JournalType.PURCHASES, journal="AC")
    for changed in (fewer, sales):
        with pytest.raises(GuideModelFrozenError) as refused:
            write_model(dossier, identifier, changed, version=version)
        assert str(refused.value) == (
            f"Le modèle «Salaires» a servi à l'écriture guidée {number} : il ne peut pas être modifié. "
            "Utilisez «Dupliquer» pour en faire un autre."
        )
    with pytest.raises(GuideModelFrozenError, match="il ne peut pas être supprimé"):
        delete_model(dossier, identifier)
    with pytest.raises(RuleRefusedError, match="dupliquez-le"):
        dossier.database.run("UPDATE guide_model_line SET amount = 5 WHERE guide_model_id = ?", (identifier,))
    renamed = replace(stored, name="Paie du mois", code="PM", inactive=True)
    write_model(dossier, identifier, renamed, version=version)
    assert read_model(dossier.database, identifier)[0] == renamed
    copy = write_model(dossier, None, replace(stored, name="Paie bis", code="", lines=stored.lines[:-1]))
    assert len(read_model(dossier.database, copy)[0].lines) == 5
    delete_guided_entry(dossier, entry)
    write_model(dossier, identifier, replace(renamed, lines=fewer.lines), version=version + 1)
    delete_model(dossier, identifier)
    with pytest.raises(RecordGoneError):
        read_model(dossier.database, identifier)


@pytest.mark.spec("MG-13")
def test_a_model_is_made_from_the_lines_of_an_entry(dossier: Dossier) -> None:
    entry = purchase()
    labelled = entry.with_line(1, replace(entry.lines[1], label="Papier {A4}"))
    (saved,) = save(dossier, labelled)
    made = model_from_entry(dossier.database, saved.entry_id)
    assert (made.type, made.journal, made.name, made.code) == (JournalType.PURCHASES, "AC", "", "")
    assert made.lines == (
        GuideModelLine("401DUP", "Facture", C),
        GuideModelLine("6064", "Papier (A4)", D),
        GuideModelLine("44566", "Facture", D),
    )
    write_model(dossier, None, replace(made, name="Depuis une écriture"))
    with pytest.raises(EntryGoneError):
        model_from_entry(dossier.database, 999)
