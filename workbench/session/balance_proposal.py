"""A proposal of the balancer: what would change, figures before and after, and the step that does it."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.outcome import Candidate
from workbench.errors import EditError
from workbench.metrics.figures import ScenarioFigures
from workbench.models.edits import Compound, LocalityEdit, ScenarioEdit, snapshot
from workbench.models.localities import Locality
from workbench.models.project import Project
from workbench.models.rules import BandStatus
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.balance_matching import coloured, fresh_localities, locality_of_label, place_of
from workbench.session.balance_measures import default_parent, parent_column
from workbench.session.balance_moves import BalanceMove, moves_between
from workbench.session.balance_practices import practices_after, practices_with
from workbench.session.balance_problem import BalanceTask, twin
from workbench.session.balance_request import Use
from workbench.session.balance_score import ScorePart, score_parts
from workbench.session.changes import Changes
from workbench.session.plan_edits import areas, assign_practices, change_rules, one_line, replace_plan
from workbench.session.session import Session

LABELS = {
    Use.BUILD: "Build localities",
    Use.REPAIR: "Repair localities",
    Use.ALTERNATIVES: "Take an alternative plan",
    Use.FILL: "Fill the unassigned areas",
    Use.SPLIT: "Split a locality",
}

ISLAND = "Has no border with the rest and fewer people than the band asks for"
"""Why an island is a locality outside the band."""


@dataclass(frozen=True, eq=False)
class BalanceProposal:
    """One plan on offer; nothing is changed until it is accepted.

    ``after`` is the scenario as it would be (its plan keeps the slots of ``task.scenario``), ``edit`` the
    step that makes it so, None where nothing changes. ``wanted`` are the locality codes that the candidate
    gives all units and ``fresh`` its new localities; ``moves`` are what changes, less those of the units in
    ``refused``. ``practices_changed`` counts practices that follow, ``label`` is what the history says.
    """

    task: BalanceTask
    candidate: Candidate | None
    wanted: tuple[str | None, ...]
    fresh: tuple[Locality, ...]
    after: Scenario
    figures_before: ScenarioFigures
    figures_after: ScenarioFigures
    moves: tuple[BalanceMove, ...]
    score: tuple[ScorePart, ...]
    edit: Compound | None
    practices_changed: int = 0
    removed: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    label: str = ""
    becomes: Mapping[str, str] | None = None
    """Which localities (codes) a merge takes into which; None where practices follow by their rules."""

    @property
    def labels(self) -> NDArray[np.int32]:
        """Slot of ``after.plan`` for each unit of the project."""
        return self.after.plan.labels

    @property
    def units_moved(self) -> NDArray[np.int64]:
        """Rows of the units that move, in project order."""
        index = self.task.project.area.units.index_of
        return np.array(sorted(index[move.unit] for move in self.moves), dtype=np.int64)

    @property
    def people_moved(self) -> float:
        """Residents who move; NaN where one is not known."""
        return sum((move.people for move in self.moves), 0.0)

    @property
    def in_band(self) -> bool:
        """Whether every locality is inside the band."""
        totals = self.figures_after.totals
        return totals.in_band == totals.localities

    @property
    def contiguous(self) -> bool:
        """Whether every locality is in one piece."""
        return self.figures_after.totals.not_contiguous == 0

    @cached_property
    def sentence(self) -> str:
        """What the proposal does, in one or two sentences."""
        return f"{self._moved_words()} {self._outcome_words()}"

    def _moved_words(self) -> str:
        if not self.moves:
            return "No area moves."
        verb = "moves" if len(self.moves) == 1 else "move"
        if math.isnan(self.people_moved):
            return f"{areas(len(self.moves))} {verb}; how many people is not known."
        whole = self.figures_after.totals.area_resident
        share = f" ({self.people_moved / whole:.1%})" if whole > 0 else ""
        return f"{areas(len(self.moves))} {verb}, {self.people_moved:,.0f} people{share}."

    def _outcome_words(self) -> str:
        totals = self.figures_after.totals
        drawn = [row.status for row in self.figures_after.localities if row.units]
        out = sum(status is not BandStatus.IN for status in drawn)
        if not drawn:
            return "There is no locality."
        if out == 0:
            band = "The locality is" if len(drawn) == 1 else f"All {len(drawn):,} localities are"
            first = f"{band} in the band"
        else:
            first = f"{out:,} of {len(drawn):,} localities {'is' if out == 1 else 'are'} outside the band"
        parts = totals.not_contiguous
        if not parts:
            return f"{first} and none is in two parts."
        return f"{first}; {parts:,} {'is' if parts == 1 else 'are'} in more than one part."

    def without(self, units: Iterable[str]) -> BalanceProposal:
        """The proposal with the moves of these units (codes) taken out, all figures worked out anew.

        ``units`` are all that are refused: a unit that is not among them moves again. The plan may then
        leave the band or fall apart; its figures say so.
        """
        refused = frozenset(units)
        before = self.task.scenario.plan
        codes = self.task.project.area.units.codes
        now = before.codes_of(before.labels)
        wanted = [now[i] if str(codes[i]) in refused else self.wanted[i] for i in range(len(codes))]
        used = set(wanted)
        trial = _proposal(
            self.task,
            self.candidate,
            wanted,
            [locality for locality in self.fresh if locality.code in used],
            removed=_emptied(self.task, wanted),
            becomes=self.becomes,
            label=f"{self.label}, in part" if self.candidate is None and self.label else "",
        )
        return replace(trial, wanted=self.wanted, fresh=self.fresh, refused=refused)


def make_proposal(task: BalanceTask, candidate: Candidate) -> BalanceProposal:
    """The proposal of a candidate plan: labels become localities, practices follow, figures are made."""
    area, before = task.project.area, task.scenario
    found = locality_of_label(task.problem, task.scope, before, candidate)
    rows = [task.scope.rows[candidate.plan == label] for label in range(candidate.labels)]
    new = [label for label, code in enumerate(found) if code is None and len(rows[label])]
    parent = default_parent(area)
    # new localities are numbered from north to south
    new.sort(key=lambda label: (-float(area.units.points[rows[label], 1].mean()), label))
    islands = [units for units in task.scope.apart if _own_locality(task, units) is None]
    places = [place_of(parent, units) for units in (*(rows[label] for label in new), *islands)]
    fresh = fresh_localities(before, places)
    for label, locality in zip(new, fresh, strict=False):
        found[label] = locality.code
    alone = [replace(locality, exception_reason=ISLAND) for locality in fresh[len(new) :]]
    fresh = [*fresh[: len(new)], *alone]
    wanted = list(before.plan.codes_of(before.plan.labels))
    for label, units in enumerate(rows):
        for unit in units.tolist():
            wanted[unit] = found[label]
    for units, locality in zip(islands, alone, strict=True):
        for unit in units.tolist():
            wanted[unit] = locality.code
    return _proposal(task, candidate, wanted, fresh, removed=_emptied(task, wanted))


def _own_locality(task: BalanceTask, units: NDArray[np.int64]) -> str | None:
    """The locality that these units make up alone already; None where there is none."""
    plan = task.scenario.plan
    slot = int(plan.labels[units[0]])
    alone = slot >= 0 and np.array_equal(plan.units_of(slot), units)
    return plan.code_of_unit(int(units[0])) if alone else None


def plain_proposal(task: BalanceTask, becomes: Mapping[str, str]) -> BalanceProposal:
    """The proposal that takes localities (codes) into others, with their practices; no search is made."""
    plan = task.scenario.plan
    now = plan.codes_of(plan.labels)
    wanted = [None if code is None else becomes.get(code, code) for code in now]
    names = ", ".join(x.name for x in plan if x.code in becomes)
    stays = " and ".join(sorted({x.name for x in plan if x.code in becomes.values()}))
    label = f"Merge {names} into {stays}"
    return _proposal(task, None, wanted, [], removed=tuple(becomes), becomes=becomes, label=label)


def _emptied(task: BalanceTask, wanted: Sequence[str | None]) -> tuple[str, ...]:
    """Spare localities that lose all areas: they go. Those without areas stay as they were."""
    plan, used = task.scenario.plan, set(wanted)
    return tuple(
        code for code in task.scope.spare if code not in used and bool((plan.labels == plan.slot(code)).any())
    )


def _proposal(
    task: BalanceTask,
    candidate: Candidate | None,
    wanted: Sequence[str | None],
    fresh: Sequence[Locality],
    *,
    removed: Sequence[str],
    becomes: Mapping[str, str] | None = None,
    label: str = "",
) -> BalanceProposal:
    project, before = task.project, task.scenario
    area = project.area
    plan = before.plan
    colours = _colours(task, wanted, fresh, removed)
    fresh = [replace(locality, colour=colours[locality.code]) for locality in fresh]
    label = label or LABELS[task.request.use]
    step = replace_plan(project, before, wanted, fresh, removed=removed, label=label)
    recoloured = tuple(
        LocalityEdit(before.id, locality, replace(locality, colour=colours[locality.code]))
        for locality in plan
        if locality.code not in removed and colours[locality.code] != locality.colour
    )
    step = replace(step, parts=(*step.parts, *recoloured))
    after = twin(before)
    trial = Session(Project(project.name, area, [after], project.registers.copy()))
    trial.apply(step)
    following = practices_after(task, after) if becomes is None else practices_with(task, becomes, wanted)
    practices = assign_practices(after, following, label="")
    if practices is not None:
        trial.apply(practices)
        step = replace(step, parts=(*step.parts, practices))
    rules = change_rules(replace(before, rules=task.rules_before), task.rules, "")
    if rules is not None:  # ``after`` is measured by them already
        step = replace(step, parts=(*step.parts, rules))
    figures = task.figures_before, trial.figures(after)
    parent = shown_parent(task)
    moves = moves_between(area, before, after, figures[0], measured=np.nan_to_num(task.people), parent=parent)
    return BalanceProposal(
        task=task,
        candidate=candidate,
        wanted=tuple(wanted),
        fresh=tuple(fresh),
        after=after,
        figures_before=figures[0],
        figures_after=figures[1],
        moves=moves,
        score=score_parts(area, before, after, figures, changed=len(moves), parent=parent),
        edit=step if step.parts else None,
        practices_changed=0 if practices is None else len(practices.practices),
        removed=tuple(x.name for x in plan if x.code in removed),
        label=label,
        becomes=becomes,
    )


def shown_parent(task: BalanceTask) -> ParentColumn | None:
    """The kind of larger area that the score tells of: the one asked for, else the usual one."""
    area = task.project.area
    return parent_column(area, task.request.parents[0]) if task.request.parents else default_parent(area)


def _colours(
    task: BalanceTask, wanted: Sequence[str | None], fresh: Sequence[Locality], removed: Sequence[str]
) -> dict[str, str]:
    """Colours of the plan as it would be; only a plan drawn anew gives localities that stay another."""
    trial = task.scenario.plan.copy()
    for locality in fresh:
        trial.put(locality)
    trial.labels = trial.slots_of(wanted)
    for code in removed:
        trial.remove(code)
    anew = task.request.use in {Use.BUILD, Use.ALTERNATIVES}
    keep = [x.code for x in trial if not anew or x.code in task.scope.closed]
    return coloured(task.project.area.adjacency, trial, new=[x.code for x in fresh], keep=keep)


def accept(session: Session, proposal: BalanceProposal) -> Changes | None:
    """Carry the proposal out as one undo step; None where nothing changes.

    Raises:
        EditError: the project has changed since the proposal was made, or the edit does not fit.
    """
    _see_that_it_is_current(session, proposal)
    return None if proposal.edit is None else session.apply(proposal.edit)


def keep_as_scenario(session: Session, proposal: BalanceProposal, name: str) -> Changes:
    """Keep the proposal as a new scenario, a copy with the proposed plan, as one undo step.

    Raises:
        EditError: the name is in use, or the project has changed since the proposal was made.
    """
    _see_that_it_is_current(session, proposal)
    return session.apply(as_new_scenario(session.project, proposal, name))


def as_new_scenario(project: Project, proposal: BalanceProposal, name: str) -> ScenarioEdit:
    """The step that adds the proposal to a project as a scenario of its own."""
    copied = proposal.after.copy(id=f"s-{uuid.uuid4().hex[:12]}", name=one_line(name))
    value = snapshot(copied, [str(code) for code in project.area.units.codes])
    label = f"Keep proposal as {copied.name}"
    return ScenarioEdit(copied.id, None, value, len(project.scenarios), label)


def _see_that_it_is_current(session: Session, proposal: BalanceProposal) -> None:
    if session.generation != proposal.task.generation:
        raise EditError(
            "The project has changed since this proposal was made.",
            why="Its figures and moves are those of an earlier state.",
            remedy="Run the balance again.",
        )
