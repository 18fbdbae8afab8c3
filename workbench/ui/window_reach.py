"""What reaches anything without a mouse: the unit cursor, its keys and words, find, identify, the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMainWindow

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import Situation
from workbench.ui.commands.draw_commands import DrawCommands
from workbench.ui.commands.practice_commands import PracticeCommands
from workbench.ui.commands.reach_commands import ReachCommands
from workbench.ui.commands.row_commands import RowCommands
from workbench.ui.desk import Desk
from workbench.ui.digit_keys import DigitKeys
from workbench.ui.identify.identifying import Identifying
from workbench.ui.keyboard.map_keys import KeyCalls, MapKeys
from workbench.ui.keyboard.panes import first_focus, walk_panes
from workbench.ui.keyboard.spoken_map import SpokenMap
from workbench.ui.keyboard.unit_cursor import UnitCursor
from workbench.ui.keyboard.unit_words import WITH
from workbench.ui.map.tools.identify import IdentifyTool
from workbench.ui.palette.palette import Palette
from workbench.ui.search.finding import Finding
from workbench.ui.search.jumping import Jump, JumpCalls
from workbench.ui.table_menus import RowParts, TableMenus
from workbench.ui.tables.column_menu import open_columns
from workbench.ui.window_parts import Parts


@dataclass(frozen=True)
class ReachCalls:
    """What is asked of the window: a tool in hand, a view in front, what can be done in that view."""

    use_tool: Callable[[str], object]
    show_view: Callable[[str], object]
    narrowed: Callable[[Situation], Situation]


class Reach(QObject):
    """Puts these parts together over a window; ``commands`` is what the table of actions calls."""

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        acts: ActionSet,
        parts: Parts,
        *,
        draw: DrawCommands,
        practices: PracticeCommands,
        calls: ReachCalls,
    ) -> None:
        super().__init__(window)
        canvas = parts.map.canvas
        self._desk, self._parts, self._calls = desk, parts, calls
        over = window.centralWidget() or window
        self.cursor = UnitCursor(canvas, desk.focus)
        keys = KeyCalls(draw.give, draw.assign_selection, self._menu_at)
        self.keys = MapKeys(desk, canvas, self.cursor, keys)
        self.digits = DigitKeys(
            window,
            choose=draw.choose_number,
            assign=lambda number: draw.assign_number(number, self.keys.in_question()),
            assigning=lambda: self.assigning,
            largest=lambda: max((locality.number for locality in desk.localities), default=0),
        )
        self.spoken = SpokenMap(desk, canvas)
        self.spoken.changed.connect(self._read_out)
        tool = parts.map.tools["identify"]
        assert isinstance(tool, IdentifyTool)  # noqa: S101 - the toolbox makes it under this name
        self.identifying = Identifying(desk, canvas, parts.map.symbols, tool)
        parts.map.add_card(self.identifying.card)
        jumps = JumpCalls(lambda: calls.show_view("map"), self._show_tab, parts.providers.choose)
        self.jump = Jump(desk, canvas, self.cursor, jumps)
        self.finding = Finding(desk, over, self.jump)
        self.palette = Palette(acts, over, lambda: (calls.narrowed(desk.situation()), desk.situation()))
        self.rows = RowCommands(desk, fit=canvas.fit_to)
        rights = RowParts(draw, practices, self.rows, self.jump, self.identifying)
        self.menus = TableMenus(desk, acts, parts, rights)
        parts.areas.opened.connect(self.jump.to_unit)
        self.commands = ReachCommands(
            find=self.finding.open,
            identify=self._identify,
            palette=self.palette.open,
            previous_pane=lambda: walk_panes(parts.panes(), back=True),
            show_tab=self._go_to_tab,
            columns=self._open_columns,
        )
        desk.project_changed.connect(lambda: self.cursor.use(desk.bridge))

    @property
    def assigning(self) -> bool:
        """Whether digits give areas: selected with a tool or in their table, or the one under the cursor."""
        tool, table = self._parts.map.canvas.tool(), self._parts.areas.table
        selecting = (tool is not None and tool.selects) or table.hasFocus()
        chosen = selecting and len(self._desk.focus.selection) > 0
        return self._desk.editable and (chosen or self.keys.in_use)

    def leave(self) -> bool:
        """Put the card of Identify away; tells whether it was there."""
        return self.identifying.hide()

    def leave_last(self) -> bool:
        """Hide the cursor where there is nothing else to drop."""
        return not len(self._desk.focus.selection) and self.cursor.hide()

    def _read_out(self, words: str) -> None:
        """Show what is said of the area under the cursor; the effect has a line with its status there."""
        self._parts.map.effect.at_cursor(words.partition(WITH)[0], self.keys.in_hand())

    def _identify(self) -> None:
        """Take the tool in hand, and show at once what the cursor of the keyboard is on."""
        self._calls.use_tool("identify")
        if self.keys.in_use:
            self.identifying.unit(self.cursor.unit)

    def _show_tab(self, name: str) -> None:
        self._parts.dock.show()
        self._parts.dock.show_tab(name)

    def _go_to_tab(self, name: str) -> None:
        """Bring a tab of the side panel to the front, with the keyboard in it."""
        self._show_tab(name)
        page = self._parts.dock.pages.currentWidget()
        table = self._parts.dock.table()
        target = table or (None if page is None else first_focus(page))
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_columns(self) -> None:
        """Open the menu of the columns of the table in front."""
        table = self._parts.dock.table()
        if table is not None and table.isVisible():
            open_columns(table)

    def _menu_at(self, unit: int) -> None:
        """Open the menu of the map at an area, or in the middle of the view."""
        canvas, bridge = self._parts.map.canvas, self._desk.bridge
        at = canvas.rect().center()
        if unit >= 0 and bridge is not None:
            x, y = bridge.project.area.units.points[unit]
            across, down = canvas.view().to_screen(float(x), float(y))
            at = QPoint(round(across), round(down))
        canvas.context_requested.emit(at, unit)
