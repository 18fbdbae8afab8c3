"""What map tools may ask of whole localities: make one, part one, merge two; all shown before it is done."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import SignalInstance

from workbench.errors import EditError
from workbench.models.edits import Edit
from workbench.session.live_figures import Preview
from workbench.session.plan_edits import fresh_locality, held_units
from workbench.session.shape_edits import (
    check_gives,
    check_merge,
    locality_for,
    merge_localities,
    name_beside,
    new_locality_of,
    practices_joined,
)
from workbench.ui.session_bridge import SessionBridge

Units = NDArray[np.int64]


class Host(Protocol):
    """The tools' host, as far as it shows and commits."""

    @property
    def bridge(self) -> SessionBridge | None:
        """The project worked on."""

    @property
    def told(self) -> SignalInstance:
        """Something to say at the map: what, and why or what next."""

    def refuses(self) -> bool:
        """Whether the project can only be looked at; says so."""

    def show_preview(self, preview: Preview) -> None:
        """Let every view show what a stroke would do."""

    def commit(self, edit: Edit | None) -> bool:
        """Carry out what a stroke asks for; tells whether it was done."""

    def take_in_hand(self, slot: int) -> None:
        """Paint into the locality of a slot from now on."""


class ShapeHost:
    """The part of the tools' host that speaks of localities; it shows and commits through that host."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def spare_slot(self) -> int:
        """The slot that the next new locality will have."""
        bridge = self._host.bridge
        return 0 if bridge is None else bridge.scenario.plan.slots

    def fresh_name(self, slot: int = -1) -> str:
        """A free name, for a locality of its own or one that is parted from that of a slot."""
        bridge = self._host.bridge
        if bridge is None:
            return ""
        locality = bridge.scenario.plan.locality(slot)
        if locality is None:
            return fresh_locality(bridge.scenario).name
        return name_beside(bridge.scenario, locality.name)

    def preview_new(self, units: Units, name: str) -> str:
        """Show the figures with these units as a locality of this name; gives its colour."""
        bridge = self._host.bridge
        if bridge is None:
            return ""
        made = locality_for(bridge.project.area, bridge.scenario, units, name)
        self._host.show_preview(bridge.live.preview(units, self.spare_slot(), added=made))
        return made.colour

    def commit_new(self, units: Units, name: str, *, in_hand: bool = False, split: int = -1) -> bool:
        """Make these units a locality in one step, and take it in hand; tells whether that was done."""
        bridge = self._host.bridge
        if bridge is None:
            return False
        label = f"Split {self.name_of(split)}" if split >= 0 else ""
        edit = new_locality_of(bridge.project, bridge.scenario, units, name, label=label)
        slot = self.spare_slot()
        if edit is None or not self._host.commit(edit):
            return False
        if in_hand:
            self._host.take_in_hand(slot)
        return True

    def smaller_part(self, slot: int, units: Units) -> Units:
        """Of a locality's units those among ``units``, or the others, whichever are fewer people."""
        bridge = self._host.bridge
        if bridge is None:
            return units[:0]
        project, scenario = bridge.project, bridge.scenario
        own = scenario.plan.units_of(slot)
        parts = [np.intersect1d(own, units), np.setdiff1d(own, units)]
        people = project.area.units.resident
        return min(
            parts,
            key=lambda part: (
                bool(held_units(project, scenario, part).any()), float(np.nansum(people[part])), len(part),
            ),
        )  # fmt: skip

    def name_of(self, slot: int) -> str:
        """The name of a locality."""
        bridge = self._host.bridge
        locality = None if bridge is None else bridge.scenario.plan.locality(slot)
        return "" if locality is None else locality.name

    def may_change(self, slot: int) -> bool:
        """Whether a locality may give areas; what keeps it is said."""
        bridge = self._host.bridge
        if bridge is None or self._host.refuses():
            return False
        try:
            check_gives(bridge.scenario, slot)
        except EditError as problem:
            self._host.told.emit(problem.what, problem.remedy)
            return False
        return True

    def may_merge(self, keep: int, gone: int) -> bool:
        """Whether one locality may go into another; what keeps them is said."""
        bridge = self._host.bridge
        if bridge is None or self._host.refuses():
            return False
        try:
            check_merge(bridge.project, bridge.scenario, keep, gone)
        except EditError as problem:
            self._host.told.emit(problem.what, problem.remedy)
            return False
        return True

    def preview_merge(self, keep: int, gone: int) -> None:
        """Show the figures of both localities together."""
        bridge = self._host.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        first, second = check_merge(bridge.project, scenario, keep, gone)
        self._host.show_preview(
            bridge.live.preview(
                scenario.plan.units_of(gone), keep, removed=(second.code,),
                practices=practices_joined(scenario, first.code, second.code),
            )
        )  # fmt: skip

    def commit_merge(self, keep: int, gone: int) -> None:
        """Merge the second locality into the first in one step."""
        bridge = self._host.bridge
        if bridge is None or not self.may_merge(keep, gone):  # the plan may have changed between two clicks
            return
        first, second = check_merge(bridge.project, bridge.scenario, keep, gone)
        self._host.commit(merge_localities(bridge.project, bridge.scenario, first.code, (second.code,)))
