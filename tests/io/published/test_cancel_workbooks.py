"""A workbook hears a cancel at every piece of its file that is read, and reads nothing more after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.text import Text

from tests.reliability.small_inputs import book
from workbench.io.published.recognise import recognise
from workbench.io.published.sheets import read_sheet, sheet_heads
from workbench.io.readers import books
from workbench.progress import Asked, Cancelled, Progress

HEADINGS = ["LSOA code", "Name", "People"]
ROWS = 1_500


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of many rows and many texts."""
    rows = [[f"E01{n:06d}", f"Area {n * 7919 % 10_007}", n] for n in range(ROWS)]
    return book(tmp_path_factory.mktemp("books") / "long.xlsx", "People", [HEADINGS, *rows])


def read(path: Path, progress: Progress | None = None) -> int:
    return len(read_sheet(path, "People", lambda row: row == HEADINGS, progress=progress))


class _Watch:
    """Counts what is read of a file, what of it after a cancel, and how many texts between two reports."""

    def __init__(self, patch: pytest.MonkeyPatch, *, stop_at: int = 0) -> None:
        self.stop_at, self.reports, self.reads, self.reads_after = stop_at, 0, 0, 0
        self.texts, self.most_texts = 0, 0
        real_read = books._AskingFile.read
        real_text: Any = Text.from_tree

        def counted_read(file: books._AskingFile, size: int | None = -1, /) -> bytes:
            piece: bytes = real_read(file, size)
            self.reads += 1
            self.reads_after += self.stopped
            return piece

        def counted_text(node: object) -> object:
            self.texts += 1
            self.most_texts = max(self.most_texts, self.texts)
            return real_text(node)

        patch.setattr(books._AskingFile, "read", counted_read)
        patch.setattr(Text, "from_tree", counted_text)

    @property
    def stopped(self) -> bool:
        return 0 < self.stop_at <= self.reports

    def report(self, done: float, text: str = "") -> None:
        self.reports += 1
        self.texts = 0
        if self.stopped:
            raise Cancelled


def test_every_piece_of_the_file_asks(long_book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = _Watch(monkeypatch)
    assert read(long_book, watch) == ROWS
    assert watch.reports >= watch.reads + ROWS // 100
    assert 0 < watch.most_texts < ROWS  # the texts of a workbook are parsed in one go, but not unasked


def test_nothing_is_read_after_a_cancel(long_book: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole = _Watch(patch)
        sheet_heads(long_book, progress=whole)
    for stop_at in {1, 2, whole.reports // 2, whole.reports}:
        for use in (lambda path, progress: recognise(path, progress=progress), read):
            with pytest.MonkeyPatch.context() as patch:
                watch = _Watch(patch, stop_at=stop_at)
                with pytest.raises(Cancelled):
                    use(long_book, watch)
                assert watch.reads_after == 0
                assert watch.reports == stop_at
    assert read(long_book) == ROWS


def test_asking_shows_the_last_report_again() -> None:
    told: list[tuple[float, str]] = []

    class Told:
        def report(self, done: float, text: str = "") -> None:
            told.append((done, text))

    asked = Asked(Told())
    asked.ask()
    asked.report(0.5, "half")
    asked.ask()
    assert told == [(0.0, ""), (0.5, "half"), (0.5, "half")]
