"""A hand-made project of twelve square areas with everything that is hard to keep, and a comparison."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from workbench.io.project_file.working_copy import WorkingCopy
from workbench.models.adjacency import Adjacency
from workbench.models.history import History
from workbench.models.practices import PracticeTable
from workbench.models.project import Project, StudyArea
from workbench.models.providers import SiteTable
from workbench.models.registrations import Registrations
from workbench.models.scenario import Scenario
from workbench.models.sources import Healing, Notice, Source
from workbench.models.units import ParentColumn, UnitTable
from workbench.session import plan_edits as edits
from workbench.session.session import Session

HOSTILE = [
    '"; DROP TABLE units; --',
    "emoji 🏥 and \u200fRTL",
    "=1+1",
    "<img src=x>",
    "O'Brien \\ %s",
    "  spaces  ",
]
"""Names that are data and nothing else."""


def texts(values: list[str]) -> NDArray[np.object_]:
    return np.array(values, dtype=object)


def grid_units() -> UnitTable:
    """Four by three squares of 1 km, the seventh with a hole, the last one in two parts."""
    shapes = [shapely.box(400_000 + 1000 * x, 300_000 + 1000 * y, 401_000 + 1000 * x, 301_000 + 1000 * y)
              for y in range(3) for x in range(4)]  # fmt: skip
    shapes[6] = shapely.difference(shapes[6], shapely.box(402_400, 301_400, 402_600 + 1 / 3, 301_600))
    shapes[11] = shapely.MultiPolygon([shapes[11], shapely.box(405_000.1, 302_000.7, 405_500, 302_400)])
    count = len(shapes)
    lad = texts(["X1" if i % 4 < 2 else "X2" for i in range(count)])
    return UnitTable(
        codes=texts([f"E0100000{i:X}" for i in range(count)]),
        names=texts([HOSTILE[i] if i < len(HOSTILE) else f"Area {i}" for i in range(count)]),
        geometry=np.array(shapes, dtype=object),
        resident=np.array([1500 + 0.1 * i for i in range(count - 1)] + [np.nan]),
        aged_65_plus=np.array([100.0 + i for i in range(count)]),
        parents={
            "lad": ParentColumn("lad", "Local authority", lad, texts([HOSTILE[0], HOSTILE[1]] * 6)),
            "msoa": ParentColumn("msoa", "MSOA", texts([""] * count), texts([""] * count), "from the name"),
        },
        attributes=pd.DataFrame(
            {
                "Geom": [f"text {i}" for i in range(count)],
                "fid": range(count),
                "unit_code": np.linspace(0, 1, count),
                'a "quoted" [heading]; 🏥': [None, *HOSTILE, None, "", "x", "y", "z"],
                "flag": [i % 3 == 0 for i in range(count)],
                "sparse": [np.nan, 1 / 3] * 6,
                "day": pd.to_datetime(pd.Series(["2024-02-29", None] * 6)),
            }
        ).astype({"Geom": "str", 'a "quoted" [heading]; 🏥': object}),
        vintage="2021",
        source_crs="EPSG:4326",
    )


def grid_adjacency() -> Adjacency:
    """Neighbours of the squares, worked out by hand: 9 across and 8 up."""
    across = [(4 * y + x, 4 * y + x + 1) for y in range(3) for x in range(3)]
    up = [(4 * y + x, 4 * y + x + 4) for y in range(2) for x in range(4)]
    pairs = np.array(sorted(across + up), dtype=np.int32)
    return Adjacency(12, pairs, np.array([1000 + i / 7 for i in range(len(pairs))]))


def grid_practices() -> PracticeTable:
    return PracticeTable(
        codes=texts(["M1", "M2", "M3", "M4"]),
        names=texts(HOSTILE[:4]),
        postcodes=texts(["AA1 1AA", "", "AA1 1AB", "ZZ9 9ZZ"]),
        easting=np.array([400_500.25, np.nan, 402_500.0, 390_000.0]),
        northing=np.array([300_500.75, np.nan, 301_500.0, 390_000.0]),
        list_size=np.array([5000.0, 2500.0, np.nan, 1.0]),
        weighted_list=np.array([5100.5, np.nan, 10.0, 2.0]),
        pcn_codes=texts(["U1", "U1", "", "U2"]),
        pcn_names=texts(["North", "North", "", "South"]),
        site_unit=np.array([0, -1, 6, -1], dtype=np.int32),
        attributes=pd.DataFrame({"partners": [3, 4, 5, 6]}),
    )


def grid_sites() -> SiteTable:
    return SiteTable(
        codes=texts(["S1", "S2"]),
        names=texts(["Clinic", HOSTILE[1]]),
        kinds=texts(["Clinic", ""]),
        sectors=texts(["Community", "Unknown"]),
        parent_codes=texts(["R1", "R1"]),
        parent_names=texts(["Trust", "Trust"]),
        postcodes=texts(["", "AA1 1AA"]),
        easting=np.array([400_100.0, np.nan]),
        northing=np.array([300_100.0, np.nan]),
        site_unit=np.array([0, -1], dtype=np.int32),
        stale=np.array([False, True]),
    )


def grid_area() -> StudyArea:
    units = grid_units()
    return StudyArea(
        units=units,
        adjacency=grid_adjacency(),
        practices=grid_practices(),
        registrations=Registrations(
            texts(["M1", "M1", "M2", "M9", "M3"]),
            texts([units.codes[0], "NO2011", units.codes[3], units.codes[3], "E0199999"]),
            np.array([100.0, 5.0, 50.0, 7.0, 3.5]),
        ),
        sites=grid_sites(),
        sources=(Source("Areas", "areas.gpkg", rows_read=12, sha256="ab" * 32), Source("Lists", HOSTILE[0])),
        healing=Healing(3, 2, 1, 0, 0.1 + 0.2),
        notices=(Notice("unknown_population", "warning", HOSTILE[1], 1, ("E0100000B",)),),
    )


def bare_area() -> StudyArea:
    """Areas alone: no practices, no sites, no neighbours' lengths, nothing optional."""
    full = grid_units()
    units = UnitTable(full.codes, full.names, full.geometry, full.resident)
    return StudyArea(units, Adjacency(12, np.empty((0, 2), np.int32), np.empty(0)))


def assert_same_table(one: object, other: object) -> None:
    """Two tables are equal in every field, to the last bit; a polygon equals the multipolygon of it."""
    assert type(one) is type(other)
    for field in fields(one):  # type: ignore[arg-type]  # callers hand in dataclasses
        left, right = getattr(one, field.name), getattr(other, field.name)
        if field.name == "geometry":
            assert shapely.equals_identical(as_multi(left), as_multi(right)).all()
        elif isinstance(left, pd.DataFrame):
            if left.shape[1]:
                pd.testing.assert_frame_equal(left, right, check_exact=True, check_index_type=False)
            assert right.shape == (len(one), left.shape[1])  # type: ignore[arg-type]  # tables have a length
        elif isinstance(left, np.ndarray):
            assert left.dtype == right.dtype
            np.testing.assert_array_equal(left, right)
        elif field.name == "parents":
            assert list(left) == list(right)
            for kind in left:
                assert_same_parent(left[kind], right[kind])
        else:
            assert left == right


def assert_same_parent(one: ParentColumn, other: ParentColumn) -> None:
    assert (one.kind, one.title, one.derived) == (other.kind, other.title, other.derived)
    assert list(one.codes) == list(other.codes)
    assert list(one.names) == list(other.names)


def as_multi(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    return np.array([shapely.MultiPolygon([g]) if g.geom_type == "Polygon" else g for g in geometry])


def assert_same_area(one: StudyArea, other: StudyArea) -> None:
    for name in ("units", "practices", "registrations", "sites"):
        if name == "registrations":
            for column in ("practice_codes", "unit_codes", "patients"):
                np.testing.assert_array_equal(
                    getattr(one.registrations, column), getattr(other.registrations, column)
                )
        else:
            assert_same_table(getattr(one, name), getattr(other, name))
    np.testing.assert_array_equal(one.adjacency.pairs, other.adjacency.pairs)
    np.testing.assert_array_equal(one.adjacency.shared_m, other.adjacency.shared_m)
    assert (one.sources, one.healing, one.notices) == (other.sources, other.healing, other.notices)


def assert_same_plans(one: Project, other: Project) -> None:
    """Scenarios are equal down to the slots, so that codes of removed localities are not used again."""
    assert one.name == other.name
    assert one.registers == other.registers
    assert [s.head for s in one.scenarios] == [s.head for s in other.scenarios]
    for left, right in zip(one.scenarios, other.scenarios, strict=True):
        assert left.rules == right.rules
        assert left.practices == right.practices
        assert left.scope == right.scope
        assert left.registers == right.registers
        assert left.plan.slot_codes == right.plan.slot_codes
        slots = range(left.plan.slots)
        assert [left.plan.locality(s) for s in slots] == [right.plan.locality(s) for s in slots]
        np.testing.assert_array_equal(left.plan.labels, right.plan.labels)


def assert_same_history(one: History, other: History) -> None:
    assert one.steps == other.steps
    assert one.position == other.position


def working_copy_of(original: Path, folder: Path) -> WorkingCopy:
    copy = WorkingCopy.create(original, folder)
    assert copy is not None
    return copy


def session_on(copy: WorkingCopy) -> Session:
    loaded = copy.read()
    return Session(loaded.project, history=loaded.history, store=copy)


def with_scenario(copy: WorkingCopy) -> tuple[Session, Scenario]:
    """A session that has added a scenario with one locality."""
    session = session_on(copy)
    session.apply(edits.add_scenario(session.project, "A"))
    scenario = session.project.scenarios[0]
    session.apply(edits.add_locality(scenario, "One"))
    return session, scenario


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
