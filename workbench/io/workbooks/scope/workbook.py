"""Workbook B: the service-scope matrix of one scenario, to be read by a board and edited in a workshop."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from workbench.errors import ExportError
from workbench.io.replacing import replacing
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.contents import add_contents, fill_contents
from workbench.io.workbooks.core_properties import with_language
from workbench.io.workbooks.data_sources import write_data_sources
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.scope.analysis import (
    write_fragmentation,
    write_gaps,
    write_phasing,
    write_sectors,
    write_tier_shift,
)
from workbench.io.workbooks.scope.back import write_change_log, write_notes
from workbench.io.workbooks.scope.coverage import write_coverage
from workbench.io.workbooks.scope.detail import write_detail
from workbench.io.workbooks.scope.front import identity, write_cover, write_how_to_edit
from workbench.io.workbooks.scope.lists import write_lists
from workbench.io.workbooks.scope.matrix import write_matrix
from workbench.io.workbooks.scope.matter import DOCUMENT, Matter
from workbench.io.workbooks.scope.people_sheets import write_exceptions, write_leads, write_teams
from workbench.io.workbooks.scope.summary import write_summary
from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import Project
from workbench.models.scenario import Scenario

PROFILES = ("working", "publication")
LONGEST_PROPERTY = 255


def write_scope_matrix(
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
    content = scope_matrix_bytes(Matter(Facts(project, scenario, figures, profile, public, now)))
    with replacing(path) as beside:
        beside.write_bytes(content)


def scope_matrix_bytes(matter: Matter) -> bytes:
    """The workbook as bytes; sheets are written in the order of their tabs."""
    book = Book(matter.facts, document=DOCUMENT)
    _describe(book, matter)
    write_cover(book, matter)
    contents = add_contents(book)
    if matter.facts.working:
        write_how_to_edit(book)
    write_matrix(book, matter)
    write_detail(book, matter)
    write_summary(book, matter)
    write_teams(book, matter)
    write_leads(book, matter)
    write_exceptions(book, matter)
    write_coverage(book, matter)
    write_sectors(book, matter)
    write_fragmentation(book, matter)
    write_tier_shift(book, matter)
    write_phasing(book, matter)
    write_gaps(book, matter)
    write_lists(book, matter)
    write_data_sources(book)
    write_change_log(book, matter)
    write_notes(book)
    fill_contents(book, contents)
    return with_language(book.close())


def _describe(book: Book, matter: Matter) -> None:
    """Title and identity of the document."""
    facts = book.facts
    book.workbook.set_properties(
        {
            "title": facts.titled(f"{DOCUMENT}: {facts.scenario.name}"),
            "subject": facts.project.name,
            "category": DOCUMENT,
            "status": facts.status,
            "created": facts.now.replace(tzinfo=None),
        }
    )
    for name, value in identity(matter).items():
        book.workbook.set_custom_property(name, value[:LONGEST_PROPERTY], "text")
    book.workbook.set_custom_property("Profile", facts.profile, "text")
