"""What the windows with a zone of filters share: entering it, putting it in force, its memory (RECH-08, RECH-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.dossier_session import DossierSession
from tuicompta.screens.frame.window import Window
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from tuicompta.screens.browsing.filter_zone import FilterZone
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values

FILTERS = Action("zone_filters", "Filtres", "Exercice, dates, statuts…", ("alt+r",))
USUAL = Action("zone_usual_filters", "Filtres habituels", "Revient aux filtres de départ.")
FILTER_OFFERS = ("zone_filters", "zone_usual_filters")
_CURRENT = "current fiscal year"


class FilteredWindow(Window):
    """A window whose figures depend on a `FilterZone`; `MEMORY` names what the session remembers of it."""

    MEMORY: ClassVar[str] = ""
    dossier: Dossier
    zone: FilterZone

    @property
    def body(self) -> Widget:
        """The widget under the zone that takes the keys."""
        raise NotImplementedError

    def usual_filters(self) -> Values:
        """Return the filters of the start."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Show what the filters in force keep."""
        raise NotImplementedError

    def wire_zone(self) -> None:
        """Give the zone what it needs, with the filters left in this session (RECH-17)."""
        self.zone.changed = self._zone_changed
        self.zone.left = lambda: self.frame.set_focus(self.body)
        kept = self._remembered()
        if kept is not None:
            self.zone.put(kept)
        self.zone.set_host(CardHost(self.frame))

    @property
    def zones(self) -> Sequence[Widget]:
        """The field of the zone while it is open, and the list."""
        field = self.zone.field
        return (self.body,) if field is None else (field, self.body)

    def do_zone_filters(self) -> None:
        """Go to the filters."""
        self.zone.enter(self.frame)

    def do_zone_usual_filters(self) -> None:
        """Return to the filters of the start."""
        self.zone.put(self.usual_filters())
        self._zone_changed()

    def do_refresh_data(self) -> None:
        """Put the filters typed in force, and read again (RECH-08)."""
        if self.zone.modified or self.zone.opened:
            if self.zone.apply():
                self.frame.set_focus(self.body)
        else:
            self.read_again()

    def acted(self) -> None:
        """Tell whether filters wait."""
        super().acted()
        self.zone.tell()

    def _zone_changed(self) -> None:
        self.keep_filters()
        self.read_again()

    def keep_filters(self) -> None:
        """Remember the filters in force for this session (RECH-17)."""
        session = self.frame.session
        if isinstance(session, DossierSession):
            session.filters[self.MEMORY] = {**self.zone.applied, _CURRENT: current_fiscal_year(self.dossier).id}

    def _remembered(self) -> Values | None:
        session = self.frame.session
        kept = session.filters.get(self.MEMORY) if isinstance(session, DossierSession) else None
        if kept is None or kept.get(_CURRENT) != current_fiscal_year(self.dossier).id:
            return None
        return {name: value for name, value in kept.items() if name != _CURRENT}
