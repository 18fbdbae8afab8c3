"""Write the board pack: pages drawn one by one, joined with bookmarks, title and language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from workbench.errors import ExportError
from workbench.io.board_pack import pages
from workbench.io.board_pack.matter import Pack
from workbench.io.maps.draw import PRINT_SETTINGS
from workbench.io.replacing import replacing
from workbench.progress import NoProgress, Progress

LANGUAGE = "en-GB"


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
    writer = PdfWriter()
    told = ""
    with mpl.rc_context(PRINT_SETTINGS):
        for share, bookmark, figure in _pages(pack):
            progress.report(share, bookmark)
            target = io.BytesIO()
            figure.savefig(target, format="pdf", metadata={"CreationDate": pack.now})
            writer.add_page(PdfReader(target).pages[0])
            if bookmark != told:
                writer.add_outline_item(title=bookmark, page_number=len(writer.pages) - 1)
                told = bookmark
    head = pack.first.scenario.head
    writer.add_metadata(
        {
            "/Title": f"Hub localities: {head.name} ({head.status})",
            "/Subject": pack.basis_line(pack.first),
            "/Creator": pack.foot.rsplit("Made with ", 1)[-1],
            "/CreationDate": f"D:{pack.now:%Y%m%d%H%M%S}",
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = shown
    writer.compress_identical_objects()
    with replacing(path) as beside:
        writer.write(beside)


def _pages(pack: Pack) -> Iterator[tuple[float, str, Figure]]:
    """Share done, bookmark and figure of every page, in order; each is drawn when it is asked for."""
    yield from ((0.0, "Cover", figure) for figure in pages.cover(pack).pages)
    yield from ((0.05, "Summary", figure) for figure in pages.summary(pack).pages)
    for bookmark, figure in pages.maps(pack):
        yield 0.1, bookmark, figure
    rest = (
        ("Localities", pages.localities),
        ("Comparison", pages.comparison),
        ("Charts", pages.charts),
        ("Who moves", pages.who_moves),
        ("Exceptions", pages.exceptions),
        ("Sources and caveats", pages.sources),
    )
    for at, (bookmark, make) in enumerate(rest):
        for figure in make(pack).pages:
            yield 0.5 + 0.5 * at / len(rest), bookmark, figure
