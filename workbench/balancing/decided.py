"""Parts small enough to be decided: exactly which numbers of localities they allow, and a plan of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.blocks import forced_blocks
from workbench.balancing.exact import MOST_UNITS, Partitions, small_graph
from workbench.balancing.parts import Band, Part, parts_of
from workbench.balancing.pins import pinned_groups
from workbench.balancing.problem import Problem
from workbench.balancing.verify import rounding

MOST_IN_PART = 300
"""Larger parts never come down to a few blocks; they are not looked at."""


@dataclass(frozen=True, eq=False)
class Decided:
    """A part of up to 14 blocks with all its partitions into the band; ``block`` is by unit of the part."""

    part: Part
    block: NDArray[np.int64]
    partitions: Partitions

    @property
    def counts(self) -> tuple[int, ...]:
        """Numbers of localities that the part really allows."""
        return self.partitions.counts


def eased_band(problem: Problem) -> Band:
    """The limits of a problem, eased by what rounding may take."""
    slack = rounding(problem)
    return Band(problem.low - slack, problem.high + slack)


def decide(problem: Problem, parts: list[Part], band: Band) -> list[Decided | None]:
    """Each part decided, None where it is too large for that. The parts allow some number by arithmetic."""
    if not any(len(part.units) <= MOST_IN_PART for part in parts):
        return [None] * len(parts)
    _, block = forced_blocks(problem, band)
    groups = pinned_groups(problem)
    return [_decide(problem, part, block, groups, band) for part in parts]


def _decide(
    problem: Problem,
    part: Part,
    block: NDArray[np.int32],
    groups: dict[int, NDArray[np.int64]],
    band: Band,
) -> Decided | None:
    """All partitions of one part, if it has few blocks."""
    if len(part.units) > MOST_IN_PART:
        return None
    names, own = np.unique(block[part.units], return_inverse=True)
    if len(names) > MOST_UNITS:
        return None
    here = np.full(problem.n, -1)
    here[part.units] = own
    graph = problem.graph
    inside = here[graph.source] >= 0
    pairs = np.unique(np.column_stack([here[graph.source[inside]], here[graph.neighbours[inside]]]), axis=0)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    masks = []
    for units in groups.values():
        blocks = np.unique(here[units])
        if blocks[-1] >= 0:
            masks.append(sum(1 << int(one) for one in blocks if one >= 0))
    people = np.bincount(own, problem.people[part.units])
    small = small_graph(people.tolist(), [(int(a), int(b)) for a, b in pairs], masks)
    return Decided(part, own, Partitions(small, low=band.low, high=band.high))


def bits_of(part: Part, decided: Decided | None) -> int:
    """Numbers of localities that a part may have, as bits: exact if decided, by arithmetic if not."""
    if decided is not None:
        return sum(1 << count for count in decided.counts)
    return (1 << (part.counts.most + 1)) - (1 << part.counts.fewest)


def sums_of(bits: list[int]) -> list[int]:
    """Numbers that the first 0, 1, 2 ... parts may have together, as bits."""
    totals = [1]
    for of_part in bits:
        total = 0
        for count in range(of_part.bit_length()):
            if of_part >> count & 1:
                total |= totals[-1] << count
        totals.append(total)
    return totals


def plan_of_small(problem: Problem) -> NDArray[np.int32] | None:
    """A plan in the band of a problem that is small enough to be decided; None if there is none.

    Also None where a part has more than 14 blocks; ``is_small`` tells the two apart. The number of
    localities is the wanted one, or the nearest to people / target that there is. Labels of locked units
    are kept, the others count up past them.
    """
    band = eased_band(problem)
    parts = parts_of(problem, band)
    if not all(part.counts.possible for part in parts):
        return None
    decided = [one for one in decide(problem, parts, band) if one is not None]
    if len(decided) < len(parts):
        return None
    totals = sums_of([bits_of(one.part, one) for one in decided])
    wanted = _nearest_count(problem, totals[-1])
    if wanted is None:
        return None
    plan = np.full(problem.n, -1, np.int32)
    made = 0
    for one, before in zip(reversed(decided), reversed(totals[:-1]), strict=True):
        count = next(count for count in one.counts if count <= wanted and before >> (wanted - count) & 1)
        plan[one.part.units] = one.partitions.one(count)[one.block] + made
        made += count
        wanted -= count
    return _keep_labels(problem, plan)


def is_small(problem: Problem) -> bool:
    """Whether every part of a problem can be decided."""
    band = eased_band(problem)
    parts = parts_of(problem, band)
    return all(part.counts.possible for part in parts) and None not in decide(problem, parts, band)


def _nearest_count(problem: Problem, possible: int) -> int | None:
    """The wanted number if it is possible, or the possible one nearest to people / target."""
    if problem.localities is not None:
        return problem.localities if possible >> problem.localities & 1 else None
    numbers = [count for count in range(1, possible.bit_length()) if possible >> count & 1]
    aim = float(problem.people.sum()) / problem.target if problem.target > 0 else 1.0
    return min(numbers, key=lambda count: abs(count - aim)) if numbers else None


def _keep_labels(problem: Problem, plan: NDArray[np.int32]) -> NDArray[np.int32]:
    """The same plan with the labels of locked units as the drawing has them."""
    kept = {int(plan[units[0]]): label for label, units in pinned_groups(problem).items()}
    free = (label for label in range(len(plan) + problem.labels) if label not in kept.values())
    names = {label: kept[label] if label in kept else next(free) for label in np.unique(plan).tolist()}
    return np.array([names[label] for label in plan.tolist()], np.int32)
