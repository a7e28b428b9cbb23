"""What the user likes on this machine; read before the first frame, kept when the program ends (OPI, NAV-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

STATE = frozenset({"panel_reduced", "panel_headings", "panel_menu", "recent_commands"})
"""What only tells how the screen was left; the rest are settings, which their owner may also write by hand."""

NARROW, NORMAL, WIDE = "narrow", "normal", "wide"


@dataclass
class Preferences:
    """Settings of the screen; an empty theme means the one the terminal suggests, `keys` are the user's own."""

    theme: str = ""
    ascii_drawing: bool = False
    mouse: bool = True
    key_bar: bool = True
    dashboard: bool = True
    panel_width: str = NORMAL
    panel_reduced: bool = False
    panel_headings: bool = False
    panel_menu: int = 0
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    recent_commands: list[str] = field(default_factory=list)

    def to_mapping(self) -> dict[str, object]:
        """Return plain values to write in a file of settings."""
        return {**asdict(self), "keys": {name: list(keys) for name, keys in self.keys.items()}}

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> Self:
        """Return the preferences read from a file; what is unknown or of another type there is left out."""
        found = cls()
        for name, default in asdict(found).items():
            value = values.get(name)
            if type(value) is type(default) and not isinstance(value, dict | list):
                setattr(found, name, value)
        found.panel_menu = max(found.panel_menu, 0)
        if found.panel_width not in {NARROW, NORMAL, WIDE}:
            found.panel_width = NORMAL
        found.recent_commands = _texts(values.get("recent_commands"))
        keys = values.get("keys")
        if isinstance(keys, Mapping):
            found.keys = {str(name): tuple(_texts(given)) for name, given in keys.items()}
        return found


def _texts(values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list | tuple) else []
