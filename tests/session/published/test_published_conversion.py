"""Files on areas of another census go through the look-up, forward and back, and nobody is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from workbench.errors import InputError
from workbench.io.published.recognise import recognise_all
from workbench.session.published.building import BuiltArea, build_area

OLD = ("E01000001", "E01000002", "E01000003", "E01000004")
NEW = ("E01000001", "E01033801", "E01033802", "E01033803")
LOOKUP = (
    "LSOA11CD,LSOA21CD,CHGIND",
    "E01000001,E01000001,U",
    "E01000002,E01033801,S",
    "E01000002,E01033802,S",
    "E01000003,E01033803,M",
    "E01000004,E01033803,M",
)
HEAD = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS"


def text(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def boundaries(folder: Path, year: int) -> Path:
    codes = OLD if year == 2011 else NEW
    shapes = [shapely.box(x, 300_000, x + 1000, 301_000) for x in range(400_000, 404_000, 1000)]
    frame = gpd.GeoDataFrame({f"LSOA{year % 100}CD": codes}, geometry=shapes, crs="EPSG:27700")
    frame.to_file(folder / "areas.geojson", driver="GeoJSON")
    return folder / "areas.geojson"


def registrations(path: Path, rows: Sequence[tuple[str, str, int]], sex: str = "ALL") -> Path:
    lines = (f"P,01JUL2022,{practice},N,{area},{sex},{count}" for practice, area, count in rows)
    return text(path, HEAD, *lines)


def built(*files: Path) -> BuiltArea:
    found = build_area(recognise_all(files))
    assert found.report.reconciled
    return found


def patients(found: BuiltArea) -> list[float]:
    by_unit: list[float] = found.area.patients.by_unit.tolist()
    return by_unit


def test_old_registrations_on_new_areas(tmp_path: Path) -> None:
    rows = [(f"A8100{n}", "E01000002", 1) for n in range(6)]
    rows += [("A81001", "E01000003", 60), ("A81001", "E01000004", 7), ("A81001", "CLOSED", 2)]
    files = [boundaries(tmp_path, 2021), registrations(tmp_path / "r.csv", rows)]
    alone = built(*files)
    assert patients(alone) == [0, 0, 0, 0]
    (warned,) = [one for one in alone.report.notices if one.code == "vintage_differs"]
    assert "3 areas that were split or merged have no patients" in warned.text
    found = built(*files, text(tmp_path / "look.csv", *LOOKUP))
    assert patients(found) == [0, 3, 3, 67]  # six practices with one patient each: not all in one area
    (account,) = [one for one in found.report.accounts if one.file == "r.csv"]
    assert (account.read, account.used, account.people_read, account.people_used) == (9, 8, 75, 73)
    assert "brought onto LSOA 2021 by look.csv: 3" in account.notes[0]
    assert any(one.code == "areas_converted" for one in found.report.notices)
    assert not any(one.code == "vintage_differs" for one in found.report.notices)
    assert found.area.practices.list_size.tolist() == [70]


def test_new_registrations_and_people_on_old_areas(tmp_path: Path) -> None:
    rows = [("A81001", "E01033801", 30), ("A81001", "E01033802", 31), ("A81001", "E01033803", 9)]
    people = ["LSOA11CD,LAD11CD,LAD11NM,all_ages,m0,f0"]
    people += [f"{code},X,X,{count},{count},0" for code, count in zip(OLD, (5, 6, 20, 10), strict=True)]
    files = [
        boundaries(tmp_path, 2011), registrations(tmp_path / "r.csv", rows), text(tmp_path / "p.csv", *people)
    ]  # fmt: skip
    (warned,) = [one for one in built(*files).report.notices if one.code == "vintage_differs"]
    assert "is on LSOA 2021, the boundaries are on LSOA 2011" in warned.text
    found = built(*files, text(tmp_path / "look.csv", *LOOKUP))
    assert patients(found) == [0, 61, 6, 3]  # the merged area by residents, 20 to 10


def test_people_and_deprivation_of_old_areas(tmp_path: Path) -> None:
    people = ["LSOA11CD,LAD11CD,LAD11NM,all_ages,m0,f0"]
    people += [f"{code},E06000001,X,{n},{n},0" for code, n in zip(OLD, (5, 7, 30, 10), strict=True)]
    score = "Index of Multiple Deprivation (IMD) Score"
    decile = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
    iod = [f"LSOA code (2011),{score},{decile}", "E01000001,1,1", "E01000002,2,2", "E01000003,3,3"]
    files = [boundaries(tmp_path, 2021), text(tmp_path / "p.csv", *people),
             text(tmp_path / "i.csv", *iod, "E01000004,7,4")]  # fmt: skip
    units = built(*files, text(tmp_path / "look.csv", *LOOKUP)).area.units
    assert units.resident.tolist() == [5, 4, 3, 40]
    assert units.imd_score is not None
    assert units.imd_score.tolist() == [1, 2, 2, 4]  # (3 x 30 + 7 x 10) / 40
    np.testing.assert_array_equal(units.attributes["imd_decile"], [1, 2, 2, np.nan])
    assert set(units.parents["lad"].codes) == {"E06000001"}


def test_new_boundaries_alone_keep_what_the_project_knew(tmp_path: Path) -> None:
    people = ["LSOA11CD,LAD11CD,LAD11NM,all_ages,m0,f0"]
    people += [f"{code},E06000001,X,{n},{n},0" for code, n in zip(OLD, (5, 7, 30, 10), strict=True)]
    rows = [("A81001", "E01000002", 60), ("A81001", "E01000003", 60)]
    base = built(
        boundaries(tmp_path, 2011), text(tmp_path / "p.csv", *people), registrations(tmp_path / "r.csv", rows)
    ).area
    look = text(tmp_path / "look.csv", *LOOKUP)
    found = build_area(recognise_all([boundaries(tmp_path, 2021), look]), base=base)
    assert found.area.units.resident.tolist() == [5, 4, 3, 40]
    assert patients(found)[3] == 60
    assert sum(patients(found)) == 120


def test_men_and_women_in_two_files(tmp_path: Path) -> None:
    areas = boundaries(tmp_path, 2011)
    men = registrations(tmp_path / "m.csv", [("A81001", "E01000001", 60), ("A81001", "EMPTY", 1)], "MALE")
    women = registrations(tmp_path / "f.csv", [("A81001", "E01000001", 70)], "FEMALE")
    found = built(areas, men, women)
    assert patients(found) == [130, 0, 0, 0]
    assert found.area.practices.list_size.tolist() == [131]
    assert len(found.area.registrations) == 2
    assert [(one.file, one.read, one.used) for one in found.report.accounts[1:]] == [
        ("m.csv", 2, 1),
        ("f.csv", 1, 1),
    ]
    everybody = registrations(tmp_path / "all.csv", [("A81001", "E01000001", 130)])
    beside = built(areas, everybody, men)
    assert patients(beside) == [130, 0, 0, 0]
    assert "not used" in beside.report.others[0].note
    for files, words in (
        ([men], r"counts one sex only \(male\)"),
        ([men, men], "do not belong together"),
        ([everybody, everybody], "all.csv .1 July 2022, ALL, LSOA 2011"),
    ):
        with pytest.raises(InputError, match=words):
            built(areas, *files)
    later = tmp_path / "later.csv"
    later.write_text(women.read_text(encoding="utf-8").replace("01JUL2022", "01OCT2022"), encoding="utf-8")
    with pytest.raises(InputError, match="of one date"):
        built(areas, men, later)
