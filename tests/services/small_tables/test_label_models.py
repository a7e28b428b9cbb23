"""Label models: what a card holds, what it refuses, where it is proposed."""

import pytest

from tuicompta.core.enums import JournalType
from tuicompta.core.labels import UnknownTokenError
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.small_tables.label_models import (
    LabelModelCodeError,
    LabelModelExistsError,
    LabelModelTextError,
    create_label_model,
)


def stored(dossier: Dossier) -> list[tuple[object, ...]]:
    return dossier.database.rows("SELECT code, label, journal_type, active FROM label_model ORDER BY code")


@pytest.mark.spec("ML-02")
def test_a_model_is_stored_for_a_type_of_journal_or_for_all(dossier: Dossier) -> None:
    create_label_model(dossier, "loyer", "  Loyer {mois} {aaaa} ", JournalType.PURCHASES)
    create_label_model(dossier, "VIR", "Virement {tiers}", active=False)
    assert stored(dossier) == [("LOYER", "Loyer {mois} {aaaa}", "purchases", 1), ("VIR", "Virement {tiers}", None, 0)]


@pytest.mark.spec("ML-02")
def test_codes_are_unique(dossier: Dossier) -> None:
    create_label_model(dossier, "VIR", "Virement {tiers}")
    with pytest.raises(LabelModelExistsError, match=r"Le modèle de libellé VIR existe déjà : «Virement \{tiers\}»"):
        create_label_model(dossier, "vir", "Autre")
    assert len(stored(dossier)) == 1


@pytest.mark.spec("ML-02")
@pytest.mark.parametrize("code", ["", "A B", "ÉTÉ", "A" * 11])
def test_a_code_has_one_to_ten_letters_or_digits(dossier: Dossier, code: str) -> None:
    with pytest.raises(LabelModelCodeError):
        create_label_model(dossier, code, "Virement")


@pytest.mark.spec("ML-02")
@pytest.mark.parametrize("label", ["", "   ", "x" * 101])
def test_a_label_is_mandatory_and_bounded(dossier: Dossier, label: str) -> None:
    with pytest.raises(LabelModelTextError):
        create_label_model(dossier, "VIR", label)


@pytest.mark.spec("ML-02", "JF-26")
def test_an_unknown_token_is_refused(dossier: Dossier) -> None:
    with pytest.raises(UnknownTokenError, match=r"\{fournisseur\}"):
        create_label_model(dossier, "VIR", "Virement {fournisseur}")
    assert stored(dossier) == []


def test_nothing_is_stored_in_a_dossier_open_for_consultation(dossier: Dossier) -> None:
    dossier.readonly = True
    with pytest.raises(ReadOnlyDossierError):
        create_label_model(dossier, "VIR", "Virement")
