"""Effect before commitment: what a stroke, or a move of what lies under the pointer, would do, on the map."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF

from workbench.session.live_figures import Preview
from workbench.session.plan_edits import movable
from workbench.ui import formats
from workbench.ui.draw_limits import DrawLimits
from workbench.ui.effect_words import Effect, effect_of
from workbench.ui.focus import Focus
from workbench.ui.issue_list import cut_off_units
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.tools.base import NO_UNITS
from workbench.ui.map_cards import MapCards
from workbench.ui.map_cut_off import MOST, CutOffMarks, CutOffSign, sign_at
from workbench.ui.map_marks import describe_unit
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.status import NEAR_LIMIT_PEOPLE

Units = NDArray[np.int64]

MOST_FORETOLD = 1000
"""Of more areas under the pointer, or selected, the totals are told but not what a move would do: that is
worked out with every step of the pointer, and who takes a county at once does not look for the odd thousand.
"""


class StrokeEffect:
    """Shows a preview in the card "After release", at the pointer and in the marks of cut-off areas."""

    def __init__(
        self,
        canvas: MapCanvas,
        cards: MapCards,
        labels: LocalityLabels,
        focus: Focus,
        *,
        limits: Callable[[], DrawLimits],
    ) -> None:
        self._canvas, self._cards, self._labels, self._focus = canvas, cards, labels, focus
        self._limits = limits
        self._bridge: SessionBridge | None = None
        self._running = False
        self._asked: tuple[object, ...] = ()
        self._told: Effect | None = None
        self._pointed: int | None = -1
        """The area that was read out last, -1 for none; None where it was the keyboard's."""
        self._grouped: dict[str, tuple[Units, list[Units]]] = {}
        self.keep_off: list[Callable[[], Sequence[QRectF]]] = [cards.boxes, cards.cursor.boxes]
        """What no badge may stand on."""
        self.marks = CutOffMarks(canvas, lambda: [box for boxes in self.keep_off for box in boxes()])
        self.near = NEAR_LIMIT_PEOPLE
        self.elsewhere = False
        """Whether the card "After release" is left to a panel beside the map, as in workshop mode."""
        self._at_cursor: tuple[str, Units] = ("", NO_UNITS)
        """Words on the area under the keyboard's cursor, and what Enter would give, for a pointer on none."""

    def use(self, bridge: SessionBridge | None) -> None:
        """Show another project."""
        self._bridge = bridge
        self._running, self._asked, self._told = False, (), None
        self._pointed = -1
        self._grouped.clear()
        self._cards.after_release.hide()
        self._cards.cursor.hide()
        self.marks.show_signs(())
        if bridge is not None:
            self._cards.after_release.prepare()
            self._cards.cursor.prepare()

    @property
    def running(self) -> bool:
        """Whether a stroke has an effect now."""
        return self._running

    # -- a stroke
    def show(self, preview: Preview | None) -> None:
        """Show the effect of a running stroke; None when it is over."""
        bridge = self._bridge
        if preview is None or not len(preview.units) or bridge is None:
            self._end()
            return
        begins, self._running = not self._running, True
        rules = bridge.scenario.rules
        colours = self._colours(preview)
        card = self._cards.after_release
        tool = self._canvas.tool()
        waits = tool is not None and tool.waits
        if not self.elsewhere:
            card.show_way_on(waits=waits, swaps=tool is not None and tool.right_drag)
            people = bridge.project.area.units.resident[preview.units]
            card.show_preview(
                preview, rules=rules, colours=colours, near=self.near,
                people=float(people.sum()) if np.isfinite(people).all() else math.nan,
                roomy=self._cards.roomy,
            )  # fmt: skip
            if begins:
                self._choose_corner(preview)
            card.show()
            card.raise_()
            self._cards.keep_inside()
        told = effect_of(preview, band=rules.band, colours=colours, near=self.near)
        self._cards.cursor.keep_off(QRect() if self.elsewhere else card.geometry())
        self._cards.cursor.stand_away_from(self._middle_of(preview))
        self._cards.cursor.show_effect(None if waits else told)
        self._cards.read_out("")
        if begins:
            self._labels.forget_places()
        self._mark(cut_off_units(bridge.live) | preview.apart, fresh=preview.cut_off)

    def _end(self) -> None:
        if self._running:
            self._running = False
            self._cards.after_release.hide()
            self._cards.cursor.hide()
            self._labels.forget_places()
            self.show_committed()

    def _colours(self, preview: Preview) -> dict[str, str]:
        assert self._bridge is not None  # noqa: S101 - only called with a project
        plan = self._bridge.scenario.plan
        touched = {row.code for row in (*preview.before, *preview.after)}
        colours = {code: one.colour for code in touched if (one := plan.get(code)) is not None}
        if preview.added is not None:
            colours[preview.added.code] = preview.added.colour
        return colours | dict(preview.hues)

    def _choose_corner(self, preview: Preview) -> None:
        """Take the corner farthest from the stroke and stay there until it is released."""
        self._cards.choose_corner(self._middle_of(preview), self._units_under)

    def _middle_of(self, preview: Preview) -> QPointF:
        """The middle of the areas of a stroke, in logical pixels of the canvas."""
        assert self._bridge is not None  # noqa: S101 - a stroke needs a project
        x, y = self._bridge.project.area.units.points[preview.units].mean(axis=0)
        return QPointF(*self._canvas.view().to_screen(float(x), float(y)))

    def _units_under(self, box: QRectF) -> int:
        """How many areas a card would hide."""
        view = self._canvas.view()
        west, north = view.to_map(box.left(), box.top())
        east, south = view.to_map(box.right(), box.bottom())
        return len(self._canvas.picker.units_in_box(west, south, east, north))

    # -- areas that are cut off
    def show_committed(self) -> None:
        """Mark the areas that are cut off in the plan as it is."""
        self._asked = ()
        if self._bridge is not None:
            self._mark(cut_off_units(self._bridge.live), fresh={})

    def _mark(self, parts: Mapping[str, Units], *, fresh: Mapping[str, Units]) -> None:
        """Dash all areas that are cut off, and point at each group; those of the stroke with their people."""
        bridge = self._bridge
        assert bridge is not None  # noqa: S101 - only called with a project
        units = [some for some in parts.values() if len(some)]
        every = np.concatenate(units) if units else np.empty(0, dtype=np.int64)
        self._canvas.set_cut_off(every)
        points, resident = bridge.project.area.units.points, bridge.project.area.units.resident
        signs: list[CutOffSign] = []
        quiet = 0
        for code, some in parts.items():
            new = fresh.get(code)
            if new is None and quiet >= MOST:  # no more of these are shown
                continue
            for group in self._groups(code, some):
                cut = new is not None and bool(np.isin(group, new).any())
                quiet += not cut
                words = f"{formats.people(float(resident[group].sum()))} cut off" if cut else ""
                signs.append(sign_at(points[group], words))
        self.marks.show_signs(signs)
        told = tuple(sign.words for sign in signs if sign.words)
        if told != self._badges:
            self._badges = told
            self._labels.forget_places()  # they make room for badges with words when the map is quiet

    _badges: tuple[str, ...] = ()

    def _groups(self, code: str, some: Units) -> list[Units]:
        """The groups of a locality's cut-off areas; those of the committed plan are found once."""
        assert self._bridge is not None  # noqa: S101 - only called with a project
        known = self._grouped.get(code)
        if known is None or known[0] is not some:
            known = self._grouped[code] = (some, self._bridge.live.groups(some))
        return known[1]

    # -- under the pointer
    def hovered(self, unit: int, at: QPointF | None) -> None:
        """Follow the pointer; ``unit`` is the area under it, -1 for none."""
        if at is not None:
            tool, view = self._canvas.tool(), self._canvas.view()
            ring = tool is not None and tool.sized
            self._cards.cursor.follow(
                at, self._canvas.brush_radius_m / view.metres_per_pixel if ring else 0.0
            )
            if self._running and not self.elsewhere and self._cards.step_aside(at, self._units_under):
                self._cards.cursor.keep_off(self._cards.after_release.geometry())
                self._labels.forget_places()
            if self._running:
                self.marks.step_aside()
        self.read_out(unit)

    def read_out(self, unit: int) -> None:
        """Say what is under the pointer, and what would happen if it, or the selection, were assigned."""
        self._pointed = unit
        bridge = self._bridge
        tool, some, state = self._canvas.tool(), self._focus.selection, " selected"
        if bridge is None or self._running:
            self._cards.read_out("")
            return
        offered = NO_UNITS if tool is None else tool.offered()
        taken = tool is not None and tool.selects and len(offered) > 0
        if unit < 0 and not taken:
            self._read_out_cursor()
            return
        if len(offered):
            some, state = offered, ""
        several = taken or (len(some) > 1 and bool(np.isin(unit, some)))
        asked = (unit if not several else -1, several and some.tobytes(), self._focus.target,
                 bridge.session.generation, bridge.scenario.id, tool, self._limits())  # fmt: skip
        if asked != self._asked:
            self._asked = asked
            foretold = tool is None or tool.foretells
            units = some if several else np.array([unit], dtype=np.int64)
            self._told = self.effect_of_move(units) if foretold else None
        if several:
            people = float(bridge.project.area.units.resident[some].sum())
            words = f"{formats.count(len(some), 'area')}{state}   {formats.people(people)}"
        else:
            words = describe_unit(bridge.project, bridge.scenario, None, unit, None)
        self._cards.read_out(words, self._told, several=several)

    def at_cursor(self, words: str, units: Units) -> None:
        """Say what the keyboard's cursor is on, "" for nothing, and what Enter would do with these units."""
        self._at_cursor, self._pointed = (words, units), None
        self._read_out_cursor()

    def read_out_again(self) -> None:
        """Say the same of what has changed meanwhile: the locality in hand, or the selection."""
        if self._pointed is None:
            self._read_out_cursor()
        else:
            self.read_out(self._pointed)

    def _read_out_cursor(self) -> None:
        words, units = self._at_cursor
        bridge = self._bridge
        if bridge is None or self._running or not words:
            self._cards.read_out("")
            return
        asked = (-2, units.tobytes(), self._focus.target, bridge.session.generation, bridge.scenario.id,
                 self._limits())  # fmt: skip
        if asked != self._asked:
            self._asked = asked
            self._told = self.effect_of_move(units)
        self._cards.read_out(words, self._told, several=len(units) > 1)

    def effect_of_move(self, units: Units) -> Effect | None:
        """What the locality in hand would be with what drawing takes of these units; None for nothing."""
        bridge, target = self._bridge, self._focus.target
        locality = None if bridge is None or target is None else bridge.scenario.plan.get(target)
        if bridge is None or locality is None or bridge.read_only or len(units) > MOST_FORETOLD:
            return None
        slot = bridge.scenario.plan.slot(locality.code)
        units = movable(bridge.project, bridge.scenario, units, slot)
        units = self._limits().kept(bridge.scenario, units)
        if not len(units):
            return None
        preview = bridge.live.preview(units, slot)
        band = bridge.scenario.rules.band
        return effect_of(preview, band=band, colours=self._colours(preview), near=self.near)
