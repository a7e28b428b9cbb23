"""What the frame knows of the open dossier; the services give it, the frame only shows it."""

from __future__ import annotations

from typing import Protocol


class Session(Protocol):
    """The open dossier and its user, or their absence."""

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open."""

    @property
    def dossier(self) -> object:
        """The dossier itself, for the windows that work on it; the frame never looks inside."""

    @property
    def dossier_name(self) -> str:
        """Name of the dossier."""

    @property
    def fiscal_year(self) -> str:
        """Dates of the current fiscal year, as the menu bar shows them (UIX-01)."""

    @property
    def user(self) -> str:
        """Code of the connected user (UIX-05)."""

    @property
    def read_only(self) -> bool:
        """Whether every change is refused (DOSO-09)."""

    def may(self, right: str) -> bool:
        """Tell whether the user has a right; an empty name is granted to all."""


class NoDossier:
    """No dossier is open."""

    dossier_open = False
    dossier = None
    dossier_name = ""
    fiscal_year = ""
    user = ""
    read_only = False

    def may(self, right: str) -> bool:
        """Grant only what asks for no right."""
        return not right
