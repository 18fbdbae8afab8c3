"""What a user can do with an open project: apply, undo, redo, read figures, save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EditError, ProjectError
from workbench.metrics.figures import ScenarioFigures
from workbench.models.edits import Compound, Edit, RegisterEdit
from workbench.models.history import History, HistoryStep
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.applying import apply_edit, check_edit
from workbench.session.changes import Changes
from workbench.session.live_figures import LiveFigures


class Store(Protocol):
    """Where every edit is kept at once: the working copy on the local disk."""

    def record(self, edit: Edit, *, position: int, at: str, by: str = "") -> None:
        """Keep a new step: carry ``edit`` out, drop steps from ``position`` on, append it there."""

    def move(self, edit: Edit, *, position: int) -> None:
        """Carry out the edit of an undo or redo; ``position`` steps are done after it."""


class NoStore:
    """Keeps nothing, for scripts and tests."""

    def record(self, edit: Edit, *, position: int, at: str, by: str = "") -> None:
        """Keep nothing."""

    def move(self, edit: Edit, *, position: int) -> None:
        """Keep nothing."""


class Session:
    """An open project. It emits nothing: ``apply`` returns what has changed."""

    def __init__(
        self,
        project: Project,
        *,
        history: History | None = None,
        store: Store | None = None,
        read_only: bool = False,
    ) -> None:
        self.project = project
        self.history = history or History()
        self.read_only = read_only
        self.by = ""
        """Who makes the steps from now on, empty for nobody in particular."""
        self._store: Store = store or NoStore()
        self._live: dict[str, LiveFigures] = {}
        self.generation = 0

    # -- figures
    def live(self, scenario: Scenario) -> LiveFigures:
        """The running figures of a scenario, made when first asked for."""
        if scenario.id not in self._live:
            self._live[scenario.id] = LiveFigures(self.project.area, scenario)
        return self._live[scenario.id]

    def figures(self, scenario: Scenario) -> ScenarioFigures:
        """All figures of a scenario."""
        return self.live(scenario).figures()

    # -- edits
    def apply(self, edit: Edit, *, initiator: object | None = None) -> Changes:
        """Carry out a new edit, keep it, and say what has changed.

        The edit is kept in the working copy before anybody is told: what is on screen is safe.

        Raises:
            EditError: the edit does not fit, a lock is in its way, or the project is read-only.
            ProjectError: the working copy cannot be written; nothing has changed.
        """
        if self.read_only:
            raise EditError(
                "This project is open for reading only.", remedy="Save a copy and change the copy."
            )
        check_edit(self.project, edit)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        position, by = self.history.position, self.by
        changes = self._kept(edit, lambda: self._store.record(edit, position=position, at=at, by=by))
        self.history.push(HistoryStep(edit, at, by))
        return self._told(changes, initiator)

    def undo(self, *, initiator: object | None = None) -> Changes | None:
        """Take the last step back; None where there is none."""
        step = self.history.undo_step
        if step is None or self.read_only:
            return None
        inverse, position = step.edit.inverse(), self.history.position - 1
        changes = self._kept(inverse, lambda: self._store.move(inverse, position=position))
        self.history.position = position
        return self._told(changes, initiator)

    def redo(self, *, initiator: object | None = None) -> Changes | None:
        """Do the next step again; None where there is none."""
        step = self.history.redo_step
        if step is None or self.read_only:
            return None
        edit, position = step.edit, self.history.position + 1
        changes = self._kept(edit, lambda: self._store.move(edit, position=position))
        self.history.position = position
        return self._told(changes, initiator)

    def go_to(self, position: int, *, initiator: object | None = None) -> Changes | None:
        """Undo or redo until ``position`` steps are done, kept as one; None where nothing is to be done.

        Steps of several scenarios count as a change of all of them.
        """
        steps, now = self.history.steps, self.history.position
        if self.read_only or position == now or not 0 <= position <= len(steps):
            return None
        back = [step.edit.inverse() for step in reversed(steps[position:now])]
        edits = back or [step.edit for step in steps[now:position]]
        owners = {edit.scenario for edit in edits}
        whole = Compound(owners.pop() if len(owners) == 1 else "", tuple(edits))
        changes = self._kept(whole, lambda: self._store.move(whole, position=position))
        self.history.position = position
        return self._told(replace(changes, scenarios=changes.scenarios or bool(owners)), initiator)

    def keep_note(self, note: RegisterEdit, *, initiator: object | None = None) -> Changes:
        """Keep a record that is no step of the user's, such as what was exported: undo passes over it.

        Raises:
            EditError: the project is read-only or the record is not as the edit says it was.
            ProjectError: the working copy cannot be written; nothing has changed.
        """
        if self.read_only:
            raise EditError(
                "This project is open for reading only.", remedy="Save a copy and change the copy."
            )
        changes = self._kept(note, lambda: self._store.move(note, position=self.history.position))
        return self._told(changes, initiator)

    def _kept(self, edit: Edit, keep: Callable[[], None]) -> Changes:
        """Carry an edit out and keep it; where it cannot be kept, memory goes back to what it was."""
        changes = apply_edit(self.project, edit, self)
        try:
            keep()
        except ProjectError:
            apply_edit(self.project, edit.inverse(), self)
            raise
        return changes

    def _told(self, changes: Changes, initiator: object | None) -> Changes:
        self.generation += 1
        return replace(changes, initiator=initiator)

    # -- the listener of applying
    def units_moved(
        self,
        scenario: Scenario,
        units: NDArray[np.int64],
        before: NDArray[np.int32],
        after: NDArray[np.int32],
    ) -> None:
        """Pass on to the running figures."""
        if scenario.id in self._live:
            self._live[scenario.id].units_moved(units, before, after)

    def localities_changed(self, scenario: Scenario, slots: tuple[int, ...]) -> None:
        """Pass on to the running figures."""
        if scenario.id in self._live:
            self._live[scenario.id].localities_changed(slots)

    def practice_assigned(self, scenario: Scenario, code: str, assignment: PracticeAssignment) -> None:
        """Pass on to the running figures."""
        if scenario.id in self._live:
            self._live[scenario.id].practice_assigned(code, assignment)

    def rules_changed(self, scenario: Scenario) -> None:
        """Pass on to the running figures."""
        if scenario.id in self._live:
            self._live[scenario.id].rules_changed()

    def scenario_gone(self, scenario: str) -> None:
        """Forget the figures of a deleted scenario."""
        self._live.pop(scenario, None)
