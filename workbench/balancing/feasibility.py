"""Whether a problem can have a plan at all, and if not, exactly what stands in the way.

Every answer is a proof: arithmetic on people (sums and multiples of the limits), paths in the border
graph, or all possibilities of a small part. None found does not mean that there is a plan; only for
parts of up to 14 blocks (units that can go separate ways) is the answer complete in both directions.
"""

from __future__ import annotations

import math

import numpy as np

from workbench.balancing.blocks import hanging_obstacle
from workbench.balancing.counts import counts
from workbench.balancing.decided import Decided, bits_of, decide, eased_band, sums_of
from workbench.balancing.obstacle import Kind, Obstacle
from workbench.balancing.parts import Band, Part, parts_of, unsplittable
from workbench.balancing.pins import pinned_groups, pinned_obstacle
from workbench.balancing.problem import Problem
from workbench.balancing.wider import widened
from workbench.balancing.wording import listed, name_of, people_text, places_text, ways_out


def find_obstacle(problem: Problem) -> Obstacle | None:
    """The first thing that makes every plan impossible; None if nothing was found.

    In this order: the limits themselves, a part that cannot be split, the wanted number in total, a unit
    above the upper limit, a part stranded by locked localities, the wanted number over the parts, locked
    units, units that hang on one unit, small parts tried in every way.
    """
    band = eased_band(problem)
    limits = _limits_obstacle(problem, band)
    if limits is not None or problem.n == 0:
        return limits
    parts = parts_of(problem, band)
    return (
        unsplittable(problem, parts, band, stranded=False)
        or _total_obstacle(problem, band)
        or _unit_obstacle(problem, band)
        or unsplittable(problem, parts, band, stranded=True)
        or _number_obstacle(problem, parts, [None] * len(parts))
        or pinned_obstacle(problem, band)
        or hanging_obstacle(problem, parts, band)
        or _tried_obstacle(problem, parts, band)
    )


def _limits_obstacle(problem: Problem, band: Band) -> Obstacle | None:
    """No areas but localities wanted, or limits that no locality can keep."""
    units = np.arange(problem.n)
    people = float(problem.people.sum())
    if problem.n == 0:
        if not problem.localities:
            return None
        return Obstacle(Kind.LIMITS, units, 0.0, "No areas are left to balance.", "Unlock a locality.")
    if band.low > band.high or band.high <= 0:
        return Obstacle(
            Kind.LIMITS,
            units,
            people,
            f"No locality can have at least {people_text(problem.low)} and at most "
            f"{people_text(problem.high)} people.",
            "Set a lower limit below the upper one.",
        )
    return None


def _unit_obstacle(problem: Problem, band: Band) -> Obstacle | None:
    """A unit with more people than a locality may have; on registered people, its practices."""
    unit = int(np.argmax(problem.people))
    people = float(problem.people[unit])
    if people <= band.high:
        return None
    name, measure = name_of(problem, unit), problem.around.measure
    more = f"more than the {people_text(problem.high)} that a locality may have."
    practices = sorted(problem.around.practices.get(unit, ()), key=lambda practice: -practice[1])
    if practices and practices[0][1] > band.high:
        reason = (
            f"The practice {practices[0][0]} in {name} has {people_text(practices[0][1])} {measure}, {more}"
        )
    elif len(practices) > 1:
        names = listed([one for one, _ in practices])
        reason = f"The practices of {name} ({names}) have {people_text(people)} {measure}, {more}"
    else:
        reason = f"{name} has {people_text(people)} {measure}, {more}"
    ways = [f"raise the upper limit to {people_text(math.ceil(people))}"]
    ways.append("balance on residents" if practices else "make it a locality of its own and lock that")
    others = int((problem.people > band.high).sum()) - 1
    if others:
        reason += f" {others:,} other {'area is' if others == 1 else 'areas are'} larger than that, too."
    return Obstacle(Kind.UNIT, np.array([unit]), people, reason, ways_out(ways))


def _total_obstacle(problem: Problem, band: Band) -> Obstacle | None:
    """The wanted number against all people and all units."""
    wanted = problem.localities
    if wanted is None:
        return None
    people = float(problem.people.sum())
    possible = counts(people, units=problem.n, low=band.low, high=band.high)
    if possible.fewest <= wanted <= possible.most or not possible.possible:
        return None
    return _wrong_number(problem, list(range(possible.fewest, possible.most + 1)), "")


def _number_obstacle(problem: Problem, parts: list[Part], decided: list[Decided | None]) -> Obstacle | None:
    """The wanted number against what the parts allow, each on its own."""
    wanted = problem.localities
    groups = len(pinned_groups(problem))
    if wanted is None:
        return None
    if groups > wanted:
        return Obstacle(
            Kind.NUMBER,
            np.flatnonzero(problem.pinned),
            float(problem.people[problem.pinned].sum()),
            f"Locked areas stand in {groups:,} localities, the number wanted is {wanted:,}.",
            f"Ask for {groups:,} localities or more, or unlock areas.",
        )
    total = sums_of([bits_of(part, one) for part, one in zip(parts, decided, strict=True)])[-1]
    if total >> wanted & 1:
        return None
    possible = [count for count in range(total.bit_length()) if total >> count & 1]
    apart = f" in {len(parts):,} parts without a border between them" if len(parts) > 1 else ""
    return _wrong_number(problem, possible, apart)


def _wrong_number(problem: Problem, possible: list[int], apart: str) -> Obstacle:
    """The sentence for a number of localities that cannot be."""
    wanted = problem.localities or 0
    people = float(problem.people.sum())
    limits = f"{people_text(problem.low)} to {people_text(problem.high)}"
    ways = []
    if possible and possible != [1]:  # a division into one is none
        nearest = min(possible, key=lambda count: abs(count - wanted))
        ways.append(f"ask for {nearest:,}")
    if wanted > problem.n:
        ways.append(f"{problem.n:,} areas make {problem.n:,} localities at most")
    elif people < wanted * problem.low:
        ways.append(f"lower the lower limit to {people_text(math.floor(people / wanted))} or less")
    elif wanted and people > wanted * problem.high:
        ways.append(f"raise the upper limit to {people_text(math.ceil(people / wanted))} or more")
    noun = "locality" if possible == [1] else "localities"
    made = f"make {_range_text(possible)} {noun}" if possible else "make no number of localities"
    return Obstacle(
        Kind.NUMBER,
        np.arange(problem.n),
        people,
        f"{people_text(people)} {problem.around.measure}{apart}, {limits} each, {made}; "
        f"the number wanted is {wanted:,}.",
        ways_out(ways) if ways else "",
    )


def _range_text(possible: list[int]) -> str:
    """Numbers as they are said: "10 to 16", "3", "2, 4 or 5"."""
    if len(possible) == 1:
        return f"{possible[0]:,}"
    if possible[-1] - possible[0] == len(possible) - 1:
        return f"{possible[0]:,} to {possible[-1]:,}"
    return f"{', '.join(f'{count:,}' for count in possible[:-1])} or {possible[-1]:,}"


def _tried_obstacle(problem: Problem, parts: list[Part], band: Band) -> Obstacle | None:
    """Small parts tried in every way, and what their exact numbers leave of the wanted number."""
    decided = decide(problem, parts, band)
    for one in decided:
        if one is not None and not one.counts:
            units = one.part.units
            whole = "all areas" if len(parts) == 1 else places_text(problem, units)
            return Obstacle(
                Kind.TRIED,
                units,
                one.part.people,
                f"Every way to divide {whole}, {people_text(one.part.people)} {problem.around.measure}, was "
                f"tried: none gives localities in one piece from {people_text(problem.low)} to "
                f"{people_text(problem.high)}.",
                ways_out(widened(one, problem)),
            )
    return _number_obstacle(problem, parts, decided)
