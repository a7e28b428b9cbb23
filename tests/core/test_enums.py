import pickle

import pytest

from tuicompta.core.enums import (
    AccountType,
    CounterpartMode,
    DueDateMode,
    EntryOrigin,
    EntryStatus,
    JournalType,
    Labelled,
    LabelRule,
    LineType,
    NumberingMode,
    ReconciliationMode,
    Side,
    VatBasis,
    VatDirection,
    VatTerritory,
)

_BY_LETTER: dict[Labelled, str] = {
    EntryStatus.UNVALIDATED: "N",
    EntryStatus.SIMULATED: "S",
    EntryStatus.VALIDATED: "V",
    AccountType.DETAIL: "D",
    AccountType.ROOT: "R",
    Side.DEBIT: "D",
    Side.CREDIT: "C",
}
_ALL: list[type[Labelled]] = [
    JournalType,
    CounterpartMode,
    NumberingMode,
    EntryStatus,
    AccountType,
    Side,
    LineType,
    EntryOrigin,
    DueDateMode,
    VatBasis,
    VatDirection,
    VatTerritory,
    LabelRule,
    ReconciliationMode,
]


@pytest.mark.parametrize("members", _ALL)
def test_the_stored_value_finds_the_member_again(members: type[Labelled]) -> None:
    for member in members:
        assert member.value == _BY_LETTER.get(member, member.name.lower())
        assert members(member.value) is member
        assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301
        assert f"{member}" == member.value


@pytest.mark.parametrize("members", _ALL)
def test_labels_of_a_list_differ(members: type[Labelled]) -> None:
    labels = [member.label for member in members]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_labels_are_those_of_the_screens() -> None:
    assert [member.label for member in JournalType] == [
        "Achats",
        "Ventes",
        "Trésorerie",
        "Opérations Diverses",
        "À nouveaux",
    ]
    assert [member.label for member in NumberingMode] == [
        "Manuelle",
        "Automatique, continue sur la période",
        "Automatique, continue sur l'exercice",
    ]
    assert [member.label for member in CounterpartMode] == ["Aucune", "Ligne à ligne", "En pied de journal"]
    assert [member.label for member in EntryStatus] == ["Non validé", "Simulé", "Validé"]
    assert [member.label for member in LineType] == ["Facture", "Avoir", "Règlement", "Remboursement"]
    assert [member.label for member in DueDateMode] == ["Aucun", "Échéancier", "Échéancier automatique en saisie"]
    assert [member.label for member in LabelRule] == ["Aucun", "Reprise", "Intitulé du compte", "Construit"]


@pytest.mark.spec("RECH-04")
def test_origins_are_the_closed_list_of_the_search() -> None:
    assert {member.label for member in EntryOrigin} == {
        "Saisie par journal",
        "Saisie par écriture",
        "Saisie au kilomètre",
        "Mes achats",
        "Mes ventes",
        "Ma trésorerie",
        "Saisie par guide",
        "Abonnement",
        "Règlement",
        "Relevé bancaire",
        "Régularisation",
        "Extourne",
        "Contrepassation",
        "Régularisation de lettrage",
        "TVA",
        "À nouveaux",
        "Balance d'ouverture",
        "Import",
    }


def test_status_marks_leave_ordinary_entries_blank() -> None:
    assert [status.mark for status in EntryStatus] == ["", "S", "V"]


def test_sides_have_an_opposite() -> None:
    assert (Side.DEBIT.opposite, Side.CREDIT.opposite) == (Side.CREDIT, Side.DEBIT)
