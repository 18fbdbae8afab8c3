"""Figures as the JSON that the command line promises; unknown is null."""

from __future__ import annotations

import math
from typing import Any

from workbench.metrics.figures import LocalityFigures, ScenarioFigures


def number(value: float, places: int | None = None) -> float | int | None:
    """A number for JSON: null for NaN, whole where no places are asked for and nothing is lost."""
    if math.isnan(value):
        return None
    if places is not None:
        return round(value, places)
    return int(value) if float(value).is_integer() else round(value, 3)


def locality_json(row: LocalityFigures) -> dict[str, Any]:
    """The figures of one locality as plain values."""
    return {
        "code": row.code,
        "number": row.number,
        "name": row.name,
        "units": row.units,
        "resident": number(row.resident),
        "resident_known": number(row.resident_known),
        "units_without_people": row.units_without_people,
        "registered": number(row.registered),
        "weighted": number(row.weighted),
        "practices": row.practices,
        "status": str(row.status),
        "people_from_band": number(row.people_from_band),
        "deviation": number(row.deviation, 6),
        "parts": row.parts,
        "contiguous": row.contiguous,
        "permitted_parts": row.permitted_parts,
        "parts_reason": row.parts_reason,
        "area_km2": number(row.area_km2, 6),
        "perimeter_km": number(row.perimeter_km, 6),
        "polsby_popper": number(row.polsby_popper, 6),
        "cut_edges": row.cut_edges,
        "cut_km": number(row.cut_km, 6),
        "own_residents_share": number(row.own_residents_share, 6),
        "aged_65_plus": number(row.aged_65_plus),
        "aged_65_plus_share": number(row.aged_65_plus_share, 6),
        "imd_score": number(row.imd_score, 4),
    }


def figures_json(figures: ScenarioFigures) -> dict[str, Any]:
    """All figures of a scenario as plain values, keys as in the contract of the command line."""
    band, totals = figures.rules.band, figures.totals
    return {
        "scenario": figures.scenario,
        "basis": str(figures.basis),
        "band": {"low": band.low, "high": band.high, "target": band.target},
        "localities": [locality_json(row) for row in figures.localities],
        "unassigned": {"units": totals.unassigned_units, "resident": number(totals.unassigned_resident)},
        "totals": {
            "localities": totals.localities,
            "resident": number(totals.resident),
            "registered": number(totals.registered),
            "weighted": number(totals.weighted),
            "in_band": totals.in_band,
            "below": totals.below,
            "above": totals.above,
            "unknown": totals.unknown,
            "not_contiguous": totals.not_contiguous,
            "beyond_permitted_parts": totals.beyond_permitted_parts,
            "cut_edges": totals.cut_edges,
            "cut_km": number(totals.cut_km, 6),
            "own_residents_share": number(totals.own_residents_share, 6),
        },
        "study_area": {"units": totals.area_units, "resident": number(totals.area_resident)},
    }
