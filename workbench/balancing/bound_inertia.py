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
subgradients with Polyak's step. HiGHS on the same linear program (34,000 columns left of 88,804 after
pruning) had not finished after 60 s where this comes within 0.1 % of the maximum in 10 s.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.decided import eased_band
from workbench.balancing.problem import Problem

MOST_UNITS = 2500
"""Matrices of all pairs of units are in memory: 50 MB each at this number."""
PATIENCE = 15
"""Rounds without progress after which steps get shorter."""
SHORTEST = 1e-3
"""Steps shorter than this times the first end the search."""


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
    relaxed = _Relaxation(problem, settled, localities)
    bound = relaxed.climb(relaxed.prices_of(plan[settled]), above, until=time.monotonic() + seconds)
    return max(0.0, bound - 1e-9 * above)


class _Relaxation:
    """The relaxed problem; prices are per person (u_i / p_i) so that the units are alike.

    Every unit may be a middle; only units with people are shared out and have a price.
    """

    def __init__(self, problem: Problem, units: NDArray[np.int64], localities: int) -> None:
        band = eased_band(problem)
        self._low, self._high = band.low, band.high
        self._localities = localities
        self._people = problem.people[units]
        self._away = squared_km(problem, np.arange(problem.n), units)
        self._item = np.full(problem.n, -1)
        self._item[units] = np.arange(len(units))

    def prices_of(self, plan: NDArray[np.int32]) -> NDArray[np.float64]:
        """First prices: each unit's squared distance to its middle in ``plan``, and half the farthest."""
        price = np.zeros(len(plan))
        for label in np.unique(plan):
            own = np.flatnonzero(plan == label)
            away = self._away[np.flatnonzero(self._item >= 0)[own]][:, own]
            middle = int(np.argmin(self._people[own] @ away))
            price[own] = away[:, middle] + away[:, middle].max() / 2
        return price

    def climb(self, price: NDArray[np.float64], above: float, *, until: float) -> float:
        """The best bound found until the time is up, ``above`` being a known plan's moment of inertia."""
        best, best_price = -np.inf, price
        direction = np.zeros_like(price)
        length, waited = 1.0, 0
        while time.monotonic() < until and length > SHORTEST:
            bound, missing = self.evaluate(price)
            waited += 1
            if bound > best:
                waited = waited if bound < best + 1e-7 * above else 0
                best, best_price = bound, price
            if waited >= PATIENCE:
                length, waited, price = 0.7 * length, 0, best_price
                direction = np.zeros_like(price)
                continue
            direction = missing + 0.6 * direction
            size = float((self._people * direction**2).sum())
            if size < 1e-9 or best >= above:
                break
            price = price + length * (above - bound) / size * direction
        return best

    def evaluate(self, price: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """L at these prices, and how much of each unit is in no locality (negative: in too many).

        Without its limits a middle costs the sum of all that lowers it, which is never more than with
        them; so knapsacks are filled in that order until no other middle can be among the cheapest.
        """
        rate = self._away - price
        at_best = np.minimum(rate, 0.0) @ self._people
        order = np.argsort(at_best)
        count = self._localities
        looked = min(len(order), 3 * count)
        cost, taken = self._fill(rate, order[:looked])
        while looked < len(order) and np.partition(cost, count - 1)[count - 1] > at_best[order[looked]]:
            more = order[looked : 2 * looked]
            added = self._fill(rate, more)
            cost, taken = np.concatenate([cost, added[0]]), np.concatenate([taken, added[1]])
            looked += len(more)
        chosen = np.argpartition(cost, count - 1)[:count]
        held = taken[chosen].sum(axis=0)
        return float((self._people * price).sum() + cost[chosen].sum()), 1.0 - held

    def _fill(
        self, rate: NDArray[np.float64], middles: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The cheapest knapsack of each middle: its cost, and the share taken of each unit."""
        own = np.flatnonzero(self._item[middles] >= 0)
        rate = rate[middles]
        key = rate.copy()
        key[own, self._item[middles[own]]] = -np.inf
        order = np.argsort(key, axis=1)
        rate = np.take_along_axis(rate, order, axis=1)
        people = self._people[order]
        before = np.cumsum(people, axis=1) - people
        # what lowers the cost is taken up to the upper limit, what raises it up to the lower one
        limit = np.where(rate < 0, self._high, self._low)
        share = np.clip((limit - before) / people, 0.0, 1.0)
        share[own, 0] = 1.0
        taken = np.empty_like(share)
        np.put_along_axis(taken, order, share, axis=1)
        return (share * people * rate).sum(axis=1), taken
