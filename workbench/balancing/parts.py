"""The parts of a problem that have no border with one another, and what they make impossible."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.counts import Counts, counts, nearest_limits
from workbench.balancing.gaps import nearest_gap
from workbench.balancing.obstacle import Kind, Obstacle
from workbench.balancing.problem import Problem
from workbench.balancing.wording import listed, people_text, places_text, ways_out


@dataclass(frozen=True)
class Band:
    """The limits, eased by what rounding may take, so that no plan in the band is called impossible."""

    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Part:
    """Units connected with one another and with no others, and the numbers of localities they allow."""

    units: NDArray[np.int64]
    people: float
    counts: Counts
    locked: tuple[str, ...]
    """Localities that stay and that it borders."""
    unlockable: bool = True
    """Whether all of those are locked, and not only left as they are by what was asked for."""


def parts_of(problem: Problem, band: Band) -> list[Part]:
    """The connected parts, those with fewest people first."""
    count, label = problem.graph.components()
    held = np.bincount(label, problem.people, minlength=count)
    order = np.argsort(label, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(label, minlength=count))[:-1])
    touched = [(locked.name, set(label[locked.units].tolist())) for locked in problem.around.locked]
    left = {part for one in problem.around.locked if one.by_task for part in label[one.units].tolist()}
    return [
        Part(
            units=members[part],
            people=float(held[part]),
            counts=counts(float(held[part]), units=len(members[part]), low=band.low, high=band.high),
            locked=tuple(name for name, beside in touched if part in beside),
            unlockable=part not in left,
        )
        for part in np.argsort(held, kind="stable").tolist()
    ]


def unsplittable(problem: Problem, parts: list[Part], band: Band, *, stranded: bool) -> Obstacle | None:
    """The first part whose people cannot be split into the band; ``stranded``: beside locked localities."""
    bad = [part for part in parts if not part.counts.possible and bool(part.locked) is stranded]
    # one unit above the limit is a matter of its own, with a sentence of its own
    bad = [part for part in bad if problem.people[part.units].max() <= band.high]
    if not bad:
        return None
    part = bad[0]
    place = _place(problem, part, alone=len(parts) == 1)
    reason = f"{place}{_misfit(problem, part.people, one=place.endswith(' is '))}."
    if len(bad) > 1:
        others = [f"{places_text(problem, other.units)} ({people_text(other.people)})" for other in bad[1:]]
        reason += f" The same goes for {listed(others)}."
    return Obstacle(
        Kind.STRANDED if stranded else Kind.COMPONENT,
        part.units,
        part.people,
        reason,
        _remedy(problem, part, alone=len(parts) == 1),
    )


def _place(problem: Problem, part: Part, *, alone: bool) -> str:
    """Who and where, up to the verb: "Keele and 3 other areas, 2,224 people, have no border ... and "."""
    held = f"{people_text(part.people)} {problem.around.measure}"
    who = f"{places_text(problem, part.units)}, {held},"
    have, are = ("has", "is") if len(part.units) == 1 else ("have", "are")
    if part.locked:
        names = listed(part.locked)
        if not part.unlockable:
            stay = "stays as it is" if len(part.locked) == 1 else "stay as they are"
            return f"{who} {are} cut off by {names}, which {stay}, and {are} "
        noun = "locality" if len(part.locked) == 1 else "localities"
        return f"{who} {are} cut off by the locked {noun} {names} and {are} "
    if alone:
        return f"All areas together, {held}, are "
    if problem.around.inside is not None:
        inside = problem.around.inside
        parent = inside[part.units[0]]
        if int((inside == parent).sum()) == len(part.units):
            return f"{parent}, {held}, stays on its own and is "
        return f"{who} {have} no border with the rest of {parent} and {are} "
    return f"{who} {have} no border with the rest and {are} "


def _misfit(problem: Problem, people: float, *, one: bool) -> str:
    """Why these people cannot be split, said of one place or of several."""
    if people < problem.low:
        return f"{'below' if one else 'fewer than'} {people_text(problem.low)}"
    whole = math.floor(people / problem.low)
    localities = "one locality" if whole == 1 else f"{whole:,} localities"
    return (
        f"too many for {localities} (at most {people_text(whole * problem.high)}) and "
        f"too few for {whole + 1:,} (at least {people_text((whole + 1) * problem.low)})"
    )


def _remedy(problem: Problem, part: Part, *, alone: bool) -> str:
    """What would help: a link, another limit, a locality to unlock."""
    limits = nearest_limits(part.people, low=problem.low)
    ways = []
    if part.locked and part.unlockable:
        ways.append(f"unlock {part.locked[0]}" if len(part.locked) == 1 else "unlock one of them")
    elif not part.locked and not alone:
        gap = nearest_gap(problem, part.units, _linkable(problem, part))
        ways.append(gap.text(problem) if gap else "let localities cross its border")
    if limits.high is None:
        ways.append(f"lower the limit to {people_text(math.floor(limits.low))}")
    else:
        # one locality of the whole part is sure to work, several only may
        or_more = "" if part.people < 2 * problem.low else " or more"
        ways.append(f"lower the lower limit to {people_text(math.floor(limits.low))} or less")
        ways.append(f"raise the upper limit to {people_text(math.ceil(limits.high))}{or_more}")
    return ways_out(ways)


def _linkable(problem: Problem, part: Part) -> NDArray[np.int64]:
    """Units that a link from ``part`` may lead to: all others, or those of the same larger area."""
    inside = problem.around.inside
    open_to = np.ones(problem.n, bool) if inside is None else inside == inside[part.units[0]]
    open_to[part.units] = False
    return np.flatnonzero(open_to)
