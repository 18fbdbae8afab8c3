"""The map with everything that lies over it: labels, symbols, buttons, read-out, and "After release"."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from workbench.session.changes import Changes
from workbench.session.live_figures import Preview
from workbench.ui import formats
from workbench.ui.action_set import ActionSet
from workbench.ui.focus import Focus
from workbench.ui.issue_list import cut_off_units
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.furniture import (
    LegendEntry,
    MapFurniture,
    paint_hospital_sign,
    paint_practice_sign,
    paint_unassigned_sign,
)
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.symbols import Places, SiteSymbols
from workbench.ui.map.tools.base import Tool
from workbench.ui.map.tools.box import BoxTool
from workbench.ui.map.tools.brush import BrushTool
from workbench.ui.map.tools.eraser import EraserTool
from workbench.ui.map.tools.pan import PanTool
from workbench.ui.map.tools.select import SelectTool
from workbench.ui.map_cards import MapCards
from workbench.ui.map_locks import LockMarks
from workbench.ui.map_marks import PracticeMark, describe_unit, slot_colours
from workbench.ui.panes.map_pane import SHADED_HAIR
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.status import band_state
from workbench.ui.stroke_host import SessionStrokeHost
from workbench.ui.theme import current_theme

HOSPITAL_KIND = "hospital"


class MapArea(QWidget):
    """The canvas and its cards. It draws what the bridge tells and never changes the plan itself."""

    coordinates_changed = Signal(str)
    """The place under the pointer as grid coordinates, "" off the map."""

    def __init__(
        self, focus: Focus, host: SessionStrokeHost, actions: ActionSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._focus = focus
        self._host = host
        self._bridge: SessionBridge | None = None
        self._shown: ShownFigures | None = None
        self._hospitals = Places.none()
        self._practices = Places.none()
        self._colours: NDArray[np.uint32] = np.empty(0, np.uint32)
        self._layers = {"labels": True, "practices": True, "hospitals": True}
        self._more_legend: list[LegendEntry] = []
        self._shaded = False
        self.canvas = MapCanvas(self)
        self.tools: dict[str, Tool] = {
            "select": SelectTool(host), "box": BoxTool(host), "brush": BrushTool(host),
            "eraser": EraserTool(host), "pan": PanTool(host),
        }  # fmt: skip
        self.symbols = SiteSymbols()
        self.labels = LocalityLabels(self.canvas)
        self.furniture = MapFurniture(())
        self._mark = PracticeMark()
        self.canvas.add_overlay(self.symbols)
        self._locks = LockMarks()
        self._under = -1
        self.canvas.add_overlay(self._mark)
        self.canvas.add_overlay(self._locks)
        self.canvas.add_overlay(self.labels)
        self.canvas.add_overlay(self.furniture)
        self.cards = MapCards(self.canvas, actions)
        self.after_release = self.cards.after_release
        self.labels.avoid(self.symbols.boxes)
        self.labels.avoid(self.furniture.boxes)
        self.labels.avoid(lambda _view: self.cards.boxes())
        self._follow_theme()
        current_theme().theme_changed.connect(self._follow_theme)
        self.canvas.hovered.connect(self._hovered)
        host.previewed.connect(self._stroke_shown)
        focus.target_changed.connect(self._target_changed)
        focus.selection_changed.connect(self.canvas.set_selection)

    # -- what is shown
    def use(self, bridge: SessionBridge | None) -> None:
        """Show another project."""
        self._bridge = bridge
        self._shown = None
        self._under = -1
        self.after_release.hide()
        if bridge is None:
            return
        area = bridge.project.area
        self.canvas.set_units(area.topology, area.units.bounds, area.units.points, area.units.geometry)
        practices, sites = area.practices, area.sites
        self._practices = Places(
            [str(c) for c in practices.codes], [str(n) for n in practices.names],
            practices.easting, practices.northing, practices.list_size,
        )  # fmt: skip
        wards = np.flatnonzero([str(kind).casefold() == HOSPITAL_KIND for kind in sites.kinds])
        wards = wards[~sites.stale[wards]]
        self._hospitals = Places(
            [str(sites.codes[i]) for i in wards], [str(sites.names[i]) for i in wards],
            sites.easting[wards], sites.northing[wards], np.full(len(wards), np.nan),
        )  # fmt: skip
        self._show_symbols()
        self.after_release.prepare()
        self.show_plan()

    def show_plan(self) -> None:
        """Draw the whole plan again, for another scenario or after a large change."""
        if self._bridge is None:
            return
        plan = self._bridge.scenario.plan
        self._colours = slot_colours(self._bridge.scenario)
        self.canvas.set_plan(plan.labels, self._colours)
        self._target_changed(self._focus.target)
        self.canvas.set_selection(self._focus.selection)
        self._show_locks()
        self._show_cut_off()
        self._show_legend()

    def take_changes(self, changes: Changes) -> None:
        """Draw again what an edit of the shown scenario has touched."""
        if self._bridge is None:
            return
        scenario = self._bridge.scenario
        if len(changes.units) and not changes.scenarios:
            self.canvas.update_units(changes.units, scenario.plan.labels[changes.units])
        colours = slot_colours(scenario)
        if not np.array_equal(colours, self._colours):
            self._colours = colours
            self.canvas.set_colours(colours)
        if changes.rules:
            self._show_locks()
        self._target_changed(self._focus.target)
        self._show_cut_off()
        self._show_legend()

    def show_figures(self, shown: ShownFigures) -> None:
        """Write these people on the labels; during a stroke, those after it."""
        self._shown = shown
        if self._bridge is None:
            return
        plan = self._bridge.scenario.plan
        near = self._near
        self.labels.set_labels(
            [
                LocalityLabel(
                    slot=plan.slot(figures.code),
                    number=str(figures.number),
                    name=figures.name,
                    people=formats.number(figures.people),
                    state=band_state(figures.people, shown.rules.band, near),
                    locked=bool((locality := plan.get(figures.code)) and locality.locked),
                )
                for figures in shown.rows
                if figures.units
            ]
        )

    _near = 1000

    def set_near(self, people: int) -> None:
        """How close to a limit counts as near."""
        self._near = people

    def show_layers(self, **layers: bool) -> None:
        """Show or hide labels, practices, hospitals, outlines and hairlines by name."""
        self._layers.update(layers)
        self.labels.visible = self._layers["labels"]
        self.canvas.set_lines_shown(
            outlines=self._layers.get("outlines", True), hairlines=self._layers.get("hairlines", True)
        )
        self._show_symbols()
        self._show_legend()

    def mark_practice(self, code: str | None) -> None:
        """Ring the practice in hand."""
        self._mark.at = None
        if self._bridge is not None and code is not None:
            practices = self._bridge.project.area.practices
            row_of = practices.index_of.get(code, -1)
            if row_of >= 0 and practices.placed[row_of]:
                self._mark.at = (float(practices.easting[row_of]), float(practices.northing[row_of]))
        self.canvas.update()

    def add_card(self, card: QWidget) -> None:
        """Keep labels clear of a card while it is shown."""
        self.cards.add_guest(card)

    def shade(self, fills: NDArray[np.uint32] | None) -> None:
        """Show a colour per area instead of the localities' hues, None to go back."""
        self.canvas.set_fills(fills)
        if (fills is not None) != self._shaded:
            self._shaded = fills is not None
            self._follow_theme()

    def layer_shown(self, name: str) -> bool:
        """Whether a layer is shown."""
        return self._layers.get(name, True)

    def set_more_legend(self, entries: Sequence[LegendEntry]) -> None:
        """Explain these signs beside the usual ones."""
        self._more_legend = list(entries)
        self._show_legend()
        self.labels.forget_places()

    def settle(self) -> None:
        """Draw everything now, lines and labels too, before a picture is taken."""
        self.canvas.finish_drawing()
        self.labels.settle()

    def picture(self) -> QImage:
        """The map with labels and symbols as a picture, without buttons and cards."""
        self.settle()
        image = self.canvas.picture()
        view = self.canvas.view()
        painter = QPainter(image)
        painter.scale(view.ratio, view.ratio)
        for overlay in (self.symbols, self.labels, self.furniture):
            painter.save()
            overlay.paint(painter, view, self.canvas)
            painter.restore()
        painter.end()
        return image

    # -- tools
    def use_tool(self, name: str) -> None:
        """Take a tool in hand."""
        self.canvas.set_tool(self.tools[name])

    @property
    def tool_name(self) -> str:
        """Name of the tool in hand."""
        tool = self.canvas.tool()
        return next((name for name, known in self.tools.items() if known is tool), "")

    # -- cards over the map
    def keep_top_clear(self, height: int) -> None:
        """Keep the card of a stroke below a message of this height that lies over the top of the map."""
        self.cards.keep_top_clear(height)

    def _stroke_shown(self, preview: Preview | None) -> None:
        if preview is None or not len(preview.units) or self._bridge is None:
            if self.after_release.isVisible():
                self.after_release.hide()
                self.labels.forget_places()
                self._show_cut_off()
            return
        scenario = self._bridge.scenario
        colours = {locality.code: locality.colour for locality in scenario.plan}
        people = self._bridge.project.area.units.resident[preview.units]
        self.after_release.show_preview(
            preview, rules=scenario.rules, colours=colours, near=self._near,
            people=float(people.sum()) if np.isfinite(people).all() else math.nan,
        )  # fmt: skip
        if not self.after_release.isVisible():
            self._choose_corner(preview)
            self.labels.forget_places()
        self.after_release.show()
        self.after_release.raise_()
        self.cards.keep_inside()
        self._mark_cut_off(cut_off_units(scenario, self._bridge.live) | preview.apart)

    def _choose_corner(self, preview: Preview) -> None:
        """Take the corner farthest from the stroke and stay there until it is released."""
        assert self._bridge is not None  # noqa: S101 - a stroke needs a project
        view = self.canvas.view()
        x, y = self._bridge.project.area.units.points[preview.units].mean(axis=0)
        self.cards.choose_corner(QPointF(*view.to_screen(float(x), float(y))), self._units_under)

    def _units_under(self, box: QRectF) -> int:
        """How many areas a card would hide."""
        assert self._bridge is not None  # noqa: S101 - a stroke needs a project
        view = self.canvas.view()
        west, north = view.to_map(box.left(), box.top())
        east, south = view.to_map(box.right(), box.bottom())
        return len(self.canvas.picker.units_in_box(west, south, east, north))

    # -- following
    def _hovered(self, unit: int, x: float, y: float) -> None:
        self.coordinates_changed.emit("" if math.isnan(x) else f"E {x:,.0f}  N {y:,.0f}")
        self._under = unit
        self._read_out()
        if unit < 0 or self._bridge is None or self.after_release.isVisible():
            QToolTip.hideText()
            return
        view = self.canvas.view()
        hit = self.symbols.hit(view, QPointF(*view.to_screen(x, y)))
        if hit is None:
            QToolTip.hideText()
        else:
            at = self.canvas.mapToGlobal(QPointF(*view.to_screen(x, y)).toPoint())
            QToolTip.showText(at, hit.name, self.canvas)

    @property
    def unit_under(self) -> int:
        """The area under the pointer, -1 where it is not on the map."""
        return self._under

    def _read_out(self) -> None:
        """Say what is under the pointer."""
        bridge = self._bridge
        if self._under < 0 or bridge is None or self.after_release.isVisible():
            self.cards.read_out("")
            return
        target = self._focus.target
        self.cards.read_out(describe_unit(bridge.project, bridge.scenario, self._shown, self._under, target))

    def _show_locks(self) -> None:
        if self._bridge is not None and self._locks.show_locks(self._bridge.project, self._bridge.scenario):
            self.canvas.update()
            self._read_out()

    def _target_changed(self, code: str | None) -> None:
        self.canvas.set_target_slot(self._host.target_slot() if code is not None else None)

    def _show_cut_off(self) -> None:
        if self._bridge is None:
            return
        self._mark_cut_off(cut_off_units(self._bridge.scenario, self._bridge.live))

    def _mark_cut_off(self, parts: Mapping[str, NDArray[np.int64]]) -> None:
        units = [some for some in parts.values() if len(some)]
        self.canvas.set_cut_off(np.concatenate(units) if units else np.empty(0, dtype=np.int64))

    def _show_symbols(self) -> None:
        self.symbols.set_practices(self._practices if self._layers["practices"] else Places.none())
        self.symbols.set_hospitals(self._hospitals if self._layers["hospitals"] else Places.none())
        self.labels.forget_places()
        self.canvas.update()

    def _show_legend(self) -> None:
        if self._bridge is None:
            return
        legend = []
        if self._layers["practices"] and len(self._practices.codes):
            legend.append(LegendEntry(paint_practice_sign, "Practice, by list"))
        if self._layers["hospitals"] and len(self._hospitals.codes):
            legend.append(LegendEntry(paint_hospital_sign, "Hospital"))
        if (self._bridge.scenario.plan.labels < 0).any():
            legend.append(LegendEntry(paint_unassigned_sign, "Unassigned"))
        self.furniture.set_legend([*legend, *self._more_legend])

    def _follow_theme(self) -> None:
        theme = current_theme()
        hair = SHADED_HAIR if self._shaded else theme.hex("map_hair")
        self.canvas.set_theme(
            theme.hex("map_ground"), hair=hair, line=theme.hex("map_line"),
            accent="#005EB8", cut_off="#B3261E",
        )  # fmt: skip
        self.labels.forget_places()
        self.cards.place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self.cards.place()
