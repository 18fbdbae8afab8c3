"""The main window: it puts the parts together and lets them hear of one another through the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import Situation
from workbench.ui.commands.balance_commands import BalanceCommands
from workbench.ui.commands.compare_commands import CompareCommands
from workbench.ui.commands.data_commands import DataCommands
from workbench.ui.commands.draw_commands import DrawCommands
from workbench.ui.commands.edit_commands import EditCommands
from workbench.ui.commands.file_commands import FileCommands
from workbench.ui.commands.help_commands import HelpCommands
from workbench.ui.commands.jump_commands import JumpCommands
from workbench.ui.commands.layer_commands import LayerCommands
from workbench.ui.commands.link_commands import LinkCommands
from workbench.ui.commands.locality_commands import LocalityCommands
from workbench.ui.commands.look_commands import LookCommands
from workbench.ui.commands.meeting_commands import MeetingCommands
from workbench.ui.commands.practice_commands import PracticeCommands
from workbench.ui.commands.practice_map_commands import PracticeMapCommands
from workbench.ui.commands.provider_commands import ProviderCommands
from workbench.ui.commands.roll_up_commands import RollUpCommands
from workbench.ui.commands.scenario_commands import ScenarioCommands
from workbench.ui.commands.shape_commands import ShapeCommands
from workbench.ui.commands.view_commands import ViewCommands
from workbench.ui.components.labels import column, row
from workbench.ui.desk import Desk
from workbench.ui.dock import TABS
from workbench.ui.flow_view import FlowView
from workbench.ui.icons import app_icon
from workbench.ui.map_layers import LayersOnMap
from workbench.ui.practice_map import PracticeMap
from workbench.ui.room.all_of_it import Room
from workbench.ui.services.commands import ServicesCommands
from workbench.ui.session_bridge import OpenedProject, SessionBridge
from workbench.ui.settings import Settings
from workbench.ui.tables.table_memory import use_table_memory
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import Appearance, current_theme
from workbench.ui.window_dock import DockWidth
from workbench.ui.window_drops import Drops
from workbench.ui.window_going import Going
from workbench.ui.window_memory import WindowMemory
from workbench.ui.window_menu import MapMenu
from workbench.ui.window_overlays import Overlays
from workbench.ui.window_pages import SERVICES, Pages
from workbench.ui.window_parts import Parts
from workbench.ui.window_reach import Reach, ReachCalls
from workbench.ui.window_views import Views
from workbench.ui.window_words import saved_state, window_title

USUAL_SIZE = (1366, 768)
SMALLEST = (960, 500)


class MainWindow(QMainWindow):
    """Menu row, option bar, map with rail and dock, issue strip; the start page where nothing is open."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.desk = Desk(settings or Settings(), self)
        self._memory = WindowMemory(self.desk.settings)
        use_table_memory(self.desk.settings.table_memory())
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*(current_theme().px(side) for side in USUAL_SIZE))
        self._going = Going(self.desk, lambda: self.parts)
        self.commands: dict[str, object] = {}
        commands = self.commands
        self.acts = ActionSet(commands, self)
        self._make_commands(commands)
        self._make_parts()
        self._make_view_commands(commands)
        self._lay_out()
        self.reach = Reach(
            self, self.desk, self.acts, self.parts, draw=self.draw_commands, practices=self.practice_commands,
            calls=ReachCalls(use_tool=self._tool, show_view=self.show_view, narrowed=self._narrowed),
        )  # fmt: skip
        commands.update(reach=self.reach.commands, rows=self.reach.rows)
        self.map_layers = LayersOnMap(self.desk, self.map)
        commands["layers"] = LayerCommands(self.map_layers, self.layers, self, self.dock.bring_forward)
        self.room = Room(
            self.desk, self, self.workspace, self.parts, self.pages, self.acts, self.meeting_commands,
            use_tool=self._tool, layers=self.map_layers,
        )  # fmt: skip
        commands.update(self.room.commands)
        Drops(self, self.file_commands.open_dropped)
        self._connect()
        self._tool("brush")
        current_theme().dress(self)
        self._project_changed()

    def _make_parts(self) -> None:
        parts = Parts(
            self.desk,
            self.acts,
            files=self.file_commands,
            localities=self.locality_commands,
            practices=self.practice_commands,
            providers=self.provider_commands,
            meeting=self.meeting_commands,
        )
        self.parts = parts
        self.map, self.rail, self.dock, self.welcome = parts.map, parts.rail, parts.dock, parts.welcome
        self.switcher, self.menu_row = parts.switcher, parts.menu_row
        self.options, self.strip, self.layers = parts.options, parts.strip, parts.layers
        self.localities, self.practices, self.providers = parts.localities, parts.practices, parts.providers
        self.history, self.services = parts.history, parts.services
        self.views = Views(self.desk, parts, self)
        self.practice_map = PracticeMap(
            self.desk, self.map, parts.practice_options,
            in_front=lambda: TABS[self.dock.tabs.currentIndex()] == "Practices",
        )  # fmt: skip
        self.flows = FlowView(self.desk, self.map, self)
        self.pages = Pages(
            self.desk, self.acts, parts,
            practice_on=lambda: self.practice_map.on, refresh=self._refresh_actions,
        )  # fmt: skip

    def _make_commands(self, commands: dict[str, object]) -> None:
        """Commands that panels call; they reach the parts through methods of the window."""
        desk = self.desk
        self.file_commands = FileCommands(desk, self, picture=self._map_picture, cancel=self._cancel)
        self.draw_commands = DrawCommands(desk, use_tool=self._tool, scale_radius=self._scale_radius)
        self.locality_commands = LocalityCommands(desk, self, edit_name=self._going.edit_name)
        self.practice_commands = PracticeCommands(
            desk, self, find=self._going.find_practice, selected=self._selected_practices
        )
        self.provider_commands = ProviderCommands(desk, self)
        self.edit_commands = EditCommands(
            desk, table=self._table, cancel=self._cancel, leave=self._leave_map_view
        )
        self.meeting_commands = commands["meeting"] = MeetingCommands(
            desk, self, map_area=lambda: self.map, show_tab=self._going.show_notes,
            go_to=self.edit_commands.go_to,
        )  # fmt: skip
        self.help_commands = HelpCommands(self)
        commands.update(
            file=self.file_commands,
            **self.file_commands.beside,
            edit=self.edit_commands,
            draw=self.draw_commands,
            localities=self.locality_commands,
            practices=self.practice_commands,
            providers=self.provider_commands,
            data=DataCommands(desk, self),
            scenarios=ScenarioCommands(desk, self),
            roll_up=RollUpCommands(desk, self),
            help=self.help_commands,
        )

    def _make_view_commands(self, commands: dict[str, object]) -> None:
        """Commands that act on the parts themselves."""
        self.view_commands = ViewCommands(
            self.desk,
            self,
            self.map,
            dock=self.dock,
            panes=self.parts.panes,
            show_issue=self._going.show_issue,
            show_view=self.show_view,
        )
        commands["view"] = self.view_commands
        commands["jumps"] = JumpCommands(self.desk, go=self.view_commands.go)
        commands["links"] = LinkCommands(self.desk, self.map, self)
        self.map_menu = MapMenu(self.desk, self.acts, self.map)
        commands.update(area_locks=self.map_menu.locks, limits=self.map_menu.limits)
        self.practice_map_commands = PracticeMapCommands(self.practice_map, self.parts.practice_options)
        commands["practice_map"] = self.practice_map_commands
        commands["flows"] = self.flows
        commands["shapes"] = ShapeCommands(
            self.desk, self, self.acts, rows=lambda: [str(x) for x in self.localities.table.selected_ids()]
        )
        commands["look"] = LookCommands(self.desk, self, self.acts)
        self.services_commands = ServicesCommands(self.desk, self.services, self)
        commands["services"] = self.services_commands
        self.compare_commands = commands["compare"] = CompareCommands(
            self.desk, self.parts.compare, self, files=self.file_commands,
            show_view=self.show_view, copy_scenario=self.acts["new_scenario"].trigger,
        )  # fmt: skip
        self.balance_commands = commands["balance"] = BalanceCommands(self.desk, self.parts.balance, self)

    def _cancel(self) -> bool:
        return self.map.canvas.cancel()

    def _leave_map_view(self) -> bool:
        """End what the map shows for a while: a card, a practice, or else the arrows of flows."""
        shown = self.reach.leave() or self.practice_map.turn(on=False) or self.flows.set_lines(on=False)
        return shown or self.reach.leave_last()

    def _selected_practices(self) -> list[str]:
        return [str(code) for code in self.practices.table.selected_ids()]

    def _map_picture(self) -> QImage:
        return self.map.picture()

    def _table(self) -> TableView | None:
        return self.dock.table()

    def _lay_out(self) -> None:
        self.setMenuWidget(self.menu_row)
        self.workspace = QMainWindow()
        self.workspace.setWindowFlags(Qt.WindowType.Widget)
        centre = QWidget()
        layout = row(self.rail, spacing=0)
        layout.addWidget(self.pages.stage, 1)
        layout.addWidget(self.parts.workshop.panel)
        centre.setLayout(layout)
        self.workspace.setCentralWidget(centre)
        self.workspace.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.body = QStackedWidget()
        self.body.addWidget(self.welcome)
        self.body.addWidget(self.workspace)
        self._dock_width = DockWidth(self.workspace, self.dock, self.localities)
        page = QWidget()
        compare = self.parts.compare
        bars = (self.options, self.parts.practice_options, self.services.options, compare.bar)
        whole = column(self.parts.workshop.bar, *bars, spacing=0)
        whole.addWidget(self.body, 1)
        for strip in (self.strip, self.services.strip, compare.strip):
            whole.addWidget(strip)
        page.setLayout(whole)
        self.setCentralWidget(self.parts.balance.over(page))
        self.overlays = Overlays(self.desk, self.body, self.pages.stage)
        self.overlays.covered.connect(self.map.keep_top_clear)
        self.overlays.covered.connect(self.welcome.keep_top_clear)
        self.bar = self.overlays.bar

    def _connect(self) -> None:
        desk = self.desk
        desk.project_changed.connect(self._project_changed)
        desk.situation_changed.connect(self._show_situation)
        desk.focus.selection_changed.connect(lambda _units: self.reach.digits.reset())
        self.views.figures_shown.connect(lambda: self._dock_width.fit_once(self.width()))
        self.localities.chosen.connect(self._row_taken)
        self.localities.opened.connect(lambda _code: self.acts["fit_locality"].trigger())
        self.practices.chosen.connect(desk.focus.set_practice)
        self.dock.tabs.currentChanged.connect(lambda _at: self.practice_map.tab_changed())
        self.practice_map.shown_changed.connect(self._practice_shown)
        self.parts.practice_options.flows_wanted.connect(self.acts["flows"].trigger)
        self.parts.practice_options.export_wanted.connect(self.acts["export"].trigger)
        self.flows.lines_changed.connect(self.acts["flow_map"].setChecked)
        self.flows.lines_changed.connect(self._flows_shown)
        self.providers.chosen.connect(desk.focus.set_sites)
        self.providers.opened.connect(self._going.show_site)
        self.history.step_chosen.connect(self.edit_commands.go_to)
        self.strip.next_wanted.connect(self.acts["next_issue"].trigger)
        self.strip.kind_chosen.connect(self.view_commands.next_of_kind)
        self.switcher.chosen.connect(self._choose_scenario)
        self.map.coordinates_changed.connect(self.strip.show_place)
        self.map.canvas.radius_changed.connect(self.options.show_radius)
        self.dock.visibilityChanged.connect(self.acts["dock"].setChecked)
        self.services.situation_changed.connect(self._refresh_actions)
        self.parts.compare.situation_changed.connect(self._refresh_actions)
        self.parts.balance.front_changed.connect(self._refresh_actions)
        self.parts.balance.waiting_changed.connect(self.strip.show_waiting)
        self.strip.waiting_wanted.connect(self.acts["balance_show"].trigger)
        self.services.localities_wanted.connect(lambda: self.show_view("map"))
        self.services.options.import_wanted.connect(self.acts["scope_import"].trigger)
        self.services.options.export_wanted.connect(self.acts["scope_export"].trigger)
        self.options.show_radius(self.map.canvas.brush_radius_m)
        theme = current_theme()
        self.acts[f"theme_{theme.appearance.value}"].setChecked(True)
        theme.theme_changed.connect(self._theme_changed)

    # -- the project
    def open_session(self, opened: OpenedProject) -> None:
        """Show a project that is open already; for tests, pictures and scripts."""
        self.desk.use(SessionBridge(opened))

    def _project_changed(self) -> None:
        bridge = self.desk.bridge
        there = bridge is not None
        self.body.setCurrentIndex(1 if there else 0)
        self.show_view("map")
        self.switcher.setVisible(there)
        self.bar.clear()
        self.views.show_project()
        if bridge is None:
            self.welcome.show_recent(self.desk.settings.now.recent_files)
        else:
            self.map.canvas.setFocus()
            self._dock_width.forget()
            if not self.desk.editable:
                self._tool("select")
        self._show_title()

    def _show_situation(self) -> None:
        self._refresh_actions()
        self._show_title()
        bridge = self.desk.bridge
        if bridge is None:
            return
        self.switcher.show_scenarios(
            [(scenario.id, scenario.name) for scenario in bridge.project.scenarios], bridge.scenario.id
        )
        self.switcher.show_state(*saved_state(bridge))
        undo, redo = bridge.session.history.undo_step, bridge.session.history.redo_step
        self.acts.tell_step("undo", undo.label if undo and bridge.can_undo else "")
        self.acts.tell_step("redo", redo.label if redo else "")

    # -- the views
    @property
    def showing_services(self) -> bool:
        """Whether the matrix of services is in front."""
        return self.pages.front == SERVICES

    def show_view(self, name: str) -> None:
        """Bring the map, the services or the scenarios side by side to the front."""
        self.pages.show(name)

    def _practice_shown(self, on: bool) -> None:
        """Follow the map: the options of the practice on it take the place of the tool's."""
        self.acts["patients_map"].setChecked(on)
        if on:
            self.flows.set_lines(on=False)
        self.pages.show_bars()

    def _flows_shown(self, on: bool) -> None:
        """Flows of all practices and the patients of one are not on the map at the same time."""
        if on:
            self.practice_map.turn(on=False)

    def _refresh_actions(self) -> None:
        self.acts.refresh(self._narrowed(self.desk.situation()))

    def _narrowed(self, now: Situation) -> Situation:
        """What can be done with the page that is in front."""
        return self.parts.balance.narrowed(self.pages.narrowed(now))

    def _show_title(self) -> None:
        title, unsaved = window_title(self.desk.bridge)
        self.setWindowTitle(title)
        self.setWindowModified(unsaved)

    # -- what is in hand
    def _row_taken(self, code: object) -> None:
        if code is not None:
            self.desk.focus.set_target(str(code))

    def _choose_scenario(self, scenario_id: str) -> None:
        self.map.canvas.cancel()
        if self.desk.bridge is not None:
            self.desk.bridge.show_scenario(scenario_id)

    def _tool(self, name: str) -> None:
        self.map.use_tool(name)
        self.acts[f"tool_{name}"].setChecked(True)
        self.options.show_tool(self.map.tools[name])
        if self.map.tools[name].paints:
            self.practice_map.turn(on=False)

    def _scale_radius(self, factor: float) -> None:
        self.map.canvas.set_brush_radius(self.map.canvas.brush_radius_m * factor)

    # -- the window itself
    def _theme_changed(self) -> None:
        appearance = current_theme().appearance
        self.acts[f"theme_{Appearance(appearance).value}"].setChecked(True)
        for widget in self.findChildren(QWidget):
            widget.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switcher.fit_width(self.menu_row.fit_signs(self.width()))
        self.options.fit_width(self.width())
        self.services.options.fit_width(self.width())
        self.parts.compare.bar.fit_width(self.width())
        self._dock_width.fit(self.width(), before=event.oldSize().width())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dock_width.fit(self.width())

    def restore_place(self) -> None:
        """Take the size and place that the window had on this screen."""
        self._memory.restore(self, self.workspace)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.file_commands.leave():
            event.ignore()
            return
        self.desk.jobs.join()
        self.parts.compare.let_go()
        self.reach.finding.forget()
        self.map_layers.let_go()
        self.show_view("map")
        if self.isVisible():
            self._memory.keep(self, self.workspace)
        self.file_commands.let_go()
        event.accept()
