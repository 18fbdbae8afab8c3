"""What to suggest after a search that found nothing: limits nearby at which it does find a plan."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.nearest import nearest_limits
from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Candidate, Effort, Heard, Outcome, Status, Watcher, keep_going
from workbench.balancing.problem import Problem
from workbench.balancing.scoring import score
from workbench.balancing.search import search
from workbench.balancing.verify import faults

SHARE = 0.1
"""Of the seconds of the search, for each limit that is tried."""
ROUNDS = 3
"""Times that a limit goes halfway back towards the one asked for."""
MOST_UNITS = 5_000
"""Where a task that cannot be done is larger, its limits are not tried."""
_NEEDED = re.compile(r"\bor (?:less|more)\b")
"""How a proof words a limit without which there is no plan, though with it there may still be none."""


def advised(
    problem: Problem,
    objective: Objective,
    effort: Effort,
    outcome: Outcome,
    *,
    watch: Watcher = keep_going,
) -> Outcome:
    """The same outcome, with limits that do work as its suggestion where no plan was found.

    Where it was proven that there is none, they stand after a suggestion that names limits which only may
    work. Other outcomes come back as they are. Takes about as long again as the search; ``watch`` may stop
    it, and what was shown until then is suggested. A plan found on the way that keeps to the limits as they
    were asked for is the plan that was looked for.
    """
    proven = outcome.status is Status.INFEASIBLE
    if proven and (problem.n > MOST_UNITS or not _NEEDED.search(outcome.suggestion)):
        return outcome
    if outcome.status not in {Status.NOT_FOUND, Status.INFEASIBLE}:
        return outcome
    going = True
    fits: list[Candidate] = []

    def listen(heard: Heard) -> bool:
        nonlocal going
        # the plans found here keep to other limits, so none of them is told as the best so far
        going = going and watch(Heard(1.0, outcome.tried + heard.tried, None))
        return going

    def find(eased: Problem) -> NDArray[np.int32] | None:
        nonlocal going
        if not going:
            return None
        small = replace(effort, seconds=max(0.1, SHARE * effort.seconds))
        best = search(eased, objective, small, watch=listen).best
        if best is None:
            return None
        if not faults(problem, best.plan, best.labels):
            fits.append(score(problem, objective, best.plan, best.labels))
            going = False
        return best.plan

    found = nearest_limits(problem, find, rounds=ROUNDS)
    if fits:
        return replace(outcome, status=Status.FOUND, plans=(fits[0],), reason="", suggestion="")
    told = [outcome.suggestion, found.sentence] if proven else [found.sentence or outcome.suggestion]
    return replace(outcome, suggestion=" ".join(filter(None, told)))
