"""Help, version and lists: no dossier, no screen (INST-11, ETCL-02)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tuicompta import __version__
from tuicompta.cli.flags import FLAGS
from tuicompta.reports.catalogue import SPECS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Done

    Run = Callable[..., Done]


@pytest.mark.spec("INST-11")
def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"tuicompta {__version__}\n", "")
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for flag in FLAGS.values():
        assert f"  --{flag.name}" in out
        assert flag.help.split()[0] in out
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.spec("INST-11")
def test_help_after_a_command_gives_the_flags_of_that_command(run: Run) -> None:
    out = run("--create", "--help").out
    assert "--company NOM" in out
    assert "--accounts" not in out
    assert "--draft" in run("--export", "fec", "--help").out


@pytest.mark.spec("ETCL-02")
def test_help_of_a_report_gives_its_flags_and_option_keys(run: Run) -> None:
    out = run("--report", "journal", "--help").out
    for expected in ("--report journal : Journal", "--entry-totals", "--sort V", "date, piece", "livre-journal"):
        assert expected in out
    assert "--columns" not in out
    assert "saut=journal|mois|aucun" in out
    code, _, err = run("--report", "nope", "--help")
    assert (code, err.startswith("État inconnu : «nope». États : brouillard, journal")) == (2, True)


@pytest.mark.spec("ETCL-02")
def test_list_of_the_reports(run: Run) -> None:
    out = run("--list-reports").out
    assert [line.split()[0] for line in out.splitlines()] == [spec.name for spec in SPECS]
    (balance,) = [line for line in out.splitlines() if line.split()[0] == "balance"]
    assert balance.split() == ["balance", "Balance", "--columns", "--previous"]
    found = json.loads(run("--list-reports", "--format", "json").out)
    assert [(report["name"], report["title"]) for report in found] == [(spec.name, spec.title) for spec in SPECS]
    (journal,) = [report for report in found if report["name"] == "journal"]
    assert journal["own_flags"] == ["sort", "entry-totals", "no-opening"]
    assert {"key": "saut", "help": "saut de page", "values": ["journal", "mois", "aucun"], "default": "journal"} in (
        journal["options"]
    )
    code, out, err = run("--list-reports", "--format", "csv")
    assert (code, out, err) == (2, "", "Valeur refusée pour --format : «csv». Valeurs acceptées ici : txt, json.\n")
