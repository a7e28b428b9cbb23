"""Printing through `lp`: a stand-in for the command of the machine keeps what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuicompta.services.prints.printing import Printers, PrintRefusedError, known_printers, print_file, why_no_printing

if TYPE_CHECKING:
    from pathlib import Path

LP = """#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word"; done > "{folder}/words"
for file in "$@"; do :; done
cp -- "$file" "{folder}/printed"
{ends}
"""
LPSTAT = """#!/bin/sh
case $1 in
-e) printf 'Bureau\\nAtelier_A4\\n';;
-d) echo 'system default destination: Atelier_A4';;
esac
"""


def commands(folder: Path, ends: str = "exit 0") -> None:
    """Write the stand-ins of the commands in a folder."""
    for name, text in (("lp", LP.replace("{folder}", str(folder)).replace("{ends}", ends)), ("lpstat", LPSTAT)):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose print command keeps what it is given."""
    commands(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


@pytest.mark.usefixtures("bench")
@pytest.mark.spec("ETSO-09")
def test_the_printers_the_machine_knows_and_its_default() -> None:
    assert why_no_printing() is None
    assert known_printers() == Printers(("Bureau", "Atelier_A4"), "Atelier_A4")


@pytest.mark.spec("ETSO-09")
def test_a_file_is_sent_with_printer_copies_and_title(bench: Path) -> None:
    file = bench / "-o état «x».pdf"
    file.write_bytes(b"%PDF")
    print_file(file, "Grand Livre; rm -rf /", printer="Bureau", copies=3)
    words = (bench / "words").read_text("utf-8").splitlines()
    assert words == ["-d", "Bureau", "-n", "3", "-t", "Grand Livre; rm -rf /", "--", str(file)]
    assert (bench / "printed").read_bytes() == b"%PDF"


@pytest.mark.spec("ETSO-09")
def test_what_the_command_refuses_is_told(bench: Path) -> None:
    commands(bench, "echo 'lp: no such printer' >&2; exit 1")
    file = bench / "a.pdf"
    file.write_bytes(b"")
    with pytest.raises(PrintRefusedError, match="lp: no such printer"):
        print_file(file, "Balance")


@pytest.mark.spec("ETSO-09")
def test_without_the_command_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert why_no_printing() == "La commande d'impression «lp» est absente de cette machine"
    assert known_printers() == Printers(())
    with pytest.raises(PrintRefusedError, match="la commande d'impression «lp» est absente"):
        print_file(tmp_path / "a.pdf", "Balance")
