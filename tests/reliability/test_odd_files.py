"""A corpus of odd files as people have them: each read with its expected account, or told in these words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import write_units
from tests.grids import grid_project, grid_units
from tests.reliability.small_inputs import AREA, book, ods_line
from workbench.errors import WorkbenchError
from workbench.io.published.kinds import Kind
from workbench.io.published.ods import read_organisations
from workbench.io.published.recognise import recognise
from workbench.io.published.registrations import read_registration_rows
from workbench.io.published.unit_values import READERS
from workbench.io.readers.area import read_study_area
from workbench.io.readers.columns import ColumnChoice
from workbench.io.readers.practices import read_practices
from workbench.io.readers.providers import read_providers
from workbench.io.readers.registrations import read_registrations
from workbench.io.readers.units import read_units
from workbench.models.units import UnitTable
from workbench.progress import NoProgress
from workbench.session.hierarchies import read_hierarchies
from workbench.session.plan_import import read_plan
from workbench.session.published.importing import recognise_files
from workbench.session.published.reading import read_files

HEAD = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS"


def row(practice: str, unit: str, people: object, name: str = "SURGERY") -> str:
    return f"GP_PRAC_PAT_LIST,01JUL2022,{practice},{name},{unit},ALL,{people}"


ROWS = [row("M83001", AREA[0], 100), row("M83002", AREA[1], 200), row("M83002", "E01999999", 50)]
PLAIN = "\n".join([HEAD, *ROWS]) + "\n"
ACCOUNT = "3 read, 2 used, 300 people; Lives outside the study area: 1"
LONG = row("M83003", AREA[2], 7, "x" * 131_072)


def account_of(path: Path) -> str:
    """What the account of a registrations file says, or the words of the problem."""
    try:
        (file,) = recognise(path)
        if file.kind is not Kind.REGISTRATIONS:
            return f"{file.kind}: {file.note}"
        rows = read_registration_rows(file)
        _, account, _ = rows.of_area({code: place for place, code in enumerate(AREA)}, frozenset())
    except WorkbenchError as problem:
        return str(problem)
    assert account.reconciled
    reasons = "".join(f"; {reason}: {entry.rows}" for reason, entry in account.rejected.items())
    return f"{account.read} read, {account.used} used, {account.people_used:,.0f} people{reasons}"


def added(*lines: str, end: str = "\n") -> bytes:
    return (PLAIN + "\n".join(lines) + end).encode()


TEXTS: dict[str, tuple[bytes, str]] = {
    "plain": (PLAIN.encode(), ACCOUNT),
    "byte-order mark": (b"\xef\xbb\xbf" + PLAIN.encode(), ACCOUNT),
    "UTF-16, little end first": (b"\xff\xfe" + PLAIN.encode("utf-16-le"), ACCOUNT),
    "UTF-16, big end first": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), ACCOUNT),
    "UTF-16 with an odd byte": (b"\xff\xfe" + PLAIN.encode("utf-16-le") + b"\x41", "cannot be read"),
    "Windows-1252": (PLAIN.replace("SURGERY", "CAFÉ – ST").encode("cp1252"), ACCOUNT),
    "neither UTF-8 nor Windows-1252": (PLAIN.replace("SURGERY", "X").encode() + b"\x81\xff", "be read"),
    "semicolons": (PLAIN.replace(",", ";").encode(), ACCOUNT),
    "tabs": (PLAIN.replace(",", "\t").encode(), ACCOUNT),
    "line ends of Windows": (PLAIN.replace("\n", "\r\n").encode(), ACCOUNT),
    "CR alone": (PLAIN.replace("\n", "\r").encode(), ACCOUNT),
    "no line end at the end": (PLAIN.rstrip().encode(), ACCOUNT),
    "quoted cells": (f'"{PLAIN.strip()}"'.replace(",", '","').replace("\n", '"\n"').encode(), ACCOUNT),
    "blank lines": (added("", "", ""), ACCOUNT),
    "a NUL": (PLAIN.replace("SURGERY", "SUR\0GERY").encode(), "characters that no text has"),
    "a quoted text without an end": (added('GP_PRAC_PAT_LIST,"x'), "ends inside a quoted text"),
    "a field of 131,072 characters": (added(LONG), "4 read, 3 used, 307 people; Lives outside the"),
    "headings in row 4": (f"Patients by LSOA\n\nJuly 2022\n{PLAIN}".encode(), ACCOUNT),
    "a footer": (added("Source: NHS England"), ACCOUNT),
    "a totals row": (added(row("TOTAL", "", 350)), "No address given (EMPTY): 1"),
    "cut short": (PLAIN.encode()[:-9], "The last row of registrations.csv has 5 of 7 cells"),
    "too many cells": (added(row("M83003", AREA[2], "7,8,9")), "row 5 has 9 cells where there are 7"),
    "twice the same row": (added(row("M83001", AREA[0], 100)), "in an earlier row: 1"),
    "an unknown code": (added(row("M83001", "nowhere", 10)), "Lives outside the study area: 2"),
    "a missing number": (added(row("M83003", AREA[2], "")), "Number suppressed or blank: 1"),
    "suppressed numbers": (
        added(*(row(f"M8400{k}", AREA[2], v) for k, v in enumerate(("[c]", "*", "<5", "-", "n/a")))),
        "Number suppressed or blank: 5",
    ),
    "a thousands comma": (added(row("M83003", AREA[2], '"1,234"')), "3 used, 1,534 people"),
    "less than nobody": (added(row("M83003", AREA[2], -5)), "Number that cannot be: 1"),
    "half a person": (added(row("M83003", AREA[2], 1.5)), "Number that cannot be: 1"),
    "a number too large": (added(row("M83003", AREA[2], "1e999")), "Number that cannot be: 1"),
    "words for a number": (added(row("M83003", AREA[2], "many")), "row 5: “many” is not a number"),
    "a number as Excel writes it": (added(row("M83003", AREA[2], "1E+05")), "3 used, 100,300 people"),
    "another census": (added(row("M83003", "E01034000", 9)), "Lives outside the study area: 2"),
    "pseudo codes": (
        added(row("M83003", "NO2011", 9), row("M83003", "W01000001", 2), row("M83003", "CLOSED", 3)),
        "Address at a closed postcode (CLOSED): 1",
    ),
    "a heading twice": (PLAIN.replace("PRACTICE_NAME", "SEX", 1).encode(), "“SEX” stands twice"),
    "nothing but headings": (HEAD.encode() + b"\n", "headings but no rows"),
    "nothing": (b"", "is empty"),
    "blanks": (b" \n \n", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "characters that no text has"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_odd_registrations(name: str, tmp_path: Path) -> None:
    content, expected = TEXTS[name]
    path = tmp_path / "registrations.csv"
    path.write_bytes(content)
    assert expected in account_of(path)


NHS = ["943 476 5919", "4010232137", "9434765870", "987-654-4321"]
"""Numbers that are made up and pass the check; none of them was given to anybody."""


def with_nhs(header: str, *lines: str) -> str:
    rows = [f"{line},{number}" for line, number in zip(lines, NHS, strict=True)]
    return "\n".join([f"{header},ref", *rows]) + "\n"


def units() -> UnitTable:
    return grid_units()


FOUR = [f"E0100000{k}" for k in range(1, 5)]
TABLES = {
    "published registrations": (
        with_nhs(HEAD, *(row(f"M8300{k}", FOUR[k], 5) for k in range(4))),
        lambda path: read_files(recognise_files([path]), NoProgress()),
    ),
    "any published text": (
        with_nhs("LSOA11CD,LSOA11NM,MSOA11CD,MSOA11NM", *(f"{code},X,E02000001,Y" for code in FOUR)),
        lambda path: recognise_files([path]),
    ),
    "mapped": (with_nhs("area,people", *(f"{c},5" for c in FOUR)), lambda path: recognise_files([path])),
    "plan": (
        with_nhs("unit_code,locality", "U01,A", "U02,A", "U03,B", "U04,B"),
        lambda path: read_plan(grid_project(), path),
    ),
    "practices": (
        with_nhs("practice_code,practice_name,list_size", *(f"P{k},X,100" for k in range(4))),
        lambda path: read_practices(path, units(), choice=ColumnChoice()),
    ),
    "registrations": (
        with_nhs("practice_code,lsoa_code,patients", *(f"P{k},U01,100" for k in range(4))),
        lambda path: read_registrations(path, choice=ColumnChoice()),
    ),
    "providers": (
        with_nhs("provider_code,name,type", *(f"S{k},X,clinic" for k in range(4))),
        lambda path: read_providers(path, units(), choice=ColumnChoice()),
    ),
    "larger areas": (
        with_nhs("unit_code,ward_code", *(f"U0{k},W1" for k in range(1, 5))),
        lambda path: read_hierarchies(grid_project(), path, kind="ward"),
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_patients_numbers_are_refused_by_every_reader(name: str, tmp_path: Path) -> None:
    text, read = TABLES[name]
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbenchError, match=r"“ref” of table.* looks like NHS numbers"):
        read(path)


def test_patients_numbers_in_workbooks_and_other_files_are_refused(tmp_path: Path) -> None:
    import geopandas as gpd
    import pandas as pd

    numbers = [int(number.replace(" ", "").replace("-", "")) for number in NHS]
    rows: list[list[object]] = [["unit_code", "ward_code", "ref"]]
    rows += [[f"U0{k + 1}", "W1", numbers[k]] for k in range(4)]
    path = book(tmp_path / "wards.xlsx", "Wards", rows)
    with pytest.raises(WorkbenchError, match="looks like NHS numbers"):
        read_hierarchies(grid_project(), path, kind="ward")
    heads = ["LSOA code (2011)", "Index of Multiple Deprivation (IMD) Score", "ref"]
    iod = book(tmp_path / "iod.xlsx", "IoD", [heads, *([FOUR[k], 20.5, numbers[k]] for k in range(4))])
    (file,) = recognise(iod)
    with pytest.raises(WorkbenchError, match="looks like NHS numbers"):
        READERS[file.kind](file)
    frame = pd.DataFrame({"practice_code": "P1", "lsoa_code": FOUR, "patients": 5, "ref": numbers})
    frame.to_parquet(tmp_path / "r.parquet")
    with pytest.raises(WorkbenchError, match="looks like NHS numbers"):
        read_registrations(tmp_path / "r.parquet", choice=ColumnChoice())
    shapes = gpd.read_file(write_units(tmp_path / "units.gpkg"))
    shapes["ref"] = [*map(float, numbers), *([float("nan")] * 8)]  # whole numbers beside blanks are floats
    shapes.to_file(tmp_path / "with.gpkg", driver="GPKG")
    with pytest.raises(WorkbenchError, match="looks like NHS numbers"):
        read_units([tmp_path / "with.gpkg"])


def test_excel_has_changed_codes(tmp_path: Path) -> None:
    """Codes that became dates or powers are no code of the area: their people are told, none is invented."""
    path = tmp_path / "registrations.csv"
    path.write_bytes(added(row("01-Mar", AREA[0], 5), row("1E+05", AREA[0], 6), row("M83001", "1.01E+06", 7)))
    told = account_of(path)
    assert told.startswith("6 read, 4 used, 311 people")
    assert "Lives outside the study area: 2" in told


@pytest.mark.parametrize(
    ("lon", "lat", "headings", "words"),
    [
        (-2.0, 52.6, "longitude,latitude", ""),
        (52.6, -2.0, "longitude,latitude", "look swapped"),
        (400_500, 300_500, "longitude,latitude", "They look like EPSG:27700"),
        (300_500, 400_500, "easting,northing", ""),
        (-2.0, 52.6, "easting,northing", "They look like EPSG:4326"),
        (5_000_000, 9_000_000, "easting,northing", "outside Great Britain"),
    ],
)
def test_places_of_practices(lon: float, lat: float, headings: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "practices.csv"
    lines = [f"P{k},X,100,{lon},{lat}" for k in range(3)]
    path.write_text(
        "\n".join([f"practice_code,practice_name,list_size,{headings}", *lines]), encoding="utf-8"
    )
    if not words:
        assert len(read_practices(path, units(), choice=ColumnChoice()).practices) == 3
        return
    with pytest.raises(WorkbenchError, match=words):
        read_practices(path, units(), choice=ColumnChoice())


def test_names_that_are_commands_stay_names(tmp_path: Path) -> None:
    names = ["=1+1", "<img src=x onerror=1>", "../../x", "CON", '"; DROP TABLE units', "\u200f+5", "@SUM(1)"]
    path = tmp_path / "practices.csv"
    cells = [name.replace('"', '""') for name in names]
    lines = [f'P{k},"{cell}",100' for k, cell in enumerate(cells)]
    path.write_text("\n".join(["practice_code,practice_name,list_size", *lines]), encoding="utf-8")
    area = read_study_area(units=[write_units(tmp_path / "units.gpkg")], practices=path)
    assert area.practices.names.tolist() == names


def test_a_file_without_headings_may_have_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "epraccur.csv"
    path.write_text(f"\n{ods_line('M83001')}\n\n{ods_line('M83002')}\n", encoding="utf-8")
    (file,) = recognise(path)
    assert file.kind is Kind.PRACTICES
    assert len(read_organisations(file).table) == 2
