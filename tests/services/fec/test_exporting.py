from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import NAME, RECEIPT, SALE, entry
from tests.services.entries_kit import entry as typed
from tests.services.entries_kit import line
from tests.services.fec.kit import KEEP, export, new_dossier, opened, write_fec
from tuicompta.core.enums import EntryOrigin
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.findings import Rule
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.naming import NoSirenError
from tuicompta.exchange.fec.rendering import verdict
from tuicompta.models.transaction import transaction
from tuicompta.reports.output import OutputExistsError
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fec.exporting import ExportOptions, accept_export, export_fec, validate_year
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.settings.settings import set_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tuicompta.services.fec.exporting import FecExport

    Build = Callable[..., Dossier]

MARCH = date(2026, 3, 15)
LEGAL = "732829320FEC20261231.txt"


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Create and open a dossier made from the entries of a file, validated as it says."""
    made: list[Dossier] = []

    def of(*bodies: str) -> Dossier:
        folder = tmp_path / str(len(made))
        made.append(opened(new_dossier(folder, write_fec(folder, *bodies), options=KEEP).path))
        return made[-1]

    yield of
    for dossier in made:
        close_dossier(dossier)


def saved(dossier: Dossier, *accounts: tuple[str, int, int], journal: str = "OD", **cells: str) -> int:
    """Save an entry of lines given as account, debit and credit; return its identifier."""
    lines = [line(number, debit, credit, **cells) for number, debit, credit in accounts]
    return save_entries(dossier, [typed(*lines, journal=journal, day=MARCH)], EntryOrigin.SINGLE_ENTRY)[0].entry_id


def fields(done: FecExport) -> list[list[str]]:
    """Return the fields of the entry lines of a file."""
    text = done.path.read_bytes().decode(done.report.charset.codec if done.report.charset else "utf-8")
    separator = done.report.layout.separator if done.report.layout else "\t"
    return [row.split(separator) for row in text.split("\r\n")[1:-1]]


@pytest.mark.spec("FECX-01", "FECX-02", "FECX-11", "FECX-12")
def test_file_takes_its_legal_name_is_controlled_and_has_its_notice(dossier: Dossier, tmp_path: Path) -> None:
    validate_entries(dossier, [saved(dossier, ("5121", 1000, 0), ("1068", 0, 1000))])
    done = export(dossier, tmp_path / "out")
    assert done.path == tmp_path / "out" / LEGAL
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [LEGAL, "732829320FEC20261231_notice.txt"]
    assert verdict(done.report) == "Conforme"
    notice = done.notice_path.read_text(encoding="utf-8")
    assert "OD         Opérations Diverses  Opérations Diverses" in notice
    assert f"SHA-256            {sha256(done.path.read_bytes()).hexdigest()}" in notice


@pytest.mark.spec("FECX-02")
def test_siret_gives_the_name_and_without_siren_the_export_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    set_settings(dossier.database, {"company.siret": "552 100 554 00013", "company.siren": ""})
    assert export(dossier, tmp_path).path.name == "552100554FEC20261231.txt"
    set_settings(dossier.database, {"company.siret": ""})
    with pytest.raises(NoSirenError, match="Société – Coordonnées"):
        export(dossier, tmp_path / "other")


@pytest.mark.spec("FECX-04", "SW-40")
def test_columns_of_a_line(dossier: Dossier, tmp_path: Path) -> None:
    database = dossier.database
    create_account(dossier, "706100", "Prestations")
    sale = saved(
        dossier, ("411MAR", 1200, 0), ("706100", 0, 1200), journal="VE", piece="F1", document="D1", label="Vente"
    )
    refund = saved(dossier, ("411MAR", -200, 0), ("706100", 0, -200), journal="VE", document="D2", label="Avoir")
    other = saved(dossier, ("5121", 5, 0), ("1068", 0, 5), label="x")
    with transaction(database):
        for change in ("posted = 0", "piece_date = '2026-03-01'", "posted = 1"):
            database.run(f"UPDATE entry SET {change} WHERE id = ?", (sale,))  # noqa: S608 - the list above
    validate_entries(dossier, [sale, refund, other])
    rows = fields(export(dossier, tmp_path))
    assert (rows[2][:9]) == [
        "VE",
        "Ventes",
        "1",
        "20260315",
        "411",
        "Clients",
        "411MAR",
        "Martin SA",
        "F1",
    ]
    assert rows[2][9:] == ["20260301", "Vente", "12,00", "0,00", "", "", "20260320", "", ""]
    assert rows[3][4:9] == ["706100", "Prestations", "", "", "F1"]
    assert rows[4][8:13] == ["D2", "20260315", "Avoir", "-2,00", "0,00"]
    assert rows[5][11:13] == ["0,00", "-2,00"]
    assert [row[8] for row in rows[:2]] == ["-", "-"]


@pytest.mark.spec("FECX-04", "FECI-08")
def test_lettering_code_and_date_or_none(build: Build, tmp_path: Path) -> None:
    dossier = build(SALE, RECEIPT)
    rows = fields(export(dossier, tmp_path / "out"))
    assert [(row[6], row[13], row[14]) for row in rows] == [
        *(("411DUPONT", "AA", "20250210"), ("", "", ""), ("", "", "")),
        *(("", "", ""), ("411DUPONT", "AA", "20250210")),
    ]


@pytest.mark.spec("FECX-04", "LETT-32")
def test_partial_groups_are_no_lettering_of_the_file(build: Build, tmp_path: Path) -> None:
    dossier = build(SALE, RECEIPT.replace("120,00", "100,00"))
    database = dossier.database
    account = database.value("SELECT id FROM account WHERE number = '411DUPONT'")
    add = "INSERT INTO lettering (account_id, fiscal_year_id, code, lettered_on, partial) VALUES (?, 1, 'ab', ?, 1)"
    with transaction(database):
        group = database.run(add, (account, "2025-03-01"))
        database.run("UPDATE entry_line SET lettering_id = ? WHERE account_id = ?", (group, account))
        database.run("UPDATE lettering SET complete = 1 WHERE id = ?", (group,))
    assert {row[13] for row in fields(export(dossier, tmp_path / "out"))} == {""}


@pytest.mark.spec("FECX-05")
def test_opening_then_validation_then_journal_then_number(build: Build, tmp_path: Path) -> None:
    bodies = [
        entry("1", "20250101", journal="RAN", validation="20250630"),
        entry("1", "20250301", journal="ZZ", validation="20250301"),
        entry("1", "20250101", journal="AA", validation="20250401"),
        entry("2", "20250102", journal="AA", validation="20250401"),
        entry("1", "20250101", journal="BB", validation="20250401"),
    ]
    dossier = build(*bodies)
    order = [(row[0], row[2]) for row in fields(export(dossier, tmp_path / "out"))][::2]
    assert order == [("RAN", "1"), ("ZZ", "1"), ("AA", "1"), ("AA", "2"), ("BB", "1")]


@pytest.mark.spec("FECX-06", "FECX-07", "STA-10")
def test_validated_entries_only_the_others_counted_by_journal(dossier: Dossier, tmp_path: Path) -> None:
    kept = saved(dossier, ("5121", 1000, 0), ("1068", 0, 1000))
    saved(dossier, ("5121", 2000, 0), ("1068", 0, 2000))
    simulated = saved(dossier, ("5121", 3000, 0), ("1068", 0, 3000), journal="VE")
    dossier.database.run("UPDATE entry SET status = 'S' WHERE id = ?", (simulated,))
    validate_entries(dossier, [kept])
    done = export(dossier, tmp_path)
    assert [row[11] for row in fields(done)] == ["10,00", "0,00"]
    assert done.unvalidated == {"OD": 1}


@pytest.mark.spec("FECX-07")
def test_validate_then_export_takes_every_unvalidated_entry(dossier: Dossier, tmp_path: Path) -> None:
    for amount in (1000, 2000):
        saved(dossier, ("5121", amount, 0), ("1068", 0, amount))
    year = fiscal_years(dossier.database)[0]
    assert validate_year(dossier, year) == 2
    assert validate_year(dossier, year) == 0
    done = export(dossier, tmp_path)
    assert ([row[2] for row in fields(done)], done.unvalidated) == (["1", "1", "2", "2"], {})


@pytest.mark.spec("FECX-06", "FECX-12")
def test_entries_of_classes_8_and_9_alone_are_left_out_and_explained(dossier: Dossier, tmp_path: Path) -> None:
    for number in ("801", "802", "890"):
        create_account(dossier, number, f"Compte {number}")
    ids = [
        saved(dossier, ("801", 100, 0), ("802", 0, 100)),
        saved(dossier, ("801", 200, 0), ("890", 0, 200)),
        saved(dossier, ("5121", 300, 0), ("890", 0, 300)),
    ]
    validate_entries(dossier, ids)
    done = export(dossier, tmp_path)
    assert [row[2] for row in fields(done)] == ["3", "3"]
    assert done.left_out == 2
    notice = done.notice_path.read_text(encoding="utf-8")
    assert "Rupture : journal OD, n° 1 à 2 : écriture des seules classes 8 et 9." in notice


@pytest.mark.spec("FECX-08")
def test_draft_holds_unvalidated_entries_numbered_p(dossier: Dossier, tmp_path: Path) -> None:
    first = saved(dossier, ("5121", 1000, 0), ("1068", 0, 1000))
    for amount in (2000, 3000):
        saved(dossier, ("5121", amount, 0), ("1068", 0, amount))
    validate_entries(dossier, [first])
    done = export(dossier, tmp_path, ExportOptions(draft=True))
    assert done.path.name == "732829320FEC20261231_projet.txt"
    assert [(row[2], row[15]) for row in fields(done)][::2] == [("1", "20260320"), ("P1", ""), ("P2", "")]
    assert not done.has_errors
    assert done.report.log.counts == {Rule.MISSING_DATA: 4}
    assert "PROJET" in done.notice_path.read_text(encoding="utf-8")


@pytest.mark.spec("FECX-08", "FECX-05")
def test_draft_of_an_unvalidated_opening_comes_first(dossier: Dossier, tmp_path: Path) -> None:
    validate_entries(dossier, [saved(dossier, ("5121", 1000, 0), ("1068", 0, 1000))])
    database = dossier.database
    database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'Report')")
    entries = [typed(line("5121", 5, 0), line("1068", 0, 5), journal="RAN", day=date(2026, 1, 1))]
    save_entries(dossier, entries, EntryOrigin.OPENING_BALANCE)
    saved(dossier, ("5121", 7, 0), ("1068", 0, 7))
    done = export(dossier, tmp_path, ExportOptions(draft=True))
    assert [(row[0], row[2]) for row in fields(done)][::2] == [("RAN", "P1"), ("OD", "1"), ("OD", "P2")]


@pytest.mark.spec("FECX-03", "FECX-09")
def test_iso_8859_15_and_bar_with_characters_replaced(dossier: Dossier, tmp_path: Path) -> None:
    validate_entries(dossier, [saved(dossier, ("5121", 1000, 0), ("1068", 0, 1000), label="Œufs | 5 € – Łódź")])
    done = export(dossier, tmp_path, ExportOptions(separator="|", charset=Charset.ISO_8859_15))
    assert [row[10] for row in fields(done)] == ["Œufs / 5 € - Lódz"] * 2
    assert done.written.replaced == 6
    assert verdict(done.report) == "Conforme"


@pytest.mark.spec("FECX-10")
def test_cash_regime_gives_date_and_method_of_the_payment(build: Build, tmp_path: Path) -> None:
    dossier = build(SALE, RECEIPT, entry("1", "20250301"))
    database = dossier.database
    database.run(
        "UPDATE entry_line SET payment_method_id = (SELECT id FROM payment_method WHERE code = 'VIR')"
        " WHERE line_type = 'payment'"
    )
    done = export(dossier, tmp_path / "out", ExportOptions(regime=Regime.BNC))
    assert {(row[0], row[4]): (*row[18:20], *row[20:]) for row in fields(done)} == {
        ("VE", "411000"): ("20250210", "Virement", "", ""),
        ("VE", "707000"): ("20250115", "-", "", ""),
        ("VE", "445710"): ("20250115", "-", "", ""),
        ("BP", "512000"): ("20250210", "-", "", ""),
        ("BP", "411000"): ("20250210", "Virement", "", ""),
        ("OD", "512000"): ("20250301", "-", "", ""),
        ("OD", "120000"): ("20250301", "-", "", ""),
    }
    assert verdict(done.report) == "Conforme"


@pytest.mark.spec("FECX-11")
def test_file_with_errors_keeps_its_suffix_until_accepted(build: Build, tmp_path: Path) -> None:
    dossier = build(entry("1"))
    database = dossier.database
    triggers = database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry_line'")
    for name, _ in triggers:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    database.run("UPDATE entry_line SET debit = debit + 1 WHERE debit > 0")
    done = export(dossier, tmp_path / "out")
    assert done.has_errors
    assert done.path.name == "732829320FEC20251231_erreurs.txt"
    assert not (tmp_path / "out" / NAME).exists()
    assert done.report.log.counts[Rule.ENTRY_UNBALANCED] == 1
    accept_export(done)
    assert done.path == tmp_path / "out" / NAME
    assert done.path.exists()


@pytest.mark.spec("FECX-13")
def test_export_leaves_an_event_with_the_digest(build: Build, tmp_path: Path) -> None:
    dossier = build(entry("1"))
    done = export(dossier, tmp_path / "out")
    kind, subject, user, text = dossier.database.row(
        "SELECT kind, object, user_code, detail FROM event ORDER BY id DESC LIMIT 1"
    ) or ("", "", "", "{}")
    detail = json.loads(text)
    assert (kind, subject, user) == ("Export FEC", NAME, "ADM")
    assert (detail["lignes"], detail["débit"], detail["crédit"]) == (2, "10,00", "10,00")
    assert detail["SHA-256"] == sha256(done.path.read_bytes()).hexdigest()


@pytest.mark.spec("FECX-13")
def test_closed_year_exported_twice_gives_the_same_bytes_and_a_difference_is_told(build: Build, tmp_path: Path) -> None:
    dossier = build(SALE, RECEIPT)
    database = dossier.database
    database.run("UPDATE fiscal_year SET closed_at = '2026-03-01' WHERE start_date = '2025-01-01'")
    first, second = (export(dossier, tmp_path / name) for name in ("one", "two"))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert (first.earlier, second.earlier) == (None, None)
    database.run("UPDATE account SET title = 'Ventes diverses', folded_title = 'x' WHERE number = '707000'")
    third = export(dossier, tmp_path / "three")
    assert third.earlier is not None
    assert (third.earlier.user, third.earlier.sha256) == ("ADM", second.written.sha256.hex())


@pytest.mark.spec("INST-13")
def test_existing_file_is_replaced_on_request_only(dossier: Dossier, tmp_path: Path) -> None:
    export(dossier, tmp_path)
    with pytest.raises(OutputExistsError):
        export(dossier, tmp_path)
    assert export(dossier, tmp_path, ExportOptions(force=True)).path.name == LEGAL
    chosen = export_fec(dossier, fiscal_years(dossier.database)[0], tmp_path / "autre.txt")
    assert (chosen.path.name, chosen.notice_path.name) == ("autre.txt", "autre_notice.txt")


def test_year_without_entry_gives_the_names_alone(tmp_path: Path) -> None:
    new = NewDossier("MOREL SARL", date(2025, 1, 1), date(2025, 12, 31), siren="732829320")
    found = open_dossier(create_dossier(tmp_path / "Morel.compta", new))
    done = export(found, tmp_path)
    close_dossier(found)
    assert done.path.read_bytes().count(b"\r\n") == 1
    assert verdict(done.report) == "Conforme"
