"""The nearest limits at which a small part can be divided, each proved by a partition."""

from __future__ import annotations

import math

import numpy as np

from workbench.balancing.decided import Decided
from workbench.balancing.exact import Partitions
from workbench.balancing.problem import Problem
from workbench.balancing.verify import rounding
from workbench.balancing.wording import people_text


def widened(decided: Decided, problem: Problem) -> list[str]:
    """Ways out in words: the highest lower limit and the lowest upper limit that do work, each alone."""
    ways = []
    low = _nearest(decided, problem, lower=True)
    if low is not None:
        ways.append(f"lower the lower limit to {people_text(math.floor(low))}")
    high = _nearest(decided, problem, lower=False)
    if high is not None:
        ways.append(f"raise the upper limit to {people_text(math.ceil(high))}")
    return ways or ["add a link or unlock areas"]


def _nearest(decided: Decided, problem: Problem, *, lower: bool) -> float | None:
    """The limit nearest to the present one that works while the other stays; None if there is none.

    Only people that some connected set has can be such a limit; they are halved until one is left.
    """
    slack = rounding(problem)
    held = np.unique(decided.partitions.held_in_pieces())
    limits = held[held < problem.low][::-1] if lower else held[held > problem.high]
    first, last = 0, len(limits)
    while first < last:
        middle = (first + last) // 2
        low = float(limits[middle]) if lower else problem.low
        high = problem.high if lower else float(limits[middle])
        if Partitions(decided.partitions.graph, low=low - slack, high=high + slack).counts:
            last = middle
        else:
            first = middle + 1
    return float(limits[first]) if first < len(limits) else None
