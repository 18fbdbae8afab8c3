"""How close a plan is to the best possible, worked out beside the window when somebody asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workbench.errors import WorkbenchError
from workbench.progress import Progress
from workbench.session.balance_problem import BalanceTask, build_problem, twin
from workbench.session.balance_proposal import BalanceProposal
from workbench.session.balance_request import BalanceRequest, Use
from workbench.ui import formats
from workbench.ui.balance.shown import ShownBound
from workbench.ui.desk import Desk

SECONDS = 5.0
LISTEN_S = 0.1
"""How often Cancel is looked at."""
WORKING = "Working out what no plan can beat"
OUTSIDE = "This plan does not keep to the limits, so what the others can reach does not measure it."
Shown = Callable[[ShownBound], object]


class Bounding:
    """Starts one calculation at a time; tells False where other work is going on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_proposal(self, proposal: BalanceProposal, shown: Shown, stopped: Callable[[], object]) -> bool:
        """Bound the objective of a proposal: the moves of a repair, else how close people are together."""
        task = proposal.task
        plan = task.scope.start.copy() if proposal.candidate is None else proposal.candidate.plan
        if proposal.refused or proposal.candidate is None:
            plan = _plan_of(task, proposal.labels[task.scope.rows])
        return self._start(lambda: bound_of(task, plan), shown, stopped)

    def of_drawing(self, shown: Shown) -> bool:
        """Bound how close people are together, for the drawing as it is."""
        bridge = self._desk.bridge
        if bridge is None:
            return False
        project, scenario = bridge.project, twin(bridge.scenario)
        labels = scenario.plan.labels
        request = BalanceRequest(use=Use.BUILD, localities=max(1, len(np.unique(labels[labels >= 0]))))

        def work() -> ShownBound:
            task = build_problem(project, scenario, request)
            drawn = labels[task.scope.rows]
            if (drawn < 0).any():
                return ShownBound("Some areas belong to nobody yet: draw or fill them first, then ask again.")
            return bound_of(task, _plan_of(task, drawn))

        return self._start(work, shown, lambda: None)

    def _start(self, work: Callable[[], ShownBound], shown: Shown, stopped: Callable[[], object]) -> bool:
        return self._desk.jobs.start(
            WORKING, lambda progress: _beside(work, progress), shown, stopped=stopped
        )


def _beside(work: Callable[[], ShownBound], progress: Progress) -> ShownBound:
    """Do work that cannot be stopped in a thread of its own, so that Cancel need not wait for its end.

    What was cancelled ends by itself when its seconds are over, and nobody hears of it.
    """
    found: list[ShownBound] = []
    problems: list[WorkbenchError] = []
    over, begun = threading.Event(), time.monotonic()

    def run() -> None:
        try:
            found.append(work())
        except WorkbenchError as problem:
            problems.append(problem)
        finally:
            over.set()

    threading.Thread(target=run, name="bound", daemon=False).start()
    while not over.wait(LISTEN_S):
        progress.report(min(0.99, (time.monotonic() - begun) / SECONDS), "")
    if problems:
        raise problems[0]
    if not found:
        raise RuntimeError("The bound was not worked out; its thread says why.")
    return found[0]


def bound_of(task: BalanceTask, plan: NDArray[np.int32]) -> ShownBound:
    """The bound on the part that matters for the request; takes some seconds."""
    from workbench.balancing.bound import lower_bound
    from workbench.balancing.verify import faults

    repair = task.request.use is Use.REPAIR
    outside = bool(faults(task.problem, plan, int(plan.max(initial=-1)) + 1))
    if outside and not repair:
        return ShownBound(OUTSIDE)
    found = lower_bound(task.problem, "moves" if repair else "inertia", plan, SECONDS)
    if found.value is None or found.lower_bound is None or found.gap is None:
        return ShownBound(found.sentence, found.value)
    if outside:
        return ShownBound(
            f"{OUTSIDE} Every plan that keeps to them needs {_moves(found.lower_bound)} at least."
        )
    if repair:
        least = f"Every plan needs at least {found.lower_bound:,.0f}"
        own = f"This proposal: {found.value:,.0f}"
    else:
        least, own = "No plan is closer together", f"This plan: at most {found.gap:.1%} above"
    return ShownBound(found.sentence, found.value, found.lower_bound, least, own)


def _moves(count: float) -> str:
    return formats.count(round(count), "move")


def _plan_of(task: BalanceTask, labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Slots as labels of the problem: those it starts with keep theirs, the others follow."""
    plan = task.scenario.plan
    known = {plan.slot(code): label for label, code in enumerate(task.scope.codes)}
    for slot in np.unique(labels).tolist():
        known.setdefault(slot, len(known))
    return np.array([known[slot] for slot in labels.tolist()], dtype=np.int32)
