from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from workbench.io.readers.area import read_study_area
from workbench.models.project import StudyArea


def test_north_staffordshire_has_its_published_totals(north_staffordshire_area: StudyArea) -> None:
    area = north_staffordshire_area
    assert len(area.units) == 298
    assert area.units.resident_total == 484_659
    assert len(area.adjacency.pairs) == 838
    assert area.adjacency.component_sizes() == [298]
    assert len(area.registrations) == 7_890
    assert area.patients.total == 524_393
    assert area.patients.by_unit.sum() == 507_236
    assert area.patients.of_units_outside == 16_903
    assert area.patients.unplaced == 254
    assert area.patients.of_other_practices == 370
    assert len(area.practices) == 85
    assert area.practices.list_size.sum() == 700_308
    assert len(area.sites) == 213
    assert area.healing.untouched
    assert area.units.vintage == "LSOA 2011"


def test_core_and_border_practices_are_told_apart_by_where_their_lists_live(
    north_staffordshire_area: StudyArea,
) -> None:
    practices, inside = (
        north_staffordshire_area.practices,
        north_staffordshire_area.patients.in_area_by_practice,
    )
    border = practices.attributes["pack_role"].to_numpy() == "border"
    assert practices.list_size[~border].sum() == 519_525
    assert practices.list_size[border].sum() == 180_783
    assert inside[border].sum() == 4_498
    told = {n.code: n.count for n in north_staffordshire_area.notices}
    assert told["practices_mostly_outside"] == 17


def test_sites_lie_in_the_published_units(north_staffordshire_area: StudyArea) -> None:
    area = north_staffordshire_area
    published = area.practices.attributes["site_lsoa_code"].to_numpy()
    found = [area.units.codes[unit] if unit >= 0 else "" for unit in area.practices.site_unit]
    assert found == [code if code in area.units.index_of else "" for code in published]


def test_parents_are_derived(north_staffordshire_area: StudyArea, data_dir: Path) -> None:
    parents = north_staffordshire_area.units.parents
    assert len(set(parents["lad"].codes)) == 3
    assert len(set(parents["msoa"].codes)) == 63
    assert "ward" not in parents
    path = data_dir / "north_staffordshire" / "expected" / "ns_unit_dominant_pcn_DERIVED.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        expected = {row["lsoa_code"]: row["pcn_code"] for row in csv.DictReader(stream)}
    assert dict(zip(north_staffordshire_area.units.codes, parents["pcn"].codes, strict=True)) == expected


def test_borders_are_as_long_as_published(north_staffordshire_area: StudyArea, data_dir: Path) -> None:
    area = north_staffordshire_area
    with (data_dir / "north_staffordshire" / "adjacency.csv").open(encoding="utf-8", newline="") as stream:
        expected = {(r["lsoa_a"], r["lsoa_b"]): float(r["shared_m"]) for r in csv.DictReader(stream)}
    codes = area.units.codes
    found = {
        tuple(sorted((codes[a], codes[b]))): metres
        for (a, b), metres in zip(area.adjacency.pairs, area.adjacency.shared_m, strict=True)
    }
    assert found.keys() == {tuple(sorted(pair)) for pair in expected}
    for pair, metres in expected.items():
        assert found[tuple(sorted(pair))] == pytest.approx(metres, abs=0.1)


def test_published_boundaries_in_degrees_meet_after_snapping(data_dir: Path) -> None:
    folder = data_dir / "published_formats" / "boundaries"
    files = [folder / f"lsoa11_{code}.geojson" for code in ("E06000021", "E07000195", "E07000198")]
    area = read_study_area(units=files)
    assert len(area.units) == 298
    assert len(area.adjacency.pairs) == 838
    assert area.units.source_crs == "EPSG:4326"
    assert area.healing.snapped_vertices > 10_000
    assert np.isnan(area.units.resident).all()


def test_another_vintage_with_wards(data_dir: Path) -> None:
    area = read_study_area(units=[data_dir / "north_staffordshire" / "lsoa2021" / "lsoa.gpkg"])
    assert len(area.units) == 302
    assert area.units.resident_total == 477_497
    assert len(area.adjacency.pairs) == 850
    assert area.units.vintage == "LSOA 2021"
    assert "ward" in area.units.parents


def test_a_study_area_is_cut_out_of_england_by_its_districts(data_dir: Path) -> None:
    area = read_study_area(
        units=[data_dir / "england" / "lsoa_supergeneralised.gpkg"],
        area_codes=["E06000021", "E07000195", "E07000198"],
    )
    assert len(area.units) == 298
    assert area.units.resident_total == 484_659


@pytest.mark.slow
def test_england_reads_whole(data_dir: Path) -> None:
    folder = data_dir / "england"
    area = read_study_area(
        units=[folder / "lsoa_bgc_full.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.parquet",
        providers=folder / "providers.csv",
    )
    assert len(area.units) == 32_844
    assert len(area.adjacency.pairs) == 94_620
    assert area.adjacency.component_sizes() == [32_651, 89, 57, 25, 11, 7, 3, 1]
    assert len(area.registrations) == 865_965
    assert area.patients.total == 61_768_942
    assert area.patients.by_unit.sum() == 61_727_641
    assert area.patients.unplaced == 27_415
    assert len(set(area.units.parents["msoa"].codes)) == 6_791
