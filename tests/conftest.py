"""What every test shares: the plugin of the specification, the hypothesis profiles, the number of hostile rounds."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.plugin.spec", "tests.plugin.recorded"]

_ATTACK = int(os.environ.get("TUICOMPTA_ATTACK", "1"))

# No deadline and no "too slow": the machine that runs the tests may be busy, and time proves nothing.
_COMMON = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("tests", _COMMON, derandomize=True)
settings.register_profile("attack", _COMMON, max_examples=100 * _ATTACK)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def attack_factor() -> int:
    """Return by how much a hostile test multiplies its rounds: 1, or what `make attack` asks."""
    return _ATTACK
