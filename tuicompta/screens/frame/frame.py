"""The frame: menus, navigation panel, work area, status bar, key bar; it is the only screen, windows live inside it."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal
from textual.reactive import Reactive

from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.frame.actions import Kind
from tuicompta.screens.frame.desk_menus import MenuDesk, PassThrough
from tuicompta.screens.frame.dialogs import DialogDesk
from tuicompta.screens.frame.dispatcher import Command, Dispatcher
from tuicompta.screens.frame.frame_actions import FrameActions
from tuicompta.screens.frame.frame_keys import key_items
from tuicompta.screens.frame.palette_desk import PaletteDesk
from tuicompta.screens.frame.panel_desk import PanelDesk
from tuicompta.screens.frame.tight import TightCompositor
from tuicompta.screens.frame.windows import WindowDesk, WorkArea
from tuicompta.screens.registry import learn, window_class
from tuicompta.widgets.key_bar import KeyBar
from tuicompta.widgets.menu_bar import DossierLabel, MenuBar
from tuicompta.widgets.nav_panel import NavPanel
from tuicompta.widgets.overlay import Overlay
from tuicompta.widgets.painted import VOICES, Painted
from tuicompta.widgets.popup import PopupMenu
from tuicompta.widgets.status_bar import StatusBar
from tuicompta.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.style import Style
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize
    from textual.widget import Widget

    from tuicompta.core.errors import TuicomptaError
    from tuicompta.screens.app import TuicomptaApp
    from tuicompta.screens.frame.actions import ActionTable
    from tuicompta.screens.frame.keymap import KeyMap
    from tuicompta.screens.frame.session import Session
    from tuicompta.screens.frame.window import Window

MIN_COLUMNS, MIN_ROWS = 80, 24


class Frame(FrameActions):
    """The frame around the windows, and the end of the chain of those who may act."""

    BINDINGS: ClassVar[list[BindingType]] = []
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"voice--{voice}" for voice in VOICES}
    AUTO_FOCUS = None
    # A change of focus repaints what shows it, not the whole screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, app: TuicomptaApp) -> None:
        super().__init__()
        self._compositor = TightCompositor()
        self._of = app
        self._voices: dict[str, Style] = {}
        self.dispatcher = Dispatcher(self)
        self.dialogs = DialogDesk(self, self.dispatcher)
        self.menus = MenuDesk(self)
        self.palette = PaletteDesk(self)
        self.work = WorkArea(id="work")
        self.windows = WindowDesk(self.work, self.dialogs)
        self.windows.changed = self._window_changed
        self.windows.opening = lambda window: learn(sys.modules[type(window).__module__], self.table)
        self.work.ready = lambda: self.dispatcher.start(self.windows.go_home())
        self.menu_bar = MenuBar(id="menus")
        self.label = DossierLabel(id="dossier")
        self.panel = NavPanel(id="panel")
        self.panel_desk = PanelDesk(self)
        self.status = StatusBar(id="status")
        self.keys = KeyBar(id="keys")
        self.too_small = TooSmall(MIN_COLUMNS, MIN_ROWS, id="too-small")
        self.field_host = FrameHost(self)
        self.figures: Callable[[], Mapping[str, str]] = dict
        self._pass = PassThrough(self)

    @property
    def application(self) -> TuicomptaApp:
        """The program."""
        return self._of

    @property
    def table(self) -> ActionTable:
        """The table of actions."""
        return self._of.table

    @property
    def keymap(self) -> KeyMap:
        """The keys in force."""
        return self._of.keymap

    @property
    def session(self) -> Session:
        """The open dossier."""
        return self._of.session

    def compose(self) -> ComposeResult:
        """Put the bars, the panel and the work area."""
        with Horizontal(id="menu-bar"):
            yield self.menu_bar
            yield self.label
        with Horizontal(id="body"):
            yield self.panel
            yield self.work
        yield self.status
        yield self.keys
        yield self.too_small

    def set_focus(self, widget: Widget | None, scroll_visible: bool = False, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002 (signature of the library)
        """Give the keys to a widget; both it and the one that loses them know it before the next key."""
        before = self.focused
        super().set_focus(widget, scroll_visible=scroll_visible, from_app_focus=from_app_focus)
        after = self.focused
        if before is not after:
            if isinstance(before, Painted) and before.is_attached:
                before.departed()
            if isinstance(after, Painted):
                after.arrived()

    def attach(self, session: Session) -> None:
        """Show another dossier, or none."""
        self._of.session = session
        self.refresh_menus()

    async def on_mount(self) -> None:
        """Wire the bars."""
        self.menu_bar.chosen = lambda rank: self.dispatcher.start(self.menus.open(rank))
        self.keys.chosen = lambda identifier: self.dispatcher.feed(Command(identifier))
        self.panel.chosen = self.menus.run
        self.panel.left = self.panel_desk.leave
        self.keys.display = self._of.preferences.key_bar
        self.panel.short = self._of.preferences.panel_headings
        self.panel.menu = self._of.preferences.panel_menu
        self.panel.turned = lambda menu: setattr(self._of.preferences, "panel_menu", menu)
        self.refresh_menus()

    def refresh_menus(self) -> None:
        """Make the menus again: another dossier, another user, new functions."""
        self.menus.refresh()
        session = self.session
        self.menu_bar.show([menu.title for menu in self.menus.menus])
        self.label.show(session.dossier_name, session.fiscal_year)
        self.panel.show(self.menus.panel())
        self.acted()

    def on_resize(self, event: Resize) -> None:
        """Reduce the panel under 100 columns, hide everything under 80×24; draw everything again (INST-01, UIX-13).

        Whatever size the terminal had in between, it lost what it showed.
        """
        self.too_small.tell(event.size.width, event.size.height)
        if self.has_class("-small") and not self.cramped:
            for widget in self.query(Painted):
                widget.refresh()
        self.set_class(self.cramped, "-small")
        self.panel_desk.reduce()
        if not self.cramped:
            self.dialogs.refit()
            self.call_after_refresh(self._refit_overlays)
        self.refresh()

    def _refit_overlays(self) -> None:
        for overlay in self.query(Overlay):
            overlay.refit()

    def _window_changed(self) -> None:
        self.panel_desk.reduce()
        self.acted()

    @property
    def cramped(self) -> bool:
        """Whether the terminal is too small for anything but saying so."""
        return self.size.width < MIN_COLUMNS or self.size.height < MIN_ROWS

    def takes_click(self, widget: Widget) -> bool:
        """Tell whether a click on a widget counts: while a box waits, one elsewhere only closes an open menu."""
        top = self.dialogs.top
        if top is None or widget is self.keys or top in widget.ancestors_with_self:
            return True
        if isinstance(top, PopupMenu):
            top.do_back()
        return False

    def voice(self, names: str) -> Style:
        """Return the style of a voice, or of several that add up, separated by spaces."""
        style = self._voices.get(names)
        if style is None:
            style = self.get_component_rich_style("voice--normal")
            for name in names.split():
                style += self.get_component_rich_style(f"voice--{name}", partial=True)
            self._voices[names] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles of the former theme."""
        super().notify_style_update()
        self._voices.clear()

    # -- what the dispatcher asks --------------------------------------------------------------------------------------

    def chain(self) -> Sequence[object]:
        """Return those who may act: the focused widget, those around it, and the frame unless a box waits."""
        start = self.focused or self.dialogs.top or self.windows.front
        nodes: list[object] = []
        for node in start.ancestors_with_self if start is not None else ():
            if node is self:
                break
            nodes.append(node)
            if getattr(node, "modal", False):
                return [*nodes, self._pass]
        return [*nodes, self]

    def actions_of(self, key: str) -> Sequence[str]:
        """Return the actions of a key."""
        return self.keymap.actions_of(key)

    def refusal(self, identifier: str, node: object) -> str | None:
        """Return why an action is impossible now: its own reason, its condition, its right."""
        action = self.table[identifier]
        if action.kind is Kind.MOVE:
            return None
        own = getattr(node, f"why_not_{identifier}", None)
        reason: str | None = own() if own is not None else None
        if reason is None:
            reason = action.condition(self)
        if reason is None and not self.session.may(action.right):
            reason = f"Vous n'avez pas le droit «{action.right}»"
        return reason

    def refused(self, reason: str) -> None:
        """Say why what was asked is not done."""
        self.say(reason, warning=True)

    async def failed(self, error: TuicomptaError) -> None:
        """Show a refusal of a rule."""
        await self.dialogs.tell("Refusé", str(error))

    def crashed(self, error: Exception) -> None:
        """End the program on an error nobody foresaw."""
        self._of.crashed(error)

    def acted(self) -> None:
        """Bring the bars up to date; each sends only what changed."""
        window = self.windows.front
        if window is not None and window.is_mounted:
            window.acted()
        session = self.session
        counter = window.counter if window else ""
        marks = window.marks if window else ()
        read_only = "Lecture seule" if session.read_only else ""
        self.status.show([counter, *marks, read_only, session.user, session.dossier_name])
        self.keys.show(key_items(self))
        self.panel.show_tasks([self.menus.item(name) for name in self.offers()])

    # -- what conditions ask -------------------------------------------------------------------------------------------

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open."""
        return self.session.dossier_open

    @property
    def read_only(self) -> bool:
        """Whether every change is refused."""
        return self.session.read_only

    @property
    def selected(self) -> int:
        """How many rows an action would act on."""
        return self.windows.front.selected if self.windows.front else 0

    # -- what windows ask ----------------------------------------------------------------------------------------------

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a message that needs no answer (UIX-14)."""
        self.status.say(text, warning=warning)

    async def open(self, identifier: str, **arguments: Any) -> Window | None:  # noqa: ANN401 (arguments of any window)
        """Open the window of a function of the menus, or bring it in front when it is open."""
        action = self.table[identifier]
        reason = self.refusal(identifier, self)
        if reason is not None:
            self.refused(reason)
            return None
        kind = window_class(action.opens, self.table)
        if kind.WANTS_DOSSIER:
            arguments.setdefault("dossier", self.session.dossier)
        window = kind(**arguments)
        window.function = identifier
        return await self.windows.open(window)

    def why_not(self, identifier: str) -> str | None:
        """Return why an action is impossible now, None when it is possible."""
        performer = self.performer(identifier)
        return "Pas possible ici" if performer is None else self.refusal(identifier, performer)

    def method(self, node: object, identifier: str) -> Callable[[], object] | None:
        """Return what performs an action on a widget: its method, or for the frame the opening of a function."""
        if node is self and self.table[identifier].opens:
            return partial(self.open, identifier)
        found: Callable[[], object] | None = getattr(node, f"do_{identifier}", None)
        return found

    def performer(self, identifier: str) -> object | None:
        """Return who would perform an action now."""
        return next((node for node in self.chain() if self.method(node, identifier) is not None), None)

    def offers(self) -> list[str]:
        """Return the actions of the window in front, in their order: the set of F8, of the panel, of the palette."""
        window = self.windows.front
        return [name for name in window.offers if name in self.table] if window else []
