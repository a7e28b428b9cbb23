"""The small tables: what is delivered, what is refused, what uses a row."""

from datetime import date

import pytest

from tuicompta.core.settings import Link
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.settings.setting_links import naf_codes
from tuicompta.services.small_tables.coded_records import EmptyFieldError, RecordInUseError
from tuicompta.services.small_tables.small_table_rows import (
    CountryCodeError,
    RowExistsError,
    UnknownLinkError,
    choices,
    delete_row,
    find_row,
    read_row,
    table_rows,
    write_row,
)
from tuicompta.services.small_tables.small_tables import (
    COUNTRIES,
    DEPARTMENTS,
    NAF_CODES,
    POSTAL_CODES,
    SMALL_TABLES,
    TITLES,
    SmallTable,
)
from tuicompta.services.third_parties.addresses import Place, places, proposals

TRANGE: dict[str, str | bool] = {"code": "72650", "town": "Trangé", "country": "FR", "department": "FR-72"}
GOOD: dict[str, dict[str, str | bool]] = {
    "titles": {"label": "Régie"},
    "countries": {"code": "ZZ", "name": "Atlantide", "inactive": False, "eu": False},
    "departments": {"number": "B1", "name": "Bruxelles", "country": "BE"},
    "postal_codes": TRANGE,
    "naf_codes": {"code": "99.99Z", "label": "Activité inconnue", "nomenclature": "naf_2"},
}


def row(dossier: Dossier, table: SmallTable, text: str) -> int:
    found = find_row(dossier.database, table, text)
    assert found is not None
    return found


@pytest.mark.spec("DV-01", "DV-02", "DV-03", "DV-04")
def test_a_new_dossier_has_its_tables_filled(dossier: Dossier) -> None:
    counts = {table.name: len(table_rows(dossier.database, table)) for table in SMALL_TABLES}
    assert counts["countries"] == 249
    assert counts["departments"] == 101
    assert counts["naf_codes"] == 732
    assert all(counts.values())
    names = [str(cells[1]) for _, cells in table_rows(dossier.database, COUNTRIES)]
    assert names[:3] == ["Afghanistan", "Afrique du Sud", "Albanie"]
    assert sum(1 for _, cells in table_rows(dossier.database, COUNTRIES) if cells[3]) == 27
    prefectures = "SELECT count(DISTINCT department_id) FROM postal_code"
    assert dossier.database.value(prefectures) == 101


@pytest.mark.spec("DV-01", "DV-02", "DV-03", "DV-04")
@pytest.mark.parametrize("table", SMALL_TABLES, ids=lambda table: table.name)
def test_a_row_is_written_read_changed_and_unique(dossier: Dossier, table: SmallTable) -> None:
    database, good = dossier.database, GOOD[table.name]
    identifier = write_row(dossier, table, None, good, notes="à revoir")
    assert read_row(database, table, identifier) == (good, 1)
    with pytest.raises(RowExistsError, match="existe déjà"):
        write_row(dossier, table, None, good)
    assert write_row(dossier, table, identifier, good, version=1) == identifier
    with pytest.raises(RecordChangedError):
        write_row(dossier, table, identifier, good, version=1)
    delete_row(dossier, table, identifier)
    with pytest.raises(RecordGoneError):
        read_row(database, table, identifier)
    with pytest.raises(RecordGoneError):
        write_row(dossier, table, identifier, good, version=2)


@pytest.mark.spec("DV-01", "DV-02", "DV-03", "DV-04")
@pytest.mark.parametrize("table", SMALL_TABLES, ids=lambda table: table.name)
def test_each_mandatory_cell_is_asked_for(dossier: Dossier, table: SmallTable) -> None:
    good = {**GOOD[table.name], "department": ""} if table is POSTAL_CODES else GOOD[table.name]
    for cell in table.cells:
        if cell.mandatory:
            with pytest.raises(EmptyFieldError, match=f"«{cell.label}» est obligatoire"):
                write_row(dossier, table, None, {**good, cell.name: "  "})


@pytest.mark.spec("DV-04")
@pytest.mark.parametrize("code", ["F", "F1", "É"])
def test_the_code_of_a_country_has_letters(dossier: Dossier, code: str) -> None:
    with pytest.raises(CountryCodeError, match="2 ou 3 lettres"):
        write_row(dossier, COUNTRIES, None, {**GOOD["countries"], "code": code})


@pytest.mark.spec("DV-02")
def test_a_department_of_another_country_replaces_the_country(dossier: Dossier) -> None:
    write_row(dossier, DEPARTMENTS, None, GOOD["departments"])
    kept = write_row(dossier, POSTAL_CODES, None, {**TRANGE, "department": "BE-B1"})
    assert read_row(dossier.database, POSTAL_CODES, kept)[0]["country"] == "BE"
    with pytest.raises(UnknownLinkError, match="«Pays» : «XX» n'existe pas"):
        write_row(dossier, POSTAL_CODES, None, {**TRANGE, "country": "XX"})


@pytest.mark.spec("DV-02")
def test_one_code_has_several_towns(dossier: Dossier) -> None:
    write_row(dossier, POSTAL_CODES, None, TRANGE)
    write_row(dossier, POSTAL_CODES, None, {**TRANGE, "town": "Chaufour"})
    towns = [place.town for place in places(dossier.database, "72650")]
    assert towns == ["Chaufour", "Trangé"]


@pytest.mark.spec("DV-04", "DDL-16")
def test_an_inactive_country_is_hidden_and_keeps_its_rows(dossier: Dossier) -> None:
    france = row(dossier, COUNTRIES, "FR")
    values, version = read_row(dossier.database, COUNTRIES, france)
    write_row(dossier, COUNTRIES, france, {**values, "inactive": True}, version=version)
    assert next(one for one in choices(dossier.database, "countries") if one.key == "FR").hidden
    assert "France" not in proposals(dossier.database, Link.COUNTRY)
    assert places(dossier.database, "72") == []
    assert len(table_rows(dossier.database, DEPARTMENTS)) == 101


@pytest.mark.spec("DV-07")
def test_a_row_in_use_is_not_deleted_and_the_cards_are_counted(dossier: Dossier) -> None:
    change_settings(
        dossier,
        {
            "company.legal_form": "SARL",
            "accountant.legal_form": "SARL",
            "company.postal_code": "72000",
            "company.town": "Le Mans",
            "company.naf": "62.01Z",
        },
    )
    used = {
        "SARL": (TITLES, "utilisé par 2 fiches société"),
        "72000": (POSTAL_CODES, "utilisé par 1 fiche société"),
        "62.01Z": (NAF_CODES, "utilisé par 1 fiche société"),
        "FR": (COUNTRIES, "utilisé par 101 départements, .* ; cochez plutôt «Inactif»"),
        "FR-72": (DEPARTMENTS, "utilisé par 2 codes postaux"),
    }
    for text, (table, words) in used.items():
        with pytest.raises(RecordInUseError, match=words):
            delete_row(dossier, table, row(dossier, table, text))
        assert find_row(dossier.database, table, text) is not None
    change_settings(dossier, {"company.town": "Ailleurs"})
    delete_row(dossier, POSTAL_CODES, row(dossier, POSTAL_CODES, "72000"))
    assert find_row(dossier.database, POSTAL_CODES, "72000") is None


def test_the_activity_codes_of_2025_come_first_from_2027_on(dossier: Dossier) -> None:
    write_row(dossier, NAF_CODES, None, {"code": "A1", "label": "Essai 2025", "nomenclature": "naf_2025"})
    write_row(dossier, NAF_CODES, None, {"code": "A1", "label": "Essai 2008", "nomenclature": "naf_2"})
    labels = {year: [label for _, label in naf_codes(dossier.database, date(year, 1, 1))] for year in (2026, 2027)}
    assert labels[2026].index("Essai 2008") < labels[2026].index("Essai 2025")
    assert labels[2027][0] == "Essai 2025"


@pytest.mark.spec("ADR-01", "ADR-02")
def test_places_are_found_by_code_or_by_town(dossier: Dossier) -> None:
    assert places(dossier.database, "72100") == [Place("72100", "Le Mans", "Sarthe", "France")]
    assert [place.code for place in places(dossier.database, "le m", by_town=True)] == ["72000", "72100"]
    assert places(dossier.database, "%") == []
    assert places(dossier.database, "'; --") == []
    assert places(dossier.database, "*") == []
