"""Write the board pack: pages drawn one by one into one PDF, with bookmarks, title and language."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from workbench.errors import ExportError
from workbench.io.board_pack import pages
from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.moves import who_moves
from workbench.io.board_pack.parked import notes_of, parked
from workbench.io.board_pack.sheet import Sheet, number_page
from workbench.io.maps.draw import PRINT_SETTINGS, map_figure
from workbench.io.maps.fonts import one_line
from workbench.io.maps.side_by_side import side_by_side_figure
from workbench.io.replacing import replacing
from workbench.progress import NoProgress, Progress

LANGUAGE = "en-GB"


@dataclass(frozen=True, eq=False)
class _Leaf:
    """A page: its bookmark, the status of the scenario on it, and how it is drawn."""

    bookmark: str
    status: str
    draw: Callable[[], Figure]


def write_board_pack(path: Path, pack: Pack, *, progress: Progress | None = None) -> None:
    """Write the PDF beside its place and put it there when whole. Two packs differ in their date alone.

    Raises:
        ExportError: the ending is another one, or the file cannot be written.
        Cancelled: the user asked the work to stop; nothing was written.
    """
    if path.suffix.casefold() != ".pdf":
        raise ExportError(
            f"{path.name} cannot be written.", why="A board pack is a PDF.", remedy="Use the ending .pdf."
        )
    progress = progress or NoProgress()
    drawn = io.BytesIO()
    leaves = list(_leaves(pack))
    with mpl.rc_context(PRINT_SETTINGS), PdfPages(drawn, metadata=_metadata(pack)) as pages_of:
        for at, leaf in enumerate(leaves):
            progress.report(0.95 * at / len(leaves), f"Page {at + 1} of {len(leaves)}: {leaf.bookmark}")
            figure = leaf.draw()
            number_page(figure, leaf.status, at + 1, len(leaves))
            pages_of.savefig(figure)
    progress.report(0.95, "Writing the file")
    writer = PdfWriter(clone_from=PdfReader(drawn))
    told = ""
    for at, leaf in enumerate(leaves):
        if leaf.bookmark != told:
            writer.add_outline_item(title=leaf.bookmark, page_number=at)
            told = leaf.bookmark
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = shown
    with replacing(path) as beside:
        writer.write(beside)


def _metadata(pack: Pack) -> dict[str, object]:
    head = pack.first.scenario.head
    told: dict[str, object] = {
        "Title": f"Hub localities: {one_line(head.name)} ({head.status})",
        "Subject": pack.basis_line(pack.first),
        "Creator": pack.maker,
        "CreationDate": pack.now,
    }
    if head.author.strip():
        told["Author"] = one_line(head.author)
    return told


def _leaves(pack: Pack) -> Iterator[_Leaf]:
    """All pages in order. Maps are drawn when their turn comes; the others are laid out now."""
    yield from _of_sheet("Cover", pages.cover(pack), pack)
    yield from _of_sheet("Summary", pages.summary(pack), pack)
    for place, column in enumerate(pack.columns):
        name = one_line(column.scenario.name)
        yield _Leaf(f"Map: {name}", column.scenario.head.status, lambda place=place: _map(pack, place))  # type: ignore[misc]  # mypy knows no defaults in a lambda
    if pack.comparisons:
        yield _Leaf("Maps side by side", pack.status, lambda: _maps_beside(pack))
    for bookmark, make in (
        ("Localities", pages.localities),
        ("Comparison", pages.comparison),
        ("Charts", pages.charts),
        ("Who moves", who_moves),
        ("Exceptions", pages.exceptions),
        ("Sources and caveats", pages.sources),
    ):
        yield from _of_sheet(bookmark, make(pack), pack)
    if notes_of(pack):
        yield from _of_sheet("Parked notes (internal)", parked(pack), pack)


def _of_sheet(bookmark: str, sheet: Sheet, pack: Pack) -> Iterator[_Leaf]:
    for figure in sheet.pages:
        yield _Leaf(bookmark, pack.status, lambda figure=figure: figure)  # type: ignore[misc]  # as above


def _map(pack: Pack, place: int) -> Figure:
    column = pack.columns[place]
    return map_figure(pack.project, column.scenario, column.figures, now=pack.now, foot=pack.foot)


def _maps_beside(pack: Pack) -> Figure:
    return side_by_side_figure(pack.project, pack.columns, pack.comparisons, now=pack.now, foot=pack.foot)
