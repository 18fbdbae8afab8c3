"""The flow table as a CSV file for reading: one line a row and column of the table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from workbench.io.replacing import replacing
from workbench.metrics.figures_json import number
from workbench.metrics.flows import FlowTable

HEADER = ("residence_code", "residence", "registration_code", "registration", "people")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_flows_csv(flow: FlowTable, path: Path) -> None:
    """Write all cells, UTF-8, LF; an unknown number of people is empty.

    A name that a spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        ExportError: the file cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for row, people in zip(flow.rows, flow.people.tolist(), strict=True):
        for column, value in zip(flow.columns, people, strict=True):
            known = number(value)
            cells = (row.key, row.title, column.key, column.title)
            writer.writerow([*map(_plain, cells), "" if known is None else known])
    with replacing(path) as beside:
        beside.write_bytes(text.getvalue().encode("utf-8"))


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
