"""Why a problem has no plan: what stands in the way, where, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Kind(StrEnum):
    """What stands in the way of every plan."""

    LIMITS = "limits"
    """The lower limit is above the upper one, or nothing is left to balance."""
    COMPONENT = "component"
    """A part without a border with the rest whose people cannot be split into the band."""
    NUMBER = "number"
    """The wanted number of localities."""
    UNIT = "unit"
    """One unit has more people than the upper limit."""
    STRANDED = "stranded"
    """A part cut off by locked localities."""
    PINNED = "pinned"
    """Locked units that cannot all stay where they are."""
    HANGING = "hanging"
    """Units that hang on one unit and have to go with it."""
    TRIED = "tried"
    """Every possibility of a small part was tried."""


@dataclass(frozen=True, eq=False)
class Obstacle:
    """A proof, in words, that no plan exists.

    ``units`` are the rows of the problem that it is about, ``people`` their people. ``reason`` says what
    and where, ``suggestion`` what would help: the nearest limits, a link, a locality to unlock.
    """

    kind: Kind
    units: NDArray[np.int64]
    people: float
    reason: str
    suggestion: str

    @property
    def sentence(self) -> str:
        """Reason and suggestion."""
        return f"{self.reason} {self.suggestion}".strip()
