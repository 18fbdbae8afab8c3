"""What commands say: plain lines or JSON on stdout, problems in one line on stderr."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.errors import ExportError
from workbench.io.replacing import refuse_database

STDOUT = "-"
NOT_KNOWN = "Not known"

JsonOption = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write JSON to FILE; - writes it to stdout.")
]
"""The option ``--json`` of every command that has it."""


def problem(text: str) -> None:
    """One line on stderr, whatever the text holds."""
    typer.echo(" ".join(text.split()), err=True)


def see_that_json_fits(target: str | None) -> None:
    """Look before the work begins whether its JSON can be written afterwards.

    Raises:
        ExportError: there is no such folder, or a folder is in the file's place.
    """
    if target is not None and target != STDOUT:
        see_that_file_fits(Path(target))


def see_that_file_fits(path: Path, *, may_replace: Callable[[Path], bool] | None = None) -> None:
    """Look before the work begins whether a file can be put there; ``may_replace`` is asked of a database.

    Raises:
        ExportError: there is no such folder, or a folder or a database is in the file's place.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder.", remedy="Name a file in it.")
    if not path.parent.is_dir():
        raise ExportError(
            f"{path.name} cannot be written.",
            why=f"There is no folder {path.parent}.",
            remedy="Make the folder first, or name another.",
        )
    if may_replace is None or not may_replace(path):
        refuse_database(path)


def see_that_folder_fits(path: Path) -> None:
    """Look before the work begins whether a folder is there or can be made.

    Raises:
        ExportError: a file is in its place, or the folder that it would lie in is missing.
    """
    if path.exists() and not path.is_dir():
        raise ExportError(f"{path} is a file.", remedy="Name a folder.")
    if not path.absolute().parent.is_dir():
        raise ExportError(
            f"The folder {path.name} cannot be made.",
            why=f"There is no folder {path.parent}.",
            remedy="Make the folder first, or name another.",
        )


def tell(value: dict[str, Any], lines: Iterable[str], *, target: str | None) -> None:
    """Write ``value`` as JSON where ``target`` says, and the plain lines unless JSON has stdout.

    Raises:
        ExportError: the JSON file cannot be written.
    """
    if target is not None:
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        if target == STDOUT:
            typer.echo(text, nl=False)
            return
        try:
            Path(target).write_text(text, encoding="utf-8", newline="\n")
        except OSError as failed:
            raise ExportError(
                f"{target} cannot be written.",
                why=f"{failed.strerror}.",
                remedy="Name another file for --json.",
            ) from failed
    for line in lines:
        typer.echo(line)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in (headings, *rows)) for column in range(len(headings))]

    def line(row: Sequence[str]) -> str:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        return "  ".join(cells).rstrip()

    return [line(headings), *(line(row) for row in rows)]


def people(value: float | None) -> str:
    """A number of people with thousands commas and a true minus sign."""
    if value is None or math.isnan(value):
        return NOT_KNOWN
    return f"{value:,.0f}".replace("-", "−")


def counted(count: int, one: str, many: str) -> str:
    """A number with its word, as in 1 area and 4 areas."""
    return f"{count:,} {one if count == 1 else many}"
