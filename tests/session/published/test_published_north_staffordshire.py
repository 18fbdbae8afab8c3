"""North Staffordshire from published files alone equals the ready-made pack."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workbench.io.published.kinds import Kind
from workbench.io.published.recognise import recognise_all
from workbench.models.project import StudyArea
from workbench.session.published.building import BuiltArea, build_area
from workbench.session.published.choice import AreaChoice

FILES = (
    "boundaries/lsoa11_E06000021.geojson",
    "boundaries/lsoa11_E07000195.geojson",
    "boundaries/lsoa11_E07000198.geojson",
    "gp_registrations/gp-reg-pat-prac-lsoa-all_2022-07_NS_FULL_RECONSTRUCTED_LAYOUT.csv",
    "epraccur/epraccur_2023-02_EXTENDED.csv",
    "gp_registrations/gp-reg-pat-prac-map_2022-01_EXTENDED.csv",
    "pcn/ePCN_2023-02.xlsx",
    "ons_population/SAPE23DT2_mid2020_Persons_NS_RECONSTRUCTED_LAYOUT.xlsx",
    "iod/File_7_IoD2019_NS_RECONSTRUCTED_LAYOUT.csv",
    "postcodes/NSPL_NS_RECONSTRUCTED_SUBSET.csv",
)


@pytest.fixture(scope="module")
def built(data_dir: Path) -> BuiltArea:
    return build_area(recognise_all([data_dir / "published_formats" / name for name in FILES]))


@pytest.fixture
def pack(north_staffordshire_area: StudyArea) -> StudyArea:
    return north_staffordshire_area


def test_units_and_neighbours(built: BuiltArea, pack: StudyArea) -> None:
    area = built.area
    rows = [area.units.index_of[code] for code in pack.units.codes]
    assert len(area.units) == 298
    assert area.units.resident_total == 484_659
    np.testing.assert_array_equal(area.units.resident[rows], pack.units.resident)
    assert area.units.imd_score is not None
    assert pack.units.imd_score is not None
    np.testing.assert_array_equal(area.units.imd_score[rows], pack.units.imd_score)
    assert area.units.aged_65_plus is not None
    assert pack.units.aged_65_plus is not None
    np.testing.assert_array_equal(area.units.aged_65_plus[rows], pack.units.aged_65_plus)
    assert len(area.adjacency.pairs) == 838
    assert area.adjacency.component_sizes() == [298]
    assert area.units.vintage == "LSOA 2011"


def test_practices_lists_and_pcns(built: BuiltArea, pack: StudyArea) -> None:
    practices = built.area.practices
    assert sorted(practices.codes) == sorted(pack.practices.codes)
    rows = [practices.index_of[code] for code in pack.practices.codes]
    np.testing.assert_array_equal(practices.list_size[rows], pack.practices.list_size)
    np.testing.assert_array_equal(practices.pcn_codes[rows], pack.practices.pcn_codes)
    np.testing.assert_array_equal(practices.pcn_names[rows], pack.practices.pcn_names)
    patients = built.area.patients
    assert patients.by_unit.sum() == 507_236
    core = patients.in_area_by_practice * 2 >= practices.list_size
    assert (int(core.sum()), practices.list_size[core].sum()) == (68, 519_525)
    assert (int((~core).sum()), practices.list_size[~core].sum()) == (17, 180_783)


def test_places_and_the_practice_that_moved(built: BuiltArea, pack: StudyArea) -> None:
    practices = built.area.practices
    rows = [practices.index_of[code] for code in pack.practices.codes]
    apart = np.hypot(
        practices.easting[rows] - pack.practices.easting,
        practices.northing[rows] - pack.practices.northing,
    )
    assert int((apart < 0.5).sum()) == 84
    assert pack.practices.codes[apart >= 0.5].tolist() == ["M83624"]
    (moved,) = [notice for notice in built.report.notices if notice.code == "practices_moved"]
    assert "M83624: ST2 9AJ then ST2 0EU, moved 1,628 m" in moved.examples
    assert "M83126: ST3 2EJ then ST3 2NA, distance not known" in moved.examples
    (pcn,) = [notice for notice in built.report.notices if notice.code == "pcn_differs"]
    assert pcn.examples == ("C81037: U63258 then U13621", "C81086: U63258 then U13621")


def test_every_row_and_patient_is_accounted_for(built: BuiltArea, data_dir: Path) -> None:
    report = built.report
    assert report.reconciled
    (registrations,) = [one for one in report.accounts if one.kind is Kind.REGISTRATIONS]
    assert (registrations.read, registrations.used) == (8_664, 7_067)
    assert (registrations.people_read, registrations.people_used) == (700_678, 507_236)
    reasons = {reason: (entry.rows, entry.people) for reason, entry in registrations.rejected.items()}
    assert reasons == {
        "Lives outside the study area": (1_542, 193_119),
        "No area found for the address (NO2011)": (55, 323),
    }
    members = next(one for one in report.accounts if one.kind is Kind.PCN_MEMBERS)
    assert members.rejected["Membership has ended"].rows == 1_064
    assert {source.dataset for source in built.area.sources} == {one.title for one in recognise_all(
        [data_dir / "published_formats" / name for name in FILES]
    )}  # fmt: skip
    assert all(
        len(source.sha256) == 64 and source.licence and source.publisher for source in built.area.sources
    )
    assert any("700,678 in the file" in line for line in report.as_text())


def test_a_district_is_chosen_through_other_files(data_dir: Path) -> None:
    names = [name for name in FILES if "ePCN" not in name and "postcodes" not in name]
    files = recognise_all([data_dir / "published_formats" / name for name in names])
    area = build_area(files, AreaChoice.of(["E07000198"])).area
    assert len(area.units) == 59
    assert area.units.resident_total == 98_427
    assert area.patients.by_unit.sum() == 98_870
    assert set(area.units.parents["lad"].codes) == {"E07000198"}


def test_topojson_and_a_box(data_dir: Path) -> None:
    files = recognise_all([data_dir / "published_formats/boundaries/lsoa11_topo_E06000021.json"])
    whole = build_area(files).area
    assert len(whole.units) == 159
    west, south = whole.units.bounds[:, :2].min(axis=0)
    east, north = whole.units.bounds[:, 2:].max(axis=0)
    half = AreaChoice(box=(float(west), float(south), float(west + east) / 2, float(north)))
    built = build_area(files, half)
    assert 0 < len(built.area.units) < 159
    (account,) = built.report.accounts
    assert account.read == 159
    assert account.rejected["Area outside the study area"].rows == 159 - len(built.area.units)
    assert np.isnan(built.area.units.resident_total)
