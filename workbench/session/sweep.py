"""Balance every parent area of a large project on its own and join the plans, as one undo step."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.balancing import warming
from workbench.balancing.areas import AreaResult, AreaTask, area_tasks, joined, part_of
from workbench.balancing.outcome import Candidate, Status
from workbench.balancing.verify import faults
from workbench.errors import EditError
from workbench.models.edits import Compound, Reassignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.progress import NoProgress, Progress, sub_progress
from workbench.session.area_pool import AreaRunner, pool
from workbench.session.balance_measures import parent_column
from workbench.session.balance_problem import BalanceTask, build_problem, twin
from workbench.session.balance_proposal import make_proposal
from workbench.session.balance_request import BalanceRequest, Use

_LABEL = "Sweep"


@dataclass(frozen=True)
class SweptArea:
    """How one parent area ended: how many localities it has now, or why it has none."""

    code: str
    name: str
    status: Status
    units: int
    people: float
    localities: int
    reason: str
    suggestion: str

    def as_json(self) -> dict[str, Any]:
        """The area as the command line prints it."""
        return {
            "code": self.code, "name": self.name, "status": str(self.status), "units": self.units,
            "people": round(self.people), "localities": self.localities,
            "reason": self.reason, "suggestion": self.suggestion,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Sweep:
    """The joined plans, ready to be applied. ``outside`` are codes of units that lie in no parent area.

    ``edit`` is None where nothing changes; ``moved`` counts units that change locality.
    """

    areas: tuple[SweptArea, ...]
    outside: tuple[str, ...]
    edit: Compound | None
    moved: int
    tried: int
    seed: int
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Found where every area has a plan; infeasible where it is proven that one cannot have any."""
        ends = {area.status for area in self.areas}
        if ends <= {Status.FOUND}:
            return Status.FOUND
        return Status.INFEASIBLE if Status.INFEASIBLE in ends else Status.NOT_FOUND

    @property
    def without(self) -> tuple[SweptArea, ...]:
        """The areas that have no plan."""
        return tuple(area for area in self.areas if area.status is not Status.FOUND)

    @property
    def reason(self) -> str:
        """One sentence for all areas without a plan; empty where all have one."""
        left = self.without
        if not left:
            return ""
        if len(left) == 1:
            return f"{left[0].name} has no plan: {left[0].reason}"
        shown = ", ".join(area.name for area in left[:5])
        more = f" and {len(left) - 5:,} more" if len(left) > 5 else ""
        return f"{len(left):,} of {len(self.areas):,} areas have no plan: {shown}{more}."


def sweep(
    project: Project,
    scenario: Scenario,
    request: BalanceRequest,
    *,
    by: str,
    run: AreaRunner | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Balance each larger area of the kind ``by`` and join the plans; nothing is changed.

    The wanted number of localities and the time are those of each area. Locked localities and areas
    stay as they are. Units of areas without a plan, and those in no area, are unassigned.

    Raises:
        EditError: there is no such kind, what the request needs is not known, or nothing is left to do.
        Cancelled: the user stopped it.
    """
    watch = progress or NoProgress()
    begun = time.monotonic()
    column = parent_column(project.area, by)
    whole = replace(request, use=Use.BUILD, localities=None, inside_parent=by)
    watch.report(0.0, "Reading the areas")
    task = build_problem(project, scenario, whole)
    rows = task.scope.rows
    problem = replace(task.problem, localities=request.localities)
    tasks = area_tasks(
        problem, task.objective, task.effort, codes=column.codes[rows], names=column.names[rows].tolist()
    )
    if not tasks:
        raise EditError(
            f"No area lies in a {column.title}.",
            why="The units carry no code for it.",
            remedy="Sweep by another kind of larger area.",
        )
    warming.wait_until_warm(sub_progress(watch, start=0.02, end=0.05))
    results = _results(tasks, run or pool(), watch)
    candidate, held = joined(task.problem, tasks, results)
    edit, moved = _step(task, candidate, held, label=f"{_LABEL} by {column.title}")
    inside = np.isin(np.arange(task.problem.n), np.concatenate([one.units for one in tasks]))
    return Sweep(
        areas=tuple(_swept(one, result) for one, result in zip(tasks, results, strict=True)),
        outside=tuple(str(code) for code in project.area.units.codes[rows[~inside]]),
        edit=edit,
        moved=moved,
        tried=sum(result.tried for result in results),
        seed=request.seed,
        seconds=time.monotonic() - begun,
        notes=(*task.notes, *_cut_short(results)),
    )


def _results(tasks: Sequence[AreaTask], run: AreaRunner, watch: Progress) -> list[AreaResult]:
    """A result for each task, in their order, each looked at again where it has come from afar."""
    found: dict[str, AreaResult] = {}
    task_of = {task.code: task for task in tasks}
    told = _Counted(watch, len(tasks))
    for result in run(tasks, told):
        task = task_of[result.code]
        wrong = () if result.plan is None else faults(task.problem, result.plan, result.labels)
        if wrong:
            result = replace(result, status=Status.NOT_FOUND, plan=None, labels=0, reason=wrong[0])  # noqa: PLW2901 - the same result, looked at
        found[result.code] = result
        told.done = len(found)
        told.report(0.0)
    return [found[task.code] for task in tasks]


def _cut_short(results: Sequence[AreaResult]) -> list[str]:
    """What to say where time stopped a search: only there may the same seed give another plan."""
    count = sum(result.cut_short for result in results)
    if not count:
        return []
    areas = "one area" if count == 1 else f"{count:,} areas"
    return [f"The time was up in {areas}: the same seed may give another plan there."]


class _Counted:
    """Progress by the number of areas that are done."""

    def __init__(self, watch: Progress, count: int) -> None:
        self._watch, self._count, self.done = watch, count, 0

    def report(self, done: float, text: str = "") -> None:
        """Say how many areas are done, whatever share the caller gives."""
        share = 0.05 + 0.9 * max(done, self.done / self._count)
        self._watch.report(share, text or f"Balancing: {self.done:,} of {self._count:,} areas")


def _step(
    task: BalanceTask, candidate: Candidate, held: NDArray[np.bool_], *, label: str
) -> tuple[Compound | None, int]:
    """The step that clears units without a plan and draws the joined plan, and how many units it moves.

    It is worked out on a copy in which those units are unassigned already.
    """
    scenario, units = task.scenario, task.project.area.units
    cleared = twin(scenario)
    clear = task.scope.rows[~held & ~_pinned(task) & (scenario.plan.labels[task.scope.rows] >= 0)]
    parts: list[Any] = []
    before = scenario.plan.labels.copy()
    if len(clear):
        codes = tuple(str(code) for code in units.codes[clear])
        was = scenario.plan.codes_of(scenario.plan.labels[clear])
        parts.append(Reassignment(scenario.id, codes, was, (None,) * len(codes)))
        cleared.plan.labels[clear] = -1
    if held.any():
        proposal = make_proposal(_of_held(task, cleared, held), replace(candidate, plan=candidate.plan[held]))
        parts += [] if proposal.edit is None else proposal.edit.parts
        after = proposal.labels
    else:
        after = cleared.plan.labels
    moved = int((before != after).sum())
    return (Compound(scenario.id, tuple(parts), label) if parts else None), moved


def _of_held(task: BalanceTask, cleared: Scenario, held: NDArray[np.bool_]) -> BalanceTask:
    """The task of the units that have a plan alone."""
    scope = task.scope
    return replace(
        task,
        scenario=cleared,
        project=Project(task.project.name, task.project.area, [cleared], task.project.registers),
        scope=replace(scope, rows=scope.rows[held], start=scope.start[held], pinned=scope.pinned[held]),
        problem=part_of(task.problem, np.flatnonzero(held)),
    )


def _pinned(task: BalanceTask) -> NDArray[np.bool_]:
    return task.problem.pinned if len(task.problem.pinned) else np.zeros(task.problem.n, bool)


def _swept(task: AreaTask, result: AreaResult) -> SweptArea:
    return SweptArea(
        code=task.code,
        name=task.name,
        status=result.status,
        units=task.problem.n,
        people=float(task.problem.people.sum()),
        localities=0 if result.plan is None else len(np.unique(result.plan)),
        reason=result.reason,
        suggestion=result.suggestion,
    )
