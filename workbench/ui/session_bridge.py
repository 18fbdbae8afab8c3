"""The one object that carries edits to the session and tells every view what has changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from workbench.models.edits import Edit, ScenarioEdit
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.changes import Changes
from workbench.session.hue_edits import kept_apart
from workbench.session.live_figures import LiveFigures
from workbench.session.plan_edits import add_scenario
from workbench.session.session import Session

FIRST_SCENARIO = "Draft A"
"""The scenario that a project without any is given."""


class OpenedProject(Protocol):
    """A project as it was opened: its session and the file it is saved to."""

    @property
    def session(self) -> Session:
        """What can be done with the project."""

    @property
    def path(self) -> Path | None:
        """The file it is saved to; None for a project that has none yet."""

    @property
    def unsaved(self) -> bool:
        """Whether there are changes that the file does not hold yet."""

    def save(self) -> object:
        """Publish the work to the file."""

    def save_as(self, path: Path) -> object:
        """Publish the work to another file, which is the project's from then on."""

    def close(self, *, discard: bool = False) -> object:
        """Let go of the working copy; ``discard`` drops what was not saved."""


class SessionBridge(QObject):
    """Applies edits, undoes them, and broadcasts the session's ``Changes`` with their initiator."""

    changed = Signal(object)
    """``Changes`` of the session; ``initiator`` tells who asked for them."""
    scenario_changed = Signal()
    """Another scenario is shown."""
    saved_changed = Signal()
    """Whether everything is saved, or where, has changed."""

    def __init__(self, opened: OpenedProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opened = opened
        self.session = opened.session
        scenarios = self.session.project.scenarios
        self._scenario = scenarios[0].id if scenarios else ""
        self.saved_at: datetime | None = None
        self._nothing = Scenario(ScenarioHead("", "No scenario"), Plan(len(self.project.area.units)))
        if not scenarios and not self.session.read_only:
            self.session.apply(add_scenario(self.project, FIRST_SCENARIO))
            self._scenario = self.project.scenarios[0].id

    # -- what is there
    @property
    def project(self) -> Project:
        """The project."""
        return self.session.project

    @property
    def scenario(self) -> Scenario:
        """The scenario shown; an empty one that nothing can be done with where the project has none."""
        if not self.project.scenarios:
            return self._nothing
        return self.project.scenario(self._scenario)

    @property
    def scenario_place(self) -> int:
        """Its place in the list, from 0."""
        ids = [scenario.id for scenario in self.project.scenarios]
        return ids.index(self._scenario) if self._scenario in ids else 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back; the first scenario stays, since the window shows one."""
        step = self.session.history.undo_step
        only = len(self.project.scenarios) == 1
        added = step is not None and isinstance(step.edit, ScenarioEdit) and step.edit.before is None
        return step is not None and not (only and added)

    @property
    def live(self) -> LiveFigures:
        """Running figures of the scenario shown."""
        return self.session.live(self.scenario)

    @property
    def read_only(self) -> bool:
        """Whether the project can only be looked at."""
        return self.session.read_only

    def show_scenario(self, scenario_id: str) -> None:
        """Show another scenario."""
        if scenario_id != self._scenario and any(s.id == scenario_id for s in self.project.scenarios):
            self._scenario = scenario_id
            self.scenario_changed.emit()

    # -- edits
    def apply(self, edit: Edit | None, *, initiator: object | None = None) -> Changes | None:
        """Carry out an edit and tell everybody; nothing happens for None.

        Localities that it makes the neighbours of one of the same colour take another in the same step.

        Raises:
            WorkbenchError: the edit does not fit or cannot be kept; nothing has changed.
        """
        if edit is None:
            return None
        changes = self.session.apply(kept_apart(self.project, edit), initiator=initiator)
        self._tell(changes, added=edit if isinstance(edit, ScenarioEdit) else None)
        return changes

    def undo(self) -> Changes | None:
        """Take the last step back."""
        return self._tell(self.session.undo()) if self.can_undo else None

    def redo(self) -> Changes | None:
        """Do the next step again."""
        return self._tell(self.session.redo())

    def go_to(self, position: int) -> None:
        """Jump in the history until ``position`` steps are done; views hear of it once."""
        self._tell(self.session.go_to(max(position, self._first_position())))

    def _first_position(self) -> int:
        """How far back one can go: the window always shows a scenario, so the first one stays."""
        history, count = self.session.history, len(self.project.scenarios)
        for position in range(history.position, 0, -1):
            edit = history.steps[position - 1].edit
            if isinstance(edit, ScenarioEdit):
                if edit.before is None and count == 1:
                    return position
                count += -1 if edit.before is None else 1
        return 0

    def _tell(self, changes: Changes | None, *, added: ScenarioEdit | None = None) -> Changes | None:
        if changes is None:
            return None
        scenarios = self.project.scenarios
        wanted = self._scenario
        if added is not None and added.after is not None:
            wanted = added.scenario
        elif changes.scenario and not changes.scenarios:
            wanted = changes.scenario
        if all(s.id != wanted for s in scenarios):
            wanted = scenarios[0].id if scenarios else ""
        switched = wanted != self._scenario
        self._scenario = wanted
        if switched:
            self.scenario_changed.emit()
        self.changed.emit(changes)
        self.saved_changed.emit()
        return changes

    # -- saving
    def save(self) -> None:
        """Publish the work to the project's file."""
        self.opened.save()
        self.note_saved()

    def save_as(self, path: Path) -> None:
        """Publish the work to another file."""
        self.opened.save_as(path)
        self.note_saved()

    def note_saved(self) -> None:
        """Remember when the work was saved."""
        self.saved_at = datetime.now().astimezone()
        self.saved_changed.emit()
