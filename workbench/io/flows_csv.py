"""The flow table as a CSV file for reading: one line a row and column of the table."""

from __future__ import annotations

from pathlib import Path

from workbench.io.replacing import replacing
from workbench.io.safe_csv import csv_bytes
from workbench.metrics.figures_json import number
from workbench.metrics.flows import FlowTable

HEADER = ("residence_code", "residence", "registration_code", "registration", "people")


def write_flows_csv(flow: FlowTable, path: Path) -> None:
    """Write all cells, UTF-8, LF; an unknown number of people is empty.

    A name that a spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        ExportError: the file cannot be written.
    """
    rows = [
        (row.key, row.title, column.key, column.title, number(value))
        for row, people in zip(flow.rows, flow.people.tolist(), strict=True)
        for column, value in zip(flow.columns, people, strict=True)
    ]
    with replacing(path) as beside:
        beside.write_bytes(csv_bytes(HEADER, rows))
