"""Family 4: no memory left, a little further each time during an import."""

from pathlib import Path

import pytest

from benchmarks.fec_generator import generate
from tests.attacks.audit import faults_of, figures, start

pytestmark = pytest.mark.attack

LINES = 6000
STEP = 4_000
MOST = 2_000_000


@pytest.mark.spec("CEE-09")
def test_an_import_without_memory_is_undone(victim: Path, tmp_path: Path, attack_factor: int) -> None:
    """The memory left grows by steps until the import goes through: before that nothing of it is in the dossier."""
    fec, before = generate(tmp_path, lines=LINES, year=2026), figures(victim)
    kilobytes, cut_short = 0, 0
    while True:
        worker = start("import", victim, str(fec), str(kilobytes))
        said, _ = worker.communicate()
        if worker.returncode == 0 and "done" in said:
            break
        assert figures(victim) == before
        cut_short += 1
        kilobytes += STEP // attack_factor
        assert kilobytes < MOST
    assert cut_short > 0
    assert said.splitlines()[1].split()[:1] == ["done"]
    assert len(figures(victim)) > len(before)
    assert faults_of(victim) == []
