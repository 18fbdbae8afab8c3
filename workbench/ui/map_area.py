"""The map with everything that lies over it: labels, symbols, buttons, read-out, and "After release"."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from workbench.session.changes import Changes
from workbench.session.live_figures import Preview
from workbench.ui.action_set import ActionSet
from workbench.ui.components.tips import plain_tip
from workbench.ui.focus import Focus
from workbench.ui.layers.classed import Shades
from workbench.ui.layers.layer_state import LABELS, LINKS
from workbench.ui.layers.signs import MapSigns
from workbench.ui.links.link_marks import LinkMarks, paint_link_sign
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.furniture import MapFurniture, paint_unassigned_sign
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.legend import LegendEntry, LegendRow
from workbench.ui.map.tools.toolbox import make_tools
from workbench.ui.map.view import MapView
from workbench.ui.map_cards import MapCards
from workbench.ui.map_dress import dress_canvas
from workbench.ui.map_labels import LabelWriter
from workbench.ui.map_locks import LockMarks
from workbench.ui.map_look import map_look
from workbench.ui.map_marks import NO_HUES, PracticeMark, slot_colours
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.stroke_effect import StrokeEffect
from workbench.ui.stroke_host import SessionStrokeHost
from workbench.ui.theme import current_theme


class MapArea(QWidget):
    """The canvas and its cards. It draws what the bridge tells and never changes the plan itself."""

    coordinates_changed = Signal(str)
    """The place under the pointer as grid coordinates, "" off the map."""
    project_shown = Signal()
    """Another project is on the map, or none."""

    def __init__(
        self, focus: Focus, host: SessionStrokeHost, actions: ActionSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._focus = focus
        self._host = host
        self._bridge: SessionBridge | None = None
        self._shown: ShownFigures | None = None
        self.signs = MapSigns()
        self._colours: NDArray[np.uint32] = np.empty(0, np.uint32)
        self._hues = NO_HUES
        self._more_legend: list[LegendEntry] = []
        self._shaded = False
        self._shading: Shades | None = None
        self.canvas = MapCanvas(self)
        self.tools = make_tools(host)
        self.symbols = self.signs.symbols
        self.labels = LocalityLabels(self.canvas)
        self._writer = LabelWriter(self.labels)
        self.furniture = MapFurniture(())
        self._mark = PracticeMark()
        self.links = LinkMarks(lambda: self.signs.state.look(LINKS).strength)
        self.canvas.add_overlay(self.links)
        self.canvas.add_overlay(self.symbols)
        self._locks = LockMarks()
        self._under = -1
        self.canvas.add_overlay(self._mark)
        self.canvas.add_overlay(self._locks)
        self.canvas.add_overlay(self.labels)
        self.canvas.add_overlay(self.furniture)
        self.cards = MapCards(self.canvas, actions)
        self.after_release = self.cards.after_release
        self.effect = StrokeEffect(self.canvas, self.cards, self.labels, focus, limits=lambda: host.limits)
        self.canvas.add_overlay(self.effect.marks, below=self.furniture)
        self.labels.avoid(self.symbols.boxes)
        self.labels.avoid(self.furniture.boxes)
        self.labels.avoid(lambda _view: self.cards.boxes())
        self.labels.avoid(self.effect.marks.boxes)
        self._follow_theme()
        current_theme().theme_changed.connect(self._follow_theme)
        self.canvas.hovered.connect(self._hovered)
        self.canvas.view_changed.connect(self._scale_changed)
        host.previewed.connect(self.effect.show)
        host.previewed.connect(self._show_hues)
        focus.target_changed.connect(self._target_changed)
        focus.selection_changed.connect(self.canvas.set_selection)
        focus.selection_changed.connect(lambda _: self.effect.read_out_again())

    # -- what is shown
    def use(self, bridge: SessionBridge | None) -> None:
        """Show another project."""
        self._bridge = bridge
        self._shown = None
        self._under = -1
        self.effect.use(bridge)
        if bridge is None:
            self.project_shown.emit()
            return
        area = bridge.project.area
        self.canvas.set_units(area.topology, area.units.bounds, area.units.points, area.units.geometry)
        self._shading = None
        self.signs.use(bridge.project)
        self.show_plan()
        self.project_shown.emit()

    def show_plan(self) -> None:
        """Draw the whole plan again, for another scenario or after a large change."""
        if self._bridge is None:
            return
        plan = self._bridge.scenario.plan
        self._colours, hatches = self._looks()
        self.canvas.set_patterns(hatches)
        self.canvas.set_plan(plan.labels, self._colours)
        self._target_changed(self._focus.target)
        self.canvas.set_selection(self._focus.selection)
        self._show_rules()
        self.effect.show_committed()
        self._show_legend()

    def take_changes(self, changes: Changes) -> None:
        """Draw again what an edit of the shown scenario has touched."""
        if self._bridge is None:
            return
        scenario = self._bridge.scenario
        if len(changes.units) and not changes.scenarios:
            self.canvas.update_units(changes.units, scenario.plan.labels[changes.units])
        colours, hatches = self._looks()
        self.canvas.set_patterns(hatches)
        if not np.array_equal(colours, self._colours):
            self._colours = colours
            self.canvas.set_colours(colours)
        if changes.rules:
            self._show_rules()
        self._target_changed(self._focus.target)
        self.effect.show_committed()
        self._show_legend()

    def _looks(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Colours and hatches of the scenario's slots; where areas are shaded, a hatch means "not known"."""
        assert self._bridge is not None  # noqa: S101 - asked for with a project only
        scenario = self._bridge.scenario
        looks = map_look().show(self._bridge.project.area.adjacency, scenario.plan, slot_colours(scenario))
        return looks.colours, np.zeros_like(looks.hatches) if self._shaded else looks.hatches

    def _show_hues(self, preview: Preview | None) -> None:
        """Show localities in the hues that they will have when the stroke is released."""
        if self._bridge is None:
            return
        hues = NO_HUES if preview is None else preview.hues
        if hues == self._hues:
            return
        self._hues = hues
        colours = map_look().shades(slot_colours(self._bridge.scenario, hues))
        if not np.array_equal(colours, self._colours):
            self._colours = colours
            self.canvas.set_colours(colours)

    def show_figures(self, shown: ShownFigures) -> None:
        """Write these people on the labels; during a stroke, those after it."""
        self._shown = shown
        if self._bridge is None:
            return
        self._writer.write(shown, self._bridge.scenario.plan, self._near)

    _near = 1000

    def set_near(self, people: int) -> None:
        """How close to a limit counts as near."""
        self._near = self.effect.near = people

    def layers_changed(self) -> None:
        """Let labels and legend follow the layers."""
        self._show_legend()
        self.labels.forget_places()
        self.canvas.update()

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
        """Show a colour per area for a while, None to go back to what areas are usually coloured by."""
        self._fill(fills, self._shading if fills is None else None)

    def set_shading(
        self, title: str = "", shades: Shades | None = None, rows: Sequence[LegendRow] = ()
    ) -> None:
        """Colour areas by an indicator from now on, None by their locality."""
        self._shading = shades
        self._fill(None, shades)
        self.furniture.set_classes(title, rows)
        self.layers_changed()

    def _fill(self, fills: NDArray[np.uint32] | None, shades: Shades | None) -> None:
        if shades is None:
            self.canvas.set_fills(fills)
        else:
            self.canvas.set_fills(shades.fills, shades.hatched)
        shaded = fills is not None or shades is not None
        if shaded != self._shaded:
            self._shaded = shaded
            self._follow_theme()
            if self._bridge is not None:
                self.canvas.set_patterns(self._looks()[1])

    def layer_shown(self, name: str) -> bool:
        """Whether a layer is shown."""
        return bool(self.signs.state.look(name).strength)

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
        for overlay in (self.links, self.symbols, self.labels, self.furniture):
            painter.save()
            painter.setOpacity(self.signs.state.look(LABELS).opacity if overlay is self.labels else 1.0)
            overlay.paint(painter, view, self.canvas)
            painter.restore()
        painter.end()
        return image

    # -- tools
    def use_tool(self, name: str) -> None:
        """Take a tool in hand."""
        self._host.forget_hints()
        self.canvas.set_tool(self.tools[name])

    @property
    def tool_name(self) -> str:
        """Name of the tool in hand."""
        tool = self.canvas.tool()
        return "" if tool is None else tool.name

    # -- cards over the map
    def keep_top_clear(self, height: int) -> None:
        """Keep the card of a stroke below a message of this height that lies over the top of the map."""
        self.cards.keep_top_clear(height)

    # -- following
    def _hovered(self, unit: int, x: float, y: float) -> None:
        self.coordinates_changed.emit("" if math.isnan(x) else f"E {x:,.0f}  N {y:,.0f}")
        self._under = unit
        away = math.isnan(x)
        self.effect.hovered(unit, None if away else QPointF(*self.canvas.view().to_screen(x, y)))
        if unit < 0 or self._bridge is None or self.effect.running or QGuiApplication.mouseButtons():
            QToolTip.hideText()
            return
        view = self.canvas.view()
        hit = self.symbols.hit(view, QPointF(*view.to_screen(x, y)))
        if hit is None:
            QToolTip.hideText()
        else:
            at = self.canvas.mapToGlobal(QPointF(*view.to_screen(x, y)).toPoint())
            QToolTip.showText(at, plain_tip(hit.name), self.canvas)

    @property
    def unit_under(self) -> int:
        """The area under the pointer, -1 where it is not on the map."""
        return self._under

    def _show_rules(self) -> None:
        """Mark what is locked, and the links."""
        if self._bridge is None:
            return
        project, scenario = self._bridge.project, self._bridge.scenario
        links = self.links.show_links(project, scenario)
        if self._locks.show_locks(project, scenario) or links:
            self.canvas.update()
            self.effect.read_out(self._under)

    def _target_changed(self, code: str | None) -> None:
        self.canvas.set_target_slot(self._host.target_slot() if code is not None else None)
        self.effect.read_out_again()

    def _show_legend(self) -> None:
        if self._bridge is None:
            return
        self.symbols.thin_for(self.canvas.view())
        legend = self.signs.legend()
        if self.links.count and self.layer_shown(LINKS):
            legend.append(LegendEntry(paint_link_sign, "Bridge or ferry"))
        if (self._bridge.scenario.plan.labels < 0).any():
            legend.append(LegendEntry(paint_unassigned_sign, "Unassigned"))
        self.furniture.set_legend([*legend, *self._more_legend])

    def _scale_changed(self, view: MapView) -> None:
        """Draw as many signs as there is room for, and say how many."""
        if self.symbols.thin_for(view):
            self._show_legend()

    def _follow_theme(self) -> None:
        dress_canvas(self.canvas, shaded=self._shaded)
        self._show_legend()
        self.labels.forget_places()
        self.cards.place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self.cards.place()
