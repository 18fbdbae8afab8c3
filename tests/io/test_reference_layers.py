"""Reference layers from files of several kinds: placed, clipped, simplified, and refused in plain words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity

from tests.io.made_vectors import write_vectors
from workbench.errors import InputError
from workbench.io import reference_layers
from workbench.io.reference_layers import layer_names, read_reference, surroundings
from workbench.progress import Cancelled, NoProgress

BOX = (380_000.0, 340_000.0, 400_000.0, 360_000.0)
ROAD = shapely.LineString([(370_000, 350_000), (385_000, 351_000), (410_000, 350_000)])
WARD = shapely.box(386_000, 346_000, 390_000, 350_000)


@pytest.mark.parametrize(
    ("name", "crs"), [("a.gpkg", "EPSG:27700"), ("a.shp", "EPSG:3857"), ("a.geojson", "EPSG:4326")]
)
def test_lines_of_any_system_are_placed_and_clipped(tmp_path: Path, name: str, crs: str) -> None:
    path = write_vectors(tmp_path / name, [ROAD], crs=crs, name=["A50"])
    read = read_reference(path, BOX, NoProgress(), label="name")
    lines = read.levels[0].lines
    assert lines.offsets.tolist() == [0, 3]
    assert lines.xy[1] == pytest.approx([385_000, 351_000], abs=0.5)
    assert lines.xy[:, 0].min() == pytest.approx(380_000, abs=0.5)
    assert lines.xy[:, 0].max() == pytest.approx(400_000, abs=0.5)
    assert read.labels == ("A50",)
    assert read.columns == ("name",)


def test_areas_have_outlines_without_the_edges_of_the_box(tmp_path: Path) -> None:
    over_the_edge = shapely.box(399_000, 349_000, 405_000, 351_000)
    read = read_reference(
        write_vectors(tmp_path / "a.gpkg", [WARD, over_the_edge]), BOX, NoProgress(), filled=True
    )
    assert read.features == 2
    assert len(read.levels[0].areas.offsets) - 1 == 2
    outline = read.levels[0].lines
    inner = [outline.xy[a:b] for a, b in zip(outline.offsets[:-1], outline.offsets[1:], strict=True)]
    open_one = min(inner, key=len)
    assert not (np.abs(open_one[:-1, 0] - 400_000) < 1).all()
    assert shapely.LineString(open_one).length == pytest.approx(2 * 1000 + 2000)


def test_points_are_kept_where_they_are_near(tmp_path: Path) -> None:
    path = write_vectors(
        tmp_path / "a.gpkg", [shapely.Point(390_000, 350_000), shapely.Point(100_000, 50_000)]
    )
    assert read_reference(path, BOX, NoProgress()).points == pytest.approx(np.array([[390_000, 350_000]]))


def test_far_views_draw_fewer_vertices_that_lie_where_they_did(tmp_path: Path) -> None:
    turns = np.linspace(0, 2 * np.pi, 4_000)
    circle = shapely.LineString(
        np.column_stack((390_000 + 5_000 * np.cos(turns), 350_000 + 5_000 * np.sin(turns)))
    )
    read = read_reference(write_vectors(tmp_path / "a.gpkg", [circle]), BOX, NoProgress())
    assert read.level(1.0).tolerance == 0
    near, far = read.level(0.5).lines, read.level(500.0).lines
    assert len(near.xy) == 4_000
    assert len(far.xy) < 40
    away = shapely.distance(shapely.points(near.xy), shapely.LineString(far.xy))
    assert away.max() <= read.level(500.0).tolerance
    assert read.level(500.0).tolerance <= 0.6 * 500


def test_surroundings_are_the_area_with_its_own_size_around() -> None:
    assert surroundings(np.array([[0.0, 0, 20_000, 10_000]])) == (-20_000, -20_000, 40_000, 30_000)


def test_a_cancel_is_heard_while_reading(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: float, text: str = "") -> None:
            if done > 0.5:
                raise Cancelled

    with pytest.raises(Cancelled):
        read_reference(write_vectors(tmp_path / "a.gpkg", [WARD]), BOX, Stop())


def test_holes_follow_their_areas(tmp_path: Path) -> None:
    holed = WARD.difference(shapely.box(387_000, 347_000, 388_000, 348_000))
    path = write_vectors(tmp_path / "a.gpkg", [holed, shapely.affinity.translate(WARD, 5_000)])
    areas = read_reference(path, BOX, NoProgress(), filled=True).levels[0].areas
    assert areas.begins is not None
    assert (len(areas.bounds), areas.begins.tolist()) == (3, [0, 2])


def test_a_cancel_is_asked_for_by_size_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Count:
        asked = 0

        def report(self, done: float, text: str = "") -> None:
            self.asked += 1

    wards = [shapely.affinity.translate(WARD, 10 * x) for x in range(23)]
    path = write_vectors(tmp_path / "a.gpkg", wards, name=[f"W{x}" for x in range(23)])
    at_once, in_parts = Count(), Count()
    whole = read_reference(path, BOX, at_once, label="name", filled=True)
    monkeypatch.setattr(reference_layers, "AT_FIRST", 2)
    monkeypatch.setattr(reference_layers, "SMALL_BYTES", 400)
    monkeypatch.setattr(reference_layers, "PREPARED_AT_A_TIME", 30)
    parts = read_reference(path, BOX, in_parts, label="name", filled=True)
    assert in_parts.asked > at_once.asked + 30
    assert parts.labels == whole.labels
    assert len(parts.labels) == 23
    for one, other in zip(parts.levels, whole.levels, strict=True):
        assert np.array_equal(one.lines.xy, other.lines.xy)
        assert np.array_equal(one.areas.offsets, other.areas.offsets)


def test_layers_are_named_and_one_that_is_gone_is_told(tmp_path: Path) -> None:
    path = write_vectors(tmp_path / "a.gpkg", [WARD], layer="wards")
    write_vectors(path, [ROAD], layer="roads")
    assert layer_names(path) == ["wards", "roads"]
    assert read_reference(path, BOX, NoProgress(), layer="roads").layer == "roads"
    with pytest.raises(InputError, match=r"no layer “rivers”.*wards, roads"):
        read_reference(path, BOX, NoProgress(), layer="rivers")


def test_files_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    far = write_vectors(tmp_path / "far.gpkg", [shapely.Point(100_000, 50_000)])
    with pytest.raises(InputError, match="nothing near the study area"):
        read_reference(far, BOX, NoProgress())
    broken = tmp_path / "broken.geojson"
    broken.write_text("{ no GeoJSON")
    with pytest.raises(InputError, match="cannot be read"):
        read_reference(broken, BOX, NoProgress())
    with pytest.raises(InputError, match=r"There is no file gone\.gpkg"):
        read_reference(tmp_path / "gone.gpkg", BOX, NoProgress())
    service = tmp_path / "service.vrt"
    service.write_text("<OGRVRTDataSource/>")
    with pytest.raises(InputError, match="not one of the files"):
        read_reference(service, BOX, NoProgress())


def test_empty_and_missing_shapes_are_passed_over(tmp_path: Path) -> None:
    path = write_vectors(tmp_path / "a.gpkg", [WARD, shapely.Polygon(), None], name=["One", "Two", None])
    read = read_reference(path, BOX, NoProgress(), label="name", filled=True)
    assert len(read.levels[0].areas.offsets) - 1 == 1
    assert read.labels == ("One",)
