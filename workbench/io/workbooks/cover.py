"""The Cover sheet: what the workbook is, on what basis, how to read it. No table, two columns of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import workbench
from workbench.io.workbooks.book import Book, write
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.measure import line_count
from workbench.io.workbooks.values import Value
from workbench.models.rules import preset_name

_LABELS, _WORDS, _LANDSCAPE_WORDS = 24.0, 68.0, 106.0
"""Widths of the two columns in characters."""
NOT_RECORDED = "Not recorded in the project"
_OGL = (
    "Contains public sector information licensed under the Open Government Licence v3.0, where the sources "
    "on the sheet Data sources say so."
)


@dataclass(frozen=True)
class Item:
    """A line of the cover; ``name`` is the defined name of its value."""

    label: str
    value: Value
    kind: str = "text"
    name: str = ""


def write_cover(book: Book) -> None:
    """Write the sheet and define the names that formulas use."""
    lay_out_cover(book, items=_items(book.facts))


def lay_out_cover(book: Book, *, items: Sequence[Item], landscape: bool = False) -> None:
    """Write a cover of labels and words, and define the names of its values."""
    facts = book.facts
    sheet = book.workbook.add_worksheet("Cover")
    book.set_page(sheet, landscape=landscape)
    words = _WORDS if not landscape else _LANDSCAPE_WORDS
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, 1, words)
    sheet.write_string(0, 0, facts.titled(book.document), book.format(bold=True, font_size=22))
    sheet.set_row(0, 38)
    sheet.write_string(1, 0, facts.project.name, book.format(font_size=15))
    sheet.set_row(1, 28)
    label_format = book.format(bold=True, bottom=1, bottom_color="#C9CFD8", text_wrap=True)
    for row, item in enumerate(items, start=3):
        number = {"people": "#,##0", "date": "yyyy-mm-dd"}.get(item.kind, "@")
        value_format = book.format(
            num_format=number, align="left", bottom=1, bottom_color="#C9CFD8", text_wrap=True
        )
        sheet.write_string(row, 0, item.label, label_format)
        write(sheet, row, 1, item.value, value_format)
        lines = line_count(item.value, words - 1) if isinstance(item.value, str) else 1
        sheet.set_row(row, book.row_height(lines) + 3)
        if item.name:
            book.workbook.define_name(item.name, f"=Cover!$B${row + 1}")


def _items(facts: Facts) -> list[Item]:
    band = facts.figures.rules.band
    head = facts.scenario.head
    items = [
        Item("Status", f"{facts.status}. {status_words(facts.status)}"),
        Item("Project", facts.project.name),
        Item("Scenario", head.name),
        Item("Scenario id", head.id),
        Item("Population basis", facts.people_column, name="population_basis"),
        Item("Population date", facts.population_date or NOT_RECORDED),
        Item("Band", preset_name(band)),
        Item("Lower limit", band.low, "people", "band_low"),
        Item("Upper limit", band.high, "people", "band_high"),
        Item("Target", band.target, "people", "band_target"),
        Item("Measure balanced", f"{facts.people_column}, difference from target"),
        Item("Areas", _areas(facts)),
        Item("Prepared by", NOT_RECORDED),
        Item("Date", facts.now.date(), "date"),
        Item("Made with", f"Locality Workbench {workbench.__version__}"),
        Item("Decision asked", NOT_RECORDED),
        Item("How to read", _how_to_read(facts)),
        Item("Profile", _profile_words(facts)),
    ]
    if head.note.strip() and not facts.public:
        items.append(Item("Scenario note", head.note))
    return (
        items + [Item("Licences", words) for words in licences(facts)] + [Item("Export id", facts.export_id)]
    )


def _areas(facts: Facts) -> str:
    totals = facts.figures.totals
    vintage = facts.project.area.units.vintage
    edition = f", {vintage} boundaries" if vintage else ""
    return f"{totals.area_units:,} areas{edition}, {totals.unassigned_units:,} of them unassigned"


def status_words(status: str) -> str:
    """What a status means for the reader."""
    return "Not yet decided; figures may change." if status == "Draft" else "As recorded in the project."


def _how_to_read(facts: Facts) -> str:
    words = (
        "Start with Summary, then Localities. Shorthand such as [x] and [z] is explained on Notes. "
        "Every total names the people it counts."
    )
    if facts.working:
        words += (
            " On Areas and Practices the yellow locality codes can be changed, chosen from Lists; "
            "names, people, status and totals follow."
        )
    return words


def _profile_words(facts: Facts) -> str:
    words = (
        "Working copy, with filters, choices and a chart."
        if facts.working
        else "Publication, after the accessibility guidance of the Government Analysis Function."
    )
    return f"{words} Public version: internal notes are left out." if facts.public else words


def licences(facts: Facts) -> list[str]:
    """Licences and attributions of the sources, each once."""
    found = dict.fromkeys(
        f"{source.publisher + ': ' if source.publisher else ''}{source.licence}"
        for source in facts.project.area.sources
        if source.licence.strip()
    )
    return [*found, _OGL] if found else [_OGL]
