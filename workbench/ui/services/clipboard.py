"""Cells as spreadsheets put them on the clipboard: lines of words between tabs."""

from __future__ import annotations

import csv
import io


def to_text(words: list[list[str]]) -> str:
    """Words as tab-separated lines."""
    return "".join("\t".join(line) + "\n" for line in words)


def from_text(text: str) -> list[list[str]]:
    """The words of tab-separated lines; quoted cells of spreadsheets are read as one."""
    lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return [line or [""] for line in lines]
