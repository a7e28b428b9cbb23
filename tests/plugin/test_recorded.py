from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(folder: Path, text: str, **variables: str) -> int:
    suite = f"""\
        def test_it(recorded):
            recorded("balance.txt", {text!r})
            recorded("balance.bin", {text.encode()!r})
    """
    (folder / "test_reports.py").write_text(textwrap.dedent(suite), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.plugin.recorded"]
    done = subprocess.run(
        [*command, "-c", "/dev/null", "--rootdir", str(folder), str(folder)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **variables},
        capture_output=True,
        check=False,
    )
    return done.returncode


def test_a_result_is_compared_with_the_recorded_one(tmp_path: Path) -> None:
    assert run(tmp_path, "1 234,56 €\r\n") == 1
    assert not (tmp_path / "recorded").exists()
    assert run(tmp_path, "1 234,56 €\r\n", TUICOMPTA_RECORD="1") == 0
    assert (tmp_path / "recorded" / "reports" / "balance.txt").read_bytes() == "1 234,56 €\r\n".encode()
    assert run(tmp_path, "1 234,56 €\r\n") == 0
    assert run(tmp_path, "1 234,56 €\n") == 1
