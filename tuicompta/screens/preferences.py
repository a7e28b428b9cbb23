"""What the user likes on this machine; read before the first frame, kept when the program ends (OPI, NAV-04)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Preferences:
    """Settings of the screen; an empty theme means the one the terminal suggests."""

    theme: str = ""
    ascii_drawing: bool = False
    mouse: bool = True
    key_bar: bool = True
    panel_reduced: bool = False
    panel_headings: bool = False
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    recent_commands: list[str] = field(default_factory=list)
