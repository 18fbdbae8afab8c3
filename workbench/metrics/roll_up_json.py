"""Roll-up and early focus as the JSON of the command line; unknown is null."""

from __future__ import annotations

from typing import Any

from workbench.metrics.alignment import Alignment
from workbench.metrics.figures_json import number
from workbench.metrics.roll_up import RolledLocality, RollUp, Subset, Sums


def roll_up_json(found: RollUp, lies: Alignment) -> dict[str, Any]:
    """Larger areas with their localities, their sum, and how the localities lie to them."""
    return {
        "kind": found.kind,
        "title": found.title,
        "areas": [
            {
                "code": row.code or None,
                "name": row.name,
                **_sums(row.sums),
                "unassigned": {"units": row.free_units, "resident": number(row.free_people)},
                "localities": [_locality(one) for one in row.localities],
            }
            for row in found.rows
        ],
        "straddling": list(found.straddling),
        "main_share": number(lies.main_share, 6),
        "split": [row.code for row in lies.splits],
        "totals": _sums(found.whole),
    }


def subset_json(found: Subset) -> dict[str, Any]:
    """Some localities together."""
    return {
        "localities": found.localities,
        "in_band": found.in_band,
        "below": found.below,
        "above": found.above,
        **_sums(found.sums),
    }


def _locality(one: RolledLocality) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "share": number(one.share, 6),
        "straddles": not one.whole,
        "status": str(one.status),
        **_sums(one.sums),
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "units": number(sums.units),
        "resident": number(sums.resident),
        "registered": number(sums.registered),
        "weighted": number(sums.weighted),
        "practices": number(sums.practices),
        "area_km2": number(sums.area_km2, 6),
        "aged_65_plus": number(sums.aged_65_plus),
        "aged_65_plus_share": number(sums.aged_65_plus_share, 6),
        "own_residents_share": number(sums.own_residents_share, 6),
        "imd_score": number(sums.imd_score, 4),
    }
