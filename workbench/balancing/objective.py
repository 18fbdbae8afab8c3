"""What a good plan is: named parts with weights, and presets in plain words."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum


class Preference(StrEnum):
    """Presets, as the command line and the window name them."""

    COMPACT = "compact"
    PRACTICES = "practices"
    PARENTS = "parents"
    FEW_CHANGES = "few-changes"
    EQUAL = "equal"


@dataclass(frozen=True)
class Objective:
    """Weights of the parts of the cost; 0 leaves a part out, less cost is better.

    The parts are scaled so that a weight of 1 matters about as much as another (docs/methods.md):

    - ``people``: sum over localities of ((people - target) / target) squared.
    - ``cut_edges``: pairs of neighbouring areas in different localities.
    - ``border``: length of these borders, in mean border lengths of the problem.
    - ``inertia``: people times squared distance to the middle of their locality, as a share of the same
      for the connected parts as a whole, times the number of localities squared: about their number.
    - ``parents``: borders inside a larger area (local authority, PCN ...) that are cut.
    - ``practices``: patients whose practice stands in another locality, in per cent of all patients.
    - ``hubs``: people times distance to the hub site of their locality, per person, in km, times
      the number of localities.
    - ``changes``: areas that are in another locality than drawn.
    """

    people: float = 1.0
    cut_edges: float = 0.0
    border: float = 0.0
    inertia: float = 0.0
    parents: float = 0.0
    practices: float = 0.0
    hubs: float = 0.0
    changes: float = 0.0

    def with_weights(self, **weights: float) -> Objective:
        """The same with other weights."""
        return replace(self, **weights)

    @staticmethod
    def part_names() -> tuple[str, ...]:
        """Names of the parts, in the order in which they are shown."""
        return tuple(part.name for part in fields(Objective))


PRESETS: dict[Preference, Objective] = {
    Preference.COMPACT: Objective(people=1.0, cut_edges=1.0),
    Preference.PRACTICES: Objective(people=1.0, cut_edges=0.05, practices=1.0),
    Preference.PARENTS: Objective(people=1.0, cut_edges=0.5, parents=1.0),
    Preference.FEW_CHANGES: Objective(people=0.0, cut_edges=0.1, changes=1.0),
    Preference.EQUAL: Objective(people=200.0, cut_edges=1.0),
}
"""Weights of the presets, found on North Staffordshire and Luton (benchmarks/balancing.py)."""


def objective_for(preferences: tuple[Preference, ...]) -> Objective:
    """The objective of one preset, or of several at once: each part takes the largest weight asked for."""
    chosen = [PRESETS[preference] for preference in preferences or (Preference.COMPACT,)]
    return Objective(**{name: max(getattr(one, name) for one in chosen) for name in Objective.part_names()})
