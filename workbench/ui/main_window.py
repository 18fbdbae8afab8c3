"""The main window: it puts the parts together and lets them hear of one another through the desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QStackedWidget, QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.metrics.resident_flows import resident_flows
from workbench.session.changes import Changes
from workbench.ui import formats, table_rows
from workbench.ui.action_set import ActionSet
from workbench.ui.commands.data_commands import DataCommands
from workbench.ui.commands.draw_commands import DrawCommands
from workbench.ui.commands.edit_commands import EditCommands
from workbench.ui.commands.file_commands import FileCommands, sample_file
from workbench.ui.commands.help_commands import HelpCommands
from workbench.ui.commands.locality_commands import LocalityCommands
from workbench.ui.commands.practice_commands import PracticeCommands
from workbench.ui.commands.view_commands import ViewCommands
from workbench.ui.components.labels import add_shadow, column, row
from workbench.ui.components.message_bar import Message, MessageBar
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.desk import Desk
from workbench.ui.digit_keys import DigitKeys
from workbench.ui.dock import NARROW, TABS, WIDE, WIDE_WINDOW, SideDock
from workbench.ui.icons import app_icon
from workbench.ui.issue_list import Issue
from workbench.ui.map_area import MapArea
from workbench.ui.menus import MenuRow
from workbench.ui.messages import tell_problem
from workbench.ui.panels.flows_panel import FlowsPanel
from workbench.ui.panels.history_panel import HistoryPanel
from workbench.ui.panels.issue_strip import IssueStrip
from workbench.ui.panels.layers_panel import LayersPanel
from workbench.ui.panels.localities_panel import LocalitiesPanel, LocalityCalls
from workbench.ui.panels.option_bar import OptionBar, OptionCalls
from workbench.ui.panels.practices_panel import PracticeCalls, PracticesPanel
from workbench.ui.panels.providers_panel import ProvidersPanel
from workbench.ui.panels.scenario_switcher import ScenarioSwitcher
from workbench.ui.panels.tool_rail import ToolRail
from workbench.ui.panels.welcome_page import WelcomeCalls, WelcomePage
from workbench.ui.session_bridge import OpenedProject, SessionBridge
from workbench.ui.settings import Settings
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.status import BandState
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import Appearance, current_theme
from workbench.ui.window_memory import WindowMemory

PROGRAM = "Locality Workbench"
USUAL_SIZE = (1366, 768)
SMALLEST = (960, 600)
CONTEXT_MENU = (
    "assign_selection", "new_from_selection", "unassign_selection", "", "fit_locality", "rename",
    "recolour", "lock", "delete", "", "fit",
)  # fmt: skip
"""Commands of the menu on the map; an empty one draws a line."""
NARROW_SHARE, WIDE_SHARE = 0.4, 0.47
"""The part of a narrow and of a wide window that the dock may take by itself."""


class MainWindow(QMainWindow):
    """Menu row, option bar, map with rail and dock, issue strip; the start page where nothing is open."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.desk = Desk(settings or Settings(), self)
        self._memory = WindowMemory(self.desk.settings)
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(*(current_theme().px(side) for side in USUAL_SIZE))
        self._dirty = {"Practices", "Providers"}
        commands: dict[str, object] = {}
        self.acts = ActionSet(commands, self)
        self.bar = MessageBar()
        self._make_commands(commands)
        self._make_parts()
        self._make_view_commands(commands)
        self._lay_out()
        self._connect()
        self._tool("brush")
        self._project_changed()

    # -- making
    def _make_parts(self) -> None:
        desk, settings = self.desk, self.desk.settings
        actions = self.acts
        self.map = MapArea(desk.focus, desk.host, actions)
        self.map.set_near(desk.near)
        self.rail = ToolRail(actions)
        self.switcher = ScenarioSwitcher(actions)
        self.menu_row = MenuRow(actions, self.switcher)
        self.options = OptionBar(
            actions,
            OptionCalls(
                target=desk.focus.set_target,
                radius=self.map.canvas.set_brush_radius,
                basis=self.locality_commands.use_basis,
                band=self.locality_commands.use_band,
            ),
        )
        self.strip = IssueStrip()
        self.localities = LocalitiesPanel(
            LocalityCalls(
                rename=self.locality_commands.give_name,
                add=actions["new_locality"].trigger,
            )
        )
        self.flows = FlowsPanel()
        self.history = HistoryPanel()
        self.practices = PracticesPanel(
            PracticeCalls(
                by_site=actions["assign_site"].trigger,
                by_patients=actions["assign_patients"].trigger,
                assign=self.practice_commands.assign,
            ),
            layout_text=settings.column_layout("practices"),
            remember=lambda text: settings.remember_columns("practices", text),
        )
        self.providers = ProvidersPanel(
            layout_text=settings.column_layout("providers"),
            remember=lambda text: settings.remember_columns("providers", text),
        )
        self.layers = LayersPanel()
        self.dock = SideDock(
            self.localities, self.flows, self.history, self.practices, self.providers, self.layers
        )
        self.welcome = WelcomePage(
            WelcomeCalls(
                new=actions["new"].trigger,
                open=actions["open"].trigger,
                sample=actions["sample"].trigger if sample_file().is_file() else None,
                open_file=self.file_commands.open_recent,
                show_folder=self.file_commands.show_in_folder,
                find_file=self.file_commands.find_recent,
                forget=self.file_commands.forget_recent,
                forget_missing=self.file_commands.forget_missing,
            )
        )
        self.progress = ProgressPanel()

    def _make_commands(self, commands: dict[str, object]) -> None:
        """Commands that panels call; they reach the parts through methods of the window."""
        desk = self.desk
        self.file_commands = FileCommands(desk, self, picture=self._map_picture, cancel=self._cancel)
        self.draw_commands = DrawCommands(desk, use_tool=self._tool, scale_radius=self._scale_radius)
        self.locality_commands = LocalityCommands(desk, self, edit_name=self._edit_name)
        self.practice_commands = PracticeCommands(desk, find=self._find_practice)
        self.edit_commands = EditCommands(desk, table=self._table, cancel=self._cancel)
        commands.update(
            file=self.file_commands,
            edit=self.edit_commands,
            draw=self.draw_commands,
            localities=self.locality_commands,
            practices=self.practice_commands,
            data=DataCommands(desk, self),
            help=HelpCommands(self),
        )

    def _make_view_commands(self, commands: dict[str, object]) -> None:
        """Commands that act on the parts themselves."""
        self.view_commands = ViewCommands(
            self.desk, self, self.map, dock=self.dock, panes=self._panes, show_issue=self._show_issue
        )
        commands["view"] = self.view_commands
        self.digits = DigitKeys(
            self,
            choose=self._choose_number,
            assign=self._assign_number,
            assigning=self._assigning,
            largest=lambda: max((locality.number for locality in self.desk.localities), default=0),
        )

    def _cancel(self) -> bool:
        return self.map.canvas.cancel()

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
        layout.addWidget(self.map, 1)
        centre.setLayout(layout)
        self.workspace.setCentralWidget(centre)
        self.workspace.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.body = QStackedWidget()
        self.body.addWidget(self.welcome)
        self.body.addWidget(self.workspace)
        page = QWidget()
        whole = column(self.options, spacing=0)
        whole.addWidget(self.body, 1)
        whole.addWidget(self.strip)
        page.setLayout(whole)
        self.setCentralWidget(page)
        self.bar.setParent(self.body)
        self.bar.hide()
        self._progress_card = QFrame(self.body)
        self._progress_card.setObjectName("card")
        self._progress_card.setLayout(column(self.progress, margins=(16, 12, 16, 12)))
        add_shadow(self._progress_card)
        self._progress_card.hide()
        for watched in (self.bar, self.progress, self.body, self.map):
            watched.installEventFilter(self)

    def _connect(self) -> None:
        desk = self.desk
        desk.project_changed.connect(self._project_changed)
        desk.scenario_changed.connect(self._scenario_changed)
        desk.changed.connect(self._plan_changed)
        desk.shown_changed.connect(self._show_figures)
        desk.issues_changed.connect(
            lambda counts: self.strip.show_counts(counts, next_there=self.desk.situation().issues)
        )
        desk.situation_changed.connect(self._show_situation)
        desk.message.connect(self._say)
        desk.problem.connect(self._say_problem)
        desk.jobs.started.connect(self.progress.start)
        desk.jobs.reported.connect(self.progress.report)
        desk.jobs.ended.connect(self.progress.finish)
        self.progress.cancelled.connect(desk.jobs.cancel)
        desk.focus.target_changed.connect(self._target_changed)
        desk.focus.selection_changed.connect(self._selection_changed)
        desk.focus.practice_changed.connect(self._practice_changed)
        self.localities.chosen.connect(self._row_taken)
        self.localities.opened.connect(lambda _code: self.acts["fit_locality"].trigger())
        self.practices.chosen.connect(desk.focus.set_practice)
        self.providers.opened.connect(self._show_site)
        self.history.step_chosen.connect(self.edit_commands.go_to)
        self.layers.changed.connect(lambda key, shown: self.map.show_layers(**{key: shown}))
        self.strip.next_wanted.connect(self.acts["next_issue"].trigger)
        self.strip.kind_chosen.connect(self.view_commands.next_of_kind)
        self.switcher.chosen.connect(self._choose_scenario)
        self.map.coordinates_changed.connect(self.strip.show_place)
        self.map.canvas.radius_changed.connect(self.options.show_radius)
        self.map.canvas.context_requested.connect(self._context_menu)
        self.dock.tabs.currentChanged.connect(lambda _at: self._fill_tab())
        self.dock.visibilityChanged.connect(self.acts["dock"].setChecked)
        self.options.show_radius(self.map.canvas.brush_radius_m)
        theme = current_theme()
        self.acts[f"theme_{theme.appearance.value}"].setChecked(True)
        theme.theme_changed.connect(self._theme_changed)

    # -- the project
    def open_session(self, opened: OpenedProject) -> None:
        """Show a project that is open already; for tests, pictures and scripts."""
        self.desk.use(SessionBridge(opened))

    _dock_fitted = True

    def _project_changed(self) -> None:
        bridge = self.desk.bridge
        there = bridge is not None
        self.body.setCurrentIndex(1 if there else 0)
        self.options.setVisible(there)
        self.strip.setVisible(there)
        self.switcher.setVisible(there)
        self.bar.clear()
        self._dirty = {"Practices", "Providers"}
        self.map.use(bridge)
        if bridge is None:
            self.welcome.show_recent(self.desk.settings.now.recent_files)
        else:
            self._scenario_changed()
            self.map.canvas.setFocus()
            self._dock_fitted = False
            if not self.desk.editable:
                self._tool("select")
        self._show_title()

    def _scenario_changed(self) -> None:
        self.map.show_plan()
        self._dirty = {"Practices", "Providers"}
        self._show_rules()
        self._fill_tab()

    def _plan_changed(self, changes: Changes) -> None:
        self.map.take_changes(changes)
        self._dirty = {"Practices", "Providers"}
        if changes.rules:
            self._show_rules()
        self._fill_tab()

    def _show_rules(self) -> None:
        bridge = self.desk.bridge
        if bridge is not None:
            area = bridge.project.area
            self.options.show_rules(
                bridge.scenario.rules, weighted=area.has_weighted, editable=self.desk.editable
            )

    def _show_figures(self, shown: ShownFigures) -> None:
        bridge = self.desk.bridge
        if bridge is None:
            return
        localities = {locality.code: locality for locality in bridge.scenario.plan}
        self.localities.show_figures(shown, localities, near=self.desk.near, target=self.desk.focus.target)
        self.map.show_figures(shown)
        if shown.preview is not None:
            return
        self.options.show_localities(list(localities.values()), self.desk.focus.target)
        self.history.show_history(bridge.session.history, opened_as=f"Opened {bridge.project.name}")
        if not self._dock_fitted:
            self._dock_fitted = True
            self._fit_dock(-1)
        self._show_flows()
        self.dock.share_height(len(localities))

    def _show_flows(self) -> None:
        bridge, target = self.desk.bridge, self.desk.target
        if bridge is None:
            return
        scenario = bridge.scenario
        flows = None
        if target is not None and self.dock.flows_have_room and len(bridge.project.area.registrations):
            flows = resident_flows(bridge.project.area, scenario.plan, scenario.practices, target.code)
        self.flows.show_flows(target, flows, {locality.code: locality for locality in scenario.plan})

    def _fill_tab(self) -> None:
        """Bring the tab in front up to date; hidden tables wait."""
        bridge = self.desk.bridge
        tab = TABS[self.dock.tabs.currentIndex()]
        if bridge is None or tab not in self._dirty:
            return
        self._dirty.discard(tab)
        if tab == "Practices":
            rows = table_rows.practice_rows(bridge.project, bridge.scenario, bridge.live, self.desk.elsewhere)
            self.practices.show_practices(rows, self.desk.localities, editable=self.desk.editable)
        elif tab == "Providers":
            self.providers.show_sites(table_rows.site_rows(bridge.project, bridge.scenario))

    def _show_situation(self) -> None:
        self.acts.refresh(self.desk.situation())
        self._show_title()
        bridge = self.desk.bridge
        if bridge is None:
            return
        self.switcher.show_scenarios(
            [(scenario.id, scenario.name) for scenario in bridge.project.scenarios], bridge.scenario.id
        )
        self.switcher.show_state(*self._saved_state())
        undo, redo = bridge.session.history.undo_step, bridge.session.history.redo_step
        self.acts.tell_step("undo", undo.label if undo and bridge.can_undo else "")
        self.acts.tell_step("redo", redo.label if redo else "")

    def _saved_state(self) -> tuple[str, str]:
        bridge = self.desk.bridge
        if bridge is None:
            return "", ""
        if bridge.read_only:
            return "Read-only", "This project can only be looked at"
        if bridge.opened.unsaved:
            return "All changes kept", "Every change is kept on this computer; Ctrl+S writes the project file"
        when = bridge.saved_at
        return (f"Saved {formats.clock(when)}" if when else "Saved"), "The project file holds everything"

    def _show_title(self) -> None:
        bridge = self.desk.bridge
        if bridge is None:
            self.setWindowTitle(PROGRAM)
            self.setWindowModified(False)
            return
        name = bridge.opened.path.name if bridge.opened.path is not None else bridge.project.name
        self.setWindowTitle(f"{name}[*] \N{EN DASH} {PROGRAM}")
        self.setWindowModified(bridge.opened.unsaved)

    # -- what is in hand
    def _target_changed(self, code: str | None) -> None:
        self.localities.choose(code)
        self.options.show_localities(self.desk.localities, code)
        if self.desk.shown is not None and self.desk.bridge is not None:
            self._show_flows()
            self.localities.show_details(self.desk.shown, code)

    def _selection_changed(self, units: object) -> None:
        self.digits.reset()
        bridge = self.desk.bridge
        if bridge is not None:
            some = self.desk.focus.selection
            people = float(bridge.project.area.units.resident[some].sum())
            self.options.show_selection(len(some), people)

    def _practice_changed(self, code: str | None) -> None:
        self.practices.choose(code)
        self.map.mark_practice(code)

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
        self.options.show_tool(name)

    def _scale_radius(self, factor: float) -> None:
        self.map.canvas.set_brush_radius(self.map.canvas.brush_radius_m * factor)

    def _edit_name(self, code: str) -> None:
        self.dock.show()
        self.dock.show_tab("Localities")
        self.localities.table.setFocus()
        self.localities.table.edit_cell(code, "name")

    def _find_practice(self) -> None:
        self.dock.show()
        self.dock.show_tab("Practices")
        self.practices.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.practices.search.selectAll()

    def _show_site(self, code: object) -> None:
        bridge = self.desk.bridge
        if bridge is None:
            return
        sites = bridge.project.area.sites
        at = sites.index_of[str(code)]
        if sites.easting[at] == sites.easting[at]:
            self.map.canvas.centre_on(float(sites.easting[at]), float(sites.northing[at]))

    def _show_issue(self, issue: Issue) -> None:
        if issue.kind is BandState.PRACTICE:
            self.dock.show_tab("Practices")
            self.desk.focus.set_practice(issue.practice)
        else:
            self.dock.show_tab("Localities")

    # -- digits
    def _assigning(self) -> bool:
        return (
            self.map.tool_name in ("select", "box")
            and len(self.desk.focus.selection) > 0
            and self.desk.editable
        )

    def _choose_number(self, number: int) -> None:
        locality = next((x for x in self.desk.localities if x.number == number), None)
        if locality is not None:
            self.desk.focus.set_target(locality.code)

    def _assign_number(self, number: int) -> None:
        locality = next((x for x in self.desk.localities if x.number == number), None)
        if locality is not None:
            self.draw_commands.assign_to(locality.code)

    # -- panes, menus, messages
    def _panes(self) -> list[QWidget]:
        page = self.dock.pages.currentWidget() or self.dock
        return [self.map.canvas, page, self.strip, self.menu_row, self.options, self.rail]

    def _context_menu(self, at: QPoint, unit: int) -> None:
        bridge = self.desk.bridge
        if bridge is None:
            return
        code = bridge.scenario.plan.code_of_unit(unit) if unit >= 0 else None
        if code is not None and not len(self.desk.focus.selection):
            self.desk.focus.set_target(code)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in CONTEXT_MENU:
            if key:
                menu.addAction(self.acts[key])
            else:
                menu.addSeparator()
        menu.popup(self.map.canvas.mapToGlobal(at))

    def _say(self, message: Message) -> None:
        self.bar.say(message.tone, message.what, why=message.why, actions=message.actions)
        self._place_bar()

    def _say_problem(self, problem: WorkbenchError) -> None:
        tell_problem(self.bar, problem)
        self._place_bar()

    def _place_bar(self) -> None:
        """Lay the bar over the top of the map, so that nothing moves when it comes and goes."""
        left, width = 0, self.body.width()
        if self.desk.bridge is not None:
            corner = self.map.mapTo(self.body, QPoint(0, 0))
            left, width = corner.x(), self.map.width() - current_theme().px(56)
        high = (
            self.bar.heightForWidth(width) if self.bar.hasHeightForWidth() else self.bar.sizeHint().height()
        )
        self.bar.setGeometry(left, 0, width, max(high, self.bar.minimumSizeHint().height()))
        self.bar.raise_()

    def _place_progress(self) -> None:
        theme = current_theme()
        width = min(theme.px(440), self.body.width() - theme.px(32))
        high = self._progress_card.sizeHint().height()
        self._progress_card.setGeometry(
            (self.body.width() - width) // 2, (self.body.height() - high) // 2, width, high
        )
        self._progress_card.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.progress and kind in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._progress_card.setVisible(kind == QEvent.Type.ShowToParent)
            self._place_progress()
        elif watched in (self.body, self.map) and kind == QEvent.Type.Resize:
            self._place_bar()
            self._place_progress()
        elif watched is self.bar and kind in (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent):
            self._place_bar()
        return super().eventFilter(watched, event)

    # -- the window itself
    def _theme_changed(self) -> None:
        appearance = current_theme().appearance
        self.acts[f"theme_{Appearance(appearance).value}"].setChecked(True)
        for widget in self.findChildren(QWidget):
            widget.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switcher.fit_width(self.width())
        self.options.fit_width(self.width())
        self._fit_dock(event.oldSize().width())

    def _fit_dock(self, before: int) -> None:
        """Give the dock its usual width at the first show and when the window becomes wide or narrow."""
        theme = current_theme()
        limit = theme.px(WIDE_WINDOW)
        if before > 0 and (before >= limit) == (self.width() >= limit):
            return
        in_wide = self.width() >= limit
        usual = theme.px(WIDE if in_wide else NARROW)
        most = round(self.width() * (WIDE_SHARE if in_wide else NARROW_SHARE))
        wide = min(max(usual, self.localities.least_width(wide=in_wide)), most)
        self.dock.want_width(wide)
        self.workspace.resizeDocks([self.dock], [wide], Qt.Orientation.Horizontal)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_dock(-1)

    def restore_place(self) -> None:
        """Take the size and place that the window had on this screen."""
        self._memory.restore(self, self.workspace)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.file_commands.leave():
            event.ignore()
            return
        self.desk.jobs.join()
        if self.isVisible():
            self._memory.keep(self, self.workspace)
        self.file_commands.let_go()
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.file_commands.open_dropped(files)
