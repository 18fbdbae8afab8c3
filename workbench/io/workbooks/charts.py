"""The Charts sheet of the working copy: people by locality, with the limits of the band as lines."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from workbench.io.workbooks.book import FONT, Book
from workbench.io.workbooks.table import TablePlace

_COLUMN = {
    "Locality code": 0,
    "Locality": 1,
    "Registered people": 4,
    "Resident people": 5,
    "Weighted people": 6,
}
_LOWER, _UPPER = 7, 8
_LONGEST_NAME, _MOST_NAMES = 44, 16


def wants_chart(book: Book) -> bool:
    """Whether there is something to draw: a publication holds no charts, an empty scenario no bars."""
    return book.facts.working and any(row.people == row.people for row in book.facts.figures.localities)


def write_charts(book: Book, place: TablePlace) -> None:
    """Write the sheet with one chart over the rows of the Localities table."""
    facts = book.facts
    sheet = book.add_sheet(
        "Charts",
        title="People by locality",
        holds="This worksheet contains one chart of the Localities sheet.",
    )
    chart = book.workbook.add_chart({"type": "column"})
    rows = facts.figures.localities
    named = len(rows) <= _MOST_NAMES and all(len(row.name) <= _LONGEST_NAME for row in rows)
    labels = _cells(place, _COLUMN["Locality" if named else "Locality code"])
    chart.add_series(
        {
            "name": facts.people_column,
            "categories": labels,
            "values": _cells(place, _COLUMN[facts.people_column]),
            "fill": {"color": "#77AADD"},
            "border": {"color": "#20242B", "width": 0.75},
            "gap": 60,
            "data_labels": {
                "value": named,
                "position": "inside_base",
                "num_format": "#,##0",
                "font": {"name": FONT, "size": 9},
            },
        }
    )
    if facts.has_band:
        chart.combine(_band_lines(book, place, labels))
    font = {"name": FONT, "size": 10, "bold": False, "color": "#15181D"}
    chart.set_title({"name": f"{facts.people_column} by locality and band", "name_font": font | {"size": 14}})
    chart.set_x_axis({"num_font": font, "line": {"color": "#7F8793"}})
    chart.set_y_axis(
        {
            "name": facts.people_column,
            "name_font": font,
            "num_font": font,
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#DDE1E7", "width": 0.5}},
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 1180, "height": 560})
    sheet.insert_chart(5, 0, chart, {"description": _description(book), "object_position": 2})


def _band_lines(book: Book, place: TablePlace, labels: list[str | int]) -> Chart:
    lines = book.workbook.add_chart({"type": "line"})
    for name, column, dash in (("Lower limit", _LOWER, "dash"), ("Upper limit", _UPPER, "solid")):
        lines.add_series(
            {
                "name": name,
                "categories": labels,
                "values": _cells(place, column),
                "line": {"color": "#B3261E", "width": 2, "dash_type": dash},
                "marker": {"type": "none"} if place.last > place.first else {"type": "long_dash", "size": 20},
            }
        )
    return lines


def _cells(place: TablePlace, column: int) -> list[str | int]:
    return [place.sheet, place.first, column, place.last, column]


def _description(book: Book) -> str:
    """The chart in words, for who cannot see it."""
    facts, totals = book.facts, book.facts.figures.totals
    band = facts.figures.rules.band
    limits = f" The band is {band.low:,} to {band.high:,}: " if facts.has_band else " Without a band: "
    return (
        f"Bars of {facts.people_column.lower()} for {totals.localities} localities, "
        f"from {totals.smallest:,.0f} to {totals.largest:,.0f}.{limits}"
        f"{totals.in_band} in, {totals.below} below, {totals.above} above, {totals.unknown} not known. "
        "The figures are on the sheet Localities."
    )
