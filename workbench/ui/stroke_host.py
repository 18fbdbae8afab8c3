"""What map tools may ask of the plan: it shows the effect of a stroke before it is released."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from workbench.errors import WorkbenchError
from workbench.models.edits import Edit
from workbench.session.hue_edits import hues_after
from workbench.session.live_figures import Preview
from workbench.session.locks import locked_words
from workbench.session.plan_edits import held_units, movable, reassign
from workbench.session.shape_edits import reassign_many
from workbench.ui.area_finder import AreaFinder
from workbench.ui.draw_limits import DrawLimits
from workbench.ui.focus import Focus
from workbench.ui.map.tools.base import SelectMode, Units
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.shape_host import ShapeHost

_AREAS, _LIMITS = "\0areas", "\0limits"
"""Stand for single areas and for limits among the names of locked localities; no locality has such a name."""


class SessionStrokeHost(QObject):
    """The tools' host over the session; nothing changes before ``stroke_commit``."""

    previewed = Signal(object)
    """The ``Preview`` of the running stroke, None when there is none any more."""
    told = Signal(str, str)
    """Something to say at the map: what, and why or what next."""
    withdrawn = Signal(str)
    """A hint of an earlier stroke is over, since a stroke has succeeded."""
    limits_changed = Signal()
    """Drawing is limited in another way."""
    problem = Signal(object)
    """A ``WorkbenchError`` that a stroke met."""

    def __init__(self, focus: Focus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._focus = focus
        self._bridge: SessionBridge | None = None
        self._preview: Preview | None = None
        self._told_locked: set[str] = set()
        self._hints: list[str] = []
        self._old_hints: list[str] = []
        self._limits = DrawLimits()
        self._shapes = ShapeHost(self)
        self.finder = AreaFinder(self)
        self.told.connect(lambda what, _: self._hints.append(what))

    def use(self, bridge: SessionBridge | None) -> None:
        """Work on another project."""
        self._bridge = bridge
        self.finder.use(bridge)
        self._end()
        self.set_limits(DrawLimits())

    @property
    def bridge(self) -> SessionBridge | None:
        """The project worked on."""
        return self._bridge

    @property
    def shapes(self) -> ShapeHost:
        """What tools may ask of whole localities."""
        return self._shapes

    @property
    def preview(self) -> Preview | None:
        """The effect of the running stroke."""
        return self._preview

    @property
    def limits(self) -> DrawLimits:
        """What drawing may take in the scenario shown."""
        return self._limits if self._bridge is None else self._limits.here(self._bridge.scenario)

    def set_limits(self, limits: DrawLimits) -> None:
        """Limit what every drawing tool may take, until other limits are set."""
        self._limits = limits
        self.limits_changed.emit()

    # -- what tools ask
    def target_slot(self) -> int | None:
        """Slot of the target locality."""
        target = self._focus.target
        if self._bridge is None or target is None or self._bridge.scenario.plan.get(target) is None:
            return None
        return self._bridge.scenario.plan.slot(target)

    def labels(self) -> NDArray[np.int32]:
        """Slot of each unit, as committed."""
        return np.empty(0, np.int32) if self._bridge is None else self._bridge.scenario.plan.labels

    def allowed(self, units: Units, slot: int) -> Units:
        """Leave out what a lock or a limit keeps, and say once a stroke what it was."""
        if self._bridge is None or self._bridge.read_only:
            self._tell_read_only()
            return units[:0]
        scenario = self._bridge.scenario
        free = movable(self._bridge.project, scenario, units, slot)
        if len(free) < len(units):
            self._tell_locks(np.setdiff1d(units, free), slot)
        kept = self.limits.kept(scenario, free)
        if len(kept) < len(free) and _LIMITS not in self._told_locked:
            self._told_locked.add(_LIMITS)
            self.told.emit(f"Drawing takes {self.limits.words(scenario)}.", "Shift+L changes it.")
        return kept

    def stroke_preview(self, units: Units, slot: int) -> None:
        """Work out the figures as they would be, for panel, table, labels and strip."""
        if self._bridge is not None:
            self.show_preview(self._bridge.live.preview(units, slot))

    def stroke_preview_many(self, units: Units, slots: NDArray[np.int32]) -> None:
        """The same where each unit goes to its own slot."""
        if self._bridge is not None:
            self.show_preview(self._bridge.live.preview(units, slots))

    def show_preview(self, preview: Preview) -> None:
        """Let every view show what a stroke would do, in the colours that there will be."""
        if self._bridge is not None:
            adjacency, plan = self._bridge.project.area.adjacency, self._bridge.scenario.plan
            hues = hues_after(adjacency, plan, preview.units, preview.slots, added=preview.added)
            preview = replace(preview, hues=hues)
        self._preview = preview
        self.previewed.emit(preview)

    def stroke_commit(self, units: Units, slot: int, label: str, *, towards: str = "into") -> None:
        """Give the units to the locality in one step."""
        bridge = self._bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        locality = scenario.plan.locality(slot)
        words = label if locality is None else f"{label} {towards} {locality.name}"
        self.commit(reassign(bridge.project, scenario, units, slot, label=words))

    def stroke_commit_many(self, units: Units, slots: NDArray[np.int32], label: str) -> None:
        """Give each unit to its own locality, all in one step."""
        if self._bridge is not None:
            bridge = self._bridge
            self.commit(reassign_many(bridge.project, bridge.scenario, units, slots, label=label))

    def commit(self, edit: Edit | None) -> bool:
        """Carry out what a stroke asks for; tells whether it was done."""
        if self._bridge is None:
            return False
        try:
            self._bridge.apply(edit, initiator=self)
        except WorkbenchError as problem:
            self.problem.emit(problem)
            return False
        else:
            for hint in self._old_hints:
                self.withdrawn.emit(hint)
            self._old_hints.clear()
            return True
        finally:
            self._end()  # after the edit, so that every view is told once and never shows the old figures

    def take_in_hand(self, slot: int) -> None:
        """Paint into the locality of a slot from now on."""
        locality = None if self._bridge is None else self._bridge.scenario.plan.locality(slot)
        if locality is not None:
            self._focus.set_target(locality.code)

    def stroke_cancel(self) -> None:
        """Forget the running stroke."""
        self._end()

    def select_units(self, units: Units, mode: SelectMode) -> None:
        """Change the selection."""
        before = self._focus.selection
        match mode:
            case "add":
                self._focus.set_selection(np.union1d(before, units))
            case "remove":
                self._focus.set_selection(np.setdiff1d(before, units))
            case _:
                self._focus.set_selection(units)

    def message(self, text: str, *, remedy: str = "") -> None:
        """Say one line, and what helps."""
        self.told.emit(text, remedy)

    # -- telling
    def forget_hints(self) -> None:
        """Take back what was said about strokes, since another tool is taken in hand."""
        for hint in (*self._old_hints, *self._hints):
            self.withdrawn.emit(hint)
        self._old_hints.clear()
        self._hints.clear()

    def _end(self) -> None:
        self._told_locked.clear()
        self._old_hints += self._hints
        self._hints.clear()
        if self._preview is not None:
            self._preview = None
            self.previewed.emit(None)

    def _tell_locks(self, units: Units, slot: int) -> None:
        assert self._bridge is not None  # noqa: S101 - only called with a project
        plan = self._bridge.scenario.plan
        target = plan.locality(slot)
        if target is not None and target.locked:
            self._tell_once(target.name, "Unlock it to give areas to it.")
            return
        for code in sorted({plan.code_of_unit(int(unit)) or "" for unit in units}):
            locality = plan.get(code)
            if locality is not None and locality.locked:
                self._tell_once(locality.name, "Unlock it to take areas from it.")
        self._tell_locked_areas(units)

    def _tell_locked_areas(self, units: Units) -> None:
        """Say once a stroke that an area is locked itself; the first one met is named."""
        assert self._bridge is not None  # noqa: S101 - only called with a project
        project, scenario = self._bridge.project, self._bridge.scenario
        held = units[held_units(project, scenario, units)]
        if len(held) and _AREAS not in self._told_locked:
            self._told_locked.add(_AREAS)
            self.told.emit(*locked_words(project, [str(code) for code in project.area.units.codes[held]]))

    def _tell_once(self, name: str, remedy: str) -> None:
        if name not in self._told_locked:
            self._told_locked.add(name)
            self.told.emit(f"{name} is locked.", remedy)

    def refuses(self) -> bool:
        """Whether the project can only be looked at; says so."""
        self._tell_read_only()
        return self._bridge is None or self._bridge.read_only

    def _tell_read_only(self) -> None:
        if self._bridge is not None and self._bridge.read_only and "read-only" not in self._told_locked:
            self._told_locked.add("read-only")
            self.told.emit("This project is open for reading only.", "Save a copy and change the copy.")
