"""A roll-up as a CSV file: one line for each locality, or part of one, in its larger area."""

from __future__ import annotations

from pathlib import Path

from workbench.io.replacing import replacing
from workbench.io.safe_csv import csv_bytes
from workbench.metrics.figures_json import number
from workbench.metrics.roll_up import RollUp

HEADER = (
    "larger_area_code", "larger_area", "locality_code", "locality", "share_of_locality", "areas", "resident",
    "registered", "weighted", "practices", "aged_65_plus", "area_km2",
)  # fmt: skip


def write_roll_up_csv(found: RollUp, path: Path) -> None:
    """Write it, UTF-8, LF; what is not known is empty. Lines of one larger area add up to it.

    Raises:
        ExportError: the file cannot be written.
    """
    rows = [
        (
            row.code, row.name, one.code, one.name, number(one.share, 6), number(one.sums.units),
            number(one.sums.resident), number(one.sums.registered), number(one.sums.weighted),
            number(one.sums.practices), number(one.sums.aged_65_plus), number(one.sums.area_km2, 6),
        )
        for row in found.rows
        for one in row.localities
    ]  # fmt: skip
    with replacing(path) as beside:
        beside.write_bytes(csv_bytes(HEADER, rows))
