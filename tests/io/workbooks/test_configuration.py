"""Workbook A read back by an independent reader: names, types, sums, set-up, identity."""

from __future__ import annotations

import hashlib
import math
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.io.workbooks.hostile import NAMES, hostile_session, plain_session, weighted_session
from workbench.errors import ExportError
from workbench.models.practices import ConsultationView
from workbench.models.rules import NO_BAND, Rules
from workbench.session import plan_edits
from workbench.session.exporting import export_configuration
from workbench.session.practice_edits import set_view
from workbench.session.session import Session

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
TABLES = {
    "Cover": "tbl_cover",
    "Contents": "tbl_contents",
    "Summary": "tbl_summary",
    "Localities": "tbl_localities",
    "Practices": "tbl_practices",
    "Areas": "tbl_areas",
    "Sites": "tbl_sites",
    "Flows": "tbl_flows",
    "Exceptions": "tbl_exceptions",
    "Variation": "tbl_variation",
    "Budget": "tbl_budget",
    "Decisions": "tbl_decisions",
    "Risks": "tbl_risks",
    "Engagement": "tbl_engagement",
    "Principles": "tbl_principles",
    "Assumptions": "tbl_assumptions",
    "Data sources": "tbl_sources",
    "Data quality": "tbl_quality",
    "Notes": "tbl_notes",
    "Lists": "tbl_lists",
}
LOCALITY_COLUMNS = [
    "Locality code",
    "Locality",
    "Hub site code",
    "Hub site",
    "Registered people",
    "Resident people",
    "Weighted people",
    "Lower limit",
    "Upper limit",
    "Status",
    "Difference from target",
    "Difference %",
    "Practices",
    "Areas",
    "Contiguous",
    "Parts",
    "Compactness",
    "Main local authority",
    "% in main LA",
    "People 65+ %",
    "IMD score",
    "Budget £",
    "£ per head",
    "Clinical lead role",
    "Exception reason",
]
PRACTICE_COLUMNS = [
    "Practice code",
    "Practice",
    "Postcode",
    "PCN code",
    "PCN",
    "Locality code",
    "Locality",
    "Share %",
    "Registered people",
    "Weighted people",
    "Own-hub residents %",
    "How assigned",
    "Locked",
    "View in consultation",
    "Merged into",
]
AREA_COLUMNS = [
    "LSOA code",
    "LSOA",
    "MSOA",
    "LAD code",
    "LAD",
    "Locality code",
    "Locality",
    "Resident people",
    "IMD decile",
    "How assigned",
    "Locked",
]


def export(
    session: Session, folder: Path, *, profile: str = "working", public: bool = False, now: datetime = NOW
) -> Path:
    path = folder / "configuration.xlsx"
    scenario = session.project.scenarios[0]
    export_configuration(session, scenario, path, profile=profile, public=public, now=now)
    return path


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows of the table of a sheet, totals row left out, by column name."""
    page = book[sheet]
    table = next(iter(page.tables.values()))
    cells = [[cell.value for cell in line] for line in page[table.ref]]
    body = cells[1 : len(cells) - (table.totalsRowCount or 0)]
    return [dict(zip(map(str, cells[0]), line, strict=True)) for line in body]


def values(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def test_openpyxl_reads_with_defused_xml() -> None:
    assert openpyxl.DEFUSEDXML


def test_sheets_tables_and_columns(tmp_path: Path) -> None:
    book = values(export(hostile_session(), tmp_path))
    in_order = list(TABLES)
    in_order.insert(in_order.index("Localities") + 1, "Charts")
    assert book.sheetnames == in_order
    for sheet, table in TABLES.items():
        assert list(book[sheet].tables) == [table]
        assert not book[sheet].merged_cells.ranges
    assert list(rows(book, "Localities")[0]) == LOCALITY_COLUMNS
    assert list(rows(book, "Practices")[0]) == PRACTICE_COLUMNS
    assert list(rows(book, "Areas")[0]) == AREA_COLUMNS
    assert set(book.defined_names) == {"band_low", "band_high", "band_target", "population_basis"}
    cover = {str(a.value): b.value for a, b in book["Cover"].iter_rows(min_row=4, max_col=2)}
    assert cover["Population basis"] == "Resident people"
    assert cover["Date"] == datetime(2026, 10, 14)  # noqa: DTZ001 - a cell holds a plain date
    assert (cover["Lower limit"], cover["Upper limit"], cover["Target"]) == (5000, 15000, 10000)
    assert book["Cover"]["A1"].value == "Locality configuration (Draft)"
    for sheet in TABLES:
        assert "(Draft)" in str(book[sheet]["A1"].value)
        if sheet != "Cover":
            basis = str(book[sheet]["A3"].value)
            assert "Population basis: resident people, mid-2020." in basis
            assert "Source: ONS, Units, =cmd|' /C calc'!A0.gpkg." in basis


def test_hostile_names_arrive_as_text(tmp_path: Path) -> None:
    path = export(hostile_session(), tmp_path)
    book = openpyxl.load_workbook(path)
    assert [row["Locality"] for row in rows(book, "Localities")] == list(NAMES)
    page = book["Localities"]
    assert {page.cell(row, 2).data_type for row in range(6, 12)} == {"s"}
    assert page["X10"].value == "=lead"
    assert page["X10"].data_type == "s"
    assert page["Y10"].value == "-wide moor"
    assert book["Cover"]["B8"].value == "=Grid & <shire>"
    assert book["Cover"]["B8"].data_type == "s"
    assert book["Data sources"]["C6"].value == "=cmd|' /C calc'!A0.gpkg"
    assert book["Data sources"]["C6"].data_type == "s"
    assert [row["Locality"] for row in rows(values(path), "Areas")][:3] == [NAMES[0], NAMES[0], NAMES[1]]
    with zipfile.ZipFile(path) as archive:
        links = [name for name in archive.namelist() if "worksheets/_rels" in name]
        assert not any(b"example.org" in archive.read(name) for name in links)


def test_people_status_and_shares_by_hand(tmp_path: Path) -> None:
    """L01 holds U01 and U02 (3,000), L04 U06 and U07 (13,000), L05 U08 to U10, L06 the unknown U12."""
    book = values(export(hostile_session(), tmp_path))
    table = rows(book, "Localities")
    assert [row["Resident people"] for row in table] == [3000, 7000, 5000, 13000, 27000, "[x]"]
    assert [row["Status"] for row in table] == ["below", "in", "in", "in", "above", "unknown"]
    assert [row["Registered people"] for row in table] == [3750, 1250, 3000, 0, 0, 0]
    assert [row["Practices"] for row in table] == [1, 1, 1, 0, 0, 0]
    assert [row["Areas"] for row in table] == [2, 2, 1, 2, 3, 1]
    assert [row["Difference from target"] for row in table] == [-7000, -3000, -5000, 3000, 17000, "[x]"]
    assert table[0]["Difference %"] == pytest.approx(-0.7)
    assert [row["Contiguous"] for row in table] == ["yes", "yes", "yes", "yes", "no", "yes"]
    assert [row["Exception reason"] for row in table] == ["[x]", "[z]", "[z]", "[z]", "-wide moor", "[x]"]
    assert table[4]["Hub site"] == "Birch Surgery"
    assert {row["Budget £"] for row in table} == {"[x]"}
    practices = rows(book, "Practices")
    assert [row["Practice code"] for row in practices] == ["P1", "P1", "P2", "P3", "P4"]
    assert [row["Locality code"] for row in practices] == ["L01", "L02", "L03", "Unassigned", "Unassigned"]
    assert [row["Share %"] for row in practices] == [0.75, 0.25, 1, "[z]", "[z]"]
    assert [row["Registered people"] for row in practices] == [3750, 1250, 3000, 2000, 9000]
    # 3,500 of P1's 5,000 live in U01 and U02, none in U03 or U04; 500 of P2's 3,000 live in U05
    assert [row["Own-hub residents %"] for row in practices][:3] == [0.7, 0, pytest.approx(500 / 3000)]
    assert [row["Locked"] for row in practices] == ["yes", "yes", "no", "no", "no"]
    areas = rows(book, "Areas")
    assert areas[11]["Resident people"] == "[x]"
    assert areas[10]["Locality"] == "Unassigned"


def test_areas_that_are_locked_or_in_a_locked_locality_are_named(tmp_path: Path) -> None:
    session = hostile_session()
    scenario = session.project.scenarios[0]
    session.apply(plan_edits.lock_locality(scenario, "L01", locked=True))  # U01 and U02
    edit = plan_edits.lock_units(session.project, scenario, np.array([4, 10]), locked=True)
    assert edit is not None
    session.apply(edit)
    areas = rows(values(export(session, tmp_path)), "Areas")
    assert [row["LSOA code"] for row in areas if row["Locked"] == "yes"] == ["U01", "U02", "U05", "U11"]


def test_r17_each_practice_has_its_view_in_consultation(tmp_path: Path) -> None:
    session = hostile_session()
    for code, view in (("P1", ConsultationView.OBJECTED), ("P3", ConsultationView.CONSULTED)):
        edit = set_view(session.project.scenarios[0], [code], view)
        assert edit is not None
        session.apply(edit)
    told = [row["View in consultation"] for row in rows(values(export(session, tmp_path)), "Practices")]
    assert told == ["Objected", "Objected", "Proposed", "Consulted", "Proposed"]  # P1 is split in two


def test_summary_adds_up(tmp_path: Path) -> None:
    book = values(export(plain_session(3), tmp_path))
    summary = {str(row["Measure"]): row for row in rows(book, "Summary")}
    assert summary["Hub localities"]["Value"] == 3
    assert summary["Resident people: study area"]["Value"] == 78_000
    assert summary["Resident people: in localities"]["Value"] == 78_000
    assert summary["Resident people: difference"]["Value"] == 0
    assert summary["Resident people: difference"]["Status"] == "met"
    assert summary["Registered people: lists of all practices"]["Value"] == 19_000
    assert summary["Registered people: unassigned"]["Value"] == 19_000
    assert summary["Registered people: difference"]["Value"] == 0
    # units 1, 4, 7, 10 thousand and so on: 22,000, 26,000 and 30,000
    assert summary["Largest locality, resident people"]["Value"] == 30_000
    assert summary["Largest locality, resident people"]["Note"] == "Hub 3"
    assert summary["Spread, resident people"]["Value"] == 8_000
    assert summary["Coefficient of variation"]["Value"] == pytest.approx(math.sqrt(32 / 3) / 26)
    assert summary["Localities: above the band"]["Value"] == 3
    assert summary["Localities: in band"]["Status"] == "not met"
    unknown = {
        str(row["Measure"]): row for row in rows(values(export(hostile_session(), tmp_path)), "Summary")
    }
    assert unknown["Resident people: study area"]["Value"] == "[x]"
    assert unknown["Resident people: unassigned"]["Value"] == 11_000
    assert unknown["Resident people: difference"]["Status"] == "unknown"
    assert unknown["Localities with an exception reason"]["Value"] == 1


def test_no_cell_of_a_table_is_blank(tmp_path: Path) -> None:
    for session in (hostile_session(), plain_session(0), plain_session(1, practices=False)):
        book = values(export(session, tmp_path))
        for sheet in TABLES:
            assert None not in {value for row in rows(book, sheet) for value in row.values()}, sheet


@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize("practices", [True, False])
def test_any_number_of_localities(tmp_path: Path, count: int, *, practices: bool) -> None:
    book = values(export(plain_session(count, practices=practices), tmp_path))
    table = rows(book, "Localities")
    assert len(table) == max(count, 1)
    assert ("Charts" in book.sheetnames) == bool(count)
    if not count:
        assert set(table[0].values()) == {"[z]"}
    elif not practices:
        assert table[0]["Registered people"] == "[x]"


def test_without_a_band_limits_do_not_apply(tmp_path: Path) -> None:
    book = values(export(plain_session(2, rules=Rules(band=NO_BAND)), tmp_path))
    assert {row["Lower limit"] for row in rows(book, "Localities")} == {"[z]"}
    assert {row["Status"] for row in rows(book, "Localities")} == {"in"}


def test_weighted_lists(tmp_path: Path) -> None:
    table = rows(values(export(weighted_session(), tmp_path)), "Localities")
    assert [row["Weighted people"] for row in table] == [2550, "[x]", 2550]


def test_identity_title_and_language(tmp_path: Path) -> None:
    path = export(hostile_session(), tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.properties.language == "en-GB"
    assert book.properties.title == 'Locality configuration: =1+1 "hub" (Draft)'
    custom = {prop.name: prop.value for prop in book.custom_doc_props.props}  # type: ignore[attr-defined]  # the stubs lack it
    assert custom["Schema version"] == "1"
    assert custom["Project"] == "=Grid & <shire>"
    assert custom["Scenario"] == '=1+1 "hub"'
    assert len(custom["Export id"]) == 16
    assert book.active is book["Cover"]
    assert book["Cover"].sheet_view.selection[0].activeCell in {None, "A1"}


def test_print_set_up_aids_and_links(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(plain_session(3), tmp_path))
    for sheet in TABLES:
        page = book[sheet]
        assert int(page.page_setup.paperSize or 0) == 9
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToWidth in {None, 1}
        assert page.print_title_rows == "$5:$5"
        assert (page.freeze_panes is None) == (sheet == "Cover")
    assert book["Localities"]["E6"].number_format == "#,##0"
    assert book["Localities"]["S6"].number_format == "0.0%"
    assert book["Areas"]["A6"].number_format == "@"
    choices = book["Areas"].data_validations.dataValidation
    assert [str(choice.formula1) for choice in choices] == ["Lists!$A$6:$A$9"]
    assert not book["Areas"]["F6"].protection.locked
    assert book["Areas"]["A6"].protection.locked
    assert book["Areas"].protection.sheet
    words = {rule.formula[0] for rules in book["Localities"].conditional_formatting for rule in rules.rules}
    assert words == {'"in"', '"above"', '"below"', '"unknown"'}
    words = {rule.formula[0] for rules in book["Summary"].conditional_formatting for rule in rules.rules}
    assert words == {'"met"', '"not met"', '"unknown"'}
    assert book["Contents"]["A7"].hyperlink.location == "'Summary'!A1"
    assert book["Summary"]["A4"].hyperlink.location == "'Contents'!A1"


def test_the_same_scenario_gives_the_same_bytes_but_for_the_date(tmp_path: Path) -> None:
    session = hostile_session()
    first = export(session, tmp_path).read_bytes()
    again = export(session, tmp_path).read_bytes()
    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest()
    assert export(session, tmp_path, now=datetime(2026, 10, 15, tzinfo=UTC)).read_bytes() != first


def test_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    with zipfile.ZipFile(export(plain_session(3), tmp_path)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert "Bars of resident people for 3 localities, from 22,000 to 30,000." in drawing


def test_publication_has_no_aids(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(plain_session(3), tmp_path, profile="publication"))
    assert "Charts" not in book.sheetnames
    assert "Lists" not in book.sheetnames
    for page in book:
        assert page.freeze_panes is None
        assert not page.protection.sheet
        assert all(table.autoFilter is None for table in page.tables.values())
        assert page.oddFooter is None or not page.oddFooter.left.text


def test_public_version_leaves_notes_out(tmp_path: Path) -> None:
    session = plain_session(1)
    scenario = session.project.scenarios[0]
    scenario.head = type(scenario.head)(scenario.id, "Plan", note="only for us")
    for public in (False, True):
        path = export(session, tmp_path, public=public)
        with zipfile.ZipFile(path) as archive:
            found = any(b"only for us" in archive.read(name) for name in archive.namelist())
        assert found is not public


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    session = plain_session(1)
    with pytest.raises(ExportError, match="no workbook profile “board”"):
        export(session, tmp_path, profile="board")
    with pytest.raises(ExportError, match="no folder"):
        export(session, tmp_path / "gone")
    assert list(tmp_path.iterdir()) == []
