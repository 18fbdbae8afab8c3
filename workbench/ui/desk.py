"""The desk: the open project with what is in hand, and the one place that says what every view shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from workbench import paths
from workbench.errors import WorkbenchError
from workbench.io.workbooks.profiles import PROFILES
from workbench.metrics.merging import merge_of
from workbench.models.edits import Edit
from workbench.models.localities import Locality
from workbench.session.changes import Changes
from workbench.session.live_figures import Preview
from workbench.ui import issue_list
from workbench.ui.actions import Situation
from workbench.ui.components.message_bar import Message, MessageAction, Tone
from workbench.ui.focus import Focus
from workbench.ui.issue_list import Issue, IssueCount
from workbench.ui.jobs import Jobs
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.settings import Settings
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.status import BandState
from workbench.ui.stroke_host import SessionStrokeHost

UNDO = "Undo"
"""What a message's button says that takes the last step back."""


class Desk(QObject):
    """Views listen here; commands act here. It holds no widget."""

    project_changed = Signal()
    """Another project is open, or none."""
    scenario_changed = Signal()
    """Another scenario is shown, or its localities were restructured: draw everything again."""
    changed = Signal(object)
    """``Changes`` of the scenario shown."""
    shown_changed = Signal(object)
    """``ShownFigures``: after every change, and with every step of a stroke."""
    issues_changed = Signal(object)
    """The entries of the strip."""
    situation_changed = Signal()
    """What can be done now may have changed."""
    message = Signal(object)
    """A ``Message`` for the bar."""
    withdrawn = Signal(str)
    """The headline of a message whose cause is gone."""
    problem = Signal(object)
    """A ``WorkbenchError`` for the bar."""
    state_wanted = Signal(str)
    """Keep the project as it is now as a backup; the text says before what, as "before import"."""
    presenting_changed = Signal(bool)
    """Internal notes are hidden on every screen from now on, or shown again."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.focus = Focus(self)
        self.host = SessionStrokeHost(self.focus, self)
        self.jobs = Jobs(self)
        self.bridge: SessionBridge | None = None
        self.shown: ShownFigures | None = None
        self.public = False
        """Whether what is exported leaves internal notes out."""
        self.presenting = False
        """Whether internal notes are hidden on every screen."""
        self.profile = PROFILES[0]
        """The profile of the workbooks that are exported: working or publication."""
        self.counts: list[IssueCount] = []
        self._elsewhere: list[tuple[str, str, str]] | None = None
        self._last_issue: tuple[BandState, str] | None = None
        self._undo_offered = ""
        self.host.previewed.connect(self._previewed)
        self.host.told.connect(lambda what, why: self.tell(Tone.WARNING, what, why=why))
        self.host.withdrawn.connect(self.withdrawn)
        self.host.problem.connect(self.problem)
        self.jobs.problem_told.connect(self.problem)
        self.focus.target_changed.connect(lambda _: self.situation_changed.emit())
        self.focus.selection_changed.connect(lambda _: self.situation_changed.emit())
        self.focus.practice_changed.connect(lambda _: self.situation_changed.emit())
        self.focus.sites_changed.connect(lambda _: self.situation_changed.emit())

    # -- the project
    def use(self, bridge: SessionBridge | None) -> None:
        """Put another project on the desk."""
        if self.bridge is not None:
            self.bridge.changed.disconnect(self._changed)
            self.bridge.scenario_changed.disconnect(self._scenario_changed)
            self.bridge.saved_changed.disconnect(self._saved_changed)
            self.bridge.deleteLater()
        self.focus.reset()
        self.bridge = bridge
        self._elsewhere = None
        self.host.use(bridge)
        self.shown = None
        self._last_issue = None
        if bridge is not None:
            bridge.session.by = self.settings.now.author
            bridge.setParent(self)
            bridge.changed.connect(self._changed)
            bridge.scenario_changed.connect(self._scenario_changed)
            bridge.saved_changed.connect(self._saved_changed)
            self._keep_target()
        self.project_changed.emit()
        self._show()
        self.situation_changed.emit()

    @property
    def localities(self) -> list[Locality]:
        """Localities of the scenario shown, by number."""
        return [] if self.bridge is None else list(self.bridge.scenario.plan)

    @property
    def target(self) -> Locality | None:
        """The locality in hand."""
        if self.bridge is None or self.focus.target is None:
            return None
        return self.bridge.scenario.plan.get(self.focus.target)

    @property
    def editable(self) -> bool:
        """Whether a project is open that can be changed."""
        return self.bridge is not None and not self.bridge.read_only

    @property
    def folder(self) -> Path:
        """Where files are asked for first: the folder last used, or the planner's documents."""
        return Path(self.settings.now.last_folder or paths.documents_dir())

    @property
    def near(self) -> int:
        """People within which a limit counts as near."""
        return self.settings.now.near_limit_people

    @property
    def elsewhere(self) -> list[tuple[str, str, str]]:
        """Practices whose patients mostly live in another locality; found again after each change."""
        if self._elsewhere is None:
            bridge = self.bridge
            self._elsewhere = (
                [] if bridge is None else issue_list.practices_elsewhere(bridge.project, bridge.scenario)
            )
        return self._elsewhere

    def present(self, *, on: bool) -> None:
        """Hide internal notes on every screen, or show them again."""
        if on != self.presenting:
            self.presenting = on
            self.presenting_changed.emit(on)

    # -- acting
    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something; an expected problem goes to the bar. Tells whether it went well."""
        try:
            act()
        except WorkbenchError as problem:
            self.problem.emit(problem)
            return False
        return True

    def apply(self, edit: Edit | None) -> bool:
        """Carry out an edit; what stands in its way goes to the bar."""
        bridge = self.bridge
        return bridge is not None and self.attempt(lambda: bridge.apply(edit))

    def tell(self, tone: Tone, what: str, *, why: str = "", actions: tuple[MessageAction, ...] = ()) -> None:
        """Show a message; one that offers to undo a step goes with the next step, which would be undone."""
        self._undo_offered = what if any(action.text == UNDO for action in actions) else ""
        self.message.emit(Message(tone, what, why, actions))

    def situation(self) -> Situation:
        """What can be done now."""
        bridge = self.bridge
        if bridge is None:
            return Situation()
        edit = self.editable
        target, selection = self.target is not None, len(self.focus.selection) > 0
        area = bridge.project.area
        return Situation(
            project=True, editable=edit, map=True, map_editable=edit,
            can_save=bridge.opened.unsaved or bridge.opened.path is None,
            can_undo=edit and bridge.can_undo, can_redo=edit and bridge.session.history.redo_step is not None,
            target=target, target_editable=target and edit,
            target_copyable=target and edit and len(bridge.project.scenarios) > 1,
            selection=selection, selection_editable=selection and edit,
            locked_areas=edit and bool(bridge.scenario.rules.locked_units),
            practice=edit and self.focus.practice is not None,
            practice_chosen=self.focus.practice is not None,
            merged=edit and self._merged(),
            practices=edit and len(area.practices) > 0,
            registrations=len(area.registrations) > 0 and len(bridge.scenario.plan) > 0,
            flow_map=len(area.registrations) > 0 and len(bridge.scenario.plan) > 0,
            providers=edit and len(area.sites) > 0,
            site=edit and bool(self.focus.sites),
            practices_editable=edit and len(area.practices) > 0 and len(bridge.scenario.plan) > 0,
            localities=len(bridge.scenario.plan) > 0,
            many_scenarios=edit and len(bridge.project.scenarios) > 1,
            several_scenarios=len(bridge.project.scenarios) > 1,
            scenario_before=edit and bridge.scenario_place > 0,
            scenario_after=edit and bridge.scenario_place < len(bridge.project.scenarios) - 1,
            issues=any(count.kind not in issue_list.SKIPPED_BY_NEXT for count in self.counts),
        )  # fmt: skip

    def _merged(self) -> bool:
        """Whether the practice in hand stands for several."""
        practice, bridge = self.focus.practice, self.bridge
        if practice is None or bridge is None:
            return False
        return merge_of(bridge.scenario.registers, practice) is not None

    # -- issues
    def next_issue(self, *, back: bool = False, kind: BandState | None = None) -> Issue | None:
        """The issue after (or before) the one shown last, of one kind where it is given."""
        bridge = self.bridge
        if bridge is None:
            return None
        found = issue_list.find_issues(
            bridge.project, bridge.scenario, bridge.live, near=self.near, elsewhere=self.elsewhere
        )
        wanted = [
            issue
            for issue in found
            if (issue.kind is kind if kind else issue.kind not in issue_list.SKIPPED_BY_NEXT)
        ]
        if not wanted:
            return None
        keys = [(issue.kind, issue.text) for issue in wanted]
        at = keys.index(self._last_issue) if self._last_issue in keys else (0 if back else -1)
        issue = wanted[(at + (-1 if back else 1)) % len(wanted)]
        self._last_issue = (issue.kind, issue.text)
        return issue

    # -- following
    def _changed(self, changes: Changes) -> None:
        bridge = self.bridge
        if bridge is None:
            return
        if self._undo_offered:
            self.withdrawn.emit(self._undo_offered)
            self._undo_offered = ""
        self._keep_target()
        self._elsewhere = None
        if changes.scenarios or changes.scenario in ("", bridge.scenario.id):
            if changes.scenarios:
                self.scenario_changed.emit()
            else:
                self.changed.emit(changes)
        self._show()  # the situation is told after this, with whether everything is saved

    def _scenario_changed(self) -> None:
        self.focus.clear_selection()
        self._keep_target()
        self._last_issue = None
        self._elsewhere = None
        self.scenario_changed.emit()
        self._show()
        self.situation_changed.emit()

    def _saved_changed(self) -> None:
        self.situation_changed.emit()

    def show_again(self) -> None:
        """Have every view draw what it shows again, after the look of localities has changed."""
        if self.bridge is not None:
            self.scenario_changed.emit()
            self._show()

    def _keep_target(self) -> None:
        """A target that is gone gives way to the first locality."""
        if self.target is None:
            localities = self.localities
            self.focus.set_target(localities[0].code if localities else None)

    def _previewed(self, preview: Preview | None) -> None:
        stale = self.shown is not None and self.shown.preview is not None
        if self.bridge is not None and (preview is not None or stale):
            self._show(preview)

    def _show(self, preview: Preview | None = None) -> None:
        bridge = self.bridge
        if bridge is None:
            self.counts = []
            self.issues_changed.emit(self.counts)
            return
        live = bridge.live
        self.shown = ShownFigures.of(live.figures(), preview)
        apart = issue_list.cut_off_units(live)
        if preview is not None:
            apart.update(preview.apart)
        self.counts = issue_list.counts(
            self.shown, cut_off_units=sum(len(np.unique(units)) for units in apart.values()),
            practices_elsewhere=len(self.elsewhere), near=self.near,
        )  # fmt: skip
        self.shown_changed.emit(self.shown)
        self.issues_changed.emit(self.counts)
