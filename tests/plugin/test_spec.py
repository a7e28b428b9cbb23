"""The plugin, run on small suites of its own, alone and with pytest-xdist."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SUITE = """\
    import pytest

    @pytest.mark.spec("KM-17", "KM-25")
    def test_passes(): pass

    @pytest.mark.spec("KM-26")
    def test_fails(): assert False

    @pytest.mark.spec("KM-27")
    @pytest.mark.skip(reason="shows that a skipped test proves nothing")
    def test_is_skipped(): pass

    @pytest.mark.spec("KM-28")
    @pytest.mark.xfail
    def test_is_expected_to_fail(): assert False

    @pytest.mark.spec("INST-01")
    class TestClass:
        @pytest.fixture
        def broken_end(self):
            yield
            raise RuntimeError

        @pytest.mark.spec("INST-03")
        def test_takes_the_mark_of_its_class(self): pass

        @pytest.mark.spec("INST-04")
        def test_whose_end_breaks(self, broken_end): pass
"""


def run(folder: Path, suite: str, *options: str) -> str:
    (folder / "test_suite.py").write_text(textwrap.dedent(suite), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "tests.plugin.spec", "--color=no"]
    done = subprocess.run(
        [*command, "-c", "/dev/null", "--rootdir", str(folder), str(folder), *options],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_only_passed_tests_prove(tmp_path: Path, options: tuple[str, ...]) -> None:
    lines = run(tmp_path, SUITE, *options).splitlines()
    assert "    283       2  01 The frame: starting, dossiers, navigation, keys, lists and cards" in lines
    assert "    323       2  03 Entry («Saisie»)" in lines
    assert "   2411       4  total" in lines


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_an_unknown_behaviour_fails_the_collection(tmp_path: Path, options: tuple[str, ...]) -> None:
    output = run(tmp_path, '@__import__("pytest").mark.spec("KM-999")\ndef test_x(): pass\n', *options)
    assert "test_suite.py::test_x: @pytest.mark.spec('KM-999'): docs/spec defines no such behaviour" in output
    assert "1 error" in output.splitlines()[-1]


def test_an_empty_mark_fails_the_collection(tmp_path: Path) -> None:
    output = run(tmp_path, '@__import__("pytest").mark.spec()\ndef test_x(): pass\n')
    assert "test_suite.py::test_x: @pytest.mark.spec names no behaviour" in output


def test_missing_lists_what_a_prefix_or_a_chapter_lacks(tmp_path: Path) -> None:
    output = run(tmp_path, SUITE, "--spec-missing", "KM", "--spec-missing", "01", "--spec-missing", "XX")
    missing, rest = output.split("behaviours of KM that no passed test proves")[1].split("behaviours of 01 ")
    identifiers = {line.split()[0] for line in missing.splitlines() if line.startswith("KM-")}
    assert len(identifiers) == 93
    assert {"KM-26", "KM-27", "KM-28"} <= identifiers
    assert not {"KM-17", "KM-25"} & identifiers
    assert "INST-04  Demonstration dossier  (01-frame.md:" in rest
    assert "INST-03 " not in rest
    assert "XX is neither a chapter nor a prefix" in rest


def test_a_quiet_run_keeps_to_its_closing_line(tmp_path: Path) -> None:
    assert "total" not in run(tmp_path, SUITE, "-q")
