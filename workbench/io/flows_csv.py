"""The flow table as a CSV file: one line a row and column of the table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from workbench.errors import ExportError
from workbench.io.replacing import replacing
from workbench.metrics.figures_json import number
from workbench.metrics.flows import FlowTable

HEADER = ("residence_code", "residence", "registration_code", "registration", "people")


def write_flows_csv(flow: FlowTable, path: Path) -> None:
    """Write all cells that hold people, UTF-8, LF; an unknown number of people is empty."""
