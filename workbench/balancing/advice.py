"""What to suggest after a search that found nothing: limits nearby at which it does find a plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.nearest import nearest_limits
from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Effort, Heard, Outcome, Status, Watcher, keep_going
from workbench.balancing.problem import Problem
from workbench.balancing.search import search

SHARE = 0.1
"""Of the seconds of the search, for each limit that is tried."""
ROUNDS = 3
"""Times that a limit goes halfway back towards the one asked for."""


def advised(
    problem: Problem,
    objective: Objective,
    effort: Effort,
    outcome: Outcome,
    *,
    watch: Watcher = keep_going,
) -> Outcome:
    """The same outcome, with limits that do work as its suggestion where no plan was found.

    Other outcomes come back as they are. Takes about as long again as the search; ``watch`` may stop it,
    and what was shown until then is suggested.
    """
    if outcome.status is not Status.NOT_FOUND:
        return outcome
    going = True

    def listen(heard: Heard) -> bool:
        nonlocal going
        # the plans found here keep to other limits, so none of them is told as the best so far
        going = going and watch(Heard(1.0, outcome.tried + heard.tried, None))
        return going

    def find(eased: Problem) -> NDArray[np.int32] | None:
        if not going:
            return None
        small = replace(effort, seconds=max(0.1, SHARE * effort.seconds))
        best = search(eased, objective, small, watch=listen).best
        return None if best is None else best.plan

    found = nearest_limits(problem, find, rounds=ROUNDS)
    return replace(outcome, suggestion=found.sentence or outcome.suggestion)
