"""Who moves as a CSV file: one line for each locality left and the one joined."""

from __future__ import annotations

from pathlib import Path

from workbench.io.replacing import replacing
from workbench.io.safe_csv import csv_bytes
from workbench.metrics.figures_json import number
from workbench.metrics.who_moves import WhoMoves
from workbench.models.scenario import Scenario

HEADER = (
    "from_code", "from", "to_code", "to", "areas", "people", "share_of_people", "practices",
    "registered_patients", "hub_km_before", "hub_km_after",
)  # fmt: skip


def write_moves_csv(moves: WhoMoves, before: Scenario, after: Scenario, path: Path) -> None:
    """Write the moves and a last line of those who stay, so that people add up to the study area.

    UTF-8, LF; what is not known is empty, and codes are empty for unassigned.

    Raises:
        ExportError: the file cannot be written.
    """
    rows = [
        (
            row.before, before.locality_name(row.before), row.after, after.locality_name(row.after),
            row.units, number(row.people), number(row.people / moves.total), row.practices,
            number(row.registered), number(row.km_before), number(row.km_after),
        )
        for row in moves.rows
    ]  # fmt: skip
    stay = (
        None, "Stay", None, "Stay", None, number(moves.stayed), number(moves.stayed / moves.total),
        None, None, None, None,
    )  # fmt: skip
    with replacing(path) as beside:
        beside.write_bytes(csv_bytes(HEADER, [*rows, stay]))
