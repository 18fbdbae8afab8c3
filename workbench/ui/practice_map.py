"""What the map shows of practices: the one in hand, where its patients live, views in the consultation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workbench.metrics.practice_homes import share_of_units
from workbench.session.live_figures import Preview
from workbench.ui.desk import Desk
from workbench.ui.map_area import MapArea
from workbench.ui.practices.choropleth import ShareKey, share_colours
from workbench.ui.practices.map_card import MapCard
from workbench.ui.practices.patient_lines import PatientLines
from workbench.ui.practices.practice_options import PracticeOptions
from workbench.ui.practices.practice_shown import PracticeShown, practice_shown
from workbench.ui.practices.view_marks import ViewMarks


class PracticeMap(QObject):
    """Shades the map while a practice is in hand and its tab in front.

    It is off after Esc, when the tab is left, when a tool to paint with is taken, and when a stroke
    begins; taking a practice in hand turns it on again. ``in_front`` tells whether the tab is.
    """

    shown_changed = Signal(bool)
    """Whether the map shows a practice."""

    def __init__(
        self,
        desk: Desk,
        area: MapArea,
        options: PracticeOptions,
        *,
        in_front: Callable[[], bool],
    ) -> None:
        super().__init__(area)
        self._desk, self._area, self._options = desk, area, options
        self._in_front = in_front
        self.on = False
        self.shown: PracticeShown | None = None
        self.lines = PatientLines()
        self.marks = ViewMarks()
        area.canvas.add_overlay(self.lines, below=area.symbols)
        area.canvas.add_overlay(self.marks, below=area.labels)
        self.card = MapCard(ShareKey(), "The map shows localities again (Esc)", area.canvas)
        self.card.close_button.clicked.connect(lambda: self.turn(on=False))
        area.add_card(self.card)
        options.changed.connect(self.refresh)
        desk.focus.practice_changed.connect(self._practice_changed)
        desk.host.previewed.connect(self._stroke)
        desk.shown_changed.connect(lambda _shown: self._plan_changed())

    # -- turning on and off
    def turn(self, *, on: bool) -> bool:
        """Show the practice in hand, or the localities again; tells whether anything changed."""
        on = on and self._desk.focus.practice is not None
        changed = on != self.on
        self.on = on
        if changed or on:
            self.refresh()
        if changed:
            self.shown_changed.emit(on)
        return changed

    def toggle(self) -> None:
        """Turn it on or off."""
        self.turn(on=not self.on)

    def tab_changed(self) -> None:
        """Follow the tabs: on with the practices, off with any other."""
        self.turn(on=self._in_front())

    def _practice_changed(self, code: str | None) -> None:
        self.turn(on=code is not None and self._in_front())

    def _stroke(self, preview: Preview | None) -> None:
        if preview is not None and len(preview.units) and self.on:
            self.turn(on=False)

    def _plan_changed(self) -> None:
        if self._desk.shown is not None and self._desk.shown.preview is None:
            self.show_views()
            if self.on:
                self.refresh()

    # -- drawing
    def refresh(self) -> None:
        """Draw what belongs to the practice in hand, or take it away."""
        bridge, code = self._desk.bridge, self._desk.focus.practice
        self.shown = (
            practice_shown(bridge.project, bridge.scenario, code)
            if self.on and bridge is not None and code is not None
            else None
        )
        shown = self.shown
        if bridge is None or shown is None:
            self.lines.clear()
            self._area.shade(None)
            self.card.hide()
            return
        area = bridge.project.area
        if self._options.shades:
            self._area.shade(share_colours(share_of_units(area, shown.rows)))
            self.card.show_title(f"Share of each area’s patients registered at {shown.name}")
            self.card.show()
            self.card.raise_()
        else:
            self._area.shade(None)
            self.card.hide()
        self._show_lines(shown)
        self._area.labels.forget_places()
        self._area.canvas.update()

    def _show_lines(self, shown: PracticeShown) -> None:
        assert self._desk.bridge is not None  # noqa: S101 - a practice needs a project
        area = self._desk.bridge.project.area
        row = shown.rows[0]
        if not area.practices.placed[row]:
            self.lines.clear()
            return
        many = shown.homes.unit_patients >= self._options.least
        self.lines.show(
            (float(area.practices.easting[row]), float(area.practices.northing[row])),
            area.units.points[shown.homes.units[many]],
            shown.homes.unit_patients[many],
        )

    def show_views(self) -> None:
        """Mark where practices stand in the consultation."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        practices, scenario = bridge.project.area.practices, bridge.scenario
        rows = {
            practices.index_of[code]: assignment.view
            for code, assignment in scenario.practices.items()
            if code in practices.index_of
        }
        before = self.marks.shown
        layers = self._area.layer_shown("practices")
        self.marks.show(practices.easting, practices.northing, practices.list_size, rows if layers else {})
        if before or self.marks.shown:
            self._area.set_more_legend(self.marks.legend())
            self._area.canvas.update()
