"""The census areas of a study area, with their people and the larger areas they lie in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ParentColumn:
    """A larger area for each unit: local authority, MSOA, ward, PCN or any imported column.

    ``codes`` and ``names`` have one entry a unit; an empty string means that it is not known.
    """

    kind: str
    title: str
    codes: NDArray[np.object_]
    names: NDArray[np.object_]
    derived: str = ""
    looked_up: bool = False
    """Whether it comes from a look-up that the project keeps as a record, not from the imported data."""

    @cached_property
    def name_of(self) -> dict[str, str]:
        """Name by code of each parent area that has units."""
        return dict(zip(self.codes, self.names, strict=True))


@dataclass(frozen=True, eq=False)
class UnitTable:
    """Units in project order: one row a census area (LSOA or OA).

    ``geometry`` is in EPSG:27700 (metres). ``resident``, ``weighted``, ``aged_65_plus`` are people
    and ``imd_score`` a score; NaN means not known, and a whole column is None where nothing was
    imported. ``attributes`` holds every other imported column, index 0 to n - 1.
    """

    codes: NDArray[np.object_]
    names: NDArray[np.object_]
    geometry: NDArray[np.object_]
    resident: NDArray[np.float64]
    weighted: NDArray[np.float64] | None = None
    aged_65_plus: NDArray[np.float64] | None = None
    imd_score: NDArray[np.float64] | None = None
    parents: Mapping[str, ParentColumn] = field(default_factory=dict)
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame)
    vintage: str = ""
    source_crs: str = "EPSG:27700"

    def __len__(self) -> int:
        return len(self.codes)

    def with_parents(self, parents: Mapping[str, ParentColumn]) -> UnitTable:
        """The same units in other larger areas; what was worked out of their geometry stays."""
        other = replace(self, parents=parents)
        for name in ("index_of", "points", "bounds", "area_m2", "perimeter_m"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Row by unit code."""
        return {str(code): row for row, code in enumerate(self.codes)}

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """A representative point inside each unit, shape (n, 2), metres."""
        points = shapely.point_on_surface(self.geometry)
        return np.column_stack([shapely.get_x(points), shapely.get_y(points)]).astype(np.float64)

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """West, south, east, north of each unit, shape (n, 4), metres."""
        return np.asarray(shapely.bounds(self.geometry), dtype=np.float64)

    @cached_property
    def area_m2(self) -> NDArray[np.float64]:
        """Area of each unit in square metres."""
        return np.asarray(shapely.area(self.geometry), dtype=np.float64)

    @cached_property
    def perimeter_m(self) -> NDArray[np.float64]:
        """Length of each unit's whole boundary in metres, holes included."""
        return np.asarray(shapely.length(self.geometry), dtype=np.float64)

    @property
    def resident_total(self) -> float:
        """Residents of all units whose population is known; NaN where none is."""
        return float(np.nansum(self.resident)) if np.isfinite(self.resident).any() else float("nan")
