"""The flow table as plain values; unknown is null."""

from __future__ import annotations

import math
from typing import Any

from workbench.metrics.figures_json import number
from workbench.metrics.flows import FlowEnd, FlowTable


def _end(end: FlowEnd) -> dict[str, Any]:
    return {
        "key": end.key,
        "name": end.title,
        "locality": None if end.locality is None else end.locality.code,
    }


def flows_json(scenario: str, flow: FlowTable, resident: float) -> dict[str, Any]:
    """Rows, columns, cells and totals of a flow table; ``resident`` are the residents of the study area.

    ``people`` has one list a row. ``registered_to_resident`` is registered people living in the area by
    residents: above 1 nationally, because lists hold people who have moved or died.
    """
    count = flow.localities
    living = flow.living_in_area
    own = float(flow.people[range(count), range(count)].sum()) if count else 0.0
    assigned = float(flow.people[:count].sum())
    return {
        "scenario": scenario,
        "rows": [_end(end) for end in flow.rows],
        "columns": [_end(end) for end in flow.columns],
        "people": [[number(value) for value in row] for row in flow.people.tolist()],
        "row_totals": [number(value) for value in flow.row_totals.tolist()],
        "column_totals_in_file": [number(value) for value in flow.column_totals_in_file.tolist()],
        "column_totals": [number(value) for value in flow.column_totals.tolist()],
        "own_residents_share": [number(value, 6) for value in flow.own_residents_share.tolist()],
        "totals": {
            "in_file": number(flow.total_in_file),
            "living_in_area": number(living),
            "outside": number(float(flow.row_totals[count + 1])),
            "unplaced": number(float(flow.row_totals[count + 2])),
            "not_in_file": number(float(flow.row_totals[count + 3])),
            "own_residents_share": number(own / assigned if assigned else math.nan, 6),
            "resident": number(resident),
            "registered_to_resident": number(living / resident if resident > 0 else math.nan, 6),
        },
    }
