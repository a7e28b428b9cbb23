"""Settings of the dossier and what each user left as it was."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tuicompta.core.settings import SETTINGS
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.user_state import state, store_state
from tuicompta.services.settings.settings import number_setting, set_settings, setting, text_setting


@pytest.mark.spec("OSA-01", "OSA-02", "OSA-03", "OSA-06", "OSA-07", "OSA-09", "OSA-10", "OSA-11", "OSA-12", "ORE-03")
def test_a_setting_has_its_default_until_it_is_changed(dossier: Dossier) -> None:
    options = {
        "entry.warn_amounts": True,
        "entry.warn_accounts": True,
        "entry.warn_duplicate_pieces": True,
        "entry.autosave": False,
        "entry.undo": True,
        "entry.account_length": 0,
        "entry.pad_accounts": False,
        "entry.piece_length": 5,
        "entry.warn_missing_pieces": True,
        "entry.warn_duplicate_entries": True,
        "entry.warn_vat": True,
        "payments.cheques": 200,
    }
    assert {key: setting(dossier.database, key) for key in options} == options


@pytest.mark.parametrize("value", ["", "Été «œ» 'x'; --", 0, 12, -5, True, False, None])
def test_what_is_stored_is_read_back(dossier: Dossier, value: str | int | bool | None) -> None:  # noqa: FBT001
    set_settings(dossier.database, {"company.name": value})
    found = setting(dossier.database, "company.name")
    assert (found, type(found)) == (value, type(value))
    with closing(sqlite3.connect(dossier.path)) as connection:
        stored = connection.execute("SELECT value FROM setting WHERE key = 'company.name'").fetchone()
    assert json.loads(stored[0]) == value


def test_several_settings_are_stored_together_or_not_at_all(dossier: Dossier) -> None:
    with pytest.raises(KeyError):
        set_settings(dossier.database, {"company.name": "Changed", "no.such": 1})
    assert text_setting(dossier.database, "company.name") == "MOREL SARL"


def test_a_key_that_is_not_declared_is_a_fault_of_the_program(dossier: Dossier) -> None:
    with pytest.raises(KeyError):
        setting(dossier.database, "no.such")
    with pytest.raises(TypeError, match=r"company\.name"):
        number_setting(dossier.database, "company.name")
    assert text_setting(dossier.database, "company.siret") == ""
    assert number_setting(dossier.database, "entry.piece_length") == 5
    assert all(declared.label for declared in SETTINGS.values())


@pytest.mark.spec("EX-09")
def test_each_user_has_his_own_state(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO user (code, name) VALUES ('EVE', 'Eve')")
    other = open_dossier(dossier.path, user_code="EVE", clock=fixed_clock)
    store_state(dossier, "tab", {"liste": ["é", 1, None]})
    store_state(dossier, "tab", {"liste": []})
    assert (state(dossier, "tab"), state(other, "tab"), state(dossier, "none")) == ({"liste": []}, None, None)
    close_dossier(other)


def test_nothing_is_kept_in_consultation(dossier_path: Path) -> None:
    dossier = open_dossier(dossier_path, readonly=True)
    store_state(dossier, "tab", 1)
    assert state(dossier, "tab") is None
    close_dossier(dossier)
