from __future__ import annotations

import contextlib
import csv
import sqlite3
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from scripts.make_sample import make_sample
from workbench.io.readers.area import read_study_area
from workbench.models.project import StudyArea
from workbench.models.providers import Sector
from workbench.session.opening import open_project

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"


@pytest.fixture(scope="module")
def county() -> StudyArea:
    return read_study_area(
        units=[SAMPLE / "units.gpkg"],
        practices=SAMPLE / "practices.csv",
        registrations=SAMPLE / "registrations.csv",
        providers=SAMPLE / "providers.csv",
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 3_500_000


def test_the_county_is_a_valid_coverage_of_the_size_asked(county: StudyArea) -> None:
    units = county.units
    assert len(units) == 320
    assert units.resident_total == 480_000
    assert shapely.is_valid(units.geometry).all()
    assert shapely.coverage_is_valid(units.geometry)
    assert county.healing.untouched
    xy = shapely.get_coordinates(units.geometry)
    assert np.array_equal(xy, np.round(xy, 3))
    assert len(set(units.parents["lad"].codes)) == 3
    assert county.adjacency.component_sizes() == [316, 4]


def test_practices_patients_and_sites_are_all_there(county: StudyArea) -> None:
    assert len(county.practices) == 70
    assert (~county.practices.placed).sum() == 1
    assert county.practices.weighted_list is not None
    assert county.patients.by_unit.sum() / county.units.resident_total == pytest.approx(1.045, abs=0.01)
    assert county.patients.of_units_outside > 0
    assert county.patients.unplaced > 0
    assert county.patients.of_other_practices > 0
    assert set(county.sites.sectors) == {str(sector) for sector in Sector}
    border = county.patients.in_area_by_practice * 2 < county.practices.list_size
    assert border.sum() == 6
    assert county.units.aged_65_plus is not None
    assert county.units.imd_score is not None


def test_the_drawn_plan_shows_every_state(county: StudyArea) -> None:
    rows = _rows(SAMPLE / "plan.csv")
    assert [row["unit_code"] for row in rows] == county.units.codes.tolist()
    label = np.array([row["locality"] for row in rows], dtype=object)
    people = {name: county.units.resident[label == name].sum() for name in dict.fromkeys(label) if name}
    states = Counter(
        "below" if total < 30_000 else "above" if total > 50_000 else "in" for total in people.values()
    )
    assert states == {"in": 9, "below": 1, "above": 1}
    assert (label == "").sum() == 3
    link = _rows(SAMPLE / "links.csv")[0]
    ferry = [[county.units.index_of[link["unit_a"]], county.units.index_of[link["unit_b"]]]]
    pairs = np.concatenate([county.adjacency.pairs, ferry])
    for name in people:
        members = np.flatnonzero(label == name)
        inside = pairs[(label[pairs] == name).all(axis=1)]
        reached = {int(members[0])}
        while grown := {int(b) for a, b in [*inside, *inside[:, ::-1]] if int(a) in reached} - reached:
            reached |= grown
        assert reached == set(members.tolist()), name


_TIMED = {"gpkg_contents", "layer_styles"}


def _tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a project but the two that note when a layer was written and styled."""
    with contextlib.closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith("rtree") and name not in _TIMED]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in kept}  # noqa: S608 - our own tables


def test_three_scenarios_can_be_compared_in_window_and_qgis() -> None:
    with open_project(SAMPLE / "fernshire.gpkg", read_only=True) as opened:
        session = opened.session
        scenarios = session.project.scenarios
        assert [one.name for one in scenarios] == ["First draft", "Even sizes", "By network"]
        assert all(locality.hub_site for one in scenarios for locality in one.plan)
        assert all("does not exist" in one.head.caveats for one in scenarios)
        even = session.figures(scenarios[1]).totals
    assert (even.in_band, even.localities, even.unassigned_units) == (11, 11, 0)
    outlines = {"outlines_first_draft", "outlines_even_sizes", "outlines_by_network"}
    path = SAMPLE / "fernshire.gpkg"
    assert outlines <= set(_tables(path))
    with contextlib.closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as db:
        styled = {row[0] for row in db.execute("SELECT f_table_name FROM layer_styles")}
    assert outlines <= styled


def test_the_same_seed_gives_the_same_tables(tmp_path: Path) -> None:
    make_sample(tmp_path)
    for path in sorted(SAMPLE.glob("*.csv")):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
    assert _tables(tmp_path / "fernshire.gpkg") == _tables(SAMPLE / "fernshire.gpkg")
    assert (tmp_path / "README.md").read_bytes() == (SAMPLE / "README.md").read_bytes()
