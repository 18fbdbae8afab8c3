"""One number and one hue for the same locality in every scenario, so that maps side by side can be read."""

from __future__ import annotations

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
    """

    number: int
    hue: str
    partner: str | None


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
    numbers = _numbers(scenarios, baseline, partners)
    hues = _hues(area, scenarios, baseline, partners, numbers)
    likeness: dict[str, dict[str, Likeness]] = {}
    for one in scenarios:
        likeness[one.id] = {}
        for locality in one.plan:
            key = _key(one, baseline, partners, locality.code)
            partner = key[1] if key[0] == "" else None
            likeness[one.id][locality.code] = Likeness(numbers[key], hues[key], partner)
    differs = {
        one.id: units_that_move(
            baseline.plan, one.plan, {before: after for after, before in partners[one.id].items()}
        )
        for one in scenarios
        if one is not baseline
    }
    return SideBySidePlans(baseline.id, likeness, differs)


def _key(scenario: Scenario, baseline: Scenario, partners: Mapping[str, Mapping[str, str]], code: str) -> Key:
    if scenario is baseline:
        return "", code
    partner = partners[scenario.id].get(code)
    return (scenario.id, code) if partner is None else ("", partner)


def _numbers(
    scenarios: Sequence[Scenario], baseline: Scenario, partners: Mapping[str, Mapping[str, str]]
) -> dict[Key, int]:
    numbers: dict[Key, int] = {("", locality.code): locality.number for locality in baseline.plan}
    used = set(numbers.values())
    for one in scenarios:
        for locality in one.plan:
            key = _key(one, baseline, partners, locality.code)
            if key not in numbers:
                free = locality.number if locality.number not in used else max(used, default=0) + 1
                numbers[key] = free
                used.add(free)
    return numbers


def _hues(
    area: StudyArea,
    scenarios: Sequence[Scenario],
    baseline: Scenario,
    partners: Mapping[str, Mapping[str, str]],
    numbers: Mapping[Key, int],
) -> dict[Key, str]:
    around: dict[Key, set[Key]] = {key: set() for key in numbers}
    own: dict[Key, str] = {("", locality.code): locality.colour for locality in baseline.plan}
    for one in scenarios:
        keys = {}
        for locality in one.plan:
            key = _key(one, baseline, partners, locality.code)
            keys[one.plan.slot(locality.code)] = key
            own.setdefault(key, locality.colour)
        for slot, others in locality_neighbours(area.adjacency, one.plan).items():
            around[keys[slot]] |= {keys[other] for other in others} - {keys[slot]}
    chosen: dict[Key, str] = {}
    for key in numbers:  # the baseline's localities come first and keep what they have
        taken = [chosen[other] for other in around[key] if other in chosen]
        counts = list(chosen.values())
        candidates = (own[key], *HUES)
        chosen[key] = min(
            candidates,
            key=lambda hue: (taken.count(hue), hue != own[key], counts.count(hue), candidates.index(hue)),
        )
    return chosen
