"""Draw: tools, radius, and what becomes of the selected areas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workbench.models.localities import Locality
from workbench.models.plan import UNASSIGNED
from workbench.session.plan_edits import movable, reassign
from workbench.session.pockets import enclosed_pockets
from workbench.ui import formats
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk

STEP = 1.15


class DrawCommands:
    """``use_tool`` takes a tool in hand by name; ``scale_radius`` multiplies the radius."""

    def __init__(
        self, desk: Desk, *, use_tool: Callable[[str], object], scale_radius: Callable[[float], object]
    ) -> None:
        self._desk = desk
        self._use_tool = use_tool
        self._scale_radius = scale_radius

    def use(self, tool: str) -> None:
        """Take a tool in hand."""
        self._use_tool(tool)

    def toggle_touching(self) -> None:
        """Let shapes select all areas they touch, or only those whose middle they hold."""
        finder = self._desk.host.finder
        finder.set_touching(not finder.touching)

    def fill_enclosed(self) -> None:
        """Give every pocket that one locality encloses to that locality, as one step."""
        bridge, host = self._desk.bridge, self._desk.host
        if bridge is None:
            return
        pockets = enclosed_pockets(bridge.live, bridge.scenario.plan)
        kept = [(host.allowed(pocket.units, pocket.around), pocket.around) for pocket in pockets]
        kept = [(units, slot) for units, slot in kept if len(units)]
        if not kept:
            host.stroke_cancel()
            if not pockets:
                self._desk.tell(Tone.GOOD, "No pocket is enclosed by one locality alone")
            return
        units = np.concatenate([some for some, _ in kept])
        slots = np.repeat([slot for _, slot in kept], [len(some) for some, _ in kept]).astype(np.int32)
        what = f"{formats.count(len(kept), 'pocket')}, {formats.count(len(units), 'area')}"
        host.stroke_commit_many(units, slots, f"Fill {what}")
        self._desk.tell(Tone.GOOD, f"Filled {what}", why="Each went to the locality around it.")

    def select_pockets(self) -> None:
        """Add the whole pockets that selected areas lie in."""
        found = self._desk.host.finder.pockets_of(self._desk.focus.selection)
        self._select_more(found, "No selected area lies in a pocket")

    def select_larger(self) -> None:
        """Add the whole larger areas that selected areas lie in, of the kind chosen for the tool."""
        found = self._desk.host.finder.larger_areas_of(self._desk.focus.selection)
        self._select_more(found, "No larger area of this kind is known here")

    def _select_more(self, units: NDArray[np.int64], none: str) -> None:
        if len(units):
            self._desk.host.select_units(units, "add")
        else:
            self._desk.tell(Tone.WARNING, none)

    def smaller(self) -> None:
        """Make the brush smaller."""
        self._scale_radius(1 / STEP)

    def larger(self) -> None:
        """Make the brush larger."""
        self._scale_radius(STEP)

    def assign_selection(self) -> None:
        """Give the selected areas to the locality in hand."""
        target = self._desk.target
        if target is None:
            self._desk.tell(Tone.WARNING, "Choose a locality first", why="Press its number, or take its row.")
            return
        self.assign_to(target.code)

    def assign_to(self, code: str) -> None:
        """Give the selected areas to a locality."""
        bridge = self._desk.bridge
        if bridge is not None:
            self.give(self._desk.focus.selection, bridge.scenario.plan.slot(code))

    def choose_number(self, number: int) -> None:
        """Take the locality of this number in hand."""
        locality = self._numbered(number)
        if locality is not None:
            self._desk.focus.set_target(locality.code)

    def assign_number(self, number: int, units: NDArray[np.int64] | None = None) -> None:
        """Give areas, the selected ones where none are named, to the locality of this number."""
        locality, bridge = self._numbered(number), self._desk.bridge
        if locality is not None and bridge is not None:
            units = self._desk.focus.selection if units is None else units
            self.give(units, bridge.scenario.plan.slot(locality.code))

    def _numbered(self, number: int) -> Locality | None:
        return next((locality for locality in self._desk.localities if locality.number == number), None)

    def unassign_selection(self) -> None:
        """Take the selected areas out of their localities."""
        self.give(self._desk.focus.selection, UNASSIGNED)

    def give(self, units: NDArray[np.int64], slot: int) -> None:
        """Give areas to the locality of a slot, or to nobody."""
        bridge = self._desk.bridge
        if bridge is None or not len(units):
            return
        scenario = bridge.scenario
        allowed = self._desk.host.allowed(units[scenario.plan.labels[units] != slot], slot)
        if len(movable(bridge.project, scenario, allowed, slot)):
            self._desk.apply(
                reassign(
                    bridge.project, scenario, allowed, slot, label=_words(self._desk, slot, len(allowed))
                )
            )
        self._desk.host.stroke_cancel()


def _words(desk: Desk, slot: int, count: int) -> str:
    assert desk.bridge is not None  # noqa: S101 - only called with a project
    locality = desk.bridge.scenario.plan.locality(slot)
    noun = "area" if count == 1 else "areas"
    return f"Unassign {count:,} {noun}" if locality is None else f"Assign {count:,} {noun} to {locality.name}"
