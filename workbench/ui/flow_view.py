"""Flows in the window: the table in its own window and the arrows on the map, both live."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.metrics.flows import FlowTable, flow_table
from workbench.models.localities import Locality
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.components.labels import Role, label
from workbench.ui.desk import Desk
from workbench.ui.map_area import MapArea
from workbench.ui.practices.flow_dialog import USUAL_THRESHOLD, FlowDialog
from workbench.ui.practices.flow_lines import FlowArrow, FlowLines
from workbench.ui.practices.flow_words import reconciled_words, registered_words
from workbench.ui.practices.map_card import MapCard


class FlowView(QObject):
    """Counts the flows only while the table or the arrows are shown."""

    lines_changed = Signal(bool)
    """Whether arrows are on the map."""

    def __init__(self, desk: Desk, area: MapArea, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._area, self._window = desk, area, window
        self.dialog: FlowDialog | None = None
        self.on_map = False
        self._least = float(USUAL_THRESHOLD)
        self.lines = FlowLines()
        area.canvas.add_overlay(self.lines, below=area.labels)
        self._said = label("", Role.CAPTION)
        self.card = MapCard(self._said, "Take the arrows away (Esc)", area.canvas)
        self.card.close_button.clicked.connect(lambda: self.set_lines(on=False))
        area.add_card(self.card)
        desk.shown_changed.connect(lambda _shown: self._plan_changed())
        desk.project_changed.connect(self._project_changed)

    # -- asking
    def open(self) -> None:
        """Show the table."""
        if self.dialog is None:
            self.dialog = FlowDialog(self._window)
            self.dialog.lines_changed.connect(self._lines_asked)
        self.dialog.show_lines(on=self.on_map)
        self.refresh()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.dialog.table.setFocus()

    def toggle_lines(self) -> None:
        """Draw the arrows, or take them away."""
        self.set_lines(on=not self.on_map)

    def set_lines(self, *, on: bool) -> bool:
        """Draw arrows or not; tells whether anything changed."""
        changed = on != self.on_map
        self.on_map = on and self._desk.bridge is not None
        if changed:
            self._show_changed()
        return changed

    def _lines_asked(self, on: bool, least: float) -> None:
        self.on_map, self._least = on, least
        self._show_changed()

    def _show_changed(self) -> None:
        if self.dialog is not None:
            self.dialog.show_lines(on=self.on_map)
        self.refresh()
        self.lines_changed.emit(self.on_map)

    # -- showing
    def refresh(self) -> None:
        """Count again and show it wherever it is shown."""
        bridge = self._desk.bridge
        dialog = self.dialog
        if bridge is None or (dialog is None and not self.on_map):
            self._draw(None, None)
            return
        scenario = bridge.scenario
        table = flow_table(bridge.project.area, scenario.plan, scenario.practices)
        if dialog is not None:
            dialog.show_flows(table, reconciled_words(table), registered_words(bridge.live.figures()))
        self._draw(table if self.on_map else None, scenario)

    def _draw(self, table: FlowTable | None, scenario: Scenario | None) -> None:
        if table is None or scenario is None:
            if self.lines.arrows or not self.card.isHidden():
                self.lines.show(())
                self.card.hide()
                self._area.labels.forget_places()
                self._area.canvas.update()
            return
        self.lines.show(self._arrows(table, scenario))
        self.card.show_title("Where people live → where they are registered")
        count = formats.count(len(self.lines.arrows), "flow")
        people = formats.number(sum(arrow.people for arrow in self.lines.arrows))
        self._said.setText(
            f"{count} of {formats.number(self._least)} people or more, {people} people. Width is people"
        )
        self.card.adjustSize()
        self.card.setMinimumWidth(self._said.sizeHint().width() + 30)
        self.card.adjustSize()
        self.card.show()
        self._area.labels.forget_places()
        self._area.canvas.update()

    def _arrows(self, table: FlowTable, scenario: Scenario) -> list[FlowArrow]:
        centres = self._centres(scenario)
        ends = [end.locality for end in table.rows if end.locality is not None]
        found = []
        for row, lives in enumerate(ends):
            for column, registered in enumerate(ends):
                people = float(table.people[row, column])
                if row == column or people < self._least:
                    continue
                if lives.code in centres and registered.code in centres:
                    words = f"{lives.name} to {registered.name}"
                    found.append(FlowArrow(centres[lives.code], centres[registered.code], people, words))
        return found

    def _centres(self, scenario: Scenario) -> dict[str, tuple[float, float]]:
        """The middle of each locality's people; of its areas where these are not known."""
        assert self._desk.bridge is not None  # noqa: S101 - a scenario needs a project
        units = self._desk.bridge.project.area.units
        centres: dict[str, tuple[float, float]] = {}
        for locality in scenario.plan:
            rows = self._rows(scenario, locality)
            if not len(rows):
                continue
            weight = np.nan_to_num(units.resident[rows])
            weight = weight if weight.sum() > 0 else np.ones(len(rows))
            x, y = np.average(units.points[rows], axis=0, weights=weight)
            centres[locality.code] = (float(x), float(y))
        return centres

    @staticmethod
    def _rows(scenario: Scenario, locality: Locality) -> np.ndarray:
        return scenario.plan.units_of(scenario.plan.slot(locality.code))

    def _plan_changed(self) -> None:
        shown = self._desk.shown
        there = self.on_map or (self.dialog is not None and self.dialog.isVisible())
        if shown is not None and shown.preview is None and there:
            self.refresh()

    def _project_changed(self) -> None:
        if self._desk.bridge is None:
            self.set_lines(on=False)
            if self.dialog is not None:
                self.dialog.close()
