"""Read a CSV file of pairs, a code and a name, whatever its columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.io.readers.columns import plain_heading
from workbench.io.readers.tables import read_table


@dataclass(frozen=True)
class Part:
    """A column: the heading to write, what it holds in words, and headings that mean it, the best first."""

    heading: str
    words: str
    headings: tuple[str, ...]


def read_two_columns(path: Path, code: Part, name: Part) -> list[tuple[int, str, str]]:
    """Row (as a spreadsheet counts), code and name of every record, without outer spaces.

    Read as every table is: UTF-8 with or without a mark, UTF-16 or Windows-1252; comma, semicolon or tab.

    Raises:
        InputError: the file is missing, damaged, or lacks one of the columns.
    """
    table = read_table(path)
    codes = _heading(table.headings, code)
    names = _heading([heading for heading in table.headings if heading != codes], name)
    if codes is None or names is None:
        raise InputError(
            f"{path.name} has no column for {code.words if codes is None else name.words}.",
            why=f"Row 1 holds the headings {', '.join(f'“{h}”' for h in table.headings[:12])}.",
            remedy=f"Name the columns {code.heading} and {name.heading}.",
        )
    cells = zip(table.rows, table.texts(codes), table.texts(names), strict=True)
    return [(int(row), str(one), str(other)) for row, one, other in cells]


def _heading(headings: Sequence[str], part: Part) -> str | None:
    plain = {plain_heading(heading): heading for heading in reversed(headings)}
    return next((plain[words] for words in (part.heading, *part.headings) if words in plain), None)
