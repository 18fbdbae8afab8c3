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
subgradients with Polyak's step, about 600 of them (why not HiGHS: docs/decisions/0047).
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.decided import eased_band
from workbench.balancing.problem import Problem

MOST_UNITS = 2500
"""Matrices of all pairs of units are in memory: 50 MB each at this number."""
PATIENCE, SHORTER, SHORTEST = 10, 0.8, 1e-3
"""Rounds without progress after which steps get shorter, by what, and where they end the search."""
PROGRESS = 1e-5
"""A gain of less than this share of the plan's own inertia is no progress."""
DEFLECTED = 0.7
"""How much of its last direction each step keeps."""


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
    if not (problem.people > 0).any():
        return 0.0
    above = inertia_around_units(problem, plan)
    bound = _Relaxation(problem, plan).climb(above, until=time.monotonic() + seconds)
    return max(0.0, min(bound, above) - 1e-9 * above)


class _Relaxation:
    """The relaxed problem; prices are per person (u_i / p_i) so that the units are alike.

    Every unit may be a middle; only units with people are shared out and have a price.
    """

    def __init__(self, problem: Problem, plan: NDArray[np.int32]) -> None:
        band = eased_band(problem)
        self._low, self._high = band.low, band.high
        self._settled = np.flatnonzero(problem.people > 0)
        self._people = problem.people[self._settled]
        self._away = squared_km(problem, np.arange(problem.n), self._settled)
        self._item = np.full(problem.n, -1)
        self._item[self._settled] = np.arange(len(self._settled))
        names, self._label = np.unique(plan, return_inverse=True)
        self._localities = len(names)

    def climb(self, above: float, *, until: float) -> float:
        """The best bound found until the time is up, ``above`` being a known plan's moment of inertia."""
        price = self._first_price()
        best, length, waited = -np.inf, 1.0, 0
        direction = np.zeros_like(price)
        while True:
            bound, missing = self._evaluate(price)
            waited = 0 if bound > best + PROGRESS * above else waited + 1
            best = max(best, bound)
            if waited >= PATIENCE:
                length, waited = SHORTER * length, 0
            direction = missing + DEFLECTED * direction
            size = float((self._people * direction**2).sum())
            if time.monotonic() > until or length < SHORTEST or size < 1e-9 or best >= above:
                return best
            price = price + length * (above - bound) / size * direction

    def _first_price(self) -> NDArray[np.float64]:
        """Each unit's squared distance to the middle of its locality in the plan, and half the farthest."""
        price = np.zeros(len(self._settled))
        label = self._label[self._settled]
        for one in np.unique(label):
            own = np.flatnonzero(label == one)
            away = self._away[self._settled[own]][:, own]
            middle = int(np.argmin(away @ self._people[own]))
            price[own] = away[middle] + away[middle].max() / 2
        return price

    def _evaluate(self, price: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
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
