"""The row of the balancer's benchmark that shares work among processes: England, authority by authority.

The work is fixed by the number of proposals for each authority, so that one worker and two make the same
plans. Wall time tells the truth on a machine that has nothing else to do. On a shared one, two processes
get less of two processors than one process gets of one; what they would make of two idle ones is told by
processor time: that of one worker against half of what all processes take that share the work.
"""

from __future__ import annotations

import os
import statistics
from dataclasses import dataclass
from time import perf_counter

from benchmarks._balancing_cases import england
from benchmarks._balancing_pace import Pace
from benchmarks._harness import Row
from workbench.balancing import warming
from workbench.balancing.areas import AreaTask, area_tasks
from workbench.balancing.objective import PRESETS, Preference
from workbench.balancing.outcome import Effort
from workbench.progress import NoProgress
from workbench.session.area_pool import pool

Plans = dict[str, list[int] | None]
SECONDS = 0.25
"""Nominal seconds for each authority: three million proposals."""
NEVER = 1e6
"""Time that no machine is cut short by."""


@dataclass(frozen=True, eq=False)
class Swept:
    """One sweep: the plan of each authority, wall and processor seconds of all processes together."""

    plans: Plans
    seconds: float
    worked: float


def sweep(pace: Pace) -> list[Row]:
    """England balanced authority by authority, with two workers against one; thirty of them when quick."""
    case = england()
    effort = Effort(seconds=SECONDS, patience=NEVER)
    names = case.authority.tolist()
    tasks = area_tasks(case.problem, PRESETS[Preference.COMPACT], effort, codes=case.authority, names=names)
    tasks = tasks[:30] if pace.quick else tasks
    warming.wait_until_warm()
    swept(1, tasks[:2])  # this process loads what is compiled; those of the sweep do so in their time
    rounds = 1 if pace.quick else pace.rounds
    one: list[Swept] = []
    two: list[Swept] = []
    for _ in range(rounds):
        one.append(swept(1, tasks))
        two.append(swept(2, tasks))
        assert one[-1].plans == two[-1].plans == one[0].plans
    size = sum(task.problem.n for task in tasks)

    def row(name: str, value: float, target: float | None = None) -> Row:
        return Row(name, size, value, target, "lower" if target is None else "higher", rounds)

    by_wall = [alone.seconds / shared.seconds for alone, shared in zip(one, two, strict=True)]
    by_work = [2 * alone.worked / shared.worked for alone, shared in zip(one, two, strict=True)]
    return [
        row("sweep by authority, two workers vs one", statistics.median(by_wall), 1.8),
        row("the same, best round", max(by_wall)),
        row("the same by processor time", statistics.median(by_work)),
        row("seconds of the sweep, two workers", statistics.median(run.seconds for run in two)),
        row("processor seconds, one worker", statistics.median(run.worked for run in one)),
        row("processor seconds, two workers", statistics.median(run.worked for run in two)),
        row("authorities without a plan", sum(plan is None for plan in one[0].plans.values())),
    ]


def swept(workers: int, tasks: list[AreaTask]) -> Swept:
    """Sweep with so many workers."""
    begun, before = perf_counter(), _worked()
    results = sorted(pool(workers)(tasks, NoProgress()), key=lambda result: result.code)
    took, worked = perf_counter() - begun, _worked() - before
    assert not any(result.cut_short for result in results)
    plans: Plans = {one.code: None if one.plan is None else one.plan.tolist() for one in results}
    return Swept(plans, took, worked)


def _worked() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
