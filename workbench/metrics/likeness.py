"""One number and one hue for the same locality in every scenario, so that maps side by side can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.comparison import match_localities, units_that_move
from workbench.metrics.hues import HUES, locality_neighbours
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario

Key = tuple[str, str]
"""A locality of the comparison: "" with the baseline's code, or a scenario's id with a code of its own."""


@dataclass(frozen=True)
class Likeness:
    """How a locality is shown beside other scenarios; ``partner`` is its code in the baseline, or None.

    A partner has the baseline's number; a locality without one keeps its own where that is still free.
    ``scenarios`` are the ids of those that have it.
    """

    number: int
    hue: str
    partner: str | None
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SideBySidePlans:
    """Scenarios beside a baseline.

    ``likeness`` holds for each scenario id every locality by code. ``differs`` holds for each scenario but
    the baseline which units lie in another locality than there.
    """

    baseline: str
    likeness: Mapping[str, Mapping[str, Likeness]]
    differs: Mapping[str, NDArray[np.bool_]]

    @property
    def times(self) -> NDArray[np.int64]:
        """For each unit the number of scenarios in which it lies in another locality than in the baseline."""
        return np.sum(list(self.differs.values()), axis=0, dtype=np.int64)


def like_localities(area: StudyArea, scenarios: Sequence[Scenario], baseline: Scenario) -> SideBySidePlans:
    """Match every scenario with the baseline by what they have in common (``match_localities``).

    Hues are one colouring over the neighbours of all scenarios: a locality of the baseline keeps its colour
    where no neighbour, in any of the scenarios, has it already.
    """
    partners = {
        one.id: {after: before for before, after in match_localities(area, baseline, one)}
        for one in scenarios
        if one is not baseline
    }
    keys = _keys(scenarios, baseline, partners)
    numbers = _numbers(scenarios, keys)
    hues = _hues(area, scenarios, keys, numbers)
    holders: dict[Key, list[str]] = {key: [] for key in numbers}
    for one in scenarios:
        for key in keys[one.id].values():
            holders[key].append(one.id)
    likeness = {
        one.id: {
            code: Likeness(numbers[key], hues[key], None if key[0] else key[1], tuple(holders[key]))
            for code, key in keys[one.id].items()
        }
        for one in scenarios
    }
    differs = {
        one.id: units_that_move(
            baseline.plan, one.plan, {before: after for after, before in partners[one.id].items()}
        )
        for one in scenarios
        if one is not baseline
    }
    return SideBySidePlans(baseline.id, likeness, differs)


def _keys(
    scenarios: Sequence[Scenario], baseline: Scenario, partners: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, Key]]:
    """The key of every locality by scenario and code, the baseline's first.

    Localities without a partner that share more than half of the areas of both are one and the same.
    """
    keys: dict[str, dict[str, Key]] = {baseline.id: {one.code: ("", one.code) for one in baseline.plan}}
    alone: dict[Key, NDArray[np.int64]] = {}
    for scenario in scenarios:
        if scenario is baseline:
            continue
        found: dict[str, Key] = {}
        for locality in scenario.plan:
            partner = partners[scenario.id].get(locality.code)
            if partner is not None:
                found[locality.code] = ("", partner)
                continue
            units = scenario.plan.units_of(scenario.plan.slot(locality.code))
            taken = set(found.values())
            same = (key for key, theirs in alone.items() if key not in taken and _mostly(units, theirs))
            found[locality.code] = next(same, (scenario.id, locality.code))
            alone.setdefault(found[locality.code], units)
        keys[scenario.id] = found
    return keys


def _mostly(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    return 2 * len(np.intersect1d(one, other)) > max(len(one), len(other))


def _numbers(scenarios: Sequence[Scenario], keys: Mapping[str, Mapping[str, Key]]) -> dict[Key, int]:
    plans = {one.id: one.plan for one in scenarios}
    numbers: dict[Key, int] = {}
    used: set[int] = set()
    for scenario, by_code in keys.items():  # the baseline comes first and keeps its numbers
        own = {one.code: one.number for one in plans[scenario]}
        for code, key in by_code.items():
            if key not in numbers:
                free = own[code] if own[code] not in used or not key[0] else max(used, default=0) + 1
                numbers[key] = free
                used.add(free)
    return numbers


def _hues(
    area: StudyArea,
    scenarios: Sequence[Scenario],
    keys: Mapping[str, Mapping[str, Key]],
    numbers: Mapping[Key, int],
) -> dict[Key, str]:
    plans = {one.id: one.plan for one in scenarios}
    around: dict[Key, set[Key]] = {key: set() for key in numbers}
    own: dict[Key, str] = {}
    for scenario, by_code in keys.items():
        plan = plans[scenario]
        of_slot = {plan.slot(code): key for code, key in by_code.items()}
        for locality in plan:
            own.setdefault(by_code[locality.code], locality.colour)
        for slot, others in locality_neighbours(area.adjacency, plan).items():
            around[of_slot[slot]] |= {of_slot[other] for other in others} - {of_slot[slot]}
    chosen: dict[Key, str] = {}
    counts: Counter[str] = Counter()
    for key in numbers:
        taken = [chosen[other] for other in around[key] if other in chosen]
        candidates = (own[key], *HUES)
        chosen[key] = min(
            candidates,
            key=lambda hue: (taken.count(hue), hue != own[key], counts[hue], candidates.index(hue)),
        )
        counts[chosen[key]] += 1
    return chosen
