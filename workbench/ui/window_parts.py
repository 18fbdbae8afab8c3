"""The parts of the main window: bars, map, panels and the start page, made and handed their calls."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.balance.balance_view import BalanceView
from workbench.ui.commands.file_commands import FileCommands, sample_file
from workbench.ui.commands.locality_commands import LocalityCommands
from workbench.ui.commands.meeting_commands import MeetingCommands
from workbench.ui.commands.practice_commands import PracticeCommands
from workbench.ui.commands.provider_commands import ProviderCommands
from workbench.ui.compare.compare_view import CompareView
from workbench.ui.desk import Desk
from workbench.ui.dock import DockPanels, SideDock
from workbench.ui.map_area import MapArea
from workbench.ui.menus import MenuRow
from workbench.ui.panels.area_options import KindChoice, LimitChip, TouchingSwitch
from workbench.ui.panels.areas_panel import AreasPanel
from workbench.ui.panels.flows_panel import FlowsPanel
from workbench.ui.panels.history_panel import HistoryPanel
from workbench.ui.panels.issue_strip import IssueStrip
from workbench.ui.panels.layers_panel import LayersPanel
from workbench.ui.panels.localities_panel import LocalitiesPanel, LocalityCalls
from workbench.ui.panels.option_bar import OptionBar, OptionCalls, action_button
from workbench.ui.panels.practices_panel import PracticesPanel
from workbench.ui.panels.providers_panel import ProviderCalls, ProvidersPanel
from workbench.ui.panels.scenario_switcher import ScenarioSwitcher
from workbench.ui.panels.tool_rail import ToolRail
from workbench.ui.panels.welcome_page import WelcomeCalls, WelcomePage
from workbench.ui.practices.practice_detail import DetailCalls
from workbench.ui.practices.practice_options import PracticeOptions
from workbench.ui.services.services_view import ServicesView
from workbench.ui.workshop.notes_panel import MeetingCalls, NotesPanel
from workbench.ui.workshop.workshop_parts import WorkshopParts


class Parts:
    """One attribute a part; none knows another, the window and its views let them hear of the desk."""

    def __init__(
        self,
        desk: Desk,
        actions: ActionSet,
        *,
        files: FileCommands,
        localities: LocalityCommands,
        practices: PracticeCommands,
        providers: ProviderCommands,
        meeting: MeetingCommands,
    ) -> None:
        settings = desk.settings
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
                basis=localities.use_basis,
                band=localities.use_band,
            ),
        )
        finder = desk.host.finder
        touching = TouchingSwitch(actions, finder)
        self.options.own.add(("box", "lasso", "polygon", "outline"), touching, fit=touching.fit)
        limits = LimitChip(desk.host)
        self.options.own.add_for_all(limits, wanted=limits.follow, fit=limits.fit)
        desk.host.limits_changed.connect(self.options.own.show_again)
        desk.scenario_changed.connect(self.options.own.show_again)
        self.larger = KindChoice(finder)
        self.options.own.add(("bigger_area",), self.larger)
        self.practice_options = PracticeOptions([action_button(actions, key) for key in ("undo", "redo")])
        self.strip = IssueStrip()
        self.services = ServicesView(desk, bar=[action_button(actions, key) for key in ("undo", "redo")])
        self.compare = CompareView(desk, bar=[action_button(actions, key) for key in ("undo", "redo")])
        self.balance = BalanceView(desk)
        self.localities = LocalitiesPanel(
            LocalityCalls(
                rename=localities.give_name,
                add=actions["new_locality"].trigger,
            )
        )
        self.flows = FlowsPanel()
        self.history = HistoryPanel()
        self.practices = PracticesPanel(
            DetailCalls(
                assign=practices.assign,
                outside=practices.leave_outside,
                split=practices.split,
                view=practices.set_view,
                lock=practices.lock,
                keep=practices.keep,
                unmerge=practices.unmerge,
            ),
            layout_text=settings.column_layout("practices"),
            remember=lambda text: settings.remember_columns("practices", text),
        )
        self.providers = ProvidersPanel(
            ProviderCalls(
                choose_localities=providers.choose_localities,
                where_they_stand=providers.where_they_stand,
                sector_rules=providers.sector_rules,
            ),
            layout_text=settings.column_layout("providers"),
            remember=lambda text: settings.remember_columns("providers", text),
        )
        self.layers = LayersPanel()
        self.areas = AreasPanel(
            desk.focus,
            layout_text=settings.column_layout("areas"),
            remember=lambda text: settings.remember_columns("areas", text),
        )
        self.notes = NotesPanel(
            MeetingCalls(
                snapshot=actions["snapshot"].trigger,
                restore=meeting.restore,
                rename=meeting.rename,
                as_scenario=meeting.as_scenario,
                forget=meeting.forget,
                park=actions["park"].trigger,
                jump=meeting.jump,
                change=meeting.change,
                settle=meeting.settle,
                delete=meeting.delete,
            )
        )
        self.dock = SideDock(
            DockPanels(
                localities=self.localities,
                flows=self.flows,
                history=self.history,
                areas=self.areas,
                practices=self.practices,
                providers=self.providers,
                layers=self.layers,
                notes=self.notes,
            )
        )
        desk.project_changed.connect(self.dock.show_all_rows)
        self.workshop = WorkshopParts(actions)
        self.welcome = WelcomePage(
            WelcomeCalls(
                new=actions["new"].trigger,
                published=actions["new_published"].trigger,
                open=actions["open"].trigger,
                sample=actions["sample"].trigger if sample_file().is_file() else None,
                open_file=files.open_recent,
                show_folder=files.show_in_folder,
                find_file=files.find_recent,
                forget=files.forget_recent,
                forget_missing=files.forget_missing,
            )
        )

    def panes(self) -> list[QWidget]:
        """The parts that F6 walks through."""
        if self.balance.in_front:
            maps, panel = self.balance.maps, self.balance.panel
            return [maps.before.canvas, maps.after.canvas, panel.page, self.menu_row, self.balance.bar]
        view = self.services
        if view.isVisible():
            return [view.table.grid, view.side, view.strip, self.menu_row, view.options, self.rail]
        if self.compare.isVisible():
            return [*self.compare.panes(), self.menu_row, self.compare.bar, self.rail]
        page = self.dock.pages.currentWidget() or self.dock
        options = self.practice_options if self.practice_options.isVisible() else self.options
        return [self.map.canvas, page, self.strip, self.menu_row, options, self.rail]
