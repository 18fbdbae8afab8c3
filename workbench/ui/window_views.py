"""What the parts of the window show follows the desk here: plan, figures, tables, and what is in hand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.metrics.resident_flows import resident_flows
from workbench.models.localities import Locality
from workbench.session.changes import Changes
from workbench.ui import provider_rows, table_rows
from workbench.ui.desk import Desk
from workbench.ui.dock import TABS
from workbench.ui.issue_list import cut_off_units
from workbench.ui.memory import MANY_UNITS, give_back, trim
from workbench.ui.practices.practice_shown import practice_shown
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.window_parts import Parts

DRAWN_MS = 4_000
"""After this time a large map has been drawn once, with more memory than it keeps."""


class Views(QObject):
    """Shows every change of the desk in the parts that it touches; hidden tables wait until they are seen."""

    figures_shown = Signal()
    """After the figures of a plan, not those of a stroke, were shown."""

    def __init__(self, desk: Desk, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._parts = desk, parts
        self._dirty = {"Areas", "Practices", "Providers"}
        self._localities: dict[str, Locality] = {}
        """Localities of the plan shown, by code; a stroke does not change them."""
        desk.scenario_changed.connect(self._scenario_changed)
        desk.changed.connect(self._plan_changed)
        desk.shown_changed.connect(self._show_figures)
        desk.issues_changed.connect(
            lambda counts: parts.strip.show_counts(counts, next_there=desk.situation().issues)
        )
        desk.focus.target_changed.connect(self._target_changed)
        desk.focus.selection_changed.connect(self._selection_changed)
        desk.focus.practice_changed.connect(self._practice_changed)
        parts.dock.tabs.currentChanged.connect(lambda _at: self._fill_tab())

    def show_project(self) -> None:
        """Show another project from the beginning."""
        self._parts.map.use(self._desk.bridge)
        if self._desk.bridge is not None:
            self._scenario_changed()
            if len(self._desk.bridge.project.area.units) >= MANY_UNITS:
                give_back()
                QTimer.singleShot(DRAWN_MS, self, trim)

    def _scenario_changed(self) -> None:
        self._parts.map.show_plan()
        self._dirty = {"Areas", "Practices", "Providers"}
        self._show_rules()
        self._fill_tab()

    def _plan_changed(self, changes: Changes) -> None:
        self._parts.map.take_changes(changes)
        self._dirty = {"Areas", "Practices", "Providers"}
        if changes.rules:
            self._show_rules()
        self._fill_tab()

    def _show_rules(self) -> None:
        bridge = self._desk.bridge
        if bridge is not None:
            area = bridge.project.area
            self._parts.options.show_rules(
                bridge.scenario.rules, weighted=area.has_weighted, editable=self._desk.editable
            )

    def _show_figures(self, shown: ShownFigures) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        if shown.preview is None:
            self._localities = {locality.code: locality for locality in bridge.scenario.plan}
        localities = self._localities
        if shown.preview is not None and shown.preview.added is not None:
            localities = {**localities, shown.preview.added.code: shown.preview.added}
        self._parts.localities.show_figures(
            shown, localities, near=self._desk.near, target=self._desk.focus.target
        )
        self._parts.map.show_figures(shown)
        if shown.preview is not None:
            return
        self._parts.options.show_localities(list(localities.values()), self._desk.focus.target)
        self._parts.history.show_history(bridge.session.history, opened_as=f"Opened {bridge.project.name}")
        self.figures_shown.emit()
        self._selection_changed(None)
        self._show_flows()
        self._parts.dock.share_height(len(localities))

    def _show_flows(self) -> None:
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None:
            return
        scenario = bridge.scenario
        flows = None
        if target is not None and self._parts.dock.flows_have_room and len(bridge.project.area.registrations):
            flows = resident_flows(bridge.project.area, scenario.plan, scenario.practices, target.code)
        self._parts.flows.show_flows(target, flows, {locality.code: locality for locality in scenario.plan})

    def _fill_tab(self) -> None:
        """Bring the tab in front up to date; hidden tables wait."""
        bridge = self._desk.bridge
        tab = TABS[self._parts.dock.tabs.currentIndex()]
        if bridge is None or tab not in self._dirty:
            return
        self._dirty.discard(tab)
        if tab == "Areas":
            apart = cut_off_units(bridge.live)
            self._parts.areas.show_areas(bridge.project, bridge.scenario, apart)
        elif tab == "Practices":
            rows = table_rows.practice_rows(
                bridge.project, bridge.scenario, bridge.live, self._desk.elsewhere
            )
            self._parts.practices.show_practices(rows, self._desk.localities, editable=self._desk.editable)
            self._show_practice()
        elif tab == "Providers":
            providers = provider_rows.provider_rows(bridge.project, bridge.scenario)
            self._parts.providers.show_providers(
                providers.sites, providers.organisations, providers.links,
                target=self._desk.focus.target, editable=self._desk.editable,
            )  # fmt: skip

    def _show_practice(self) -> None:
        """Show the practice in hand below the table of practices."""
        bridge, code = self._desk.bridge, self._desk.focus.practice
        self._parts.practices.choose(code)
        there = bridge is not None and code is not None and len(bridge.project.area.practices) > 0
        self._parts.practices.show_detail(
            practice_shown(bridge.project, bridge.scenario, code) if there and bridge and code else None
        )

    def _target_changed(self, code: str | None) -> None:
        self._parts.localities.choose(code)
        self._parts.options.show_localities(self._desk.localities, code)
        self._parts.providers.show_target(code)
        if self._desk.shown is not None and self._desk.bridge is not None:
            self._show_flows()
            self._parts.localities.show_details(self._desk.shown, code)
            self._selection_changed(None)

    def _selection_changed(self, _units: object) -> None:
        """Show the totals of the selection, and what the locality in hand would have with it."""
        bridge, some = self._desk.bridge, self._desk.focus.selection
        if bridge is None:
            return
        area = bridge.project.area
        registered = float(area.patients.by_unit[some].sum()) if len(area.registrations) else None
        effect = self._parts.map.effect.effect_of_move(some) if len(some) else None
        self._parts.options.selection.show_totals(
            len(some), float(area.units.resident[some].sum()), registered=registered, effect=effect
        )

    def _practice_changed(self, code: str | None) -> None:
        self._show_practice()
        self._parts.map.mark_practice(code)
