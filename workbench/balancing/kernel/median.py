"""The relaxed p-median of ``bound_inertia``, compiled: one evaluation of L(u), and steps uphill.

``away`` are squared distances from each middle to each unit with people, shape (middles, units); ``item``
is the column of a middle's own unit, -1 if nobody lives there. Every middle stands in a region; a region has
``at_least`` to ``at_most`` of the ``count`` middles that are chosen.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def fill(
    rate: NDArray[np.float64],
    people: NDArray[np.float64],
    own: int,
    low: float,
    high: float,
    share: NDArray[np.float64],
) -> float:
    """The cheapest fractional knapsack of one middle, ``low`` to ``high`` people with its ``own`` unit.

    Writes how much of each unit it takes to ``share``; returns its cost.
    """
    share[:] = 0.0
    cost, held = 0.0, 0.0
    if own >= 0:
        share[own] = 1.0
        held = people[own]
        cost = rate[own] * people[own]
    cheap = held
    for unit in range(len(rate)):
        if unit != own and rate[unit] < 0.0:
            cheap += people[unit]
    if cheap <= high:
        for unit in range(len(rate)):
            if unit != own and rate[unit] < 0.0:
                share[unit] = 1.0
                cost += rate[unit] * people[unit]
        held = cheap
        if held >= low:
            return cost
    limit = high if cheap > high else low
    for unit in np.argsort(rate):
        if held >= limit:
            break
        if share[unit] == 0.0:
            part = min(1.0, (limit - held) / people[unit])
            share[unit] = part
            held += part * people[unit]
            cost += part * people[unit] * rate[unit]
    return cost


@njit(cache=True, nogil=True)
def select(
    cost: NDArray[np.float64],
    region: NDArray[np.int64],
    at_least: NDArray[np.int64],
    at_most: NDArray[np.int64],
    chosen: NDArray[np.int64],
) -> int:
    """The cheapest middles that keep to the numbers of their regions: how many were found, in ``chosen``."""
    used = np.zeros(len(cost), np.bool_)
    inside = np.zeros(len(at_least), np.int64)
    found = 0
    order = np.argsort(cost)
    for needed in (True, False):
        for one in order:
            if found == len(chosen):
                break
            where = region[one]
            if used[one] or inside[where] >= (at_least[where] if needed else at_most[where]):
                continue
            used[one] = True
            inside[where] += 1
            chosen[found] = one
            found += 1
    return found if (inside >= at_least).all() else 0


@njit(cache=True, nogil=True)
def evaluate(
    away: NDArray[np.float64],
    people: NDArray[np.float64],
    item: NDArray[np.int64],
    price: NDArray[np.float64],
    limits: tuple[float, float],
    region: NDArray[np.int64],
    at_least: NDArray[np.int64],
    at_most: NDArray[np.int64],
    chosen: NDArray[np.int64],
    missing: NDArray[np.float64],
) -> float:
    """L at these prices per person; inf where the regions' numbers cannot be kept.

    Writes the ``chosen`` middles and how much of each unit is in no locality (``missing``). Without its
    limits a middle costs the sum of all that lowers it, never more than with them; so knapsacks are
    filled in that order until no other middle can be among the cheapest.
    """
    middles, units = away.shape
    rate = np.empty(units)
    at_best = np.zeros(middles)
    for middle in range(middles):
        total = 0.0
        for unit in range(units):
            step = away[middle, unit] - price[unit]
            if step < 0.0:
                total += step * people[unit]
        at_best[middle] = total
    order = np.argsort(at_best)
    cost = np.empty(middles)
    share = np.empty((middles, units))
    places = np.empty(len(chosen), np.int64)
    looked, upto = 0, min(middles, 2 * len(chosen))
    while True:
        for place in range(looked, upto):
            middle = order[place]
            for unit in range(units):
                rate[unit] = away[middle, unit] - price[unit]
            cost[place] = fill(rate, people, item[middle], limits[0], limits[1], share[place])
        looked = upto
        found = select(cost[:looked], region[order[:looked]], at_least, at_most, places)
        whole = found == len(chosen)
        if whole and (looked == middles or cost[places].max() <= at_best[order[looked]]):
            break
        if looked == middles:
            return np.inf
        upto = min(middles, looked + len(chosen))
    bound = (people * price).sum()
    missing[:] = 1.0
    for number in range(len(places)):
        chosen[number] = order[places[number]]
        bound += cost[places[number]]
        missing -= share[places[number]]
    return bound


@njit(cache=True, nogil=True)
def climb(
    away: NDArray[np.float64],
    people: NDArray[np.float64],
    item: NDArray[np.int64],
    price: NDArray[np.float64],
    limits: tuple[float, float],
    region: NDArray[np.int64],
    at_least: NDArray[np.int64],
    at_most: NDArray[np.int64],
    count: int,
    above: float,
    length: float,
    patience: int,
    rounds: int,
) -> tuple[float, float, NDArray[np.float64]]:
    """``rounds`` deflected subgradient steps with Polyak's length from ``price``, which ends at the best.

    Steps get shorter after ``patience`` rounds without progress. Returns the best bound (inf: the regions'
    numbers cannot be kept), the length reached and the mean number of middles chosen in each region.
    """
    best = -np.inf
    at = price.copy()
    direction = np.zeros_like(price)
    missing = np.empty_like(price)
    chosen = np.empty(count, np.int64)
    used = np.zeros(len(at_least))
    waited = 0
    for _ in range(rounds):
        bound = evaluate(away, people, item, at, limits, region, at_least, at_most, chosen, missing)
        if bound == np.inf:
            return bound, length, used
        used *= 0.95
        for middle in chosen:
            used[region[middle]] += 0.05
        waited += 1
        if bound > best:
            if bound > best + 1e-7 * above:
                waited = 0
            best = bound
            price[:] = at
        if best >= above:
            break
        if waited >= patience:
            length, waited = 0.7 * length, 0
            at[:] = price
            direction[:] = 0.0
            continue
        direction[:] = missing + 0.6 * direction
        size = (people * direction**2).sum()
        if size < 1e-9:
            break
        at += length * (above - bound) / size * direction
    return best, length, used
