"""The workbook being written: cell formats, headings of sheets, page set-up; one look for all sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.quick_sheet import QuickSheet
from workbench.io.workbooks.values import Formula, Link, Value

FONT = "Arial"
HEADER_ROW = 4
"""Row (from 0) of every table's header: title, what the sheet holds, basis, link, table."""
NUMBER_FORMATS = {
    "people": "#,##0",
    "number": "#,##0",
    "share": "0.0%",
    "signed": '+#,##0;"\N{MINUS SIGN}"#,##0;0',
    "signed share": '+0.0%;"\N{MINUS SIGN}"0.0%;0.0%',
    "decimal": "0.00",
    "score": "0.0",
    "money": "£#,##0",
    "date": "yyyy-mm-dd",
    "text": "@",
    "formula text": "General",
}
"""Number format by kind of column; codes and names are text, so that leading zeros stay."""
_INK, _HEAD, _LINE, _EDIT, _GREY = "#15181D", "#E4EAF2", "#C9CFD8", "#FFF9E0", "#EEF0F3"


@dataclass(frozen=True)
class SheetEntry:
    """A line of the Contents sheet."""

    sheet: str
    title: str
    rows: int | str


class Book:
    """An XlsxWriter workbook in memory with our formats and sheet headings."""

    def __init__(self, facts: Facts, *, document: str, notes: Mapping[str, str] | None = None) -> None:
        """``notes`` are the texts of the Notes sheet by key; titles and headers refer to their numbers."""
        self.facts = facts
        self.document = document
        self.notes = dict(notes or {})
        self._buffer = io.BytesIO()
        self.size = 11 if facts.working else 12
        self.workbook = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": self.size},
            },
        )
        self.entries: list[SheetEntry] = []
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._headings: dict[Format, int] = {}

    def close(self) -> bytes:
        """End the workbook and give its bytes."""
        self.workbook.close()
        return self._buffer.getvalue()

    # -- formats
    def format(self, **properties: object) -> Format:
        """A cell format; the same properties always give the same one."""
        wanted = {
            "font_name": FONT,
            "font_size": self.size,
            "font_color": _INK,
            "valign": "vcenter",
        } | properties
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    def cell_format(
        self, kind: str, *, editable: bool = False, strong: bool = False, gap: bool = False, look: str = ""
    ) -> Format:
        """The format of a table cell of a kind of column; ``gap`` keeps a text off the number before it.

        ``look`` is white (to be changed, without a fill), grey (not to be changed) or empty.
        """
        properties: dict[str, object] = {
            "num_format": NUMBER_FORMATS[kind],
            "bottom": 1,
            "bottom_color": _LINE,
        }
        if "text" in kind:
            properties |= {"text_wrap": True, "align": "left", "indent": int(gap)}
        else:  # LibreOffice drops the indent of numbers that may wrap
            properties |= {"align": "right", "indent": 1}
        if strong:
            properties |= {"bold": True, "top": 1, "top_color": _INK}
        if editable and self.facts.working:
            properties |= {"locked": False, "bg_color": _EDIT}
        if look and self.facts.working:
            properties |= {"locked": False} if look == "white" else {"bg_color": _GREY}
            properties |= {"right": 1, "right_color": _LINE}
        return self.format(**properties)

    def row_height(self, lines: int) -> float:
        """Height in points of a row of so many lines."""
        return 4.0 + lines * self.size * 1.27

    def header_format(self, kind: str, *, small: bool = False, gap: bool = False) -> Format:
        """The format of a header cell; no fill in a publication."""
        properties: dict[str, object] = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        properties |= {"bottom_color": _INK, "align": "left"}
        properties["indent"] = int(gap)
        if "text" not in kind:
            properties |= {"align": "right", "indent": 1}
        if small:
            properties["font_size"] = self.size - 2
        if self.facts.working:
            properties["bg_color"] = _HEAD
        return self.format(**properties)

    def heading_format(self, font_size: int, *, level: int = 1) -> Format:
        """The format of a heading, which gets the cell style that screen readers look for."""
        heading = self.format(bold=True, font_size=font_size)
        self._headings[heading] = level
        return heading

    @property
    def heading_levels(self) -> dict[int, int]:
        """Level of heading by the number of its format in the finished file; known once it is closed."""
        return {heading.xf_index: level for heading, level in self._headings.items()}

    # -- notes
    def mark(self, *keys: str) -> str:
        """What refers to notes behind a title or header, as in " [note 3]"; empty for notes there are not."""
        numbers = {key: number for number, key in enumerate(self.notes, start=1)}
        return "".join(f" [note {numbers[key]}]" for key in keys if key in numbers)

    # -- sheets
    def add_sheet(
        self, name: str, *, title: str, holds: str, notes: tuple[str, ...] = (), facts: Facts | None = None
    ) -> Worksheet:
        """A sheet with its heading: title with the status, what it holds, scenario and basis, way back.

        ``notes`` are keys of the notes that concern the whole sheet; ``facts`` those of another scenario
        than the workbook's.
        """
        facts = facts or self.facts
        sheet = self.workbook.add_worksheet(name, QuickSheet)
        sheet.write_string(0, 0, facts.titled(title) + self.mark(*notes), self.heading_format(16))
        sheet.write_string(1, 0, holds, self.format())
        sheet.write_string(2, 0, facts.basis_line, self.format())
        if name != "Contents":
            write(sheet, 3, 0, Link("Contents", "Go to contents"), self.link_format())
        else:
            sheet.write_string(3, 0, "Names of sheets are links.", self.format())
        sheet.set_row(0, 26)
        self.set_page(sheet)
        return sheet

    def link_format(self, **properties: object) -> Format:
        """The format of a link."""
        return self.format(font_color="#005EB8", underline=1, **properties)

    def set_page(self, sheet: Worksheet) -> None:
        """A4 landscape, one page wide; page numbers in the working copy."""
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if self.facts.working:
            words = f"{self.document}, {self.facts.status.lower()}, working copy"
            sheet.set_footer(f"&L&8{words.replace('&', '&&')[:120]}&C&8&A&R&8Page &P of &N", {"margin": 0.3})


def write(sheet: Worksheet, row: int, column: int, value: Value, cell_format: Format) -> None:
    """Write one cell by the type of its value, so that no text is ever taken for a formula or a link."""
    match value:
        case Formula():
            sheet.write_formula(row, column, value.text, cell_format, value.value)
        case Link():
            target = "internal:'" + value.sheet.replace("'", "''") + "'!A1"
            sheet.write_url(row, column, target, cell_format, value.text, f"Go to {value.sheet}")
        case str():
            sheet.write_string(row, column, value, cell_format)
        case dt.date():
            sheet.write_datetime(row, column, value, cell_format)
        case _:
            sheet.write_number(row, column, value, cell_format)
