"""The command line: every fault ends with code 2 and a French sentence that names it (INST-11, INST-13, INST-17)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicompta.cli.flags import FLAGS
from tuicompta.cli.parser import parse
from tuicompta.core.dates import YearMonth
from tuicompta.core.errors import TuicomptaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Done

    Run = Callable[..., Done]

D = "x.compta"


@pytest.mark.spec("INST-13")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--foo"], "Option inconnue : --foo."),
        (["-h"], "Option inconnue : -h."),
        (["--widht", "80"], "Option inconnue : --widht."),
        ([D, "--rep", "balance"], "Option inconnue : --rep."),
        ([D, "--report"], "L'option --report attend une valeur : --report NOM."),
        ([D, "--report", "--force"], "L'option --report attend une valeur : --report NOM."),
        ([D, "--report", "balance", "--force=oui"], "L'option --force ne prend pas de valeur."),
        ([D, "--import", "fec"], "L'option --import attend une valeur : --import fec FICHIER."),
        ([D, "--import", "fec", "--dry-run"], "L'option --import attend une valeur : --import fec FICHIER."),
        ([D, "--report", "balance", "--check"], "--report et --check sont données ensemble."),
        ([D, "--create", "--report", "balance"], "--create et --report sont données ensemble."),
        ([D, "--year", "2026"], "L'option --year ne s'emploie pas ici. Elle va avec : --report, --export."),
        ([D, "--check", "--accounts", "4*"], "L'option --accounts ne s'emploie pas ici. Elle va avec : --report."),
        ([D, "--create", "--dry-run"], "L'option --dry-run ne s'emploie pas ici. Elle va avec : --import."),
        ([D, "--report", "balance", "--draft"], "L'option --draft ne s'emploie pas ici. Elle va avec : --export."),
        ([D, "y.compta"], "Argument en trop : «y.compta»."),
        (["--report", "balance"], "L'option --report demande un dossier : tuicompta FICHIER.compta --report."),
        (["", "--report", "balance"], "L'option --report demande un dossier"),
        (["--check"], "L'option --check demande un dossier"),
        ([D, "--report", "a", "--report", "b"], "L'option --report est donnée deux fois."),
        ([D, "--report", "balance", "--width", "abc"], "Valeur refusée pour --width : «abc». Écrivez un nombre de 80"),
        ([D, "--report", "balance", "--width", "79"], "Valeur refusée pour --width : «79»."),
        ([D, "--report", "balance", "--width", "256"], "Valeur refusée pour --width : «256»."),
        ([D, "--report", "balance", "--width", "-80"], "Valeur refusée pour --width : «-80»."),
        ([D, "--report", "balance", "--from", "2026-13-01"], "Valeur refusée pour --from : «2026-13-01»."),
        ([D, "--report", "balance", "--to", "31/02/2026"], "Valeur refusée pour --to : «31/02/2026»."),
        ([D, "--report", "balance", "--to", "31/03/26"], "Valeur refusée pour --to : «31/03/26»."),
        ([D, "--report", "balance", "--period", "2026-13"], "Valeur refusée pour --period : «2026-13»."),
        ([D, "--report", "balance", "--period", "0000-01"], "Valeur refusée pour --period : «0000-01»."),
        ([D, "--report", "balance", "--status", "x"], "Valeurs acceptées, séparées par des virgules : nv, v, s."),
        ([D, "--report", "balance", "--status", "nv,nv"], "Valeur refusée pour --status : «nv,nv»."),
        ([D, "--report", "balance", "--status", ""], "Valeur refusée pour --status : «»."),
        ([D, "--report", "balance", "--lettering", "oui"], "Valeurs acceptées : all, open, closed."),
        ([D, "--report", "balance", "--nature", "x"], "tous, bilan, gestion, clients, fournisseurs"),
        ([D, "--report", "balance", "--columns", "5"], "Valeurs acceptées : 4, 6, 8."),
        ([D, "--report", "balance", "--format", "html"], "Valeurs acceptées : txt, csv, xlsx, pdf, json."),
        ([D, "--report", "balance", "--delimiter", "ab"], "Valeur refusée pour --delimiter : «ab»."),
        ([D, "--report", "balance", "--delimiter", "a"], "Valeur refusée pour --delimiter : «a»."),
        ([D, "--report", "balance", "--delimiter", '"'], "Valeur refusée pour --delimiter"),
        ([D, "--report", "balance", "--decimal", ";"], "Donnez , ou bien ."),
        ([D, "--report", "balance", "--encoding", "utf-16"], "Valeur refusée pour --encoding : «utf-16»."),
        ([D, "--export", "xml"], "Valeurs acceptées : fec."),
        (["--check-fec", "f.txt", "--regime", "is"], "Valeurs acceptées : bic, com, ba, bnc."),
    ],
)
def test_a_fault_is_named_in_french(words: list[str], sentence: str) -> None:
    with pytest.raises(TuicomptaError) as refusal:
        parse(words)
    assert sentence in str(refusal.value)
    assert refusal.value.exit_code == 2


@pytest.mark.spec("INST-11")
def test_a_right_line_gives_typed_values() -> None:
    words = "--report journal --from 2026-03-01 --to=31/03/2026 --width 90 --option document --option saut=mois --force"
    found = parse(["--", D, *words.split()][1:])
    assert (found.command, str(found.dossier)) == ("report", D)
    assert found.values == {
        "report": "journal",
        "from": date(2026, 3, 1),
        "to": date(2026, 3, 31),
        "width": 90,
        "option": ("document", "saut=mois"),
        "force": True,
    }
    assert parse([D, "--report", "balance", "--period", "2026-02"]).values["period"] == YearMonth(2026, 2)
    assert parse([D, "--import", "fec", "f.txt", "--partial"]).values["import"] == ("fec", "f.txt")
    assert parse([D, "--report", "balance", "--delimiter", "tab"]).values["delimiter"] == "\t"
    assert parse(["--", "--odd.compta"]).dossier is not None
    assert parse([]).command == ""


def test_every_flag_has_a_french_help_and_belongs_to_commands_that_exist() -> None:
    commands = {name for name, flag in FLAGS.items() if name in flag.commands}
    for flag in FLAGS.values():
        assert set(flag.commands) <= commands
        assert flag.help
        assert flag.name == flag.name.lower()


@pytest.mark.attack
@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"--{name}" for name in FLAGS]),
            st.sampled_from(["balance", "2026", "x.compta", "4*", "--", "-", "'; DROP TABLE account; --", "\x1b[2J"]),
            st.text(max_size=6),
        ),
        max_size=6,
    )
)
def test_any_words_are_understood_or_refused(words: list[str]) -> None:
    refusal = refusal_of(words)
    if refusal:
        assert refusal.exit_code == 2
        assert str(refusal).isprintable()
        assert not any(word in str(refusal) for word in ("Error", "option requires", "No such", "Usage"))


def refusal_of(words: list[str]) -> TuicomptaError | None:
    try:
        parse(words)
    except TuicomptaError as refusal:
        return refusal
    return None
