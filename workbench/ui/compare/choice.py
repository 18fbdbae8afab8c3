"""What is compared: which scenarios, the baseline among them, and what the maps show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.models.scenario import MOST_BESIDE

MOST = MOST_BESIDE + 1
"""Scenarios side by side."""
BY_LOCALITY, BY_BAND = "locality", "band"
"""What maps are coloured by; anything else is an indicator of the areas."""


@dataclass(frozen=True)
class Choice:
    """Ids of two to four scenarios in the project's order; ``baseline`` is one of them."""

    scenarios: tuple[str, ...] = ()
    baseline: str = ""
    difference: bool = True
    colour: str = BY_LOCALITY

    @property
    def others(self) -> tuple[str, ...]:
        """The scenarios that are compared with the baseline."""
        return tuple(one for one in self.scenarios if one != self.baseline)

    @property
    def complete(self) -> bool:
        """Whether there is anything to compare."""
        return len(self.scenarios) > 1

    def settled(self, there: Sequence[str], current: str, before: Sequence[str] = ()) -> Choice:
        """This choice for a project of these scenarios: what is gone gives way, two are wanted at least.

        At first the scenario in hand is the baseline, beside the first ones of the project. Where all that
        were there ``before`` stand side by side, one that is added or comes back stands beside them.
        """
        baseline = self.baseline if self.baseline in there else current if current in there else ""
        wanted = {one for one in self.scenarios if one in there} | ({baseline} - {""})
        for one in there:
            if len(wanted) >= (2 if self.scenarios else MOST - 1):
                break
            wanted.add(one)
        if before and set(before) == set(self.scenarios):
            wanted.update([one for one in there if one not in before][: MOST - len(wanted)])
        return replace(self, scenarios=_in_order(wanted, there), baseline=baseline)

    def with_scenarios(self, wanted: Sequence[str], there: Sequence[str]) -> Choice:
        """Compare these scenarios; a baseline that is not among them gives way to the first one."""
        some = _in_order(set(wanted), there)[:MOST]
        baseline = self.baseline if self.baseline in some else next(iter(some), "")
        return replace(self, scenarios=some, baseline=baseline)

    def with_maps(self, count: int, there: Sequence[str]) -> Choice:
        """Compare so many scenarios: the next ones of the project are added, the last ones left out."""
        some = list(self.scenarios)
        for one in there:
            if len(some) < count and one not in some:
                some.append(one)
        while len(some) > count:
            some.remove(next(one for one in reversed(some) if one != self.baseline))
        return self.with_scenarios(some, there)

    def with_baseline(self, baseline: str, there: Sequence[str]) -> Choice:
        """Compare with another scenario; it takes the place of the last one where there are four."""
        some = list(self.scenarios)
        if baseline not in some:
            if len(some) >= MOST:
                some.pop()
            some.append(baseline)
        return replace(self, scenarios=_in_order(set(some), there), baseline=baseline)


def _in_order(some: set[str], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in there if one in some)
