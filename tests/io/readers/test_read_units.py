from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from tests.io.readers.conftest import EAST, NORTH, SIDE, UnitsWriter, squares, swap, told
from workbench.errors import InputError
from workbench.io.readers.area import read_study_area
from workbench.io.readers.columns import ColumnChoice
from workbench.io.readers.units import read_units
from workbench.progress import Cancelled


def test_units_of_a_geopackage_keep_order_people_and_other_columns(write_units: UnitsWriter) -> None:
    path = write_units(
        lsoa_name=["Anytown 001A", "Anytown 001B", "Anytown 002A", "Elsewhere"],
        lad_code=["D1", "D1", "D2", "D2"],
        lad_name=["One", "One", "Two", "Two"],
        pop_65_plus=[100, 110, 120, 130],
        imd2019_score=[10.5, 20.5, None, 40.0],
        ruc11=["Urban", "Urban", "Rural", "Rural"],
    )
    units = read_units([path]).units
    assert units.codes.tolist() == ["E01000001", "E01000002", "E01000003", "E01000004"]
    assert units.resident.tolist() == [1000, 1100, 1200, 1300]
    assert units.aged_65_plus is not None
    assert units.aged_65_plus.tolist() == [100, 110, 120, 130]
    assert units.imd_score is not None
    assert np.isnan(units.imd_score[2])
    assert units.weighted is None
    assert units.parents["lad"].names.tolist() == ["One", "One", "Two", "Two"]
    assert list(units.attributes.columns) == ["ruc11"]
    assert units.vintage == "LSOA 2011"
    assert units.source_crs == "EPSG:27700"


def test_headings_of_the_boundary_publications_are_known(write_units: UnitsWriter) -> None:
    path = write_units(
        name="units.geojson", crs="EPSG:4326", lsoa_code=None, population=None,
        shapes=[shapely.box(-2.0, 53.0, -1.99, 53.01), shapely.box(-1.99, 53.0, -1.98, 53.01)],
        LSOA21CD=["E01000001", "E01000002"], LSOA21NM=["A 001A", "A 001B"],
    )  # fmt: skip
    read = read_units([path])
    assert read.units.vintage == "LSOA 2021"
    assert np.isnan(read.units.resident).all()
    assert [notice.code for notice in read.notices] == ["population_unknown"]


def test_missing_people_are_unknown_and_told(write_units: UnitsWriter) -> None:
    read = read_units([write_units(population=[1000.0, None, 1200.0, 0.0])])
    assert np.isnan(read.units.resident[1])
    assert read.units.resident[3] == 0
    assert read.notices[0].examples == ("E01000002",)


def test_texts_with_thousands_commas_are_people(write_units: UnitsWriter) -> None:
    units = read_units([write_units(population=["1,000", "*", "1 200".replace(" ", ""), ""])]).units
    assert units.resident[[0, 2]].tolist() == [1000, 1200]
    assert np.isnan(units.resident[[1, 3]]).all()


def test_a_missing_code_column_is_refused_with_the_headings_it_has(write_units: UnitsWriter) -> None:
    path = write_units(lsoa_code=None, place=["a", "b", "c", "d"])
    with pytest.raises(InputError) as refusal:
        read_units([path])
    assert "units.gpkg has no column for the unit code" in told(refusal)
    assert "“place”" in told(refusal)


def test_a_named_column_wins_and_an_unknown_one_is_refused(write_units: UnitsWriter) -> None:
    path = write_units(place=["a", "b", "c", "d"])
    assert read_units([path], choice=ColumnChoice({"unit_code": "PLACE"})).units.codes.tolist() == list(
        "abcd"
    )
    with pytest.raises(InputError, match="No file that was read has a column “nowhere”"):
        read_study_area(units=[path], columns={"unit_code": "nowhere"})
    with pytest.raises(InputError, match="There is no column role “colour”"):
        read_study_area(units=[path], columns={"colour": "place"})


def test_two_columns_that_could_be_the_code_are_not_guessed_between(write_units: UnitsWriter) -> None:
    path = write_units(lsoa_code=None, LSOA11CD=list("abcd"), LSOA21CD=list("efgh"))
    with pytest.raises(InputError) as refusal:
        read_units([path])
    assert "units.unit_code=LSOA11CD" in told(refusal)


def test_a_duplicate_code_names_both_rows(write_units: UnitsWriter) -> None:
    with pytest.raises(InputError) as refusal:
        read_units([write_units(lsoa_code=["A", "B", "A", "C"])])
    assert "The unit code A stands twice: in rows 2 and 4 of units.gpkg" in told(refusal)


def test_a_duplicate_code_in_two_files_names_both(write_units: UnitsWriter) -> None:
    paths = [write_units(name="north.gpkg"), write_units(name="south.gpkg")]
    with pytest.raises(InputError) as refusal:
        read_units(paths)
    assert "in north.gpkg, row 2 and in south.gpkg, row 2" in told(refusal)


def test_two_files_are_one_area(write_units: UnitsWriter) -> None:
    four = squares()
    north = write_units(four[:2], name="north.gpkg")
    south = write_units(four[2:], name="south.gpkg", lsoa_code=["S1", "S2"])
    area = read_study_area(units=[north, south])
    assert area.units.codes.tolist() == ["E01000001", "E01000002", "S1", "S2"]
    assert area.adjacency.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]
    assert [source.file for source in area.sources] == ["north.gpkg", "south.gpkg"]


def test_a_row_without_a_code_is_named(write_units: UnitsWriter) -> None:
    with pytest.raises(InputError, match=r"units\.gpkg, row 3 has no unit code"):
        read_units([write_units(lsoa_code=["A", None, "C", "D"])])


def test_negative_people_are_refused(write_units: UnitsWriter) -> None:
    with pytest.raises(InputError, match=r"row 5: -4 in the column “population”"):
        read_units([write_units(population=[1, 2, 3, -4])])


def test_an_unreadable_number_names_row_and_column(write_units: UnitsWriter) -> None:
    with pytest.raises(InputError, match=r"row 3: “12O0” in the column “population” is not a number"):
        read_units([write_units(population=["1", "12O0", "3", "4"])])


def test_the_area_is_chosen_by_units_or_local_authorities(write_units: UnitsWriter) -> None:
    path = write_units(lad_code=["D1", "D1", "D2", "D2"])
    assert read_units([path], area_codes=["D2", "E01000001"]).units.codes.tolist() == [
        "E01000001", "E01000003", "E01000004",
    ]  # fmt: skip
    with pytest.raises(InputError, match="has the code D9"):
        read_units([path], area_codes=["D9", "D1"])


def test_layers_are_chosen_by_name_where_there_are_several(write_units: UnitsWriter) -> None:
    path = write_units(layer="lsoa")
    write_units(squares(2), layer="wards")
    with pytest.raises(InputError, match="2 layers with polygons: lsoa, wards"):
        read_units([path])
    assert len(read_units([path], layers=["wards"]).units) == 2
    with pytest.raises(InputError, match="has no layer “msoa”"):
        read_units([path], layers=["msoa"])


def test_a_layer_of_points_is_refused(write_units: UnitsWriter) -> None:
    path = write_units([shapely.Point(EAST, NORTH), shapely.Point(EAST + 1, NORTH)])
    with pytest.raises(InputError, match="has no layer with polygons"):
        read_units([path])


# -- damaged files
def test_a_file_that_is_not_there_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file units\.gpkg") as refusal:
        read_units([tmp_path / "units.gpkg"])
    assert str(tmp_path) in told(refusal)


def test_a_bare_name_says_which_folder_it_was_looked_for_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as refusal:
        read_units([Path("units.gpkg")])
    assert f"Looked in {tmp_path}." in told(refusal)


@pytest.mark.parametrize("name", ["units.gpkg", "units.geojson", "units.shp"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(InputError, match="is empty"):
        read_units([tmp_path / name])


@pytest.mark.parametrize("name", ["units.gpkg", "units.geojson"])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_truncated_file_is_refused(write_units: UnitsWriter, name: str, share: float) -> None:
    path = write_units(name=name)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError) as refusal:
        read_units([path])
    assert name in told(refusal)


def test_a_shapefile_lists_its_missing_parts(write_units: UnitsWriter) -> None:
    path = write_units(name="units.shp", lsoa_code=None, code=list("abcd"))
    assert read_units([path]).units.codes.tolist() == list("abcd")
    path.with_suffix(".cpg").unlink()
    assert len(read_units([path]).units) == 4
    path.with_suffix(".shx").unlink()
    with pytest.raises(InputError, match=r"not complete: units\.shx is missing"):
        read_units([path])
    path.with_suffix(".dbf").unlink()
    with pytest.raises(InputError, match=r"units\.shx and units\.dbf is missing"):
        read_units([path])


def test_a_shapefile_that_cuts_headings_keeps_the_deprivation_score(write_units: UnitsWriter) -> None:
    path = write_units(name="units.shp", imd2019_sc=[10.5, 20.5, 30.5, 40.5], imd2019_ra=[4, 3, 2, 1])
    units = read_units([path]).units
    assert units.imd_score is not None
    assert units.imd_score.tolist() == [10.5, 20.5, 30.5, 40.5]
    assert units.vintage == "LSOA 2011"


def test_a_shapefile_without_prj_asks_for_its_system(write_units: UnitsWriter) -> None:
    path = write_units(name="units.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(InputError) as refusal:
        read_units([path])
    assert "does not say which coordinate reference system" in told(refusal)
    assert "crs=EPSG:27700" in told(refusal)
    assert len(read_units([path], crs="EPSG:27700").units) == 4


# -- reference systems
@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326", "EPSG:3857", "EPSG:3035"])
def test_any_system_comes_to_the_national_grid(write_units: UnitsWriter, crs: str) -> None:
    shapes = list(geopandas.GeoSeries(squares(), crs="EPSG:27700").to_crs(crs))
    area = read_study_area(units=[write_units(shapes, crs=crs)])
    assert area.units.source_crs == crs
    assert area.units.bounds[0] == pytest.approx([EAST, NORTH, EAST + SIDE, NORTH + SIDE], abs=0.01)
    assert area.adjacency.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]


def test_swapped_degrees_are_told_and_accepted_when_confirmed(write_units: UnitsWriter) -> None:
    shapes = [swap(s) for s in geopandas.GeoSeries(squares(), crs="EPSG:27700").to_crs("EPSG:4326")]
    path = write_units(shapes, crs="EPSG:4326")
    with pytest.raises(InputError) as refusal:
        read_units([path])
    assert "latitude and longitude look swapped" in told(refusal)
    assert "crs=EPSG:4326 swapped" in told(refusal)
    units = read_units([path], crs="EPSG:4326 swapped").units
    assert units.bounds[0] == pytest.approx([EAST, NORTH, EAST + SIDE, NORTH + SIDE], abs=0.01)


@pytest.mark.parametrize("declared", ["EPSG:27700", "EPSG:4326"])
def test_a_wrong_system_names_the_likely_one(write_units: UnitsWriter, declared: str) -> None:
    likely = "EPSG:3857"
    shapes = list(geopandas.GeoSeries(squares(), crs="EPSG:27700").to_crs(likely))
    path = write_units(shapes, crs=declared)
    with pytest.raises(InputError) as refusal:
        read_units([path])
    assert f"crs={likely}" in told(refusal)
    assert read_units([path], crs=likely).units.bounds[0, 0] == pytest.approx(EAST, abs=0.01)


def test_metres_in_a_geojson_are_not_taken_for_degrees(write_units: UnitsWriter) -> None:
    path = write_units(name="units.geojson", crs=None)
    with pytest.raises(InputError, match="British National Grid"):
        read_units([path])


def test_a_missing_system_of_degrees_is_guessed_in_words_only(write_units: UnitsWriter) -> None:
    shapes = list(geopandas.GeoSeries(squares(), crs="EPSG:27700").to_crs("EPSG:4326"))
    with pytest.raises(InputError, match=r"crs=EPSG:4326\."):
        read_units([write_units(shapes, crs=None, name="units.shp")])


def test_an_unknown_system_is_refused(write_units: UnitsWriter) -> None:
    with pytest.raises(InputError, match=r"“EPSG:1” of units\.gpkg is not known"):
        read_units([write_units()], crs="EPSG:1")


# -- the coverage
def test_differences_below_a_millimetre_are_snapped(write_units: UnitsWriter) -> None:
    four = squares()
    four[1] = shapely.transform(four[1], lambda xy: xy + 0.0003)
    area = read_study_area(units=[write_units(four)])
    assert area.healing.snapped_vertices > 0
    assert area.adjacency.shared_m.tolist() == [1000, 1000, 1000]
    assert shapely.coverage_is_valid(area.units.geometry)


def test_a_gap_of_a_few_centimetres_still_makes_neighbours(write_units: UnitsWriter) -> None:
    four = squares()
    four[1] = shapely.box(EAST + SIDE + 0.05, NORTH, EAST + 2 * SIDE, NORTH + SIDE)
    area = read_study_area(units=[write_units(four)])
    assert area.adjacency.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]
    assert area.healing.removed_slivers + area.healing.healed_edges > 0


def test_an_overlap_that_is_a_sliver_is_healed(write_units: UnitsWriter) -> None:
    four = squares()
    four[1] = shapely.box(EAST + SIDE - 0.01, NORTH, EAST + 2 * SIDE, NORTH + SIDE)
    area = read_study_area(units=[write_units(four)])
    assert area.adjacency.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]
    assert not area.healing.untouched


def test_a_true_overlap_names_both_units(write_units: UnitsWriter) -> None:
    four = squares()
    four[2] = shapely.box(EAST + 2 * SIDE - 50, NORTH, EAST + 3 * SIDE, NORTH + SIDE)
    with pytest.raises(InputError) as refusal:
        read_units([write_units(four)])
    assert "unit E01000002 (units.gpkg, row 3) and unit E01000003 (units.gpkg, row 4)" in told(refusal)
    assert "50,000 m²" in told(refusal)


def test_a_unit_drawn_twice_is_an_overlap(write_units: UnitsWriter) -> None:
    four = squares()
    with pytest.raises(InputError, match="overlap by 1,000,000"):
        read_units([write_units([*four, four[1]])])


def test_a_bow_tie_is_mended_and_told(write_units: UnitsWriter) -> None:
    four = squares()
    x = EAST + 6 * SIDE
    four[3] = shapely.Polygon([(x, NORTH), (x + 100, NORTH + 100), (x + 100, NORTH), (x, NORTH + 100)])
    read = read_units([write_units(four)])
    assert read.healing.mended_polygons == 1
    assert read.units.area_m2[3] == pytest.approx(5_000)
    assert [notice.code for notice in read.notices] == ["boundaries_healed"]


def test_a_polygon_without_area_cannot_be_mended(write_units: UnitsWriter) -> None:
    four = squares()
    four[2] = shapely.Polygon([(EAST, NORTH), (EAST + 100, NORTH), (EAST, NORTH)])
    with pytest.raises(InputError) as refusal:
        read_units([write_units(four)])
    assert "The polygon of unit E01000003 (units.gpkg, row 4) cannot be mended" in told(refusal)


@pytest.mark.parametrize("shape", [None, shapely.Polygon()])
def test_an_empty_polygon_is_named(write_units: UnitsWriter, shape: shapely.Geometry | None) -> None:
    four = squares()
    four[1] = shape
    with pytest.raises(InputError, match=r"unit E01000002 \(units\.gpkg, row 3\) is empty"):
        read_units([write_units(four)])


def test_multipolygons_stay_whole(write_units: UnitsWriter) -> None:
    four = squares()
    island = shapely.box(EAST, NORTH + 3 * SIDE, EAST + 10, NORTH + 3 * SIDE + 10)
    four[0] = shapely.MultiPolygon([four[0], island])
    units = read_units(
        [write_units([shapely.multipolygons([s]) if s.geom_type == "Polygon" else s for s in four])]
    ).units
    assert shapely.get_num_geometries(units.geometry[0]) == 2
    assert units.area_m2[0] == pytest.approx(SIDE**2 + 100)


def test_a_column_of_nhs_numbers_is_refused(write_units: UnitsWriter) -> None:
    numbers = ["943 476 5919", "401 023 2137", "943 476 5870", "111 111 1111"]
    with pytest.raises(InputError, match="looks like NHS numbers"):
        read_units([write_units(contact=numbers)])


class _StopsAt:
    def __init__(self, share: float) -> None:
        self.share = share

    def report(self, done: float, text: str = "") -> None:
        if done >= self.share:
            raise Cancelled


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.95])
def test_reading_stops_when_asked(write_units: UnitsWriter, share: float) -> None:
    path = write_units()
    with pytest.raises(Cancelled):
        read_study_area(units=[path], progress=_StopsAt(share))
