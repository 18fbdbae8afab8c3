"""The Cover sheet: what the workbook is, on what basis, how to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import workbench
from workbench.io.workbooks.area_columns import DOCUMENT
from workbench.io.workbooks.book import HEADER_ROW, Book, write
from workbench.io.workbooks.facts import WORKBOOK_SCHEMA, Facts, clipped
from workbench.io.workbooks.identity import PROJECT_LABEL, SCENARIO_LABEL, identity_of
from workbench.io.workbooks.measure import line_count
from workbench.io.workbooks.values import Link, Value
from workbench.models.rules import preset_name

_LABELS, _WORDS = 28.0, 106.0
"""Widths of the two columns in characters."""
_ITEMS_OF_A_PAGE = 30
"""A cover with more of them takes a second page rather than become too small."""
NOT_RECORDED = "Not recorded in the project"
_OGL = (
    "Contains public sector information licensed under the Open Government Licence v3.0, where the sources "
    "{where} say so."
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


def lay_out_cover(book: Book, *, items: Sequence[Item]) -> None:
    """Write a cover of labels and words, and define the names of its values."""
    facts = book.facts
    sheet = book.workbook.add_worksheet("Cover")
    book.set_page(sheet)
    if len(items) <= _ITEMS_OF_A_PAGE:
        sheet.fit_to_pages(1, 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, 1, _WORDS)
    sheet.write_string(0, 0, facts.titled(book.document), book.heading_format(22))
    sheet.set_row(0, 38)
    holds = "This worksheet contains one table: what this workbook is and how to read it."
    sheet.write_string(1, 0, holds, book.format())
    sheet.write_string(2, 0, clipped(facts.project.name), book.format(font_size=15))
    sheet.set_row(2, 28)
    write(sheet, 3, 0, Link("Contents", "Go to contents"), book.link_format())
    header = book.header_format("text")
    sheet.add_table(
        HEADER_ROW,
        0,
        HEADER_ROW + len(items),
        1,
        {
            "name": "tbl_cover",
            "style": None,
            "autofilter": False,
            "columns": [{"header": name, "header_format": header} for name in ("Item", "Text")],
        },
    )
    label_format = book.format(bold=True, bottom=1, bottom_color="#C9CFD8", text_wrap=True)
    for row, item in enumerate(items, start=HEADER_ROW + 1):
        number = {"people": "#,##0", "date": "yyyy-mm-dd"}.get(item.kind, "@")
        value_format = book.format(
            num_format=number, align="left", bottom=1, bottom_color="#C9CFD8", text_wrap=True
        )
        sheet.write_string(row, 0, item.label, label_format)
        write(sheet, row, 1, item.value, value_format)
        lines = line_count(item.value, _WORDS - 1) if isinstance(item.value, str) else 1
        sheet.set_row(row, book.row_height(lines) + 3)
        if item.name:
            book.workbook.define_name(item.name, f"=Cover!$B${row + 1}")


def _items(facts: Facts) -> list[Item]:
    band = facts.figures.rules.band
    return [
        *status_items(facts),
        Item(PROJECT_LABEL, facts.project.name),
        Item(SCENARIO_LABEL, facts.scenario.name),
        *scenario_items(facts),
        Item("Population basis", facts.people_column, name="population_basis"),
        Item("Population date", facts.population_date or NOT_RECORDED),
        Item("Population source", facts.source_words),
        Item("Band", preset_name(band)),
        Item("Lower limit", band.low, "people", "band_low"),
        Item("Upper limit", band.high, "people", "band_high"),
        Item("Target", band.target, "people", "band_target"),
        Item("Measure balanced", f"{facts.people_column}, difference from target"),
        Item("Areas", _areas(facts)),
        *made_items(facts),
        Item("How to read", _how_to_read(facts)),
        Item("Profile", _profile_words(facts)),
        *(Item("Licences", words) for words in licences(facts)),
        *identity_items(identity_of(facts, kind=DOCUMENT, schema=WORKBOOK_SCHEMA, export_id=facts.export_id)),
    ]


def status_items(facts: Facts) -> list[Item]:
    """Where the scenario stands and what is asked of the reader (R50)."""
    return [
        Item("Status", f"{facts.status}. {status_words(facts.status)}"),
        Item("Decision asked", facts.scenario.head.decision.strip() or NOT_RECORDED),
    ]


def scenario_items(facts: Facts) -> list[Item]:
    """What the scenario's own head says; the team's note stays out of a public version."""
    head = facts.scenario.head
    items = [
        Item("Organisational form", head.form_words),
        Item("Prepared by", head.author.strip() or NOT_RECORDED),
        Item("Scenario date", head.date.strip() or NOT_RECORDED),
        Item("Caveats", head.caveats.strip() or NOT_RECORDED),
    ]
    if head.description.strip():
        items.append(Item("Description", head.description))
    if head.note.strip() and not facts.public:
        items.append(Item("Scenario note", head.note))
    return items


def made_items(facts: Facts) -> list[Item]:
    """When and with what the workbook was made."""
    return [
        Item("Date", facts.now.date(), "date"),
        Item("Time made", f"{facts.now:%Y-%m-%d %H:%M %Z}".rstrip()),
        Item("Made with", f"Locality Workbench {workbench.__version__}"),
    ]


def identity_items(identity: Mapping[str, str]) -> list[Item]:
    """The identity that an import looks for, less what stands on the cover by itself."""
    return [
        Item(label, value)
        for label, value in identity.items()
        if label not in {PROJECT_LABEL, SCENARIO_LABEL}
    ]


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


def licences(facts: Facts, *, where: str = "on the sheet Data sources") -> list[str]:
    """Licences and attributions of the sources, each once; ``where`` says where the sources are listed."""
    found = dict.fromkeys(
        f"{source.publisher + ': ' if source.publisher else ''}{source.licence}"
        for source in facts.project.area.sources
        if source.licence.strip()
    )
    return [*found, _OGL.format(where=where)]
