"""What a bound is: the goal, what the plan has, what every plan has at least."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BoundKind(StrEnum):
    """Goals with a known bound."""

    MOVES = "moves"
    INERTIA = "inertia"
    NONE = "none"


@dataclass(frozen=True)
class Bound:
    """What ``value`` a plan has on a goal and that no plan can have less than ``lower_bound``.

    Both are None where nothing is known. ``sentence`` says it to the planner.
    """

    objective: BoundKind
    value: float | None
    lower_bound: float | None
    sentence: str

    @property
    def gap(self) -> float | None:
        """Share by which the plan is above the bound, (value - bound) / bound; None where it says nothing."""
        if self.value is None or self.lower_bound is None:
            return None
        if self.lower_bound <= 0:
            return 0.0 if self.value <= 0 else None
        return max(0.0, (self.value - self.lower_bound) / self.lower_bound)
