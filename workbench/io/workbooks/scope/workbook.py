"""Workbook B: the service-scope matrix of one scenario, to be read by a board and edited in a workshop."""

from __future__ import annotations

from pathlib import Path

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.contents import add_contents, fill_contents
from workbench.io.workbooks.data_sources import write_data_sources
from workbench.io.workbooks.document import describe, put_in_place
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


def write_scope_matrix(matter: Matter, path: Path) -> None:
    """Write the workbook beside its place and put it there when it is whole.

    The same scenario gives the same bytes but for the moment.

    Raises:
        ExportError: the file cannot be written.
    """
    put_in_place(_book(matter), path)


def _book(matter: Matter) -> Book:
    """The workbook; sheets are written in the order of their tabs."""
    book = Book(matter.facts, document=DOCUMENT)
    describe(book, identity(matter))
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
    return book
