"""Workbook A: the locality configuration of one scenario, for the board and for work."""

from __future__ import annotations

from pathlib import Path

from workbench.io.workbooks.area_columns import DOCUMENT
from workbench.io.workbooks.areas import write_areas
from workbench.io.workbooks.assumptions import write_assumptions
from workbench.io.workbooks.beside import Beside
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.charts import wants_chart, write_charts
from workbench.io.workbooks.contents import add_contents, fill_contents
from workbench.io.workbooks.cover import write_cover
from workbench.io.workbooks.data_quality import write_data_quality
from workbench.io.workbooks.data_sources import write_data_sources
from workbench.io.workbooks.document import describe, put_in_place
from workbench.io.workbooks.exceptions import write_exceptions
from workbench.io.workbooks.facts import WORKBOOK_SCHEMA, Facts
from workbench.io.workbooks.flows import write_flows
from workbench.io.workbooks.identity import identity_of
from workbench.io.workbooks.lists import choice_range, write_lists
from workbench.io.workbooks.localities import write_localities
from workbench.io.workbooks.moves import write_from_to, write_moves, write_moves_summary
from workbench.io.workbooks.not_recorded import write_not_recorded
from workbench.io.workbooks.notes import configuration_notes, write_notes
from workbench.io.workbooks.parked import write_parked
from workbench.io.workbooks.practices import write_practices
from workbench.io.workbooks.scorecard import write_scorecard
from workbench.io.workbooks.sites import write_sites
from workbench.io.workbooks.summary import write_summary


def write_configuration(facts: Facts, path: Path, beside: Beside | None = None) -> None:
    """Write the workbook beside its place and put it there when it is whole.

    With scenarios ``beside`` it, of which it is the first, the sheets that compare them are there too.
    The same scenario gives the same bytes but for the moment.

    Raises:
        ExportError: the file cannot be written.
    """
    put_in_place(_book(facts, beside), path)


def _book(facts: Facts, beside: Beside | None) -> Book:
    """The workbook; sheets are written in the order of their tabs."""
    book = Book(facts, document=DOCUMENT, notes=configuration_notes(facts, compared=beside is not None))
    describe(book, identity_of(facts, kind=DOCUMENT, schema=WORKBOOK_SCHEMA, export_id=facts.export_id))
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
    write_sites(book)
    write_flows(book)
    if beside is not None:
        write_scorecard(book, beside)
        write_moves_summary(book, beside)
        write_from_to(book, beside)
        write_moves(book, beside)
    write_exceptions(book)
    write_parked(book)
    write_not_recorded(book)
    write_assumptions(book)
    write_data_sources(book)
    write_data_quality(book)
    write_notes(book)
    if facts.working:
        write_lists(book)
    fill_contents(book, contents, charts=charts)
    return book
