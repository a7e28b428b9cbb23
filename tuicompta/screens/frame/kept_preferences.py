"""The preferences between their files and the program (INST-14, NAV-04)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tuicompta.screens.frame.preferences import STATE, Preferences
from tuicompta.services.preference_files import (
    PreferencesNotWrittenError,
    PreferencesUnreadableError,
    read_config,
    read_state,
    write_config,
    write_state,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeptPreferences:
    """The preferences of this run; `warning` says why the file of settings could not be read."""

    def __init__(self) -> None:
        self.warning = ""
        config: Mapping[str, object] = {}
        try:
            config = read_config()
        except PreferencesUnreadableError as refusal:
            self.warning = str(refusal)
        state = {name: value for name, value in read_state().items() if name in STATE}
        self.preferences = Preferences.from_mapping({**config, **state})
        self._kept = self.preferences.to_mapping()

    def keep(self) -> None:
        """Write what changed since the last time.

        Raises `PreferencesUnreadableError` and `PreferencesNotWrittenError`.
        """
        now = self.preferences.to_mapping()
        changes = {name: value for name, value in now.items() if value != self._kept[name]}
        state = {name: value for name, value in changes.items() if name in STATE}
        settings = {name: value for name, value in changes.items() if name not in STATE}
        if state:
            write_state(state)
        if settings:
            write_config(settings)
        self._kept = now

    def keep_at_the_end(self) -> None:
        """Write what changed, if it can be: nobody is there any more to read a refusal."""
        with suppress(PreferencesUnreadableError, PreferencesNotWrittenError):
            self.keep()
