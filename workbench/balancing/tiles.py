"""Large areas in tiles: whole localities that lie together, annealed apart from the rest of the plan.

Borders between tiles are borders between localities and stay so while the tiles are worked on; each round
cuts the area in another way. A tile fits the processor's cache, and tiles do not know of each other: any
number of threads makes the same plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.annealing import PIECE, Result, Schedule, scaled_terms
from workbench.balancing.ground import Prepared, fresh_state
from workbench.balancing.kernel.anneal import anneal
from workbench.balancing.kernel.arrays import BEST, Ground, Terms
from workbench.balancing.kernel.contiguity import neighbour_rings
from workbench.balancing.kernel.cost import fill, localities_outside
from workbench.balancing.kernel.rng import seeded
from workbench.balancing.kernel.subgraph import runs_inside
from workbench.balancing.starts import Pool

TILE_UNITS = 1_500
"""About as many units make a tile."""
ROUNDS = 24
"""Times the area is cut into tiles anew while it cools."""
STEPS = 10
"""Temperatures a round."""
FIRM, FIRM_ROUNDS = 6.0, 6
"""How much dearer people outside the band are in the last rounds: one plan has no others to fall back on."""
MENDING, WARMER = 12, 6.0
"""Further rounds, for the tiles with a locality outside the band alone, and how much warmer they begin."""


@dataclass(frozen=True, eq=False)
class Tile:
    """Units of some localities, and the labels these have in the whole plan (local label -> label)."""

    units: NDArray[np.int64]
    labels: NDArray[np.int32]


@dataclass(frozen=True)
class Cooling:
    """Temperatures of one round, proposals at each in every unit, whether it is the last."""

    temperatures: NDArray[np.float64]
    per_unit: float
    last: bool


def anneal_in_tiles(
    prepared: Prepared,
    plan: NDArray[np.int32],
    labels: int,
    schedule: Schedule,
    pool: Pool,
    *,
    share: tuple[float, float] = (0.0, 1.0),
) -> None:
    """Anneal a large plan round by round; the pool hears of every plan in the band on the way."""
    seed = pool.effort.seed
    state = fresh_state(prepared, plan, labels, np.array([seeded(seed, 0)], np.uint64))
    terms, scale = scaled_terms(prepared, state, schedule)
    temperatures = scale * np.geomspace(schedule.hottest, schedule.coldest, ROUNDS * STEPS)
    mending = scale * schedule.coldest * np.geomspace(WARMER, 1.0, STEPS)
    firm = terms._replace(outside=FIRM * terms.outside)
    per_unit = schedule.proposals / prepared.problem.n / (ROUNDS * STEPS)
    plan = plan.copy()
    first, last = share
    width = (last - first) / ROUNDS
    for number in range(ROUNDS + MENDING):
        tiles = cut_into_tiles(prepared, plan, labels, np.random.default_rng([seed, number]))
        if number < ROUNDS:
            pool.share = (first + number * width, first + (number + 1) * width)
            heat = temperatures[number * STEPS : (number + 1) * STEPS]
        else:
            heat = mending
            tiles = _with_labels(tiles, labels_outside(prepared, plan, labels))
            if not tiles:
                return
        cooling = Cooling(heat, per_unit, number >= ROUNDS - 1)
        stage = terms if number < ROUNDS - FIRM_ROUNDS else firm
        make = _tile_starter(prepared, plan, stage, tiles, cooling, (seed, number))
        for tile, result in zip(tiles, pool.run(make, range(len(tiles)), parts=True), strict=True):
            if result is not None and result.plan is not None:
                plan[tile.units] = tile.labels[result.plan]
        pool.offer(_whole(prepared, terms, plan, labels), number)
        if pool.ended:
            return


def labels_outside(prepared: Prepared, plan: NDArray[np.int32], labels: int) -> NDArray[np.int64]:
    """Labels of localities outside the band."""
    problem = prepared.problem
    people = problem.people_of(plan, labels)
    held = np.bincount(plan, minlength=labels) > 0
    return np.flatnonzero(held & ((people < problem.low) | (people > problem.high)))


def _with_labels(tiles: list[Tile], labels: NDArray[np.int64]) -> list[Tile]:
    """The tiles that hold one of the labels."""
    return [tile for tile in tiles if np.isin(tile.labels, labels).any()]


def _whole(prepared: Prepared, terms: Terms, plan: NDArray[np.int32], labels: int) -> Result:
    """The whole plan with its cost; without the plan where a locality is out of the band."""
    state = fresh_state(prepared, plan, labels, np.ones(1, np.uint64))
    fill(prepared.ground, terms, state)
    in_band = localities_outside(terms, state) == 0
    return Result(plan.copy() if in_band else None, float(state.costs[0]), labels)


def _tile_starter(
    prepared: Prepared,
    plan: NDArray[np.int32],
    terms: Terms,
    tiles: list[Tile],
    cooling: Cooling,
    stream: tuple[int, int],
) -> Callable[[int, Callable[[], bool]], Result]:
    """Anneals tile i of a round."""

    def start(index: int, stop: Callable[[], bool]) -> Result:
        tile = tiles[index]
        inside = _ground_of(prepared, tile)
        local = np.searchsorted(tile.labels, plan[tile.units]).astype(np.int32)
        random = np.array([seeded(stream[0], (stream[1] + 1) * 100_000 + index)], np.uint64)
        part = replace(prepared, ground=inside.ground, weight=inside.weight)
        state = fresh_state(part, local, len(tile.labels), random)
        fill(inside.ground, terms, state)
        each = max(1, int(cooling.per_unit * len(tile.units)))
        per_call = max(1, PIECE // each)
        for first in range(0, len(cooling.temperatures), per_call):
            anneal(inside.ground, terms, state, cooling.temperatures[first : first + per_call], each)
            if stop():
                break
        settled = cooling.last and np.isfinite(state.costs[BEST])
        return Result(state.best if settled else state.plan, 0.0, len(tile.labels))

    return start


@dataclass(frozen=True, eq=False)
class _Inside:
    ground: Ground
    weight: NDArray[np.float64]


def _ground_of(prepared: Prepared, tile: Tile) -> _Inside:
    """The kernel's arrays of the units of a tile alone, hubs and drawn labels by local label."""
    whole, units = prepared.ground, tile.units
    row = np.full(prepared.problem.n, -1, np.int32)
    row[units] = np.arange(len(units), dtype=np.int32)
    indptr, edges = runs_inside(whole.indptr, whole.neighbours, units, row)
    neighbours = row[whole.neighbours[edges]]
    source = np.repeat(np.arange(len(units), dtype=np.int32), np.diff(indptr))
    place = np.full(len(whole.source), -1, np.int32)
    place[edges] = np.arange(len(edges), dtype=np.int32)
    patient_ptr, pairs = runs_inside(whole.patient_ptr, whole.patient_unit, units, row)
    drawn = np.searchsorted(tile.labels, whole.start[units]).astype(np.int32)
    known = np.minimum(drawn, len(tile.labels) - 1)
    hubs = np.full((len(tile.labels), 2), np.nan)
    held = tile.labels < len(whole.hubs)
    hubs[held] = whole.hubs[tile.labels[held]]
    ground = Ground(
        indptr=indptr,
        neighbours=neighbours,
        source=source,
        twin=place[whole.twin[edges]],
        ring=neighbour_rings(indptr, neighbours),
        unit=whole.unit[units],
        free=whole.free[units],
        start=np.where(tile.labels[known] == whole.start[units], known, -1).astype(np.int32),
        patient_ptr=patient_ptr,
        patient_unit=row[whole.patient_unit[pairs]],
        patient_weight=whole.patient_weight[pairs],
        hubs=hubs,
        hub_near=whole.hub_near[units],
    )
    return _Inside(ground, prepared.weight[edges])


def cut_into_tiles(
    prepared: Prepared, plan: NDArray[np.int32], labels: int, random: np.random.Generator
) -> list[Tile]:
    """Localities in groups that lie together: halved by position along a turning axis until small enough."""
    units = np.bincount(plan, minlength=labels)
    safe = np.maximum(units, 1)
    x = np.bincount(plan, prepared.ground.unit[:, 1], labels) / safe
    y = np.bincount(plan, prepared.ground.unit[:, 2], labels) / safe
    angle = float(random.random()) * np.pi
    pending = [(np.flatnonzero(units > 0), angle, True)]
    tile_of = np.full(labels, -1, np.int64)
    count = 0
    while pending:
        group, angle, first = pending.pop()
        total = int(units[group].sum())
        if total <= TILE_UNITS or len(group) < 4:
            tile_of[group] = count
            count += 1
            continue
        along = group[np.argsort(x[group] * np.cos(angle) + y[group] * np.sin(angle), kind="stable")]
        at = 0.35 + 0.3 * float(random.random()) if first else 0.5
        middle = int(np.clip(np.searchsorted(np.cumsum(units[along]), at * total), 1, len(group) - 1))
        pending.append((along[:middle], angle + np.pi / 2, False))
        pending.append((along[middle:], angle + np.pi / 2, False))
    order = np.argsort(tile_of[plan], kind="stable")
    ends = np.cumsum(np.bincount(tile_of[plan], minlength=count))
    return [
        Tile(np.sort(members), np.flatnonzero(tile_of == number).astype(np.int32))
        for number, members in enumerate(np.split(order, ends[:-1]))
    ]
