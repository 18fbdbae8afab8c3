"""A comparison as the JSON that the command line promises; unknown is null."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.metrics.comparison import Comparison
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.figures_json import figures_json, number
from workbench.metrics.threshold import Threshold
from workbench.metrics.who_moves import WhoMoves
from workbench.models.practices import main_of


def comparison_json(
    figures: Mapping[str, ScenarioFigures],
    comparisons: Sequence[Comparison],
    moves: Sequence[WhoMoves] = (),
    *,
    threshold: Threshold | None = None,
) -> dict[str, Any]:
    """Totals of each scenario, and what moves from the first to each of the others.

    ``moves`` add up ``comparisons``, one each, or are left out; ``threshold`` is that of the
    consultation, None for none.
    """
    return {
        "scenarios": list(figures),
        "figures": {name: figures_json(found)["totals"] for name, found in figures.items()},
        "pairs": [
            _pair(comparison) | (_sums(moves[place], threshold) if moves else {})
            for place, comparison in enumerate(comparisons)
        ],
    }


def _sums(found: WhoMoves, threshold: Threshold | None) -> dict[str, Any]:
    """Moves by from and to, in sum, and whether they ask for a consultation."""
    rows = [
        {
            "from": row.before, "to": row.after, "units": row.units, "people": number(row.people),
            "practices": row.practices, "registered": number(row.registered),
            "hub_km_before": number(row.km_before), "hub_km_after": number(row.km_after),
        }
        for row in found.rows
    ]  # fmt: skip
    asked = threshold is not None and found.needs_consultation(threshold)
    return {
        "from_to": rows,
        "people_total": number(found.total),
        "people_share": number(found.share),
        "people_with_other_main": {title: number(people) for title, people in found.other_main},
        "consultation": None if threshold is None else {"threshold": threshold.typed, "needed": asked},
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
