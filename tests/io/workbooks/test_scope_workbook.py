"""Workbook B read back by an independent reader: sheets, columns, live formulas, protection, identity."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.scope_books import HOSTILE, export, scope_session, table_rows, without_people_of_the_first
from workbench.errors import ExportError
from workbench.io.workbooks.scope.columns import HEADERS

TABLES = {
    "Contents": "tbl_contents", "How to edit": "tbl_how_to", "Matrix": "tbl_matrix", "Detail": "tbl_detail",
    "Summary": "tbl_summary", "Teams": "tbl_teams", "Leads": "tbl_leads", "Exceptions": "tbl_exceptions",
    "Coverage": "tbl_coverage", "Sectors": "tbl_sectors", "Fragmentation": "tbl_fragmentation",
    "Tier shift": "tbl_tiers", "Phasing": "tbl_phasing", "Gaps": "tbl_gaps", "Lists": "tbl_lists",
    "Data sources": "tbl_sources", "Change log": "tbl_changes", "Notes": "tbl_notes",
}  # fmt: skip
DETAIL = [
    "Row key", "Service ID", "Service", "Ages", "Locality code", "Locality", "Scope", "Role", "Role planned",
    "Delivery tier", "Delivered by", "Delivered by name", "Accountable organisation", "Commissioner",
    "Delegated", "Contract state", "Contract end", "Procurement route", "Payment type", "Setting now",
    "Setting planned", "Integration now", "Integration planned", "Phase", "Start date", "Local variation",
    "Variation reason", "Reason", "Decided by", "Decided on", "Review date", "Note",
]  # fmt: skip


def test_sheets_tables_and_columns_in_order(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path), data_only=True)
    assert book.sheetnames == ["Cover", *TABLES]
    for sheet, table in TABLES.items():
        assert list(book[sheet].tables) == [table]
        assert not book[sheet].merged_cells.ranges
        assert str(book[sheet]["A1"].value).endswith("(Draft)")
    assert [cell.value for cell in book["Detail"][5]] == DETAIL == list(HEADERS)
    assert [cell.value for cell in book["Matrix"][5]] == [
        "Service ID", "Group", "Service", "Ages", "L01 Hub 1", "L02 Hub 2", "L03 Hub 3", "In count",
        "Offer parity %",
    ]  # fmt: skip
    for page in book:
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.page_setup.fitToWidth in {1, None}  # None is one page
        assert page.page_setup.fitToHeight == (None if page.title == "Cover" else 0)  # None is one page
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_r24_the_matrix_has_adults_and_children_apart(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path), data_only=True)
    matrix = table_rows(book, "Matrix")
    assert [(row["Service ID"], row["Ages"]) for row in matrix[:4]] == [
        ("SV01", "Adults"), ("SV01", "Children"), ("SV02", "Adults"), ("SV02", "Children"),
    ]  # fmt: skip
    by_row = {(row["Service ID"], row["Ages"]): row for row in matrix}
    assert by_row["SV02", "Children"]["L01 Hub 1"] == "Out"
    assert by_row["SV02", "Children"]["In count"] == 2
    # residents of the three are 22,000, 26,000 and 30,000
    assert by_row["SV02", "Children"]["Offer parity %"] == pytest.approx(56 / 78)
    assert by_row["SV03", "Adults"]["L01 Hub 1"] == "Partial"
    assert by_row["SV03", "Adults"]["Offer parity %"] == pytest.approx(56 / 78)
    assert by_row["SV04", "Adults"]["L01 Hub 1"] == "n.a."
    assert by_row["SV04", "Adults"]["Offer parity %"] == 1
    assert {row["L02 Hub 2"] for row in matrix} == {"In"}


def test_r27_a_service_missing_in_one_of_five_equal_localities_reads_80(tmp_path: Path) -> None:
    session = scope_session(5)
    units = session.project.area.units
    units.resident[:] = [1000 if unit < 10 else 0 for unit in range(12)]
    session = type(session)(session.project)
    book = openpyxl.load_workbook(export(session, tmp_path), data_only=True)
    rows = {(row["Service ID"], row["Ages"]): row for row in table_rows(book, "Matrix")}
    assert rows["SV02", "Children"]["Offer parity %"] == pytest.approx(0.8)


def test_r27_people_not_known_matter_only_where_the_service_applies(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(without_people_of_the_first(), tmp_path), data_only=True)
    rows = {(row["Service ID"], row["Ages"]): row for row in table_rows(book, "Matrix")}
    assert rows["SV01", "Adults"]["Offer parity %"] == "[x]"
    assert rows["SV04", "Adults"]["Offer parity %"] == 1  # the first locality has it n.a.


def test_r23_exceptions_are_as_many_as_out_is_counted(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path), data_only=True)
    exceptions = table_rows(book, "Exceptions")
    out = next(r for r in table_rows(book, "Summary") if (r["Measure"], r["Value"]) == ("Scope", "Out"))
    assert len(exceptions) == out["All cells"] == 1
    assert exceptions[0] == {
        "Service": "SV02 Extended/enhanced access appointments",
        "Locality or All": "L01 Hub 1",
        "Ages": "Children",
        "Reason": "Outside remit",
        "Decided by": "Board",
        "Date": datetime(2026, 9, 1),  # noqa: DTZ001 - a cell holds a plain date
        "Review date": datetime(2027, 2, 28),  # noqa: DTZ001 - a cell holds a plain date
    }


def test_r02_r41_r55_counts_on_summary(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path), data_only=True)
    counts = {(row["Measure"], row["Value"]): row["All cells"] for row in table_rows(book, "Summary")}
    assert counts["Scope", "In"] == len(table_rows(book, "Detail")) - 3
    assert (counts["Scope", "Partial"], counts["Scope", "n.a."]) == (1, 1)
    assert counts["Role", "Provide"] == 1
    assert counts["Role", "Not recorded"] == len(table_rows(book, "Detail")) - 1
    assert counts["Contract state", "Alliance"] == 1
    assert counts["Payment type", "Capitated"] == 1
    assert (counts["Delegated", "yes"], counts["Delegated", "no"]) == (1, 1)


def test_detail_holds_true_dates_and_numbers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path))
    row = table_rows(book, "Detail")[0]
    assert row["Row key"] == "SV01|A|L01"
    assert row["Delivered by"] == "RRE; RJE"
    assert row["Delivered by name"] == "Midlands Partnership; University Hospitals"
    assert row["Contract end"] == datetime(2027, 3, 31)  # noqa: DTZ001 - a cell holds a plain date
    assert (row["Integration now"], row["Integration planned"], row["Phase"]) == (1, 3, 1)
    assert (row["Delegated"], row["Local variation"], row["Delivery tier"]) == ("no", "yes", "Hub")


def test_only_white_columns_may_be_changed(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(export(scope_session(), tmp_path))["Detail"]
    assert page.protection.sheet
    keys = {"Row key", "Service ID", "Service", "Ages", "Locality code", "Locality", "Delivered by name"}
    for cell, header in zip(page[6], page[5], strict=True):
        assert cell.protection.locked == (header.value in keys), header.value
    offered = {
        page.cell(5, next(iter(validation.sqref.ranges)).min_col).value: validation.formula1
        for validation in page.data_validations.dataValidation
    }
    assert set(offered) >= {"Scope", "Role", "Delivery tier", "Delegated", "Contract state", "Setting now"}
    assert all(str(source).startswith("Lists!$B$") for source in offered.values())
    lists = openpyxl.load_workbook(export(scope_session(), tmp_path))["Lists"]
    first, last = str(offered["Scope"]).replace("$", "").removeprefix("Lists!").split(":")
    assert [line[0].value for line in lists[first:last]] == ["In", "Partial", "Out", "n.a."]


def test_hostile_names_are_text(tmp_path: Path) -> None:
    path = export(scope_session(HOSTILE, hostile=True), tmp_path)
    book = openpyxl.load_workbook(path)
    names = {row["Locality code"]: row["Locality"] for row in table_rows(book, "Detail")}
    assert [names[f"L0{n}"] for n in range(1, 6)] == list(HOSTILE)
    services = {row["Service ID"]: row for row in table_rows(book, "Matrix")}
    assert (services["X1"]["Group"], services["X1"]["Service"]) == HOSTILE[:2]
    for page in book:
        for line in page.iter_rows():
            for cell in line:
                assert cell.data_type != "f" or "HYPERLINK" not in str(cell.value)
    with zipfile.ZipFile(path) as archive:
        assert not any(b"http://x" in archive.read(n) for n in archive.namelist() if "_rels" in n)


def test_identity_stands_twice(tmp_path: Path) -> None:
    session = scope_session()
    book = openpyxl.load_workbook(export(session, tmp_path))
    custom = {prop.name: prop.value for prop in book.custom_doc_props.props}  # type: ignore[attr-defined]  # the stubs lack it
    cover = {str(a.value): b.value for a, b in book["Cover"].iter_rows(min_row=4, max_col=2)}
    for label in ("Schema version", "Project", "Scenario", "Scenario id", "Export id"):
        assert custom[label] == cover[label]
    assert custom["Scenario id"] == session.project.scenarios[0].id
    assert book.properties.language == "en-GB"
    assert book.properties.title == "Service-scope matrix: Plan (Draft)"


def test_analysis_sheets_by_hand(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path), data_only=True)
    coverage = table_rows(book, "Coverage")
    assert coverage[0]["Group"] == "Primary care"
    detail = len(table_rows(book, "Detail"))
    # one Partial and one Out of the cells of Hub 1, less the one that is n.a.
    assert coverage[0]["L01 Hub 1"] == pytest.approx((detail / 3 - 3) / (detail / 3 - 1))
    sectors = {row["Sector"]: row for row in table_rows(book, "Sectors")}
    assert sum(int(str(row["All cells"])) for row in sectors.values()) == detail
    assert sectors["Not in scope"]["L01 Hub 1"] == 2
    fragmentation = {row["Service ID"]: row for row in table_rows(book, "Fragmentation")}
    assert fragmentation["SV01"]["Providers"] == 2
    assert fragmentation["SV02"]["Provider names"] == "[x]"
    (tier,) = table_rows(book, "Tier shift")
    assert (tier["Usual tier"], tier["Delivery tier"], tier["Levels above usual"]) == ("Practice", "Hub", 1)
    assert (tier["Could be delivered lower"], tier["Moves out of hospital"]) == ("yes", "yes")
    phases = table_rows(book, "Phasing")
    assert (phases[0]["Cells starting"], phases[0]["Cumulative people"]) == (1, 22_000)
    gaps = {(row["Missing"], row["Item"], row["Ages"]): row for row in table_rows(book, "Gaps")}
    first = gaps["No provider", "SV01 Core general practice", "Adults"]
    assert (first["Localities"], first["Where"]) == (2, "L02, L03")
    assert gaps["No provider", "SV01 Core general practice", "Children"]["Where"] == "All localities"
    assert table_rows(book, "Teams")[0]["WTE"] == 10
    assert table_rows(book, "Leads")[0]["Status"] == "filled"


def test_the_change_log_tells_what_differs_from_the_last_export(tmp_path: Path) -> None:
    session = scope_session()
    first = openpyxl.load_workbook(export(session, tmp_path))
    assert set(table_rows(first, "Change log")[0].values()) == {"[z]"}
    session.undo()
    again = openpyxl.load_workbook(export(session, tmp_path))
    told = {row["Row key"]: row["Changes"] for row in table_rows(again, "Change log")}
    assert set(told) == {"SV01|A|L01", "SV02|C|L01", "SV03|A|L01", "SV04|A|L01"}
    assert told["SV04|A|L01"] == "Scope: n.a. to In"


def test_a_publication_has_no_aids_and_a_public_version_no_notes(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(), tmp_path, profile="publication", public=True))
    assert "How to edit" not in book.sheetnames
    for page in book:
        assert page.freeze_panes is None
        assert not page.protection.sheet
        assert not page.conditional_formatting
    assert {row["Note"] for row in table_rows(book, "Detail")} == {"[x]"}
    assert not any("Keep an eye" in str(cell.value) for page in book for line in page for cell in line)
    with pytest.raises(ExportError, match="no workbook profile"):
        export(scope_session(), tmp_path, profile="other")


@pytest.mark.parametrize("count", [0, 1, 60])
def test_any_number_of_localities(tmp_path: Path, count: int) -> None:
    book = openpyxl.load_workbook(export(scope_session(count, cells=False), tmp_path), data_only=True)
    assert len(book["Matrix"][5]) == count + 6
    assert book["Matrix"].cell(6, count + 5).value == count
    assert len(table_rows(book, "Detail")) == max(1, count * len(table_rows(book, "Matrix")))


def test_a_project_without_services(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(scope_session(2, services=0, cells=False), tmp_path))
    assert set(table_rows(book, "Matrix")[0].values()) == {"[z]"}
