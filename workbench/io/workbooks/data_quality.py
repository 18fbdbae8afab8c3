"""The Data quality sheet: what was noticed when the data was read, counted, with examples."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, Value

_ACTIONS = {
    "population_unknown": "Import populations of the same edition as the boundaries",
    "practices_not_placed": "Assign these practices by patients or by hand",
    "practices_outside_britain": "Look up their postcodes",
    "practices_far_away": "Look up their postcodes",
    "list_size_unknown": "Import list sizes",
    "lists_below_registrations": "Use files of the same date",
    "registrations_suppressed": "Take sums of patients as lower bounds",
    "area_in_parts": "Declare bridges and ferries as links where people cross",
    "sites_sector_unknown": "Complete the table of sectors",
}
"""What a planner can do about a notice, by its code."""


def write_data_quality(book: Book) -> None:
    """Write the sheet: one row for each notice of the import."""
    sheet = book.add_sheet(
        "Data quality",
        title="Data quality",
        holds="This worksheet contains one table: one row for each thing noticed when the data was read.",
    )
    area = book.facts.project.area
    rows: list[list[Value]] = [
        [
            notice.text,
            notice.severity,
            notice.count,
            "; ".join(notice.examples) or NOT_APPLICABLE,
            _ACTIONS.get(notice.code, NOT_APPLICABLE),
        ]
        for notice in area.notices
    ]
    healing = area.healing
    if not healing.untouched:
        words = (
            f"Boundaries were mended so that neighbours meet: {healing.snapped_vertices:,} points moved, "
            f"{healing.mended_polygons:,} areas mended, {healing.removed_slivers:,} slivers removed; "
            f"the largest change of an area is {healing.largest_area_change_m2:,.0f} square metres."
        )
        mended = healing.mended_polygons + healing.removed_slivers
        rows.append([words, "note", mended, NOT_APPLICABLE, NOT_APPLICABLE])
    columns = (
        Column("Check", widest=64, narrowest=50),
        Column("Severity", narrowest=11),
        Column("Count", "number", narrowest=10),
        Column("Examples", widest=34, narrowest=24),
        Column("Action", widest=34, narrowest=24),
    )
    write_table(book, sheet, name="tbl_quality", title="Data quality", columns=columns, rows=rows)
