"""Which localities the areas of a new plan are: names, colours and codes survive where people stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.outcome import Candidate
from workbench.balancing.problem import Problem
from workbench.metrics.hues import HUES, colour_plan, colours_to_keep, locality_neighbours
from workbench.models.adjacency import Adjacency
from workbench.models.localities import Locality
from workbench.models.plan import UNASSIGNED, Plan
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.balance_scope import BalanceScope

PLAIN_NAME = "Locality"


def locality_of_label(
    problem: Problem, scope: BalanceScope, scenario: Scenario, candidate: Candidate
) -> list[str | None]:
    """Code of the locality that each label of a candidate becomes; None for a new one or an empty label.

    The first ``scope.fixed`` labels keep theirs. The others are matched with the spare localities so that
    the most people stay where they are (an assignment problem; units without people weigh a little, so
    that they decide between equals). Spare localities that hold no areas yet, in the order of their
    numbers, take what is left.
    """
    plan = scenario.plan
    count = candidate.labels
    found: list[str | None] = [*scope.codes[: scope.fixed], *([None] * count)][:count]
    used = np.bincount(candidate.plan, minlength=count) > 0
    free = [label for label in range(count) if used[label] and (label >= scope.fixed)]
    if not free or not scope.spare:
        return found
    place = np.full(plan.slots + 1, UNASSIGNED)
    for number, code in enumerate(scope.spare):
        place[plan.slot(code)] = number
    old = place[plan.labels[scope.rows]]
    held = old >= 0
    table = np.zeros((count, len(scope.spare)))
    np.add.at(table, (candidate.plan[held], old[held]), problem.people[held] + 1e-3)
    table = table[free]
    from scipy.optimize import linear_sum_assignment  # the window's start does not wait for it

    for row, column in zip(*linear_sum_assignment(-table), strict=True):
        if table[row, column] > 0:
            found[free[int(row)]] = scope.spare[int(column)]
    empty = [code for code in scope.spare if not (plan.labels == plan.slot(code)).any()]
    for label in free:
        if found[label] is None and empty:
            found[label] = empty.pop(0)
    return found


def fresh_localities(
    scenario: Scenario, places: Sequence[str], *, also_taken: Iterable[str] = ()
) -> list[Locality]:
    """New localities with the next codes and numbers, named after their places; colours come later.

    Where a place is known the first is "Luton 1"; elsewhere it is "Locality 7" after its number.
    """
    plan = scenario.plan
    used, number_of_code = plan.codes, 0
    taken = {locality.name.casefold() for locality in plan} | {name.casefold() for name in also_taken}
    number = max((locality.number for locality in plan), default=0)
    fresh = []
    for place in places:
        number += 1
        trial = 1 if place else number
        while (name := f"{place or PLAIN_NAME} {trial}").casefold() in taken:
            trial += 1
        taken.add(name.casefold())
        number_of_code += 1
        while (code := f"L{number_of_code:02d}") in used:
            number_of_code += 1
        fresh.append(Locality(code, number, name, HUES[0]))
    return fresh


def place_of(column: ParentColumn | None, units: NDArray[np.int64]) -> str:
    """Name of the larger area that most of the units lie in; empty where it is not known."""
    if column is None:
        return ""
    names = Counter(str(name) for name in column.names[units] if name)
    return min(names, key=lambda name: (-names[name], name)) if names else ""


def coloured(adjacency: Adjacency, plan: Plan, *, new: Iterable[str], keep: Iterable[str]) -> dict[str, str]:
    """Colours by code so that no neighbours share one.

    Localities of ``keep`` keep theirs, ``new`` ones have none yet; any other keeps its own unless a
    neighbour with more areas has the same.
    """
    size = np.bincount(plan.labels[plan.labels >= 0], minlength=plan.slots)
    fresh = set(new)
    slots = {locality.code: plan.slot(locality.code) for locality in plan}
    held = colours_to_keep(
        locality_neighbours(adjacency, plan),
        {slots[locality.code]: locality.colour for locality in plan if locality.code not in fresh},
        {slot: float(size[slot]) for slot in slots.values()},
        sure=[slots[code] for code in keep if code not in fresh],
    )
    kept = {code: held[slot] for code, slot in slots.items() if slot in held}
    return colour_plan(adjacency, plan, kept=kept)
