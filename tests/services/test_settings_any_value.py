"""Any value given to any setting is stored as it will be read, or refused in a sentence; never half of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import SIREN, fixed_clock
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.settings import SETTINGS, Kind, Value
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.events import broken_event
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.settings.settings import setting

TYPED = sorted(key for key, one in SETTINGS.items() if one.kind is not Kind.SHOWN and one.page)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        ["", " ", "512", "AC", "CHQ", "'; DROP TABLE setting; --", "\x1b[2J", "{tiers}", "{x}", "2026-01-01"]
    ),
)
VALUES = st.one_of(TEXTS, st.integers(-5, 10**19), st.booleans(), st.none())


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    path = tmp_path_factory.mktemp("any") / "Any.compta"
    create_dossier(path, NewDossier("MOREL SARL", date(2026, 1, 1), date(2026, 12, 31), siren=SIREN), clock=fixed_clock)
    dossier = open_dossier(path, clock=fixed_clock)
    yield dossier
    close_dossier(dossier)


@pytest.mark.attack
@given(key=st.sampled_from(TYPED), value=VALUES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_is_kept_whole_or_refused(opened: Dossier, key: str, value: Value) -> None:
    before = {name: setting(opened.database, name) for name in SETTINGS}
    try:
        change_settings(opened, {key: value})
    except TuicomptaError:
        assert {name: setting(opened.database, name) for name in SETTINGS} == before
        return
    kept = setting(opened.database, key)
    assert change_settings(opened, {key: kept}) == {}
    assert broken_event(opened.database) is None
    kind = SETTINGS[key].kind
    if kind in {Kind.NUMBER, Kind.AMOUNT, Kind.RATE, Kind.CAPITAL}:
        assert kept is None or (isinstance(kept, int) and not isinstance(kept, bool))
    if kind is Kind.TICK:
        assert isinstance(kept, bool)
    if isinstance(kept, str):
        assert "\x1b" not in kept
