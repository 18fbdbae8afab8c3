"""Locks of single areas: a locked area keeps its locality whatever tool, import or balancing asks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workbench.models.edits import RulesEdit
from workbench.session import plan_edits
from workbench.ui import formats
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk

Units = NDArray[np.int64]


class AreaLockCommands:
    """Act on the selected areas, or else on the one under the pointer; ``under`` gives it, -1 for none."""

    def __init__(self, desk: Desk, *, under: Callable[[], int]) -> None:
        self._desk = desk
        self._under = under

    def lock(self) -> None:
        """Lock the areas in question."""
        self.set_locked(self.in_question(self._under()), locked=True)

    def unlock(self) -> None:
        """Unlock the areas in question."""
        self.set_locked(self.in_question(self._under()), locked=False)

    def unlock_all(self) -> None:
        """Unlock every area of the scenario, as one step."""
        bridge = self._desk.bridge
        if bridge is not None:
            self._do(plan_edits.unlock_all_units(bridge.scenario), "Unlocked")

    def in_question(self, under: int) -> Units:
        """The selected areas, or else the area ``under`` the pointer."""
        selected = self._desk.focus.selection
        if len(selected) or under < 0:
            return selected
        return np.array([under], dtype=np.int64)

    def set_locked(self, units: Units, *, locked: bool) -> None:
        """Lock or unlock areas, as one step."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        if not len(units):
            self._desk.tell(
                Tone.WARNING, "Choose areas first", why="Select them with V or B, or point at one on the map."
            )
            return
        edit = plan_edits.lock_units(bridge.project, bridge.scenario, units, locked=locked)
        if edit is None:
            noun = "This area is" if len(units) == 1 else "These areas are"
            self._desk.tell(Tone.GOOD, f"{noun} {'locked already' if locked else 'not locked'}")
            return
        self._do(edit, "Locked" if locked else "Unlocked")

    def wording(self, units: Units) -> tuple[str, str]:
        """What the menu on the map offers for these areas: locking, unlocking; "" where it does nothing."""
        bridge = self._desk.bridge
        if bridge is None or not len(units) or not self._desk.editable:
            return "", ""
        held = plan_edits.held_units(bridge.project, bridge.scenario, units)
        names = bridge.project.area.units.names
        what = str(names[units[0]]) if len(units) == 1 else formats.count(len(units), "area")
        return ("" if held.all() else f"Lock {what}"), (f"Unlock {what}" if held.any() else "")

    def _do(self, edit: RulesEdit | None, verb: str) -> None:
        bridge = self._desk.bridge
        if bridge is None or edit is None or not self._desk.apply(edit):
            return
        changed = len(edit.before.locked_set ^ edit.after.locked_set)
        undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
        them = "it where it is" if changed == 1 else "them where they are"
        why = f"Tools, imports and balancing leave {them}." if verb == "Locked" else ""
        self._desk.tell(Tone.GOOD, f"{verb} {formats.count(changed, 'area')}", why=why, actions=(undo,))
