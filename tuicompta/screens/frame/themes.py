"""The themes: the only place of the program where a colour has a value (OEN-03).

The stylesheets speak of what a colour means: `quiet` for what is proposed or explained, `wrong`, `settled`, `accent`,
`bar` for the bars of the frame, `row` for the line of the cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

from tuicompta.screens.frame.environment import CONTRAST, DARK, LIGHT, MONOCHROME, TERMINAL

if TYPE_CHECKING:
    from textual.app import App


def _theme(name: str, *, dark: bool, ground: str, ink: str, accent: str, **meanings: str) -> Theme:
    """Make a theme of true colours; `meanings` are the colours that the stylesheets name."""
    variables = {name.replace("_", "-"): value for name, value in meanings.items()}
    return Theme(
        name=name,
        primary=accent,
        accent=accent,
        error=meanings["wrong"],
        success=meanings["settled"],
        warning=meanings["wrong"],
        foreground=ink,
        background=ground,
        surface=ground,
        panel=meanings["bar_ground"],
        dark=dark,
        variables={**variables, "ink": ink, "ground": ground, "accent-ink": accent, "quiet-style": "none"},
    )


def _terminal_theme(name: str, **meanings: str) -> Theme:
    """Make a theme of the terminal's own colours, on its own ground."""
    plain = "ansi_default"
    return Theme(
        name=name,
        ansi=True,
        primary=meanings["accent_ink"],
        error=meanings["wrong"],
        success=meanings["settled"],
        warning=meanings["wrong"],
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            **{name.replace("_", "-"): value for name, value in meanings.items()},
            "ink": plain,
            "ground": plain,
            "quiet": plain,
            "quiet-style": "dim",
            "row-ground": plain,
            "bar-ink": plain,
            "bar-ground": plain,
            "rule": plain,
        },
    )


THEMES = (
    _theme(
        DARK,
        dark=True,
        ground="#14171c",
        ink="#d7dae0",
        accent="#7fb4e6",
        quiet="#8b929e",
        wrong="#f28b82",
        settled="#8fcf9f",
        row_ground="#232932",
        bar_ink="#c3c8d1",
        bar_ground="#1f242c",
        rule="#7d8592",
    ),
    _theme(
        LIGHT,
        dark=False,
        ground="#fbfaf7",
        ink="#22252a",
        accent="#1f5a94",
        quiet="#63676e",
        wrong="#b3261e",
        settled="#1e6b36",
        row_ground="#e9e7e0",
        bar_ink="#33373d",
        bar_ground="#eeece6",
        rule="#6b6f76",
    ),
    _theme(
        CONTRAST,
        dark=True,
        ground="#000000",
        ink="#ffffff",
        accent="#ffff00",
        quiet="#d0d0d0",
        wrong="#ff9a9a",
        settled="#7dff9a",
        row_ground="#1c1c5c",
        bar_ink="#ffffff",
        bar_ground="#262626",
        rule="#ffffff",
    ),
    _terminal_theme(TERMINAL, accent_ink="ansi_cyan", wrong="ansi_red", settled="ansi_green"),
    _terminal_theme(MONOCHROME, accent_ink="ansi_default", wrong="ansi_default", settled="ansi_default"),
)

THEME_LABELS = {
    DARK: "Sombre",
    LIGHT: "Clair",
    CONTRAST: "Contraste élevé",
    TERMINAL: "Couleurs du terminal",
    MONOCHROME: "Sans couleur",
}


def register_themes(app: App[int]) -> None:
    """Make the themes known to the application."""
    for theme in THEMES:
        app.register_theme(theme)
