"""Tell kind and edition of published files by their content, never by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from workbench.errors import InputError
from workbench.io.published.kinds import Kind
from workbench.io.published.ods import read_organisations
from workbench.io.published.practice_files import read_commissioners, read_pcn_members
from workbench.io.published.recognise_books import recognise_workbook
from workbench.io.published.recognise_shapes import is_shapes, recognise_shapes
from workbench.io.published.recognise_texts import recognise_text
from workbench.io.published.recognised import Recognised
from workbench.io.published.text_source import TextSource
from workbench.io.readers.archives import parts_of
from workbench.progress import NoProgress, Progress

_ZIP = b"PK\x03\x04"


def recognise_all(paths: Sequence[Path], *, progress: Progress | None = None) -> tuple[Recognised, ...]:
    """Every file in order, with all tables that zip archives hold.

    Raises:
        InputError: a file is missing, empty or damaged.
        Cancelled: the progress was told to stop.
    """
    return tuple(one for path in paths for one in recognise(path, progress=progress))


def recognise(path: Path, *, progress: Progress | None = None) -> tuple[Recognised, ...]:
    """What a file is: one answer, or one for each table of a zip archive.

    Raises:
        InputError: the file is missing, empty or damaged.
        Cancelled: the progress was told to stop.
    """
    progress = progress or NoProgress()
    if not path.exists():
        raise InputError(
            f"There is no file {path.name}.",
            why=f"Looked in {path.absolute().parent}.",
            remedy="Check the name and the folder.",
        )
    if path.is_dir():
        if is_shapes(path):
            return recognise_shapes(path)
        raise InputError(
            f"{path.name} is a folder, and no File Geodatabase.", remedy="Choose the files in it."
        )
    with path.open("rb") as stream:
        start = stream.read(16)
    if not start.strip():
        raise InputError(f"{path.name} is empty.", remedy="Choose another file, or download it again.")
    if is_shapes(path):
        return recognise_shapes(path)
    if start.startswith(_ZIP):
        return _archive(path, progress)
    return (_dated(recognise_text(TextSource(path)), progress),)


def _dated(file: Recognised, progress: Progress) -> Recognised:
    """A file of the Organisation Data Service with the newest date in it, which needs all rows."""
    if file.kind in {Kind.PRACTICES, Kind.TRUSTS, Kind.TRUST_SITES, Kind.BRANCHES}:
        return replace(file, edition=read_organisations(file, progress=progress).edition)
    if file.kind is Kind.COMMISSIONERS:
        return replace(file, edition=read_commissioners(file, progress=progress).account.edition)
    if file.kind is Kind.PCN_MEMBERS:
        return replace(file, edition=read_pcn_members(file, progress=progress).account.edition)
    return file


def _archive(path: Path, progress: Progress) -> tuple[Recognised, ...]:
    """A workbook, or the tables of a zip archive; members that are no table are passed over."""
    entries = parts_of(path)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return (_dated(recognise_workbook(path, progress=progress), progress),)
    texts = [
        entry.filename
        for entry in entries
        if PurePosixPath(entry.filename).suffix.casefold() in {".csv", ".txt"} and entry.file_size
    ]
    found = [_dated(recognise_text(TextSource(path, name)), progress) for name in texts]
    known = [one for one in found if one.published]
    if known or found:
        return tuple(known or found)
    listed = ", ".join(sorted(names)[:5])
    return (Recognised(path, Kind.OTHER, note=f"A zip archive without a table that can be read: {listed}"),)
