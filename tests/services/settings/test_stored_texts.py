"""Texts of settings read at once: the same as one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.settings import SETTINGS
from tuicompta.reports.heading import COMPANY_KEYS
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.settings.settings import text_setting
from tuicompta.services.settings.stored_texts import stored_texts

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier


def test_the_texts_of_the_heading_are_those_of_the_settings(dossier: Dossier) -> None:
    def one_by_one() -> dict[str, str]:
        return {key: text_setting(dossier.database, key) for key in COMPANY_KEYS}

    assert all(SETTINGS[key].default == "" for key in COMPANY_KEYS)
    assert stored_texts(dossier.database, COMPANY_KEYS) == one_by_one()
    change_settings(dossier, {"company.siret": "73282932000074", "company.rcs": "Le Mans 732 829 320"})
    assert stored_texts(dossier.database, COMPANY_KEYS) == one_by_one()
    assert stored_texts(dossier.database, COMPANY_KEYS)["company.rcs"] == "Le Mans 732 829 320"
