"""Hand-made study areas of squares of 1 km, small enough that every answer was worked out by hand.

Units are numbered from the south-west corner, row by row:

    U09 U10 U11 U12
    U05 U06 U07 U08
    U01 U02 U03 U04
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from workbench.models.adjacency import Adjacency
from workbench.models.practices import PracticeTable
from workbench.models.project import Project, StudyArea
from workbench.models.registrations import Registrations
from workbench.models.topology import build_topology
from workbench.models.units import UnitTable

SIDE_M = 1000.0


def texts(values: Sequence[str]) -> NDArray[np.object_]:
    """An object array of text."""
    return np.array(list(values), dtype=object)


def grid_units(columns: int = 4, rows: int = 3, *, resident: Sequence[float] | None = None) -> UnitTable:
    """A table of ``columns`` x ``rows`` squares; unit k (from 0) has 1,000 * (k + 1) residents."""
    count = columns * rows
    x = np.tile(np.arange(columns), rows) * SIDE_M + 400_000
    y = np.repeat(np.arange(rows), columns) * SIDE_M + 300_000
    people = np.array([1000.0 * k for k in range(1, count + 1)] if resident is None else resident, np.float64)
    return UnitTable(
        codes=texts([f"U{k + 1:02d}" for k in range(count)]),
        names=texts([f"Gridtown {k // columns + 1:03d}{'ABCDEFGHIJ'[k % columns]}" for k in range(count)]),
        geometry=np.array(shapely.box(x, y, x + SIDE_M, y + SIDE_M), dtype=object),
        resident=people,
        aged_65_plus=people / 5,
        imd_score=np.arange(count, dtype=float),
        attributes=pd.DataFrame({"rural": ["yes"] * count}),
    )


def grid_practices(units: UnitTable) -> PracticeTable:
    """P1 stands in U01 (list 5,000), P2 in U06 (3,000), P3 has no coordinates (2,000), P4 lies outside."""
    where = [(400_500.0, 300_500.0), (401_500.0, 301_500.0), (np.nan, np.nan), (420_000.0, 300_000.0)]
    return PracticeTable(
        codes=texts(["P1", "P2", "P3", "P4"]),
        names=texts(["Alder Surgery", "Birch Surgery", "Cedar Surgery", "Dogwood Surgery"]),
        postcodes=texts(["ZZ1 1AA", "ZZ1 1AB", "ZZ1 1AC", "ZZ9 9ZZ"]),
        easting=np.array([x for x, _ in where]),
        northing=np.array([y for _, y in where]),
        list_size=np.array([5000.0, 3000.0, 2000.0, 9000.0]),
        weighted_list=None,
        pcn_codes=texts(["N1", "N1", "N2", "N3"]),
        pcn_names=texts(["North PCN", "North PCN", "South PCN", "Far PCN"]),
        site_unit=np.array([0, 5, -1, -1], dtype=np.int32),
        attributes=pd.DataFrame(index=range(4)),
    )


def grid_registrations() -> Registrations:
    """Fifteen rows, 11,250 patients: see the comments for each kind."""
    rows = [
        ("P1", "U01", 2000), ("P1", "U02", 1500), ("P1", "U05", 1000), ("P1", "X99", 300),  # 300 outside
        ("P1", "NO2011", 200),  # without an area
        ("P2", "U05", 500), ("P2", "U06", 1500), ("P2", "U07", 1000),
        ("P3", "U11", 1200), ("P3", "U12", 800),
        ("P4", "U04", 400),  # a border practice, 8,600 of its 9,000 are elsewhere
        ("Q9", "U01", 250), ("Q9", "U12", 100),  # a practice that is not listed
        ("P2", "CLOSED", 0), ("P3", "U08", 500),
    ]  # fmt: skip
    practice, unit, patients = zip(*rows, strict=True)
    return Registrations(texts(practice), texts(unit), np.array(patients, dtype=float))


def study_area(units: UnitTable, *, with_practices: bool = True) -> StudyArea:
    """A study area around a table of units."""
    topology = build_topology(units.geometry)
    adjacency = Adjacency(len(units), topology.pairs, topology.shared_m)
    if not with_practices:
        return StudyArea(units, adjacency)
    return StudyArea(units, adjacency, grid_practices(units), grid_registrations())


def grid_area() -> StudyArea:
    """The area of twelve units with four practices."""
    return study_area(grid_units())


def grid_project() -> Project:
    """A project without scenarios on the twelve units."""
    return Project("Gridshire", grid_area())
