"""Workbook A: the locality configuration of one scenario, for the board and for work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from workbench.errors import ExportError
from workbench.io.replacing import replacing
from workbench.io.workbooks.areas import write_areas
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.charts import wants_chart, write_charts
from workbench.io.workbooks.contents import add_contents, fill_contents
from workbench.io.workbooks.core_properties import with_language
from workbench.io.workbooks.cover import write_cover
from workbench.io.workbooks.data_sources import write_data_sources
from workbench.io.workbooks.facts import WORKBOOK_SCHEMA, Facts
from workbench.io.workbooks.lists import choice_range, write_lists
from workbench.io.workbooks.localities import write_localities
from workbench.io.workbooks.notes import write_notes
from workbench.io.workbooks.practices import write_practices
from workbench.io.workbooks.summary import write_summary
from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import Project
from workbench.models.scenario import Scenario

PROFILES = ("working", "publication")
_LONGEST_PROPERTY = 255


def write_configuration(
    path: Path,
    *,
    project: Project,
    scenario: Scenario,
    figures: ScenarioFigures,
    profile: str = "working",
    public: bool = False,
    now: datetime,
) -> None:
    """Write the workbook beside its place and put it there when it is whole.

    The same scenario gives the same bytes but for ``now``. ``public`` leaves internal notes out.

    Raises:
        ExportError: the profile is unknown or the file cannot be written.
    """
    if profile not in PROFILES:
        raise ExportError(
            f"There is no workbook profile “{profile}”.", remedy=f"Choose one of: {', '.join(PROFILES)}."
        )
    facts = Facts(project, scenario, figures, profile, public, now)
    content = configuration_bytes(facts)
    with replacing(path) as beside:
        beside.write_bytes(content)


def configuration_bytes(facts: Facts) -> bytes:
    """The workbook as bytes; sheets are written in the order of their tabs."""
    book = Book(facts)
    _describe(book)
    choices = choice_range(book) if facts.working else ""
    charts = wants_chart(book)
    write_cover(book)
    contents = add_contents(book)
    write_summary(book)
    localities = write_localities(book)
    if charts:
        write_charts(book, localities)
    write_practices(book, choices=choices)
    write_areas(book, choices=choices)
    write_data_sources(book)
    write_notes(book)
    if facts.working:
        write_lists(book)
    fill_contents(book, contents, charts=charts)
    return with_language(book.close())


def _describe(book: Book) -> None:
    """Title and identity of the document."""
    facts = book.facts
    book.workbook.set_properties(
        {
            "title": facts.titled(f"Locality configuration: {facts.scenario.name}"),
            "subject": facts.project.name,
            "category": "Locality configuration",
            "status": facts.status,
            "created": facts.now.replace(tzinfo=None),
        }
    )
    identity = {
        "Schema version": str(WORKBOOK_SCHEMA),
        "Project": facts.project.name,
        "Scenario": facts.scenario.name,
        "Scenario id": facts.scenario.id,
        "Export id": facts.export_id,
        "Profile": facts.profile,
    }
    for name, value in identity.items():
        book.workbook.set_custom_property(name, value[:_LONGEST_PROPERTY], "text")
