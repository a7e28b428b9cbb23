"""What the user changes in the settings: what is refused, what follows, what the log keeps."""

import json
from datetime import date
from pathlib import Path

import pytest

from tuicompta.core.images import UnreadableImageError
from tuicompta.core.settings import SETTINGS, Kind, Link, Page, settings_of_page
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.settings.logo import logo
from tuicompta.services.settings.setting_changes import change_settings, setting_faults
from tuicompta.services.settings.setting_links import SettingRefusedError, journals_for, settings_naming
from tuicompta.services.settings.settings import number_setting, set_settings, setting, text_setting
from tuicompta.services.settings.vat_regimes import RegimeStartError, regime_on
from tuicompta.services.third_parties.third_party_codes import (
    ExtraCharactersInUseError,
    ThirdPartyCodeError,
    checked_third_party_code,
)

PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000030000000208060000009d7470220000000049454e44ae426082")


def events(dossier: Dossier) -> list[tuple[str, dict[str, dict[str, str]]]]:
    rows = dossier.database.rows("SELECT object, detail FROM event WHERE kind = 'Changement d''option' ORDER BY id")
    return [(subject, json.loads(detail)) for subject, detail in rows]


@pytest.mark.spec("JE-05", "JE-02")
def test_a_change_leaves_one_event_a_page_with_the_values_before_and_after(dossier: Dossier) -> None:
    values = {"entry.undo": False, "entry.piece_length": 6, "payments.cheques": 50, "entry.warn_vat": True}
    assert change_settings(dossier, values) == {"entry.undo": False, "entry.piece_length": 6, "payments.cheques": 50}
    assert events(dossier) == [
        (
            "Saisie",
            {
                "Saisie par journal – Activer Annuler / Refaire": {"avant": "oui", "après": "non"},
                "Longueurs – Longueur des numéros de pièce": {"avant": "5", "après": "6"},
            },
        ),
        ("Règlements", {"Nombre de chèques par défaut": {"avant": "200", "après": "50"}}),
    ]
    assert change_settings(dossier, values) == {}
    assert len(events(dossier)) == 2


def test_a_refused_change_stores_nothing_and_leaves_no_event(dossier: Dossier) -> None:
    with pytest.raises(SettingRefusedError, match="un nombre de 1 à 9999 est attendu"):
        change_settings(dossier, {"entry.undo": False, "payments.cheques": 0})
    assert setting(dossier.database, "entry.undo") is True
    assert events(dossier) == []


def test_a_value_changed_by_another_session_meanwhile_is_not_overwritten(dossier: Dossier) -> None:
    set_settings(dossier.database, {"payments.cheques": 300})
    with pytest.raises(RecordChangedError, match="La page «Règlements»"):
        change_settings(dossier, {"payments.cheques": 50}, read={"payments.cheques": 200})
    assert change_settings(dossier, {"entry.undo": False, "payments.cheques": 300}, read={"entry.undo": True})


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("company.name", " ", "obligatoire"),
        ("company.name", "x" * 61, "60 caractères au plus"),
        ("company.siret", "7328293200007", "14 chiffres attendus"),
        ("entry.account_length", 2, "0 \\(libre\\) ou un nombre de 3 à 10"),
        ("entry.account_length", 11, "un nombre de 0 à 10"),
        ("entry.piece_length", 2, "un nombre de 3 à 10"),
        ("payments.cheques", 10_000, "un nombre de 1 à 9999"),
        ("import.lots_kept", 0, "un nombre de 1 à 9999"),
        ("lettering.maximum_gap", 0, "une valeur de 0,01 à"),
        ("payments.default_method", "XXX", "«XXX» n'existe pas"),
        ("forecast.periodicity", "year", "pas proposée"),
        ("import.folder", "/no/such/folder", "n'existe pas, ou ne peut pas être lu"),
        ("practical.purchases", "VE", "type Ventes n'est pas accepté"),
        ("cut_off.prepaid_journal", "BP", "type Trésorerie n'est pas accepté"),
        ("cut_off.accrual_journal", "ZZ", "le journal ZZ n'existe pas"),
        ("lettering.gap_account_debit", "758", "de type Racine|racine 6"),
        ("carry_forward.profit_account", "129", "une? .*120|racine 120"),
        ("statements.customer_introduction", "Bonjour {inconnu}", "Repère inconnu"),
        ("statements.customer_introduction", "Bonjour {penalites}", "Repère inconnu"),
        ("vat.return_day", 25, "un nombre de 15 à 24"),
        ("logo.path", "/no/such/logo.png", "illisible"),
    ],
)
@pytest.mark.spec("OSA-09", "ORE-03", "OTC-02", "OSP-01", "OAN-07", "NC-03")
def test_what_settings_refuse(dossier: Dossier, key: str, value: str | int, reason: str) -> None:
    before = setting(dossier.database, key)
    faults = list(setting_faults(dossier, {key: value}))
    assert [at for at, _ in faults] == [key]
    with pytest.raises(type(faults[0][1]), match=reason):
        change_settings(dossier, {key: value})
    assert setting(dossier.database, key) == before


@pytest.mark.spec("SA-02", "SA-01")
def test_the_siret_gives_the_siren_and_the_siren_the_vat_number(dossier: Dossier) -> None:
    assert text_setting(dossier.database, "company.vat_number") == "FR44732829320"
    change_settings(dossier, {"company.siret": "356 000 000 00048"})
    assert text_setting(dossier.database, "company.siren") == "356000000"
    assert text_setting(dossier.database, "company.vat_number") == "FR39356000000"
    change_settings(dossier, {"company.vat_number": "FR 44732829320"})
    assert text_setting(dossier.database, "company.vat_number") == "FR44732829320"
    change_settings(dossier, {"company.vat_number": ""})
    assert text_setting(dossier.database, "company.vat_number") == "FR39356000000"


@pytest.mark.spec("SA-01", "SA-02", "ADR-08", "SINV-11")
def test_wrong_keys_only_warn(dossier: Dossier) -> None:
    wrong = {
        "company.siret": ("73282932000075", "73282932000074", "SIRET 73282932000075 : la clé est fausse"),
        "company.vat_number": ("FR45732829320", "FR44732829320", "N° de TVA FR45732829320 : la clé est fausse"),
        "company.email": ("jean@localhost", "jean@exemple.fr", "«jean@localhost» : forme inhabituelle"),
    }
    for key, (bad, good, words) in wrong.items():
        warning = SETTINGS[key].warning
        assert warning is not None
        assert (words in warning(bad), warning(good), warning("")) == (True, "", "")
    change_settings(dossier, {key: bad for key, (bad, _, _) in wrong.items()})
    assert text_setting(dossier.database, "company.vat_number") == "FR45732829320"
    post_office = SETTINGS["company.siret"].warning
    assert post_office is not None
    assert post_office("35600000000001") == ""


@pytest.mark.spec("OSP-01", "ORG-02", "ORG-03", "OLA-04", "OLA-05", "OAN-07", "NC-03")
def test_the_records_taken_until_one_is_chosen(dossier: Dossier) -> None:
    assert setting(dossier.database, "carry_forward.profit_account") is None
    create_account(dossier, "120000", "Résultat de l'exercice (bénéfice)")
    expected = {
        "practical.purchases": "AC",
        "practical.sales": "VE",
        "practical.treasury": "BP",
        "payments.default_method": "CHQ",
        "payments.default_bank": None,
        "cut_off.prepaid_journal": "OD",
        "cut_off.accrual_journal": "OD",
        "cut_off.prepaid_charges": "486",
        "cut_off.deferred_income": "4871",
        "lettering.gap_account_debit": "6581",
        "lettering.gap_account_credit": "7581",
        "lettering.gap_journal": "OD",
        "carry_forward.profit_account": "120000",
        "carry_forward.loss_account": "129",
        "vat.account_due": "44551",
    }
    assert {key: setting(dossier.database, key) for key in expected} == expected
    dossier.database.run("UPDATE journal SET inactive = 1 WHERE code = 'BP'")
    assert setting(dossier.database, "practical.treasury") == "CA"


@pytest.mark.spec("OSP-02", "OLA-05")
def test_foot_of_journal_journals_are_not_offered(dossier: Dossier) -> None:
    dossier.database.run(
        "UPDATE journal_year SET counterpart_mode = 'foot_of_journal'"
        " WHERE journal_id = (SELECT id FROM journal WHERE code = 'BP')"
    )
    for key in ("practical.treasury", "lettering.gap_journal"):
        assert "BP" not in [found.code for found in journals_for(dossier.database, SETTINGS[key])]
        with pytest.raises(SettingRefusedError, match="en pied de journal"):
            change_settings(dossier, {key: "BP"})
    assert setting(dossier.database, "practical.treasury") == "CA"


def test_the_settings_that_name_a_record(dossier: Dossier) -> None:
    change_settings(dossier, {"lettering.gap_journal": "AC", "cut_off.prepaid_journal": "AC"})
    named = settings_naming(dossier.database, Link.JOURNAL, "AC")
    assert named == ["Journal de destination", "Journal de régularisation"]
    assert settings_naming(dossier.database, Link.ACCOUNT, "AC") == []


def test_the_regime_of_a_day_is_the_one_in_force_then(dossier: Dossier) -> None:
    change_settings(dossier, {"vat.regime": "RT", "vat.regime_start": "2026-01-01"})
    change_settings(dossier, {"vat.regime_start": "2025-07-01"})
    change_settings(dossier, {"vat.regime": "RM", "vat.regime_start": "2026-04-01"})
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [regime_on(dossier.database, day) for day in days] == [None, "RT", "RT", "RM"]
    assert setting(dossier.database, "vat.regime_history") == "RT depuis le 01/07/2025"
    with pytest.raises(RegimeStartError, match="doit suivre celle du régime précédent, le 01/04/2026"):
        change_settings(dossier, {"vat.regime": "FB", "vat.regime_start": "2026-03-01"})
    with pytest.raises(RegimeStartError, match="vont ensemble"):
        change_settings(dossier, {"vat.regime_start": None})
    change_settings(dossier, {"vat.regime": None, "vat.regime_start": None})
    assert setting(dossier.database, "vat.regime") == "RT"


def test_the_logo_is_copied_into_the_dossier(dossier: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(PIXEL)
    assert number_setting(dossier.database, "logo.width") == 40
    change_settings(dossier, {"logo.path": str(file), "logo.width": 25})
    file.unlink()
    assert logo(dossier.database) == ("logo.png", "image/png", PIXEL, 25)
    change_settings(dossier, {"logo.path": ""})
    assert (logo(dossier.database), dossier.database.value("SELECT count(*) FROM document")) == (None, 0)
    file.write_bytes(b"not an image")
    with pytest.raises(UnreadableImageError, match=r"Image «logo\.png» illisible"):
        change_settings(dossier, {"logo.path": str(file)})


@pytest.mark.spec("ONU-03")
def test_additional_characters_of_third_party_codes(dossier: Dossier) -> None:
    database = dossier.database
    assert setting(database, "numbering.extra_characters") is False
    with pytest.raises(ThirdPartyCodeError, match=r"lettres sans accent, chiffres\.$"):
        checked_third_party_code(database, "du-pont")
    change_settings(dossier, {"numbering.extra_characters": True})
    assert checked_third_party_code(database, " du-pont (1)/_\\ ") == "DU-PONT (1)/_\\"
    with pytest.raises(ThirdPartyCodeError, match="espace"):
        checked_third_party_code(database, "a+b")
    database.run("UPDATE third_party SET code = 'DU-PONT' WHERE code = 'F00001'")
    with pytest.raises(ExtraCharactersInUseError, match=r"supplémentaires : DU-PONT\."):
        change_settings(dossier, {"numbering.extra_characters": False})
    assert setting(database, "numbering.extra_characters") is True
    for number in range(1, 11):
        create_account(dossier, f"411X{number:02}", f"Client {number}")
        database.run("UPDATE third_party SET code = ? WHERE name = ?", (f"X-{number:02}", f"Client {number}"))
    with pytest.raises(ExtraCharactersInUseError, match=r": DU-PONT, X-01, .*X-08, X-09 et d'autres\."):
        change_settings(dossier, {"numbering.extra_characters": False})


@pytest.mark.spec("ONU-01", "ONU-02")
def test_the_next_number_chosen_is_taken_and_numbers_in_use_are_skipped(dossier: Dossier) -> None:
    change_settings(dossier, {"numbering.customer": 7, "numbering.other": 3})
    create_account(dossier, "411ZED", "Zed")
    change_settings(dossier, {"numbering.customer": 7})
    create_account(dossier, "411ZOE", "Zoé")
    create_account(dossier, "421PAY", "Paie")
    codes: dict[str, str] = dict(dossier.database.rows("SELECT name, code FROM third_party"))
    assert (codes["Zed"], codes["Zoé"], codes["Paie"]) == ("C00007", "C00008", "T00003")


def test_the_defaults_that_other_chapters_find_by_name(dossier: Dossier) -> None:
    expected = {
        "import.at_opening": False,
        "import.lots_kept": 100,
        "forecast.periodicity": "month",
        "forecast.method": "counterparts",
        "payments.default_bank": None,
        "payments.cheques": 200,
        "statements.indemnity": 4000,
        "company.profit_regime": "bic",
        "lettering.maximum_gap": 100,
        "carry_forward.generation": "closing",
        "carry_forward.update": "manual",
    }
    assert {key: setting(dossier.database, key) for key in expected} == expected
    texts = [one for one in settings_of_page(Page.STATEMENTS) if one.kind is Kind.LINES]
    assert len(texts) == 9
    assert all(text_setting(dossier.database, one.key) and one.length == 1000 for one in texts)


def test_every_setting_on_screen_has_a_page_where_its_name_is_alone() -> None:
    for page in Page:
        names = [one.named for one in settings_of_page(page) if "(suite)" not in one.label]
        assert len(names) == len(set(names))
    assert {one.key for one in SETTINGS.values() if one.page is None} == {"logo.document"}
