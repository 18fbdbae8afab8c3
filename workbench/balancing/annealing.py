"""One start of a search: temperatures for the plan at hand, the compiled loop in pieces, the best kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.ground import Prepared, fresh_state
from workbench.balancing.kernel.anneal import anneal, typical_change
from workbench.balancing.kernel.arrays import BEST, State, Terms
from workbench.balancing.kernel.cost import fill

PIECE = 400_000
"""Proposals between two looks at whether to stop: well below a tenth of a second."""


@dataclass(frozen=True)
class Schedule:
    """How one start cools: first and last temperature in typical changes of cost, and how many proposals.

    ``outside`` is what an average area's worth of people outside the band costs, in typical changes.
    """

    proposals: int
    hottest: float = 1.0
    coldest: float = 0.04
    outside: float = 2.0
    steps: int = 200


@dataclass(frozen=True, eq=False)
class Result:
    """What a start found: the plan (None: none in the band) and its cost; ``cost`` is infinite without."""

    plan: NDArray[np.int32] | None
    cost: float
    labels: int

    @property
    def whole(self) -> NDArray[np.int32]:
        """The plan of a start that found one.

        Raises:
            ValueError: it found none.
        """
        if self.plan is None:
            raise ValueError("this start found no plan in the band")
        return self.plan


def anneal_from(
    prepared: Prepared,
    plan: NDArray[np.int32],
    labels: int,
    schedule: Schedule,
    random: NDArray[np.uint64],
    *,
    weight: NDArray[np.float64] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Result:
    """Anneal a plan whose localities are all in one piece; stops early when asked to."""
    state = fresh_state(prepared, plan, labels, random, weight=weight)
    terms, scale = scaled_terms(prepared, state, schedule)
    fill(prepared.ground, terms, state)
    temperatures = scale * np.geomspace(schedule.hottest, schedule.coldest, schedule.steps)
    each = max(1, schedule.proposals // schedule.steps)
    per_call = max(1, PIECE // each)
    for first in range(0, schedule.steps, per_call):
        anneal(prepared.ground, terms, state, temperatures[first : first + per_call], each)
        if stop():
            break
    found = bool(np.isfinite(state.costs[BEST]))
    return Result(state.best.copy() if found else None, float(state.costs[BEST]), labels)


def scaled_terms(prepared: Prepared, state: State, schedule: Schedule) -> tuple[Terms, float]:
    """Terms with the penalty outside the band set, and the typical change of cost of one move."""
    fill(prepared.ground, prepared.terms, state)
    scale = max(typical_change(prepared.ground, prepared.terms, state, 400), 1e-6)
    mean_people = max(prepared.scales.people / max(prepared.problem.n, 1), 1e-9)
    outside = schedule.outside * scale * prepared.problem.target / mean_people
    return prepared.terms._replace(outside=float(outside)), scale
