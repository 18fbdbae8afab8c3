"""From a scenario and a request to a problem of plain arrays, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Candidate, Effort
from workbench.balancing.problem import PatientGraph, Problem
from workbench.errors import EditError
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.practice_rules import is_outside
from workbench.models.project import Project, StudyArea
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario
from workbench.progress import NoProgress, Progress
from workbench.session.balance_matching import locality_of_label
from workbench.session.balance_measures import (
    borders_of,
    default_parent,
    hub_points,
    kept_elsewhere,
    parent_column,
    parent_numbers,
    patients_among,
    people_by_unit,
    sites_that_count,
)
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.balance_scope import BalanceScope, islands_left_out, scope_of
from workbench.session.balance_surroundings import surroundings_of
from workbench.session.live_figures import LiveFigures

_SHOWN = 5


@dataclass(frozen=True, eq=False)
class BalanceTask:
    """Everything that a search needs and that its result is read with.

    ``scenario`` is a copy of what was there when the task was made, measured by ``rules``, so that the
    project may change while the search runs; ``generation`` tells at acceptance whether it has.
    ``rules_before`` are the rules that the scenario has, ``people`` those of every unit of the project on
    the measure (``by_site``: lists at the sites of practices). ``notes`` are sentences for the planner.
    """

    project: Project
    scenario: Scenario
    rules: Rules
    request: BalanceRequest
    scope: BalanceScope
    problem: Problem
    objective: Objective
    rules_before: Rules
    people: NDArray[np.float64]
    by_site: bool
    generation: int
    notes: tuple[str, ...] = ()

    @property
    def effort(self) -> Effort:
        """How long to look."""
        return self.request.effort

    @cached_property
    def figures_before(self) -> ScenarioFigures:
        """Figures of the scenario as it is, measured by ``rules``."""
        return LiveFigures(self.project.area, self.scenario).figures()

    def slots_of(self, candidate: Candidate) -> NDArray[np.int32]:
        """Labels of all units of the project as slots of the scenario's plan, for drawing a candidate.

        Localities that do not exist yet have slots from ``plan.slots`` on.
        """
        plan = self.scenario.plan
        found = locality_of_label(self.problem, self.scope, self.scenario, candidate)
        slots, fresh = np.empty(len(found), np.int32), plan.slots
        for label, code in enumerate(found):
            slots[label] = fresh if code is None else plan.slot(code)
            fresh += code is None
        labels = plan.labels.copy()
        labels[self.scope.rows] = slots[candidate.plan]
        return labels


def build_problem(
    project: Project,
    scenario: Scenario,
    request: BalanceRequest,
    *,
    generation: int = 0,
    progress: Progress | None = None,
) -> BalanceTask:
    """The problem of a request; ``generation`` is that of the session, see ``accept``.

    Raises:
        EditError: what the request needs is not known, or nothing is left to balance.
        Cancelled: the user asked the work to stop.
    """
    watch = progress or NoProgress()
    area = project.area
    before = twin(scenario)
    rules = request.rules(before.rules)
    before.rules = rules
    objective = request.objective
    watch.report(0.1)
    scope = scope_of(project, before, request, objective)
    sites = sites_that_count(area, before, scope.closed)
    people = people_by_unit(area, before, rules.basis, sites)
    inside = parent_column(area, request.inside_parent) if request.inside_parent else None
    graph = borders_of(area, rules, scope.rows, inside)
    if request.islands_apart and request.use in {Use.BUILD, Use.ALTERNATIVES, Use.FILL}:
        scope = islands_left_out(scope, graph, people.by_unit[scope.rows], rules.band.low)
        graph = borders_of(area, rules, scope.rows, inside)
    rows = scope.rows
    watch.report(0.4)
    points = area.units.points[rows] / 1000.0
    hubs = _hubs(area, before, scope) if objective.hubs > 0 else np.zeros((0, 2))
    if objective.practices > 0 and not len(area.registrations):
        raise EditError(
            "Patients cannot be kept with their practice.",
            why="The project holds no registrations.",
            remedy="Import registrations, or choose another preference.",
        )
    watch.report(0.7)
    problem = Problem(
        rows=rows,
        graph=graph,
        people=people.by_unit[rows].astype(np.float64),
        x_km=points[:, 0],
        y_km=points[:, 1],
        low=float(rules.band.low),
        high=float(rules.band.high),
        target=float(rules.band.target),
        start=scope.start,
        labels=len(scope.codes),
        localities=scope.wanted,
        pinned=scope.pinned,
        patients=patients_among(area, rows, sites)
        if objective.practices > 0
        else PatientGraph.empty(len(rows)),
        parents=_parents(area, request, objective, rows),
        hubs=hubs,
        names=_names(area, rows),
        around=surroundings_of(area, before, scope, sites=sites, by_site=people.by_site, inside=inside),
    )
    held = kept_elsewhere(area, before, sites) if people.by_site else []
    loose = [c for c in people.elsewhere if not is_outside(area, area.practices.index_of[c])]
    return BalanceTask(
        project=Project(project.name, area, [before], project.registers),
        scenario=before,
        rules=rules,
        request=request,
        scope=scope,
        problem=problem,
        objective=objective,
        rules_before=scenario.rules,
        people=people.by_unit,
        by_site=people.by_site,
        generation=generation,
        notes=(*_counted_nowhere(loose), *_counted_at_site(held), *_changed_rules(scenario, rules)),
    )


def twin(scenario: Scenario) -> Scenario:
    """An independent scenario with the same head and everything in it."""
    return Scenario(
        scenario.head,
        scenario.plan.copy(),
        scenario.rules,
        dict(scenario.practices),
        dict(scenario.scope),
        scenario.registers.copy(),
    )


def _names(area: StudyArea, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    names, codes = area.units.names[rows], area.units.codes[rows]
    return np.array([str(n) or str(c) for n, c in zip(names, codes, strict=True)], dtype=object)


def _parents(
    area: StudyArea, request: BalanceRequest, objective: Objective, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int32], ...]:
    if objective.parents <= 0:
        return ()
    columns = [parent_column(area, kind) for kind in request.parents]
    if not columns:
        usual = default_parent(area)
        if usual is None:
            raise EditError(
                "No larger areas are known, such as local authorities.",
                why="The units carry no column for them.",
                remedy="Import one, or choose another preference.",
            )
        columns = [usual]
    return tuple(parent_numbers(column, rows) for column in columns)


def _hubs(area: StudyArea, scenario: Scenario, scope: BalanceScope) -> NDArray[np.float64]:
    chosen = [scenario.plan.get(code) for code in scope.codes]
    points = hub_points(area, ["" if locality is None else locality.hub_site for locality in chosen])
    if not np.isfinite(points).any():
        raise EditError(
            "No hub site is known.",
            why="No unlocked locality has a hub site that stands on the map.",
            remedy="Choose hub sites first, or leave the distance to them out.",
        )
    return points


def _counted_at_site(practices: list[str]) -> tuple[str, ...]:
    if not practices:
        return ()
    words = "practice chosen by hand counts" if len(practices) == 1 else "practices chosen by hand count"
    return (f"{len(practices):,} {words} where the site is: {_listed(practices)}.",)


def _listed(practices: list[str]) -> str:
    more = f" and {len(practices) - _SHOWN:,} more" if len(practices) > _SHOWN else ""
    return ", ".join(practices[:_SHOWN]) + more


def _changed_rules(scenario: Scenario, rules: Rules) -> tuple[str, ...]:
    if rules == scenario.rules or not len(scenario.plan):
        return ()
    band = rules.band
    return (
        f"{scenario.name} is measured from now on by {rules.basis.words.lower()}, "
        f"{band.low:,} to {band.high:,}, target {band.target:,}.",
    )


def _counted_nowhere(practices: list[str]) -> tuple[str, ...]:
    if not practices:
        return ()
    words = (
        "practice without a place in the area counts"
        if len(practices) == 1
        else ("practices without a place in the area count")
    )
    return (f"{len(practices):,} {words} nowhere: {_listed(practices)}.",)
