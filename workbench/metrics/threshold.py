"""From how many people who move patients and the public are to be consulted (R75)."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """From how many people who move the public is to be consulted: ``value`` people, or that share of all.

    A threshold of 5% of 470,000 people is 23,500 people.
    """

    value: float
    of_all: bool = True

    @property
    def words(self) -> str:
        """As it is read: "5% of all people" or "10,000 people"."""
        return f"{self.value * 100:g}% of all people" if self.of_all else f"{self.value:,.0f} people"

    @property
    def typed(self) -> str:
        """As it is typed: "5%" or "10000"."""
        return f"{self.value * 100:g}%" if self.of_all else f"{self.value:g}"

    @classmethod
    def parse(cls, text: str) -> Threshold | None:
        """The threshold of "5%" or "10,000"; None where the text is none."""
        of_all = text.strip().endswith("%")
        try:
            value = float(text.strip().removesuffix("%").replace(",", ""))
        except ValueError:
            return None
        if not 0 <= value < math.inf or (of_all and value > 100):
            return None
        return cls(value / 100 if of_all else value, of_all)


USUAL_THRESHOLD = Threshold(0.05)
"""What holds unless the planner says otherwise."""
