"""A lower bound on the moment of inertia around units: the capacitated p-median, relaxed.

Bounded is the sum over localities of min over their units j of the sum of p_i * d_ij^2 (p: people, d:
kilometres between representative points), for plans of exactly k localities in the band. A unit j is the
middle of a locality (y_j = 1), k of them are, every unit belongs to one middle (x_ij), and each middle has
its own unit and from ``low`` to ``high`` people. Leaving out that localities are in one piece, and pricing
"every unit belongs to one middle" at u_i per unit, the rest falls apart into one fractional knapsack a
middle, of which the k cheapest count:

    L(u) = sum u_i + sum of the k smallest over j of min { sum (p_i d_ij^2 - u_i) x_ij }

L(u) is a lower bound for any u (Lagrangian relaxation; Beasley 1993 for the p-median), so that stopping
at any time is safe; its maximum is the optimum of the linear program. u is improved by deflected
subgradients with Polyak's step. In half of the time the plan's localities become regions, and a branch and
bound splits on the number of middles in the region where it is most undecided; the lowest bound of what is
open then holds for all. HiGHS on the same linear program (34,000 columns left of 88,804 after
pruning) had not finished after 60 s where this comes within 0.1 % of the maximum in 10 s.
"""

from __future__ import annotations

import heapq
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.decided import eased_band
from workbench.balancing.kernel.median import climb
from workbench.balancing.problem import Problem

MOST_UNITS = 2500
"""Matrices of all pairs of units are in memory: 50 MB each at this number."""
PATIENCE = 10
"""Rounds without progress after which steps get shorter."""
SHORTEST = 1e-3
"""Steps shorter than this end the work on the whole."""
CHUNK, BRANCH = 25, 100
"""Rounds between two looks at the clock, and rounds on each branch."""
UNDECIDED = 0.02
"""A number of middles nearer than this to a whole one is not split on."""
CLOSE = 1e-4
"""A gap that nobody would ask to close."""


def inertia_around_units(problem: Problem, plan: NDArray[np.int32]) -> float:
    """The moment of inertia of a plan, each locality around its best unit, in people times km2."""
    total = 0.0
    for label in np.unique(plan):
        own = np.flatnonzero(plan == label)
        away = squared_km(problem, own, own)
        total += float((problem.people[own] @ away).min())
    return total


def squared_km(problem: Problem, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Squared distances between representative points, shape (rows, columns)."""
    x, y = problem.x_km, problem.y_km
    return (x[rows][:, None] - x[columns]) ** 2 + (y[rows][:, None] - y[columns]) ** 2


def inertia_bound(problem: Problem, plan: NDArray[np.int32], *, seconds: float) -> float:
    """The best bound found in ``seconds`` for plans of as many localities as ``plan``; 0 if none was found.

    ``plan`` gives the first prices and the length of the steps; the bound holds for every other plan, too.
    """
    settled = np.flatnonzero(problem.people > 0)
    localities = len(np.unique(plan))
    if not len(settled):
        return 0.0
    above = inertia_around_units(problem, plan)
    bound = _Relaxation(problem, settled, plan).best(above, seconds)
    return max(0.0, min(bound, above) - 1e-9 * above)


@dataclass(eq=False)
class _Branch:
    """Numbers of middles by region, the prices and the bound reached under them."""

    at_least: NDArray[np.int64]
    at_most: NDArray[np.int64]
    price: NDArray[np.float64]
    bound: float
    used: NDArray[np.float64]


class _Relaxation:
    """The relaxed problem; prices are per person (u_i / p_i) so that the units are alike.

    Every unit may be a middle; only units with people are shared out and have a price.
    """

    def __init__(self, problem: Problem, units: NDArray[np.int64], plan: NDArray[np.int32]) -> None:
        band = eased_band(problem)
        self._limits = (float(band.low), float(band.high))
        self._people = problem.people[units].astype(np.float64)
        self._away = squared_km(problem, np.arange(problem.n), units)
        self._item = np.full(problem.n, -1, np.int64)
        self._item[units] = np.arange(len(units))
        names, region = np.unique(plan, return_inverse=True)
        self._count = len(names)
        self._region = region.astype(np.int64)
        self._units = units

    def best(self, above: float, seconds: float) -> float:
        """The best bound in ``seconds``, ``above`` being the moment of inertia of the plan."""
        begun = time.monotonic()
        whole, length = self._whole(), 1.0
        while time.monotonic() < begun + seconds / 2 and length > SHORTEST and whole.bound < above:
            length = self._climb(whole, above, length, CHUNK)
        done = above
        heap = [(whole.bound, 0, whole)]
        made = 0
        while heap and time.monotonic() < begun + seconds and heap[0][0] < (1 - CLOSE) * done:
            _, _, branch = heapq.heappop(heap)
            parts = self._split(branch)
            if not parts:
                # nothing is left to split on: this bound stays
                done = min(done, branch.bound)
            for part in parts:
                self._climb(part, above, 0.1, BRANCH)
                made += 1
                heapq.heappush(heap, (part.bound, made, part))
        return min(done, heap[0][0]) if heap else done

    def _whole(self) -> _Branch:
        """No limit on any region; prices from the plan's own distances, and half the farthest."""
        price = np.zeros(len(self._units))
        region = self._region[self._units]
        for label in np.unique(region):
            own = np.flatnonzero(region == label)
            away = self._away[self._units[own]][:, own]
            middle = int(np.argmin(away @ self._people[own]))
            price[own] = away[:, middle] + away[:, middle].max() / 2
        count = self._count
        return _Branch(
            np.zeros(count, np.int64), np.full(count, count, np.int64), price, -np.inf, np.zeros(count)
        )

    def _climb(self, branch: _Branch, above: float, length: float, rounds: int) -> float:
        """Better prices and a better bound for a branch; the length of the steps reached."""
        price = branch.price.copy()
        bound, length, used = climb(
            self._away,
            self._people,
            self._item,
            price,
            self._limits,
            self._region,
            branch.at_least,
            branch.at_most,
            self._count,
            above,
            length,
            PATIENCE,
            rounds,
        )
        branch.used = used
        if bound > branch.bound:
            branch.bound, branch.price = bound, price
        return float(length)

    def _split(self, branch: _Branch) -> list[_Branch]:
        """At most and at least so many middles in the region whose number is least decided."""
        undecided = np.abs(branch.used - np.round(branch.used))
        undecided[branch.at_least == branch.at_most] = 0.0
        region = int(np.argmax(undecided))
        fewer = int(np.floor(branch.used[region]))
        parts = []
        if undecided[region] > UNDECIDED and branch.at_least[region] <= fewer < branch.at_most[region]:
            for least, most in (
                (branch.at_least[region], fewer),
                (fewer + 1, branch.at_most[region]),
            ):
                at_least, at_most = branch.at_least.copy(), branch.at_most.copy()
                at_least[region], at_most[region] = least, most
                parts.append(_Branch(at_least, at_most, branch.price, branch.bound, branch.used))
        return parts
