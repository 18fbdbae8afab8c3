"""The publication profile against the accessibility guidance for spreadsheets, one check for each point.

The guidance is that of the Government Analysis Function; E marks what it calls essential.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.io.workbooks.hostile import compared_session, hostile_session, plain_session
from tests.io.workbooks.test_configuration import NOW
from tests.scope_books import scope_session
from workbench.session.exporting import export_comparison, export_configuration, export_scope_matrix

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Read:
    """A workbook as openpyxl reads it, and as the raw parts of its file."""

    path: Path

    @cached_property
    def book(self) -> Workbook:
        return openpyxl.load_workbook(self.path, data_only=True)

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def xml(self, part: str) -> Element:
        return fromstring(self.parts[part])

    @property
    def sheets(self) -> Iterator[Element]:
        for name in self.parts:
            if name.startswith("xl/worksheets/sheet"):
                yield self.xml(name)

    @property
    def tables(self) -> Iterator[tuple[Worksheet, Table]]:
        for page in self.book:
            for table in page.tables.values():
                yield page, table

    @property
    def lines(self) -> Iterator[tuple[Worksheet, list[tuple[Cell, ...]]]]:
        """The rows of every table, the header first."""
        for page, table in self.tables:
            lines: Any = page[table.ref]
            yield page, list(lines)

    @property
    def cells(self) -> Iterator[tuple[Worksheet, Cell]]:
        """Every cell of every table."""
        for page, lines in self.lines:
            for line in lines:
                for cell in line:
                    yield page, cell


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    """Every kind of workbook as a publication, of hostile, empty and large scenarios."""
    folder = tmp_path_factory.mktemp("publications")
    found = []
    for name, session in {
        "hostile": hostile_session(),
        "empty": plain_session(0),
        "sixty": plain_session(60, practices=False),
        "compared": compared_session(),
        "nothing": compared_session(empty=True),
    }.items():
        first, *others = session.project.scenarios
        path = folder / f"{name}.xlsx"
        export_configuration(session, first, path, others, profile="publication", now=NOW)
        found.append(Read(path))
        if others:
            path = folder / f"{name}_side_by_side.xlsx"
            export_comparison(session, [first, *others], path, profile="publication", now=NOW)
            found.append(Read(path))
    matrix = scope_session(3)
    path = folder / "matrix.xlsx"
    export_scope_matrix(matrix, matrix.project.scenarios[0], path, profile="publication", now=NOW)
    return [*found, Read(path)]


def tables_are_marked_up(read: Read) -> None:
    """E: everything below the heading of a sheet is a table, and marked as one."""
    for page in read.book:
        assert len(page.tables) == 1, page.title


def table_names_are_meaningful(read: Read) -> None:
    names = [table.displayName for _, table in read.tables]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"tbl_[a-z_0-9]{4,}", name) for name in names), names


def no_cells_are_merged(read: Read) -> None:
    """E"""
    assert not any(sheet.findall(f"{_MAIN}mergeCells") for sheet in read.sheets)


def no_blank_rows_or_columns_inside(read: Read) -> None:
    """E"""
    for page, cells in read.lines:
        lines = [[cell.value for cell in line] for line in cells]
        assert all(any(value not in {None, ""} for value in line) for line in lines), page.title
        assert all(any(value not in {None, ""} for value in row) for row in zip(*lines, strict=True))


def one_header_row_of_unique_words(read: Read) -> None:
    """E: headers are non-empty and differ; the table's own columns say the same."""
    for (page, lines), (_, table) in zip(read.lines, read.tables, strict=True):
        assert table.headerRowCount in {None, 1}
        headers = [str(cell.value or "").strip() for cell in lines[0]]
        assert all(headers), page.title
        assert len({header.casefold() for header in headers}) == len(headers), page.title
        assert [column.name for column in table.tableColumns] == [cell.value for cell in lines[0]]


def text_is_wrapped(read: Read) -> None:
    """E: words in cells and headers wrap; a shorthand of three characters cannot."""
    for page, cell in read.cells:
        if isinstance(cell.value, str) and len(cell.value) > 12:
            assert cell.alignment.wrap_text, (page.title, cell.coordinate, cell.value)


def no_filters_and_no_freeze_panes(read: Read) -> None:
    for page in read.book:
        assert page.freeze_panes is None
        assert page.auto_filter.ref is None
        assert all(table.autoFilter is None for table in page.tables.values())
    assert not any(sheet.findall(f".//{_MAIN}pane") for sheet in read.sheets)


def no_cell_is_blank_and_shorthand_is_explained(read: Read) -> None:
    """E: [x] and [z] stand where there is nothing, and the Notes sheet says what they mean."""
    shorthand = set()
    for page, cell in read.cells:
        assert cell.value not in {None, ""}, (page.title, cell.coordinate)
        if isinstance(cell.value, str):
            shorthand |= set(re.findall(r"^\[[a-z]+\]$", cell.value))
    notes = " ".join(str(row[1].value) for row in read.book["Notes"].iter_rows(min_row=6))
    assert all(f"{mark} means" in notes for mark in shorthand), shorthand


def nothing_is_hidden(read: Read) -> None:
    for page in read.book:
        assert page.sheet_state == "visible"
    for sheet in read.sheets:
        assert not [
            node
            for kind in ("row", "col")
            for node in sheet.iter(f"{_MAIN}{kind}")
            if node.get("hidden") in {"1", "true"}
        ]


def notes_are_a_table_and_are_called_notes(read: Read) -> None:
    """E: the word note, in titles and headers and not in cells; the texts on a sheet Notes; no symbols."""
    page = read.book["Notes"]
    assert list(page.tables) == ["tbl_notes"]
    numbers = {str(row[0].value) for row in page.iter_rows(min_row=6, max_col=1)}
    headers = {(sheet.title, lines[0][0].row) for sheet, lines in read.lines}
    for sheet in read.book:
        for line in sheet.iter_rows():
            for cell in line:
                told = re.findall(r"\[(note \d+)\]", str(cell.value))
                assert set(told) <= numbers, (sheet.title, cell.coordinate)
                if told:
                    assert cell.row == 1 or (sheet.title, cell.row) in headers, (sheet.title, cell.coordinate)
                if sheet.title != "Notes" and (cell.row or 0) <= 5:
                    assert not re.search("[*\u2020\u2021\u00b9\u00b2\u00b3]$", str(cell.value))


def text_is_12_point_sans_serif(read: Read) -> None:
    for page in read.book:
        for line in page.iter_rows():
            for cell in line:
                if cell.value is not None:
                    assert cell.font.name == "Arial"
                    assert (cell.font.sz or 0) >= 12, (page.title, cell.coordinate, cell.font.sz)


def no_superscript_italics_or_underlined_words(read: Read) -> None:
    """E: no superscripts; only links are underlined."""
    for page in read.book:
        for line in page.iter_rows():
            for cell in line:
                assert cell.font.vertAlign is None
                assert not cell.font.i
                assert not cell.font.u or cell.hyperlink is not None


def titles_have_heading_styles(read: Read) -> None:
    for page in read.book:
        assert page["A1"].style == "Heading 1", page.title
        assert page["A1"].font.b
        assert page["A2"].style == "Normal"


def no_headers_footers_or_floating_boxes(read: Read) -> None:
    """E"""
    for sheet in read.sheets:
        assert not sheet.findall(f"{_MAIN}headerFooter")
        assert not sheet.findall(f"{_MAIN}drawing")
        assert not sheet.findall(f"{_MAIN}legacyDrawing")


def no_images_and_no_macros(read: Read) -> None:
    assert not [name for name in read.parts if re.search(r"media|drawings|charts|vba|embeddings", name)]


def no_background_fill(read: Read) -> None:
    for page in read.book:
        for line in page.iter_rows():
            assert all(cell.fill.fill_type is None for cell in line), page.title
        assert not page.conditional_formatting


def sheet_names_are_unique_and_can_be_read(read: Read) -> None:
    """E"""
    names = read.book.sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def no_sheet_is_blank(read: Read) -> None:
    """E"""
    for page in read.book:
        assert page.max_row > 5, page.title


def a1_is_the_title(read: Read) -> None:
    titles = [page["A1"].value for page in read.book]
    assert all(isinstance(title, str) and title.strip() for title in titles)
    assert len(set(titles)) == len(titles)


def a2_says_what_the_sheet_holds(read: Read) -> None:
    for page in read.book:
        assert str(page["A2"].value).startswith("This worksheet contains one table"), page.title


def tables_start_in_column_a_with_nothing_below_or_beside(read: Read) -> None:
    """E: one table a sheet, from column A, and nothing after it."""
    for page, table in read.tables:
        first, last = table.ref.split(":")
        assert re.fullmatch(r"A\d+", first), page.title
        corner = page[last]
        assert (page.max_row, page.max_column) == (corner.row, corner.column), page.title


def the_document_has_title_and_language(read: Read) -> None:
    """E"""
    assert read.book.properties.title
    assert read.book.properties.language == "en-GB"


def the_cursor_stands_in_a1_of_the_first_sheet(read: Read) -> None:
    """E"""
    assert read.book.active is read.book.worksheets[0]
    for sheet in read.sheets:
        for selection in sheet.iter(f"{_MAIN}selection"):
            assert selection.get("activeCell", "A1") == "A1"
        for view in sheet.iter(f"{_MAIN}sheetView"):
            assert view.get("topLeftCell") is None


def links_say_where_they_lead(read: Read) -> None:
    """E: descriptive words, and only places in the workbook."""
    for page in read.book:
        for line in page.iter_rows():
            for cell in line:
                if cell.hyperlink is None:
                    continue
                words = str(cell.value)
                target = str(cell.hyperlink.location).partition("!")[0].strip("'")
                assert cell.hyperlink.target is None
                assert target in read.book.sheetnames
                assert target.casefold() in words.casefold(), (page.title, cell.coordinate)


def contrast_is_enough(read: Read) -> None:
    """E: dark letters on white, 4.5 to 1 at least, so that colour is never needed to read a word."""
    for page in read.book:
        for line in page.iter_rows():
            for cell in line:
                if cell.value is not None and cell.font.color is not None:
                    assert contrast(str(cell.font.color.rgb)) >= 4.5, (page.title, cell.coordinate)


def contrast(argb: str) -> float:
    """Ratio of contrast of a colour on white (WCAG 2)."""
    parts = [int(argb[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


CHECKS = (
    tables_are_marked_up, table_names_are_meaningful, no_cells_are_merged, no_blank_rows_or_columns_inside,
    one_header_row_of_unique_words, text_is_wrapped, no_filters_and_no_freeze_panes,
    no_cell_is_blank_and_shorthand_is_explained, nothing_is_hidden, notes_are_a_table_and_are_called_notes,
    text_is_12_point_sans_serif, no_superscript_italics_or_underlined_words, titles_have_heading_styles,
    no_headers_footers_or_floating_boxes, no_images_and_no_macros, no_background_fill,
    sheet_names_are_unique_and_can_be_read, no_sheet_is_blank, a1_is_the_title, a2_says_what_the_sheet_holds,
    tables_start_in_column_a_with_nothing_below_or_beside, the_document_has_title_and_language,
    the_cursor_stands_in_a1_of_the_first_sheet, links_say_where_they_lead, contrast_is_enough,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_publication_obeys(check: Callable[[Read], None], publications: list[Read]) -> None:
    for read in publications:
        try:
            check(read)
        except AssertionError as broken:
            raise AssertionError(f"{read.path.name}: {broken}") from broken


def test_the_checks_see_what_is_wrong(tmp_path: Path) -> None:
    """The working copy breaks the points that it is meant to break."""
    session = hostile_session()
    path = tmp_path / "working.xlsx"
    export_configuration(session, session.project.scenarios[0], path, now=NOW)
    broken = set()
    for check in CHECKS:
        try:
            check(Read(path))
        except AssertionError:
            broken.add(check.__name__)
    assert broken == {
        "tables_are_marked_up",  # the chart has a sheet of its own
        "no_filters_and_no_freeze_panes",
        "no_cell_is_blank_and_shorthand_is_explained",  # of totals rows
        "text_is_12_point_sans_serif",
        "no_headers_footers_or_floating_boxes",
        "no_images_and_no_macros",
        "no_background_fill",
        "no_sheet_is_blank",
        "the_cursor_stands_in_a1_of_the_first_sheet",  # panes that are frozen have cursors of their own
        "a2_says_what_the_sheet_holds",
    }
