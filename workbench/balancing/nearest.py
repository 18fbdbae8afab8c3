"""The nearest limits at which a search does find a plan, where at the limits asked for it found none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem
from workbench.balancing.verify import faults
from workbench.balancing.wording import people_text

Find = Callable[[Problem], NDArray[np.int32] | None]
"""A search with a fixed effort: a plan of a problem, label by unit, or None."""

STEP = 100.0
"""People to which limits are rounded, so that they are easy to say and to type."""
WIDEST = (0.9, 0.75, 0.5)
"""Shares of the lower limit that are tried, and by whose inverse the upper one is raised."""


@dataclass(frozen=True, eq=False)
class Nearest:
    """A lower and an upper limit, each shown to work alone by a plan; None where none was found."""

    low: float | None
    high: float | None
    plan: NDArray[np.int32] | None
    """A plan for one of them."""

    @property
    def sentence(self) -> str:
        """In words: "Lower limit 29,400 would work."; empty if nothing was found."""
        if self.low is not None and self.high is not None:
            return f"Lower limit {people_text(self.low)} or upper limit {people_text(self.high)} would work."
        if self.low is not None:
            return f"Lower limit {people_text(self.low)} would work."
        if self.high is not None:
            return f"Upper limit {people_text(self.high)} would work."
        return ""


def nearest_limits(problem: Problem, find: Find, *, rounds: int = 4) -> Nearest:
    """Limits near those of ``problem`` for which ``find`` gives a plan that passes the independent check.

    Each limit is moved on its own: first far enough to find any plan, then ``rounds`` times halfway back.
    What such a plan really has counts, which is often nearer. At most 2 * (3 + ``rounds``) searches.
    """
    low, low_plan = _approach(problem, find, rounds, lower=True)
    high, high_plan = _approach(problem, find, rounds, lower=False)
    return Nearest(low, high, low_plan if low_plan is not None else high_plan)


def _approach(
    problem: Problem, find: Find, rounds: int, *, lower: bool
) -> tuple[float | None, NDArray[np.int32] | None]:
    """The limit nearest to the present one for which a plan was found, and the plan."""
    reached: float | None = None
    plan: NDArray[np.int32] | None = None
    present = problem.low if lower else problem.high
    failed = present
    for share in WIDEST:
        limit = present * share if lower else present / share
        reached, plan = _try(problem, find, limit, lower=lower)
        if plan is not None:
            break
        failed = limit
    for _ in range(rounds):
        if reached is None or abs(failed - reached) <= STEP:
            break
        middle = (failed + reached) / 2
        nearer, better = _try(problem, find, middle, lower=lower)
        if nearer is None:
            failed = middle
        else:
            reached, plan = nearer, better
    return reached, plan


def _try(
    problem: Problem, find: Find, limit: float, *, lower: bool
) -> tuple[float | None, NDArray[np.int32] | None]:
    """The limit that a plan at ``limit`` really needs, rounded outwards and checked."""
    eased = replace(problem, low=limit) if lower else replace(problem, high=limit)
    plan = find(eased)
    if plan is None:
        return None, None
    labels = int(plan.max()) + 1
    held = problem.people_of(plan, labels)[np.unique(plan)]
    if lower:
        needed = min(max(limit, math.floor(held.min() / STEP) * STEP), problem.low)
        shown = replace(problem, low=needed)
    else:
        needed = max(min(limit, math.ceil(held.max() / STEP) * STEP), problem.high)
        shown = replace(problem, high=needed)
    return (needed, plan) if not faults(shown, plan, labels) else (None, None)
