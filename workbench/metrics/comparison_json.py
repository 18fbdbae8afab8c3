"""A comparison as the JSON that the command line promises; unknown is null."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.metrics.comparison import Comparison
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.figures_json import figures_json, number
from workbench.models.practices import main_of


def comparison_json(
    figures: Mapping[str, ScenarioFigures], comparisons: Sequence[Comparison]
) -> dict[str, Any]:
    """Totals of each scenario, and what moves from the first to each of the others."""
    return {
        "scenarios": list(figures),
        "figures": {name: figures_json(found)["totals"] for name, found in figures.items()},
        "pairs": [_pair(comparison) for comparison in comparisons],
    }


def _pair(comparison: Comparison) -> dict[str, Any]:
    units = [
        {
            "kind": "unit", "code": move.unit, "name": move.name,
            "from": move.before, "to": move.after, "people": number(move.people),
        }
        for move in comparison.units
    ]  # fmt: skip
    practices = [
        {
            "kind": "practice", "code": move.practice, "name": move.name,
            "from": main_of(move.before), "to": main_of(move.after), "people": number(move.people),
            "shares_before": dict(move.before), "shares_after": dict(move.after),
        }
        for move in comparison.practices
    ]  # fmt: skip
    return {
        "from": comparison.before,
        "to": comparison.after,
        "matched": [list(pair) for pair in comparison.matched],
        "units_moved": len(comparison.units),
        "people_moved": number(comparison.people_moved),
        "people_moved_known": number(comparison.people_moved_known),
        "people_stayed": number(comparison.people_stayed),
        "practices_moved": len(comparison.practices),
        "registered_moved": number(comparison.registered_moved),
        "moves": units + practices,
    }
