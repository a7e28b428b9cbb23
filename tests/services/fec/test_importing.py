from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import HEADER, NAME, RECEIPT, SALE, entry, fec
from tests.services.fec.kit import KEEP, all_rows, balances, entries, groups, new_dossier, opened, write_fec
from tuicompta.core.dates import YearMonth
from tuicompta.core.enums import JournalType
from tuicompta.exchange.fec.errors import NoSeparatorError
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.fec import importing
from tuicompta.services.fec.importing import RejectsExistError, import_fec
from tuicompta.services.fec.marks import Marks
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.outcome import Difference, MonthTotals
from tuicompta.services.fec.report import fault_lines, outcome_lines
from tuicompta.services.journals.journals import create_journal
from tuicompta.services.settings.settings import set_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    """An empty dossier of 2025 and 2026 with the delivered chart and journals."""
    path = create_dossier(tmp_path / "Morel.compta", NewDossier("MOREL SARL", date(2025, 1, 1), date(2025, 12, 31)))
    found = open_dossier(path)
    yield found
    assert check_dossier(found.database) == []
    close_dossier(found)


@pytest.fixture(params=[False, True], ids=["gate", "bulk"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Load through the gate of the database, then in bulk."""
    monkeypatch.setattr(importing, "_BULK_LINES", 0 if request.param else 10**9)
    return bool(request.param)


def faults(dossier: Dossier, path: Path, options: ImportOptions | None = None) -> list[str]:
    outcome = import_fec(dossier, path, options)
    assert not outcome.done
    assert outcome.refused
    assert "Rien n'est écrit." in list(outcome_lines(outcome))
    return list(fault_lines(outcome))


@pytest.mark.usefixtures("either_way")
@pytest.mark.spec("FECI-01", "FECI-11", "CEE-02", "CEE-03")
def test_file_into_the_open_dossier(dossier: Dossier, tmp_path: Path) -> None:
    outcome = import_fec(dossier, write_fec(tmp_path, SALE, RECEIPT))
    assert outcome.done
    assert not outcome.refused
    assert (outcome.loaded.entries, outcome.loaded.lines, outcome.loaded.debit, outcome.loaded.credit) == (
        *(2, 5, 24000, 24000),
    )
    assert outcome.differences == []
    assert balances(dossier) == {"411DUPONT": 0, "445710": -2000, "512000": 12000, "707000": -10000}
    assert groups(dossier) == {("411DUPONT", "AA"): [("2025-02-10", 12000), ("2025-02-10", -12000)]}
    rows = dossier.database.rows("SELECT status, origin, linked, import_lot_id, import_number FROM entry")
    assert rows == [("N", "import", 0, 1, "1")] * 2
    lot = dossier.database.row("SELECT format, file_name, siren, entries, lines FROM import_lot")
    assert lot == ("fec", NAME, "732829320", 2, 5)


@pytest.mark.usefixtures("either_way")
@pytest.mark.spec("ECHI-30", "TVL-01")
def test_lines_get_the_due_dates_and_vat_records_of_a_save(dossier: Dossier, tmp_path: Path) -> None:
    header = HEADER + "|DateLimitReglmt"
    path = tmp_path / NAME
    path.write_bytes(fec(SALE.replace("||\n", "|||20250315\n"), header=header))
    import_fec(dossier, path)
    rows = dossier.database.rows(
        "SELECT line_type, due_on, amount, share FROM due_date JOIN entry_line ON entry_line.id = entry_line_id"
    )
    assert rows == [("invoice", "2025-03-15", 12000, 10000)]
    vat = dossier.database.rows(
        "SELECT number, direction, vat_record.rate, base, tax FROM vat_record"
        " JOIN entry_line ON entry_line.id = entry_line_id JOIN account ON account.id = account_id"
    )
    assert vat == [("445710", "collected", 2000, 10000, 2000)]


@pytest.mark.spec("CEE-02")
def test_unknown_accounts_take_the_settings_of_their_relatives_and_a_default_title(
    dossier: Dossier, tmp_path: Path
) -> None:
    import_fec(dossier, write_fec(tmp_path, SALE.replace("|TVA collectée|", "||").replace("445710", "445719")))
    row = dossier.database.row("SELECT title, vat_direction, vat_rate FROM account WHERE number = '445719'")
    assert row == ("Compte créé pendant le transfert", "collected", 2000)


@pytest.mark.spec("CEE-03", "FECI-07")
def test_unknown_journals_get_their_deduced_type_and_a_default_description(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, SALE.replace("VE|Ventes|", "V2||"), RECEIPT.replace("BP|Banque|", "B-2|Banque 2|"))
    outcome = import_fec(dossier, path)
    assert [(j.code, j.type, j.description) for j in outcome.journals] == [
        ("V2", JournalType.SALES, "Journal créé pendant le transfert"),
        ("B2", JournalType.TREASURY, "Banque 2"),
    ]
    rows = dossier.database.rows(
        "SELECT code, type, description, count(*) FROM journal JOIN journal_year ON journal_id = journal.id"
        " WHERE code IN ('V2', 'B2') GROUP BY code ORDER BY code"
    )
    assert rows == [
        ("B2", "treasury", "Banque 2", 2),
        ("V2", "sales", "Journal créé pendant le transfert", 2),
    ]


@pytest.mark.spec("FECI-05", "FECI-07")
def test_what_the_user_changed_in_the_proposal_is_followed(dossier: Dossier, tmp_path: Path) -> None:
    options = ImportOptions(
        journal_types={"V2": JournalType.GENERAL}, account_numbers={("411000", "411DUPONT"): "411DUP"}
    )
    import_fec(dossier, write_fec(tmp_path, SALE.replace("VE|", "V2|")), options)
    assert "411DUP" in balances(dossier)
    assert dossier.database.value("SELECT type FROM journal WHERE code = 'V2'") == "general"


@pytest.mark.spec("OTC-01")
@pytest.mark.parametrize("option", [True, False])
def test_simulated_import_letters_nothing(dossier: Dossier, tmp_path: Path, option: bool) -> None:  # noqa: FBT001
    set_settings(dossier.database, {"import.simulated": option})
    import_fec(dossier, write_fec(tmp_path, SALE, RECEIPT), ImportOptions(simulated=not option))
    assert [row[3] for row in entries(dossier)] == ["S", "S"]
    assert groups(dossier) == {}


@pytest.mark.spec("CEE-07", "CEE-09", "XINV-05")
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (SALE.replace("100,00", "99,00"), "ligne 5 : écriture VE n° 1 : non équilibrée, débit − crédit = 1,00"),
        (
            entry("2", "20240115").replace("120000", "607000"),
            "ligne 5 : journal OD, 15/01/2024 : dans aucun exercice du dossier",
        ),
        (entry("2").replace("512000", "51"), None),
        (entry("2").replace("512000|", "512|"), "ligne 5 : compte 512 : compte Racine, qui ne reçoit pas d'écriture"),
        (
            entry("2").replace("512000", "X12"),
            "ligne 5 : compte X12 : un numéro de compte commence par trois chiffres, le premier de 1 à 9",
        ),
        (entry("2").split("\n")[0] + "\n", "ligne 5 : écriture OD n° 2 : non équilibrée, débit − crédit = 10,00"),
        (entry("2").replace("512000", "512999"), "ligne 5 : compte 512999 : compte bloqué"),
        (entry("2", journal="PIED"), "ligne 5 : journal PIED, 15/01/2025 : la contrepartie de ce journal est en pied"),
        (entry("2", "20250301", journal="CLOS"), "ligne 5 : journal CLOS, 01/03/2025 : mars 2025 clôturé"),
    ],
)
def test_one_fault_refuses_the_whole_file(dossier: Dossier, tmp_path: Path, body: str, reason: str | None) -> None:
    prepare_refusals(dossier)
    before = list(all_rows(dossier))
    path = write_fec(tmp_path, SALE.replace("VE|", "OK|"), body)
    if reason is None:
        assert import_fec(dossier, path).done
        return
    assert faults(dossier, path)[0].startswith(reason)
    assert list(all_rows(dossier)) == before


def prepare_refusals(dossier: Dossier) -> None:
    """Add a blocked account, a foot-of-journal journal and a closed month."""
    database = dossier.database
    create_account(dossier, "512999", "Ancienne banque")
    database.run("UPDATE account SET blocked = 1 WHERE number = '512999'")
    foot = create_journal(database, "PIED", JournalType.TREASURY, "Caisse")
    database.run(
        "UPDATE journal_year SET counterpart_mode = 'foot_of_journal', counterpart_account_id ="
        " (SELECT id FROM account WHERE number = '530') WHERE journal_id = ?",
        (foot,),
    )
    closed = create_journal(database, "CLOS", JournalType.GENERAL, "Clos")
    database.run(
        "INSERT INTO journal_period (journal_id, period_id, closed_at)"
        " SELECT ?, id, '2025-04-01' FROM period WHERE start_date = '2025-03-01'",
        (closed,),
    )


def test_closed_fiscal_year_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2026-04-01' WHERE start_date = '2025-01-01'")
    assert faults(dossier, write_fec(tmp_path, SALE)) == ["ligne 2 : journal VE, 15/01/2025 : exercice 2025 clôturé"]


@pytest.mark.usefixtures("either_way")
@pytest.mark.spec("CEE-07", "CEE-11")
def test_partial_import_takes_the_others_and_copies_the_faulty_lines_unchanged(
    dossier: Dossier, tmp_path: Path
) -> None:
    bad_amount = entry("3").replace("|10,00|0,00|", "|dix|0,00|")
    bad_day = entry("4", "20240115")
    path = write_fec(tmp_path, SALE, entry("2").replace("0,00|10,00", "0,00|9,00"), bad_amount, bad_day, RECEIPT)
    outcome = import_fec(dossier, path, ImportOptions(partial=True))
    assert (outcome.done, outcome.loaded.entries, outcome.refused_entries) == (True, 2, 3)
    assert [row[0] for row in entries(dossier)] == ["VE", "BP"]
    assert outcome.rejects == tmp_path / f"{NAME}.rejets"
    whole = path.read_bytes().splitlines(keepends=True)
    assert outcome.rejects.read_bytes() == b"".join([whole[0], *whole[4:10]])
    assert outcome.differences == [Difference("120000", -2900, 0), Difference("512000", 14000, 12000)]


@pytest.mark.spec("CEE-07")
def test_rejects_never_replace_a_file(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, SALE, entry("2", "20240115"))
    path.with_name(path.name + ".rejets").write_text("autre")
    with pytest.raises(RejectsExistError):
        import_fec(dossier, path, ImportOptions(partial=True))
    assert entries(dossier) == []


@pytest.mark.usefixtures("either_way")
@pytest.mark.spec("FECI-08")
def test_group_that_misses_a_refused_entry_is_left_without_code(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(
        tmp_path,
        SALE,
        RECEIPT.replace("20250210|512000", "20240210|512000", 1).replace("|20250210|411", "|20240210|411"),
    )
    outcome = import_fec(dossier, path, ImportOptions(partial=True))
    assert (outcome.loaded.letterings, outcome.loaded.letters_left) == (0, 1)
    assert groups(dossier) == {}


@pytest.mark.spec("CEE-11")
def test_no_create_refuses_unknown_accounts_and_journals(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, entry("1", journal="ZZ").replace("120000", "1068"))
    assert faults(dossier, path, ImportOptions(create_accounts=False, create_journals=False)) == [
        "ligne 2 : journal ZZ : inconnu du dossier",
        "ligne 2 : compte 512000 : inconnu du dossier",
    ]


@pytest.mark.spec("CEE-08", "CEE-11")
def test_dry_run_tells_everything_and_writes_nothing(dossier: Dossier, tmp_path: Path) -> None:
    before = list(all_rows(dossier))
    path = write_fec(tmp_path, SALE, entry("1", "20250301", journal="ZZ"), RECEIPT)
    outcome = import_fec(dossier, path, ImportOptions(dry_run=True))
    assert list(all_rows(dossier)) == before
    assert (outcome.done, outcome.entries, outcome.lines, outcome.duplicates) == (False, 3, 7, 0)
    assert outcome.months == [
        MonthTotals("BP", YearMonth(2025, 2), 1, 2, 12000, 12000),
        MonthTotals("VE", YearMonth(2025, 1), 1, 3, 12000, 12000),
        MonthTotals("ZZ", YearMonth(2025, 3), 1, 2, 1000, 1000),
    ]
    assert [account.number for account in outcome.accounts] == [
        *("411000", "411DUPONT", "707000", "445710", "512000", "120000"),
    ]
    assert [journal.code for journal in outcome.journals] == ["ZZ"]
    lines = list(outcome_lines(outcome))
    assert "VE         01/2025         1       3           120,00           120,00" in lines
    assert lines[-1] == "Rien n'est écrit."


@pytest.mark.usefixtures("either_way")
@pytest.mark.spec("FECI-09", "XINV-05")
def test_importing_twice_adds_nothing(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, SALE, entry("1", "20250101", journal="AN"), RECEIPT)
    first = import_fec(dossier, path)
    before = balances(dossier), entries(dossier), groups(dossier)
    second = import_fec(dossier, path)
    assert first.loaded.entries == 3
    assert (second.done, second.loaded.entries, second.loaded.skipped, second.duplicates) == (True, 0, 3, 3)
    assert (balances(dossier), entries(dossier), groups(dossier)) == before


@pytest.mark.spec("FECI-09", "FECI-11")
def test_what_was_imported_before_counts_in_the_balances_compared_with_the_file(
    dossier: Dossier, tmp_path: Path
) -> None:
    path = write_fec(tmp_path, SALE, RECEIPT)
    import_fec(dossier, path)
    assert import_fec(dossier, write_fec(tmp_path, SALE, entry("7", amount="55,00"))).differences == []
    path = write_fec(tmp_path, SALE, RECEIPT)
    assert "Soldes du dossier et du fichier : aucun écart" in list(outcome_lines(import_fec(dossier, path)))


@pytest.mark.spec("FECI-09")
def test_only_new_entries_of_a_longer_file_are_added(dossier: Dossier, tmp_path: Path) -> None:
    import_fec(dossier, write_fec(tmp_path, SALE))
    outcome = import_fec(dossier, write_fec(tmp_path, SALE, RECEIPT))
    assert (outcome.loaded.entries, outcome.loaded.skipped) == (1, 1)
    other_company = write_fec(tmp_path, SALE, name="552100554FEC20251231.txt")
    assert import_fec(dossier, other_company).loaded.entries == 1


@pytest.mark.spec("FECI-10")
def test_opening_on_top_of_another_is_refused_unless_left_out(dossier: Dossier, tmp_path: Path) -> None:
    import_fec(dossier, write_fec(tmp_path, entry("1", "20250101", journal="AN")))
    path = write_fec(tmp_path, entry("1", "20250101", journal="RAN", amount="99,00"), SALE)
    assert faults(dossier, path) == [
        "ligne 2 : journal RAN, 01/01/2025 : cet exercice a déjà des à-nouveaux ou une balance d'ouverture"
    ]
    outcome = import_fec(dossier, path, ImportOptions(leave_opening_out=True))
    assert (outcome.loaded.entries, outcome.loaded.left_out) == (1, 1)
    assert [row[0] for row in entries(dossier)] == ["RAN", "VE"]


@pytest.mark.spec("FECI-02")
def test_validation_is_taken_into_an_empty_fiscal_year_only(dossier: Dossier, tmp_path: Path) -> None:
    import_fec(dossier, write_fec(tmp_path, entry("1")), KEEP)
    assert entries(dossier)[0][3:] == ("V", 1)
    path = write_fec(tmp_path, entry("2"))
    assert faults(dossier, path, KEEP) == [
        "ligne 2 : journal OD, 15/01/2025 : la validation ne se reprend que dans un exercice sans écriture"
    ]
    assert import_fec(dossier, path).done


@pytest.mark.spec("CEE-09", "XINV-05")
@pytest.mark.parametrize("keep", [False, True])
def test_interrupted_import_leaves_the_dossier_as_before(
    dossier: Dossier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keep: bool,  # noqa: FBT001
) -> None:
    before = list(all_rows(dossier))
    original = Marks.insert

    def interrupted(*arguments: object) -> None:
        original(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(Marks, "insert", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_fec(dossier, write_fec(tmp_path, SALE, RECEIPT), ImportOptions(keep_validation=keep))
    monkeypatch.undo()
    assert list(all_rows(dossier)) == before


def test_what_is_no_accounting_file_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"bonjour\n")
    with pytest.raises(NoSeparatorError):
        import_fec(dossier, path)


@pytest.mark.spec("FECI-08")
def test_codes_taken_or_too_long_are_replaced_by_the_next_free_one(dossier: Dossier, tmp_path: Path) -> None:
    import_fec(dossier, write_fec(tmp_path, SALE, RECEIPT))
    shifted = [text.replace("|1|", "|2|", 1).replace("\nVE|Ventes|1|", "\nVE|Ventes|2|") for text in (SALE, RECEIPT)]
    sale, receipt = (text.replace("BP|Banque|1|", "BP|Banque|2|") for text in shifted)
    long = [text.replace("|2|", "|3|").replace("|AA|", "|LONGCODE|") for text in (sale, receipt)]
    outcome = import_fec(dossier, write_fec(tmp_path, sale, receipt, *long))
    assert (outcome.loaded.letterings, outcome.loaded.recoded) == (2, 2)
    assert sorted(code for _, code in groups(dossier)) == ["AA", "AB", "AC"]


@pytest.mark.spec("FECI-03")
def test_warnings_of_the_reading_are_counted(dossier: Dossier, tmp_path: Path) -> None:
    outcome = import_fec(
        dossier, write_fec(tmp_path, SALE.replace("120,00", "120.00").replace("20250115", "15/01/2025"))
    )
    assert outcome.done
    lines = list(outcome_lines(outcome))
    assert "Avertissement : Point décimal au lieu de la virgule : 1" in lines
    assert "Avertissement : Date écrite autrement que AAAAMMJJ : 3" in lines


@pytest.mark.spec("FECI-11")
def test_report_of_an_import(dossier: Dossier, tmp_path: Path) -> None:
    lines = list(outcome_lines(import_fec(dossier, write_fec(tmp_path, SALE, RECEIPT))))
    assert lines == [
        f"Fichier {NAME}",
        "Lu : 5 lignes, 2 écritures, débit 240,00, crédit 240,00",
        "Journal    Mois    Écritures  Lignes            Débit           Crédit",
        "BP         02/2025         1       2           120,00           120,00",
        "VE         01/2025         1       3           120,00           120,00",
        "Comptes à créer : 5",
        "  411000     Clients",
        "  411DUPONT  Dupont SA (collectif 411000)",
        "  707000     Ventes de marchandises",
        "  445710     TVA collectée",
        "  512000     Banque",
        "Importé, lot n° 1 : 2 écritures, 5 lignes",
        "Créés : 5 comptes, 0 journal, 1 tiers",
        "Lettrage : 1 groupe repris, 0 laissé sans code",
        "Soldes du dossier et du fichier : aucun écart",
    ]


@pytest.mark.spec("JE-05")
def test_import_leaves_one_event(dossier: Dossier, tmp_path: Path) -> None:
    before = dossier.database.value("SELECT count(*) FROM event")
    import_fec(dossier, write_fec(tmp_path, SALE))
    row = dossier.database.row("SELECT kind, object FROM event ORDER BY id DESC LIMIT 1")
    assert row == ("Import d'écritures", NAME)
    assert dossier.database.value("SELECT count(*) FROM event") == before + 1


def test_a_third_party_on_a_charge_account_is_ignored(dossier: Dossier, tmp_path: Path) -> None:
    import_fec(dossier, write_fec(tmp_path, SALE.replace("707000|Ventes de marchandises||", "707000|Ventes|411X|X")))
    assert "707000" in balances(dossier)
    assert "411X" not in balances(dossier)


@pytest.mark.attack
def test_hostile_texts_are_stored_as_plain_text(dossier: Dossier, tmp_path: Path) -> None:
    label = "'; DROP TABLE entry; -- \x1b]0;x\x07 [/b]"
    import_fec(dossier, write_fec(tmp_path, SALE.replace("Facture 1", label)))
    stored = dossier.database.rows("SELECT DISTINCT label FROM entry_line")
    assert stored == [("'; DROP TABLE entry; -- ]0;x [/b]",)]


def test_same_file_gives_the_same_dossier_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_fec(tmp_path, SALE, entry("1"), RECEIPT, entry("2", "20250201"))
    contents = []
    for name, threshold in (("gate", 10**9), ("bulk", 0)):
        monkeypatch.setattr(importing, "_BULK_LINES", threshold)
        created = new_dossier(tmp_path / name, path)
        found = opened(created.path)
        contents.append(sorted(all_rows(found)))
        close_dossier(found)
    assert contents[0] == contents[1]
