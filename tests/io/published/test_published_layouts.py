"""Published layouts without a sample, made by hand from their listed headings."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from workbench.errors import InputError
from workbench.io.published.conversion import read_conversion
from workbench.io.published.dates import date_words, iso_date
from workbench.io.published.kinds import Kind
from workbench.io.published.ods import read_organisations
from workbench.io.published.postcodes import read_postcodes
from workbench.io.published.practice_files import read_pcn_members, read_totals
from workbench.io.published.recognise import recognise
from workbench.io.published.unit_values import READERS, read_deprivation, read_population


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]  # a new workbook has a sheet
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def csv(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


Rows = Sequence[Sequence[object]]
AGES = [f"{sex}{age}" for sex in "FM" for age in range(91)]
BANDS = ("0 to 15", "16 to 29", "30 to 44", "45 to 64", "65 and over")
BROAD = [f"{sex}{band}" for sex in "FM" for band in BANDS]
AREA_2021 = ["LSOA 2021 Code", "LSOA 2021 Name", "Total"]
AREA_2011 = ["LSOA Code", "LSOA Name"]
LA_2018 = ["LA Code (2018 boundaries)", "LA name (2018 boundaries)"]
LA_2021 = ["LA Code (2021 boundaries)", "LA name (2021 boundaries)"]
SAPE8_AGES = [f"{sex}{age}" for sex in "mf" for age in [*range(90), "90plus"]]
SAPE8 = ["LSOA11CD", "LAD11CD", "LAD11NM", "all_ages", *SAPE8_AGES]
DENSITY = ["Code", "Name", "Mid-2018 population", "Area Sq Km", "People per Sq Km"]


def by_sex(year: int, each: int) -> Rows:
    """A sheet of single years by sex, with as many people of each."""
    headings = [f"LAD {year} Code", f"LAD {year} Name", *AREA_2021, *AGES]
    return [["Title"], [], [], headings, ["E06000001", "X", "E01000001", "X 1A", 182 * each, *([each] * 182)]]


def persons(each: int) -> Rows:
    """A sheet of single years of the mid-2020 workbook."""
    headings = [*AREA_2011, *LA_2018, *LA_2021, "All Ages", *range(90), "90+"]
    row = ["E01000001", "X", "E07000001", "old", "E06000001", "new", 91 * each, *([each] * 91)]
    return [[], [], [], [], headings, row]


BROAD_ROW = ["E06000001", "X", "E01000001", "X 1A", 30, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
POPULATIONS: dict[str, tuple[dict[str, Rows], str, float, float | None]] = {
    "single years by sex": (
        {
            "Contents": [["A list of sheets"]],
            "Mid-2023 LSOA 2021": by_sex(2023, 1),
            "Mid-2024 LSOA 2021": by_sex(2023, 2),
        },
        "mid-2024, LSOA 2021, single years by sex",
        364.0,
        104.0,
    ),
    "broad ages by sex": (
        {
            "Mid-2022 LSOA 2021": [
                ["Title"],
                [],
                [],
                ["LAD 2021 Code", "LAD 2021 Name", *AREA_2021, *BROAD],
                BROAD_ROW,
            ]
        },
        "mid-2022, LSOA 2021, broad ages by sex",
        30.0,
        10.0,
    ),
    "density": (
        {"Mid-2018 Population Density": [["Contents"], [], DENSITY, ["E01000001", "X 1A", "1,234", 1, 1234]]},
        "mid-2018, LSOA 2011, population density",
        1234.0,
        None,
    ),
    "single years": (
        {"Mid-2020 Males": persons(1), "Mid-2020 Persons": persons(2)},
        "mid-2020, LSOA 2011, single years",
        182.0,
        52.0,
    ),
    "sape8dt": (
        {"Mid-2010": [SAPE8, ["E01000001", "E06000001", "X", 182, *([1] * 182)]]},
        "mid-2010, LSOA 2011, SAPE8DT, by sex",
        182.0,
        52.0,
    ),
}


def test_men_and_women_are_added_where_no_sheet_counts_persons(tmp_path: Path) -> None:
    (file,) = recognise(
        book(tmp_path / "x.xlsx", {"Mid-2020 Males": persons(1), "Mid-2020 Females": persons(2)})
    )
    assert (file.kind, file.layout) == (Kind.POPULATION, "single years, by sex")
    values = read_population(file)
    assert values.numbers["resident"].tolist() == [273]
    assert values.numbers["pop_65_plus"].tolist() == [78]
    account = values.of_area({"E01000001": 0})
    assert (account.read, account.people_read, account.people_used, account.reconciled) == (1, 273, 273, True)
    other = [*persons(2)[:-1], ["E01000002", *persons(2)[-1][1:]]]
    (file,) = recognise(book(tmp_path / "y.xlsx", {"Mid-2020 Males": persons(1), "Mid-2020 Females": other}))
    account = read_population(file).of_area({"E01000001": 0})
    assert (account.read, account.used, account.reconciled) == (2, 0, True)


def test_a_workbook_of_one_sex_is_no_population(tmp_path: Path) -> None:
    (file,) = recognise(book(tmp_path / "x.xlsx", {"Mid-2020 Females": persons(2)}))
    assert file.kind is Kind.OTHER
    assert "Counts one sex only (female)" in file.note


@pytest.mark.parametrize("name", POPULATIONS)
def test_the_five_layouts_of_population(name: str, tmp_path: Path) -> None:
    sheets, edition, people, aged = POPULATIONS[name]
    (file,) = recognise(book(tmp_path / "x.xlsx", sheets))
    assert (file.kind, file.edition) == (Kind.POPULATION, edition)
    values = read_population(file)
    account = values.of_area({"E01000001": 0})
    assert account.reconciled
    assert values.numbers["resident"].tolist() == [people]
    if aged is None:
        assert "pop_65_plus" not in values.numbers
    else:
        assert values.numbers["pop_65_plus"].tolist() == [aged]
    if name != "density":
        assert values.texts["lad_code"].tolist() == ["E06000001"]


def test_suppressed_population_stays_not_known(tmp_path: Path) -> None:
    rows: list[list[object]] = [["LSOA11CD", "all_ages", "m0"], ["E01000001", "[c]", 1]]
    rows += [["E01000002", "", 1], ["Total", 9, 9]]
    (file,) = recognise(book(tmp_path / "x.xlsx", {"Mid-2010": rows}))
    values = read_population(file)
    account = values.of_area({"E01000001": 0, "E01000002": 1})
    assert np.isnan(values.numbers["resident"]).all()
    assert account.suppressed == 1  # the blank is not known, the marker is held back
    assert account.rejected["No code of a census area"].rows == 1
    assert account.reconciled


def test_deprivation_2025_and_headings_with_line_breaks(tmp_path: Path) -> None:
    headings = [
        "LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)",
        "Index of Multiple Deprivation (IMD) Score",
        '"Index of Multiple Deprivation (IMD) Rank\n(where 1 is most deprived)"',
        "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOA",
    ]  # fmt: skip
    (file,) = recognise(
        csv(tmp_path / "x.csv", ",".join(headings), "E01000001,X,E06000001,12.5,7,1", encoding="utf-8-sig")
    )
    assert (file.kind, file.edition) == (Kind.DEPRIVATION, "IoD 2025 on LSOA 2021")
    values = read_deprivation(file)
    assert values.numbers["imd_score"].tolist() == [12.5]
    assert values.numbers["imd2025_rank"].tolist() == [7]
    assert values.texts["lad_code"].tolist() == ["E06000001"]
    assert values.vintage == "LSOA 2021"


NEW_NSPL = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,lsoa21cd,lat,long"
OLD_ONSPD = "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward,oseast1m,osnrth1m,osgrdind,lsoa11,lat,long"
NO_GRID = {"pcds": "ZZ1 1ZZ", "lat": "99.999999", "long": "0.000000"}
DIRECTORIES = [
    (
        NEW_NSPL,
        "NSPL, new names, LSOA21",
        "ST11AA ,ST1 1AA,ST1 1AA,202001,,0,388000,347000,1,E00,E01000001,53.0,-2.1",
    ),
    (
        OLD_ONSPD,
        "ONSPD, old names, LSOA11",
        "ST11AA,ST1  1AA,ST1 1AA,202001,,E99,E06,E05,388000,347000,1,E01000001,53.0,-2.1",
    ),
    (
        "pcds,oslaua,lat,long,lsoa21,msoa21",
        "ONSPD, old names, LSOA21",
        "ST1 1AA,E06000021,53.021,-2.18,E01000001,E02000001",
    ),
]


@pytest.mark.parametrize(("header", "edition", "row"), DIRECTORIES)
def test_postcode_directories(header: str, edition: str, row: str, tmp_path: Path) -> None:
    no_grid = ",".join(NO_GRID.get(name, "") for name in header.split(","))
    (file,) = recognise(csv(tmp_path / "x.csv", header, row, row.replace("1AA", "1AB"), no_grid))
    assert (file.kind, file.edition) == (Kind.POSTCODES, edition)
    found = read_postcodes(file, ["st1 1aa", "ZZ11ZZ", "AB1 2CD"])
    point = found.point("ST11AA")
    assert point is not None
    assert (point.easting, point.northing) == pytest.approx((388_000, 347_000), abs=200)
    assert point.unit == "E01000001"
    assert found.point("ZZ1 1ZZ") is None
    assert found.account.rejected["Postcode without a grid reference"].examples == ("ZZ11ZZ",)
    assert found.account.read == 3
    assert found.account.reconciled


def ods_line(code: str, parent: str = "", closed: str = "") -> str:
    cells = [
        code,
        f"SITE {code}",
        "Y60",
        "QNC",
        "",
        "",
        "",
        "",
        "",
        "ST1 1AA",
        "20100401",
        closed,
        "",
        "",
        parent,
    ]
    return ",".join(f'"{cell}"' for cell in cells + [""] * 12)


def test_trust_sites_and_zip_archives(tmp_path: Path) -> None:
    plain = csv(
        tmp_path / "y.csv",
        ods_line("RJE01", "RJE"),
        ods_line("RJE02", "RJE", "20200331"),
        ods_line("RJE01", "RJE"),
    )
    archive = tmp_path / "ets.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(plain, "folder/ets.csv")
        packed.writestr("readme.pdf", "x")
    (file,) = recognise(archive)
    assert (file.kind, file.member) == (Kind.TRUST_SITES, "folder/ets.csv")
    found = read_organisations(file)
    assert found.column("parent").tolist() == ["RJE", "RJE"]
    assert found.status.tolist() == ["active", "closed"]
    assert found.account.reconciled
    assert found.account.rejected_rows == 1
    packed_text = tmp_path / "x.gz"
    packed_text.write_bytes(gzip.compress(plain.read_bytes()))
    assert recognise(packed_text)[0].kind is Kind.TRUST_SITES


def test_pcn_report_without_headings(tmp_path: Path) -> None:
    lines = [
        "A81001,A,16C,N,U11111,ONE PCN,16C,N,20190701,20200331,TRUE",
        "A81001,A,16C,N,U22222,TWO PCN,16C,N,20200401,,TRUE",
        "A81002,B,16C,N,U11111,ONE PCN,16C,N,20190701,,TRUE",
    ]
    (file,) = recognise(csv(tmp_path / "x.csv", *lines))
    assert (file.kind, file.edition) == (Kind.PCN_MEMBERS, "Data Search & Export, newest date 1 April 2020")
    found = read_pcn_members(file)
    assert {code: place.pcn_code for code, place in found.places.items()} == {
        "A81001": "U22222",
        "A81002": "U11111",
    }
    assert found.account.rejected["Membership has ended"].examples == ("A81001: U11111 until 20200331",)
    assert found.account.reconciled


def test_totals_count_nobody_twice(tmp_path: Path) -> None:
    lines = [
        "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
        "P,01APR2024,GP,A81001,X,ALL,ALL,100", "P,01APR2024,GP,A81001,X,MALE,ALL,60",
        "P,01APR2024,GP,A81001,X,ALL,95+,3",
        "P,01APR2024,CCG,16C,X,ALL,ALL,5000", "P,01JAN2024,GP,A81001,X,ALL,ALL,90",
        "P,01APR2024,GP,A81002,X,ALL,ALL,*",
    ]  # fmt: skip
    (file,) = recognise(csv(tmp_path / "x.csv", *lines))
    found = read_totals(file)
    assert found.lists["A81001"] == 100
    assert np.isnan(found.lists["A81002"])
    assert found.account.suppressed == 1
    assert {reason: entry.rows for reason, entry in found.account.rejected.items()} == {
        "Counts an organisation of another type": 1,
        "Of an older date than the newest in the file": 1,
        "Counts one sex of people counted whole elsewhere": 1,
        "Counts one age of people counted whole elsewhere": 1,
    }
    assert found.account.reconciled


def test_best_fit_look_up_is_told_from_the_exact_one(tmp_path: Path) -> None:
    exact = csv(
        tmp_path / "a.csv", "CHGIND,F_LSOA11CD,LSOA21CD", "U,E01000001,E01000001", "S,E01000002,E01033769"
    )
    conversion, account = read_conversion(recognise(exact)[0])
    assert [row.change.words for row in conversion.rows] == ["Unchanged", "Split"]
    assert account.reconciled
    best = csv(tmp_path / "b.csv", "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM", "E01000001,a,E01000001,a")
    (file,) = recognise(best)
    assert (file.kind, file.layout) == (Kind.CONVERSION, "best fit")
    with pytest.raises(InputError, match="best-fit"):
        read_conversion(file)
    wrong = csv(tmp_path / "c.csv", "LSOA11CD,LSOA21CD,CHGIND", "E01000001,E01000001,Q")
    with pytest.raises(InputError, match=r"row 2.*no change indicator"):
        read_conversion(recognise(wrong)[0])


def test_area_look_ups_of_any_year(tmp_path: Path) -> None:
    lines = [
        "LSOA21CD,LSOA21NM,SICBL26CD,SICBL26CDH,SICBL26NM,ICB26CD,ICB26CDH,ICB26NM,LAD26CD,LAD26NM",
        "E01000001,a,E38,05W,Stoke,E54,QNC,ICB,E06,Stoke",
    ]
    (file,) = recognise(csv(tmp_path / "x.csv", *lines))
    assert file.edition == "LSOA 2021 to sub-ICB 2026, ICB 2026, local authority 2026"
    values = READERS[Kind.LOOKUP](file)
    assert values.texts["sub_icb_code"].tolist() == ["E38"]
    assert values.titles["lad"] == "Local authority 2026"


@pytest.mark.parametrize(
    ("text", "iso", "words"),
    [
        ("01JUL2022", "2022-07-01", "1 July 2022"), ("01-Sep-20", "2020-09-01", "1 September 2020"),
        ("2026-04-01", "2026-04-01", "1 April 2026"), ("202211", "2022-11", "November 2022"),
        ("20230109", "2023-01-09", "9 January 2023"), ("31/12/2024", "2024-12-31", "31 December 2024"),
        ("2022-13-01", "", ""), ("CLOSED", "", ""),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str, words: str) -> None:
    assert iso_date(text) == iso
    assert date_words(iso) == words
