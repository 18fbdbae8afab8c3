"""Larger areas from a look-up file: places, systems, footprints of any year, each with its dates (R38)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.units import ParentColumn


@dataclass(frozen=True)
class Hierarchy:
    """One kind of larger area, as it was in a period.

    ``units`` pairs the code of a unit with that of its larger area, ``names`` the code of a larger area with
    its name; units that are not in it lie in none. ``valid_from`` and ``valid_to`` are days as 2016-03-15,
    both included, empty where they are open or not told. ``source`` names the file.
    """

    kind: str
    title: str
    units: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""

    @property
    def full_title(self) -> str:
        """The title with its period, as two sets of one kind are told apart."""
        if self.valid_from and self.valid_to:
            return f"{self.title} ({self.valid_from} to {self.valid_to})"
        if self.valid_from:
            return f"{self.title} (from {self.valid_from})"
        return f"{self.title} (until {self.valid_to})" if self.valid_to else self.title

    def column(self, codes: NDArray[np.object_]) -> ParentColumn:
        """The larger area of each unit of a study area."""
        area_of, name_of = dict(self.units), dict(self.names)
        areas = np.array([area_of.get(str(code), "") for code in codes], dtype=object)
        return ParentColumn(
            kind=self.kind,
            title=self.full_title,
            codes=areas,
            names=np.array([name_of.get(area, area) for area in areas], dtype=object),
            derived=f"From the look-up {self.source}" if self.source else "From a look-up",
            looked_up=True,
        )


def with_hierarchies(
    parents: Mapping[str, ParentColumn], hierarchies: tuple[Hierarchy, ...], codes: NDArray[np.object_]
) -> dict[str, ParentColumn]:
    """The larger areas of the imported data, and behind them those of look-ups."""
    own = {kind: column for kind, column in parents.items() if not column.looked_up}
    return own | {one.kind: one.column(codes) for one in hierarchies if one.kind not in own}
