"""The rows behind a line of the report: what stands in the file that was not used for one reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.io.published.account import RowAccount
from workbench.io.published.file_rows import FileRow, rows_of_file
from workbench.io.published.recognised import Recognised
from workbench.progress import Progress


@dataclass(frozen=True)
class RowsBehind:
    """Rows of one file with their cells; ``count`` is how many there are, which may be more."""

    file: str
    reason: str
    count: int
    headings: tuple[str, ...]
    rows: tuple[FileRow, ...]


def can_be_shown(account: RowAccount, reason: str) -> bool:
    """Whether the reader has kept where the rows of a reason stand."""
    return reason in account.rejected and bool(account.rejected[reason].places)


def rows_behind(
    files: Sequence[Recognised], account: RowAccount, reason: str, *, progress: Progress | None = None
) -> RowsBehind:
    """Look the rows of a reason up in the file, which is read again as far as they reach.

    Raises:
        InputError: the file is gone or damaged.
        Cancelled: the progress was told to stop.
    """
    entry = account.rejected[reason]
    file = next(one for one in files if one.file == account.file)
    found = rows_of_file(file, entry.places, progress=progress)
    return RowsBehind(account.file, reason, entry.rows, found.headings, found.rows)
