"""`--batch`: several reports from a file (ETCL-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

    Run = Callable[..., Done]


@pytest.mark.spec("ETCL-09")
def test_one_failure_stops_nothing_and_the_highest_code_is_returned(run: Run, dossier: Path, tmp_path: Path) -> None:
    lines = [
        "# les états du mois",
        f'--report balance --year 2026 --format csv --output "{tmp_path / "la balance.csv"}"',
        "",
        "--report nope",
        f"--report journal --year 2026 --output {tmp_path / 'journal.txt'} # à la fin",
        f"--report plan-journaux --output {tmp_path / 'journal.txt'}",
        "--check",
        "autre.compta --report balance",
        '--report "balance',
        "--report balance --user ZOE",
    ]
    (batch := tmp_path / "etats.txt").write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run(dossier, "--batch", batch)
    assert (code, out) == (3, "")
    assert (tmp_path / "la balance.csv").exists()
    assert (tmp_path / "journal.txt").read_text(encoding="utf-8").startswith("MOREL SARL")
    starts = [line.split(" : ")[0] for line in err.splitlines()]
    assert starts == ["Ligne 4", "Ligne 6", "Ligne 7", "Ligne 8", "Ligne 9", "Ligne 10"]
    assert "État inconnu" in err


@pytest.mark.spec("ETCL-09")
def test_all_well_ends_with_0_and_prints_in_order(run: Run, dossier: Path, tmp_path: Path) -> None:
    (batch := tmp_path / "etats.txt").write_text("--report plan-journaux\n--report balance --format json\n")
    code, out, err = run(dossier, "--batch", batch)
    assert (code, err) == (0, "")
    assert out.index("Plan des journaux") < out.index('"report": "balance"')


@pytest.mark.spec("INST-13")
def test_a_file_that_cannot_be_read_is_a_fault_of_the_command_line(run: Run, dossier: Path, tmp_path: Path) -> None:
    (latin := tmp_path / "latin.txt").write_bytes("é".encode("latin-1"))
    assert (
        run(dossier, "--batch", latin).err
        == f"Le fichier «{latin}» ne peut pas être lu (ce n'est pas un texte UTF-8).\n"
    )
    done = run(dossier, "--batch", tmp_path / "absent")
    assert (done.code, "il n'existe pas" in done.err) == (2, True)
