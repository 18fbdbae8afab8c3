"""Whole localities: split in two, merge, copy into another scenario, number anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from workbench.models.scenario import Scenario
from workbench.session import shape_edits
from workbench.session.copy_edits import LocalityCopy, copy_locality
from workbench.session.equal_split import split_equally
from workbench.ui import formats
from workbench.ui.action_set import ActionSet
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import UNDO, Desk
from workbench.ui.dialogs.copy_locality_dialog import CopyEffect, CopyLocalityDialog
from workbench.ui.dialogs.number_dialog import NumberDialog


class ShapeCommands:
    """``rows`` gives the codes of the localities selected in the table, from the top."""

    def __init__(
        self, desk: Desk, parent: QWidget, acts: ActionSet, *, rows: Callable[[], list[str]]
    ) -> None:
        self._desk = desk
        self._parent = parent
        self._rows = rows
        self._only = acts["only_unassigned"]
        desk.host.limits_changed.connect(self._follow_limits)
        desk.project_changed.connect(self._follow_limits)

    def split_equal(self) -> None:
        """Split the locality in hand in two of equal people, and say the result."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        scenario = bridge.scenario
        slot = scenario.plan.slot(target.code)

        def split() -> None:
            edit, halves = split_equally(bridge.project, scenario, slot)
            bridge.apply(edit)
            other = scenario.plan.locality(scenario.plan.slots - 1)
            stays, parted = (formats.number(people) for people in halves.people)
            name = "" if other is None else other.name
            self._say(f"{target.name} was split in two", f"{stays} residents stay, {parted} are in {name}.")

        self._desk.attempt(split)

    def merge_rows(self) -> None:
        """Merge the localities selected in the table into the first of them."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        codes = [code for code in self._rows() if scenario.plan.get(code) is not None]
        if len(codes) < 2:
            self._desk.tell(
                Tone.WARNING, "Select two or more rows of the table first", why="The first one stays."
            )
            return

        def merge() -> None:
            names = [scenario.locality_name(code) for code in codes]
            bridge.apply(shape_edits.merge_localities(bridge.project, scenario, codes[0], codes[1:]))
            self._desk.focus.set_target(codes[0])
            joined = names[1] if len(names) == 2 else f"{', '.join(names[1:-1])} and {names[-1]}"
            self._say(f"{joined} joined {names[0]}")

        self._desk.attempt(merge)

    def copy(self) -> None:
        """Copy the locality in hand into another scenario; what it takes there is said before."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        project, source = bridge.project, bridge.scenario
        others = [(scenario.id, scenario.name) for scenario in project.scenarios if scenario is not source]

        def copied(scenario_id: str) -> LocalityCopy:
            return copy_locality(project, source, target.code, project.scenario(scenario_id))

        chosen = CopyLocalityDialog.ask(
            self._parent, target.name, others,
            lambda scenario_id: self._effect(copied(scenario_id), project.scenario(scenario_id)),
        )  # fmt: skip
        if chosen is not None:
            made = copied(chosen)
            if self._desk.apply(made.edit):
                self._say(f"{target.name} was copied into {project.scenario(chosen).name}")

    def _effect(self, copy: LocalityCopy, into: Scenario) -> CopyEffect:
        """Say what a copy would do."""
        bridge = self._desk.bridge
        if bridge is None:
            return CopyEffect((), possible=False)
        resident = bridge.project.area.units.resident

        def words(units: NDArray[np.int64]) -> str:
            return f"{formats.count(len(units), 'area')}, {formats.people(float(resident[units].sum()))}"

        onto, lines = copy.onto, []
        if onto is not None and onto.locked:
            lines.append(f"{onto.name} is locked in {into.name}. Unlock it there to give areas to it.")
        elif copy.edit is None:
            same = onto is not None and not len(copy.held)
            lines.append("It has the same areas there already" if same else "Nothing can be taken there")
        elif onto is not None:
            lines.append(f"{into.name} has it already and is given the same areas")
        for locality, units in copy.taken:
            lines.append(f"Takes {words(units)}, {f'from {locality.name}' if locality else 'unassigned'}")
        if len(copy.left):
            lines.append(f"Leaves {words(copy.left)}, unassigned")
        if len(copy.held):
            lines.append(f"A lock keeps {words(copy.held)}")
        return CopyEffect(tuple(lines), possible=copy.edit is not None)

    def renumber(self) -> None:
        """Ask for the number of the locality in hand."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        taken = {locality.number: locality.name for locality in self._desk.localities}
        number = NumberDialog.ask(self._parent, target.name, target.number, taken)
        if number is not None:
            self._desk.attempt(
                lambda: bridge.apply(shape_edits.renumber(bridge.scenario, target.code, number))
            )

    def number_all(self) -> None:
        """Number all localities from the north-west to the south-east."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        edit = shape_edits.renumber_all(bridge.project.area, bridge.scenario)
        if edit is None:
            self._desk.tell(Tone.GOOD, "The numbers go from north-west to south-east already")
        elif self._desk.apply(edit):
            self._say("All localities were numbered")

    def toggle_unassigned(self) -> None:
        """Let drawing take unassigned areas only, or any again."""
        host = self._desk.host
        host.set_limits(replace(host.limits, unassigned=not host.limits.unassigned, source="", scenario=""))

    def _follow_limits(self) -> None:
        self._only.setChecked(self._desk.host.limits.unassigned)

    def _say(self, what: str, why: str = "") -> None:
        bridge = self._desk.bridge
        if bridge is not None:
            undo = MessageAction(UNDO, lambda: self._desk.attempt(bridge.undo))
            self._desk.tell(Tone.GOOD, what, why=why, actions=(undo,))
