"""What can be done with the localities selected in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from workbench.models.localities import Locality
from workbench.session.several_edits import delete_localities, lock_localities
from workbench.session.shape_edits import merge_localities
from workbench.ui import formats
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.map.tools.base import NO_UNITS, Units


class RowCommands:
    """Each makes one step of the history; ``fit`` brings units into view."""

    def __init__(self, desk: Desk, *, fit: Callable[[Units], object]) -> None:
        self._desk = desk
        self._fit = fit

    def localities(self, codes: Sequence[str]) -> list[Locality]:
        """The localities of these codes that the scenario has, by number."""
        return [locality for locality in self._desk.localities if locality.code in set(codes)]

    def units(self, codes: Sequence[str]) -> Units:
        """The areas of these localities."""
        bridge = self._desk.bridge
        if bridge is None:
            return NO_UNITS
        plan = bridge.scenario.plan
        slots = [plan.slot(locality.code) for locality in self.localities(codes)]
        return np.flatnonzero(np.isin(plan.labels, slots))

    def select_in_hand(self) -> None:
        """Select the areas of the locality in hand."""
        if self._desk.target is not None:
            self.select([self._desk.target.code])

    def select(self, codes: Sequence[str]) -> None:
        """Select the areas of localities."""
        self._desk.focus.set_selection(self.units(codes))

    def show(self, codes: Sequence[str]) -> None:
        """Bring localities into view."""
        units = self.units(codes)
        if len(units):
            self._fit(units)

    def lock(self, codes: Sequence[str], *, locked: bool) -> None:
        """Lock localities or unlock them."""
        bridge = self._desk.bridge
        if bridge is not None:
            self._desk.apply(lock_localities(bridge.scenario, codes, locked=locked))

    def merge(self, codes: Sequence[str]) -> None:
        """Merge localities into the one in hand where it is among them, or else into the first."""
        bridge, some = self._desk.bridge, self.localities(codes)
        if bridge is None or len(some) < 2:
            return
        keep = next((one for one in some if one.code == self._desk.focus.target), some[0])
        gone = [one.code for one in some if one is not keep]

        def join() -> None:
            bridge.apply(merge_localities(bridge.project, bridge.scenario, keep.code, gone))

        if self._desk.attempt(join):
            self._desk.focus.set_target(keep.code)

    def delete(self, codes: Sequence[str]) -> None:
        """Delete localities; undo brings them back with areas and practices."""
        bridge, some = self._desk.bridge, self.localities(codes)
        if bridge is None or not some:
            return
        edit = delete_localities(bridge.project, bridge.scenario, [one.code for one in some])
        if self._desk.apply(edit):
            words = formats.count(len(some), "locality was", "localities were")
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            self._desk.tell(Tone.GOOD, f"{words} deleted", why="Their areas are unassigned.", actions=(undo,))
