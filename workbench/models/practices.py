"""GP practices and how a scenario gives them to localities."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class PracticeTable:
    """Practices in file order.

    ``list_size`` and ``weighted_list`` are people (NaN: not known); ``easting`` and ``northing`` are
    metres of EPSG:27700 (NaN: not placed); ``site_unit`` is the row of the unit that holds the site,
    -1 where the site lies in none. ``attributes`` keeps every other imported column.
    """

    codes: NDArray[np.object_]
    names: NDArray[np.object_]
    postcodes: NDArray[np.object_]
    easting: NDArray[np.float64]
    northing: NDArray[np.float64]
    list_size: NDArray[np.float64]
    weighted_list: NDArray[np.float64] | None
    pcn_codes: NDArray[np.object_]
    pcn_names: NDArray[np.object_]
    site_unit: NDArray[np.int32]
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Row by practice code."""
        return {str(code): row for row, code in enumerate(self.codes)}

    @cached_property
    def placed(self) -> NDArray[np.bool_]:
        """Whether each practice has coordinates."""
        return np.isfinite(self.easting) & np.isfinite(self.northing)

    @staticmethod
    def empty() -> PracticeTable:
        """A table without practices."""
        text = np.empty(0, dtype=object)
        number = np.empty(0, dtype=np.float64)
        return PracticeTable(
            codes=text, names=text, postcodes=text, easting=number, northing=number, list_size=number,
            weighted_list=None, pcn_codes=text, pcn_names=text, site_unit=np.empty(0, dtype=np.int32),
        )  # fmt: skip


class AssignedHow(StrEnum):
    """How a practice came to its locality; a choice by hand is kept by every automatic rule."""

    NOT_ASSIGNED = "not assigned"
    SITE = "site"
    MOST_PATIENTS = "most patients"
    MINIMUM_SHARE = "minimum share"
    GROUP = "practice group"
    """With the others of its PCN, or of a group that a person made (build localities from practices)."""
    HAND = "by hand"
    OUTSIDE = "outside"
    """The site or most of the list lies outside the study area."""
    NOT_PLACED = "not placed"
    """Without coordinates, so that a rule by site cannot place it."""


class ConsultationView(StrEnum):
    """Where a practice stands in the consultation (R17)."""

    PROPOSED = "Proposed"
    CONSULTED = "Consulted"
    AGREED = "Agreed"
    OBJECTED = "Objected"


def main_of(shares: tuple[tuple[str, float], ...]) -> str | None:
    """The locality with the largest of some shares; None where there is none."""
    return max(shares, key=lambda pair: pair[1])[0] if shares else None


@dataclass(frozen=True)
class PracticeAssignment:
    """The localities of one practice, with shares of its list that add up to 1.

    ``shares`` pairs a locality code with a share; it is empty for a practice without a locality, and
    ``how`` says why.
    """

    shares: tuple[tuple[str, float], ...] = ()
    how: AssignedHow = AssignedHow.NOT_ASSIGNED
    locked: bool = False
    view: ConsultationView = ConsultationView.PROPOSED

    def __post_init__(self) -> None:
        if self.shares and abs(sum(share for _, share in self.shares) - 1.0) > 1e-9:
            message = f"Shares of a practice add up to 1, not {sum(share for _, share in self.shares)}"
            raise ValueError(message)

    @property
    def main(self) -> str | None:
        """The locality with the largest share; None where there is none."""
        return main_of(self.shares)

    @staticmethod
    def whole(locality: str, how: AssignedHow) -> PracticeAssignment:
        """The whole practice in one locality."""
        return PracticeAssignment(((locality, 1.0),), how)


UNASSIGNED_PRACTICE = PracticeAssignment()
