from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.io.readers.conftest import UnitsWriter, told
from workbench.errors import InputError
from workbench.io.readers.area import read_study_area
from workbench.io.readers.numbers import parse_number, parse_numbers
from workbench.io.readers.practices import read_practices
from workbench.io.readers.privacy import is_nhs_number
from workbench.io.readers.providers import read_providers
from workbench.io.readers.registrations import read_registrations
from workbench.io.readers.sectors import sector_of
from workbench.io.readers.tables import read_table
from workbench.io.readers.units import read_units
from workbench.models.providers import Sector
from workbench.models.units import UnitTable

TextWriter = Callable[..., Path]


# -- numbers
@pytest.mark.parametrize("text", ["", " ", "-", "–", "*", "[c]", "<5", "n/a", "..", "NULL", "NaN", "\u00a0"])
def test_blanks_and_suppressed_values_are_not_known(text: str) -> None:
    assert math.isnan(parse_number(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,345", 12345.0), ("1,234,567.5", 1234567.5), (" 7 ", 7.0),
     ("−3", -3.0), ("1e3", 1000.0), (".5", 0.5)],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["12O0", "1,23", "1.234.567", "inf", "1e999", "0x10", "1_000", "five", "٣", "12 345"]
)
def test_what_is_no_number_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_number(text)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_read_the_same_with_and_without_commas(value: int) -> None:
    assert parse_number(f"{value:,}") == parse_number(str(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_printed_float_comes_back(value: float) -> None:
    assert parse_number(repr(value)) == value


@given(st.text(max_size=12))
def test_any_text_gives_a_number_not_known_or_a_refusal(text: str) -> None:
    try:
        value = parse_number(text)
    except ValueError:
        return
    assert math.isnan(value) or math.isfinite(value)


@given(st.lists(st.sampled_from(["1", "2,000", "", "*", "x9", "−4"]), max_size=30))
def test_a_column_reads_as_its_cells_do(texts: list[str]) -> None:
    values, bad = parse_numbers(np.array(texts, dtype=object))
    assert bad == (texts.index("x9") if "x9" in texts else -1)
    for text, value in zip(texts, values, strict=True):
        if text != "x9":
            assert np.array_equal(value, parse_number(text), equal_nan=True)


# -- CSV files
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(write_text: TextWriter, encoding: str) -> None:
    table = read_table(write_text("code,name\nA1,Café – Nord\n", encoding=encoding))
    assert table.texts("name").tolist() == ["Café – Nord"]
    assert table.headings == ["code", "name"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_dialects(write_text: TextWriter, mark: str, end: str) -> None:
    lines = [f"code{mark}name", f'A{mark}"x{mark}""y"""', "", f"B{mark}z"]
    table = read_table(write_text(end.join(lines)))
    assert table.texts("name").tolist() == [f'x{mark}"y"', "z"]
    assert table.rows.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("a,b\n", "headings but no rows"),
        ("a,A\n1,2\n", "“A” stands twice in row 1 of table.csv, in columns 1 and 2"),
        ("a,b,c\n1,2,3\n4,5\n", "row 3 has 2 of 3 columns"),
        ("a,b\n1,2\n1,2,3\n", "row 3 has 3 cells where row 1 has 2"),
        ('a,b\n1,"2\n3,4\n', "ends inside a quoted text"),
        ("\n1,2\n", "Row 1 of table.csv is blank"),
        (b"PK\x03\x04zip", "zip archive"),
        (b"a,b\n1,\x00\n", "no text has"),
        (b"a,b\n1,\x81\n", "neither UTF-8"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_say_why(write_text: TextWriter, text: str | bytes, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_table(write_text(text))
    assert words in told(refusal)
    assert "table.csv" in told(refusal)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file gone\.csv"):
        read_table(tmp_path / "gone.csv")


def test_an_unreadable_number_names_its_row(write_text: TextWriter) -> None:
    table = read_table(write_text("a,b\n1,2\n\n1,two\n"))
    with pytest.raises(InputError, match="row 4: “two” in the column “b” is not"):
        table.numbers("b")


@pytest.mark.parametrize(
    ("text", "valid"), [("943 476 5919", True), ("943-476-5918", False), ("0000000000", False)]
)
def test_nhs_numbers_are_told_by_their_check_digit(text: str, valid: bool) -> None:
    assert is_nhs_number(text) is valid


def test_nhs_numbers_in_a_table_are_refused(write_text: TextWriter) -> None:
    rows = "".join(f"A{n},{number}\n" for n, number in enumerate(["9434765919", "4010232137", "9434765870"]))
    with pytest.raises(InputError, match="looks like NHS numbers"):
        read_table(write_text("code,ref\n" + rows))
    with pytest.raises(InputError, match=r"“NHS number” of table\.csv"):
        read_table(write_text("code,NHS number\nA,1234567890\n"))
    read_table(write_text("code,phone\n" + "".join(f"A{n},17822345{n:02d}\n" for n in range(40))))


# -- practices, registrations, providers on four squares
@pytest.fixture
def units(write_units: UnitsWriter) -> UnitTable:
    return read_units([write_units()]).units


def test_practices_by_metres_degrees_and_without_either(write_text: TextWriter, units: UnitTable) -> None:
    path = write_text(
        "practice_code,practice_name,easting,northing,latitude,longitude,list_size,weighted_list,pcn_code,pcn_name,"
        "site_lsoa_code\n"
        "P1,One,388500,347500,,,\"9,000\",9100,U1,First,\n"
        "P2,Two,,,53.0246,-2.1560,800,,U1,First,\n"
        "P3,Three,,,99.999999,0,,700,U2,Second,E01000004\n"
        "P4,Four,400000,400000,,,5,5,,,E01000001\n"
    )  # fmt: skip
    read = read_practices(path, units)
    practices = read.practices
    assert practices.site_unit.tolist() == [0, 1, 3, -1]
    assert practices.placed.tolist() == [True, True, False, True]
    assert practices.list_size[:2].tolist() == [9000, 800]
    assert np.isnan(practices.list_size[2])
    assert practices.weighted_list is not None
    assert {notice.code for notice in read.notices} == {"practices_not_placed", "list_size_unknown"}
    assert read.source.rows_read == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("practice_code,list_size\nP1,5\nP2,6\nP1,7\n", "practice code P1 stands in row 2 and in row 4"),
        ("practice_code,list_size\nP1,5\n,6\n", "row 3 has no practice code"),
        ("surgery,list_size\nP1,5\n", "no column for the practice code"),
        ("practice_code,list_size\nP1,-5\n", "row 2: -5 people"),
        ("practice_code,latitude,longitude\nP1,-2.1,53.0\n", "look swapped"),
        ("practice_code,easting,northing\nP1,-240000,6990000\n", "outside Great Britain"),
    ],
)  # fmt: skip
def test_bad_practices_are_refused(write_text: TextWriter, units: UnitTable, text: str, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_practices(write_text(text, name="practices.csv"), units)
    assert words in told(refusal)
    assert "practices.csv" in told(refusal)


def test_all_registrations_are_accounted_for(write_units: UnitsWriter, write_text: TextWriter) -> None:
    area = read_study_area(
        units=[write_units()],
        practices=write_text("practice_code,list_size\nP1,100\nP2,900\n", name="p.csv"),
        registrations=write_text(
            "PRACTICE_CODE,LSOA_CODE,Number of Patients\n"
            "P1,E01000001,40\nP1,E01000002,20\nP1,E01999999,7\nP1,NO2011,3\nP1,,2\nP2,E01000001,10\n"
            "P9,E01000001,5\nP2,CLOSED,1\nP2,E01000002,*\n",
            name="r.csv",
        ),
    )  # fmt: skip
    patients = area.patients
    assert patients.total == 88
    assert patients.of_units_outside == 7
    assert patients.unplaced == 6
    assert patients.of_other_practices == 5
    assert patients.by_unit.tolist() == [55, 20, 0, 0]
    codes = {notice.code for notice in area.notices}
    assert codes >= {
        "registrations_outside", "registrations_unplaced", "registrations_other_practices",
        "registrations_suppressed", "registered_to_resident", "practices_mostly_outside",
    }  # fmt: skip
    assert area.sources[2].rows_read == 9
    assert area.sources[2].rows_rejected == 1


def test_rows_for_all_sexes_are_taken_where_there_are_others(write_text: TextWriter) -> None:
    path = write_text(
        "PRACTICE_CODE,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\nP,U,ALL,9\nP,U,MALE,4\nP,U,FEMALE,5\n", name="r.csv"
    )
    assert read_registrations(path).registrations.patients.tolist() == [9]
    both = write_text(
        "PRACTICE_CODE,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\nP,U,MALE,4\nP,U,FEMALE,5\n", name="s.csv"
    )
    assert read_registrations(both).registrations.patients.tolist() == [4, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("practice_code,lsoa_code,patients\nP,U,4\nP,U,5\n", "stand in row 2 and in row 3"),
        ("practice_code,lsoa_code,patients\nP,U,-4\n", "row 2: -4 people"),
        ("practice_code,lsoa_code,patients\n,U,4\n", "row 2 has no practice code"),
        ("practice_code,patients\nP,4\n", "no column for the unit code of residence"),
    ],
)  # fmt: skip
def test_bad_registrations_are_refused(write_text: TextWriter, text: str, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_registrations(write_text(text, name="registrations.csv"))
    assert words in told(refusal)


def test_registrations_of_a_parquet_file(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "r.parquet"
    parquet.write_table(
        arrow.table({"practice_code": ["P", "P"], "lsoa_code": ["U", None], "patients": [4, 5]}), path
    )
    read = read_registrations(path)
    assert read.registrations.unit_codes.tolist() == ["U", "EMPTY"]
    assert read.registrations.patients.tolist() == [4, 5]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="damaged or cut short"):
        read_registrations(path)


def test_providers_with_stale_and_nameless_rows(write_text: TextWriter, units: UnitTable) -> None:
    path = write_text(
        "provider_code,name,type,subtype,sector,stale,easting,northing\n"
        "A,Old Clinic,clinic,UNKNOWN,,1,388500,347500\n"
        "A,New Hospital,hospital,,NHS Sector,0,388500,347500\n"
        ",No Code,pharmacy,,,0,389500,347500\n"
        "B,House,care home,,,0,,\n"
    )
    read = read_providers(path, units)
    assert read.sites.codes.tolist() == ["A", "row-4", "B"]
    assert read.sites.names[0] == "New Hospital"
    assert read.sites.sectors.tolist() == ["Acute", "Pharmacy", "Adult social care"]
    assert read.sites.site_unit.tolist() == [0, 1, -1]
    assert read.source.rows_rejected == 1
    assert {n.code for n in read.notices} == {"sites_without_code", "sites_not_placed", "sites_superseded"}


def test_a_duplicate_site_is_refused(write_text: TextWriter, units: UnitTable) -> None:
    with pytest.raises(InputError, match="site code A stands in row 2 and in row 4"):
        read_providers(write_text("site_code,name\nA,x\nB,y\nA,z\n"), units)


@pytest.mark.parametrize(
    ("kind", "subtype", "sector", "name", "expected"),
    [
        ("pharmacy", "", "", "", Sector.PHARMACY),
        ("hospital", "Hospital", "Independent Sector", "", Sector.INDEPENDENT),
        ("hospital", "Mental Health Hospital", "NHS Sector", "", Sector.MENTAL_HEALTH),
        ("clinic", "UNKNOWN", "", "Some Hospital", Sector.UNKNOWN),
        ("nhs_trust_hq", "", "", "Northern Ambulance Service", Sector.AMBULANCE),
        ("thing", "", "Voluntary", "", Sector.VOLUNTARY),
        ("", "", "", "", Sector.UNKNOWN),
    ],
)  # fmt: skip
def test_sectors(kind: str, subtype: str, sector: str, name: str, expected: Sector) -> None:
    assert sector_of(kind=kind, subtype=subtype, sector=sector, name=name) is expected
