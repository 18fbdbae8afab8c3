"""Units that have to go together, whatever the plan: small branches with the unit they hang on."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.connected import connected_parts
from workbench.balancing.gaps import nearest_gap
from workbench.balancing.hanging import Branches, Walk, cut_units, walk
from workbench.balancing.obstacle import Kind, Obstacle
from workbench.balancing.parts import Band, Part
from workbench.balancing.problem import Problem
from workbench.balancing.wording import name_of, people_text, places_text, ways_out


def hanging_obstacle(problem: Problem, parts: list[Part], band: Band) -> Obstacle | None:
    """The first unit whose branches force its locality out of the band."""
    found = walk(problem.graph)
    for cut in cut_units(found, problem.people):
        own = float(problem.people[cut.unit])
        if not _fits(own, cut.people, band):
            return _obstacle(problem, found, cut, parts, band)
    return None


def forced_blocks(problem: Problem, band: Band) -> tuple[int, NDArray[np.int32]]:
    """Number of blocks of units that every plan keeps together, and the block of each unit.

    A branch with fewer people than the lower limit goes with the unit it hangs on.
    """
    found = walk(problem.graph)
    _, part = problem.graph.components()
    together: list[tuple[int, int]] = []
    for cut in cut_units(found, problem.people):
        small = np.flatnonzero(cut.people < band.low).tolist()
        component = np.flatnonzero(part == part[cut.unit]) if small else np.empty(0, np.int64)
        for which in small:
            together += [(cut.unit, int(unit)) for unit in cut.members(found, component, which)]
    pairs = np.array(together, np.int64).reshape(-1, 2)
    return connected_parts(problem.n, pairs[:, 0], pairs[:, 1])


def shares(people: float, band: Band) -> list[tuple[float, float]]:
    """How many people of a branch the unit it hangs on may take, as intervals, fewest people first.

    What is left of the branch must be splittable: for j localities between j * low and j * high people
    are left. Only what a locality can hold (up to the upper limit) is listed; intervals that meet are one.
    """
    intervals: list[tuple[float, float]] = []
    most = math.floor(people / band.low) if band.low > 0 else math.ceil(people / band.high) + 1
    for localities in range(most, -1, -1):
        least = max(0.0, people - localities * band.high)
        if least > band.high:
            break
        upto = min(band.high, people - localities * max(band.low, 0.0)) if localities else people
        if intervals and least <= intervals[-1][1]:
            intervals[-1] = intervals[-1][0], max(upto, intervals[-1][1])
        else:
            intervals.append((least, upto))
        if intervals[-1][0] <= 0 and intervals[-1][1] >= band.high:
            break
    return intervals


def _fits(own: float, branches: NDArray[np.float64], band: Band) -> bool:
    """Whether some share of every branch makes, with the unit itself, a locality in the band."""
    sums = [(own, own)]
    for people in branches.tolist():
        taken = shares(people, band)
        sums = _merged([(a + c, b + d) for a, b in sums for c, d in taken if a + c <= band.high])
        if not sums:
            return False
    return any(upto >= band.low and least <= band.high for least, upto in sums)


def _merged(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The union of intervals, ascending."""
    union: list[tuple[float, float]] = []
    for least, upto in sorted(intervals):
        if union and least <= union[-1][1]:
            union[-1] = union[-1][0], max(upto, union[-1][1])
        else:
            union.append((least, upto))
    return union


def _obstacle(problem: Problem, found: Walk, cut: Branches, parts: list[Part], band: Band) -> Obstacle:
    """The sentence: who hangs on whom and what that makes together."""
    component = next(part.units for part in parts if cut.unit in part.units)
    taken = [shares(people, band) for people in cut.people.tolist()]
    least = np.array(
        [share[0][0] if share else all_of for share, all_of in zip(taken, cut.people, strict=True)]
    )
    whole = np.flatnonzero(cut.people < band.low)
    hanging = whole if len(whole) else np.flatnonzero(least > 0)
    units = np.concatenate(
        [[cut.unit], *(cut.members(found, component, which) for which in hanging.tolist())]
    )
    branches = units[1:].astype(np.int64)
    name = name_of(problem, cut.unit)
    own = float(problem.people[cut.unit])
    together = own + float(least.sum())
    measure = problem.around.measure
    if len(whole) == 0 or together <= band.high:
        sizes = ", ".join(people_text(people) for people in sorted(cut.people.tolist()))
        return Obstacle(
            Kind.HANGING,
            np.array([cut.unit]),
            own,
            f"{name} ({people_text(own)} {measure}) holds {len(cut.people):,} parts together, of {sizes}, "
            "and no shares of them make a locality around it from "
            f"{people_text(problem.low)} to {people_text(problem.high)}.",
            "Add a link past it, or widen the limits.",
        )
    verb = "hangs" if len(branches) == 1 else "hang"
    text = (
        f"{places_text(problem, branches)}, {people_text(float(problem.people[branches].sum()))} {measure}, "
        f"{verb} on {name} alone and go with it: at least {people_text(together)} in one locality, "
        f"more than {people_text(problem.high)}."
    )
    beyond = np.setdiff1d(component, units)
    gap = nearest_gap(problem, branches, beyond)
    ways = [gap.text(problem)] if gap else []
    ways.append(f"raise the upper limit to {people_text(math.ceil(together))} or more")
    units = units.astype(np.int64)
    return Obstacle(Kind.HANGING, units, float(problem.people[units].sum()), text, ways_out(ways))
