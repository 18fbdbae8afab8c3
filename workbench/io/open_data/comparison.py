"""Scenarios side by side and who moves between them, as tables for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import workbench
from workbench.io.open_data.about import INTERNAL, PUBLIC
from workbench.io.open_data.fields import Field, Table
from workbench.io.safe_csv import Cell, safe_text
from workbench.io.workbooks.facts import Facts, population_date, source_told
from workbench.metrics.comparison import Comparison
from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.figures_json import figures_json, number
from workbench.models.practices import main_of
from workbench.models.project import Project
from workbench.models.scenario import Scenario

_MOVE_FIELDS = (
    Field("scenario_from", "string", "The scenario exported"),
    Field("scenario_to", "string", "The scenario it is compared with"),
    Field("kind", "string", "unit or practice"),
    Field("code", "string", "Code of the area or practice"),
    Field("name", "string", "Its name"),
    Field("from_code", "string", "Code of its locality in the scenario exported; empty is unassigned"),
    Field("from", "string", "Name of that locality"),
    Field("to_code", "string", "Code of its locality in the other scenario; empty is unassigned"),
    Field("to", "string", "Name of that locality"),
    Field("people", "number", "Residents of the area, or patients of the practice that change locality"),
)


def comparison_tables(
    facts: Facts, others: Sequence[Facts], comparisons: Sequence[Comparison]
) -> list[Table]:
    """Totals of each scenario, and every area and practice that moves; none without ``others``."""
    if not others:
        return []
    all_facts = (facts, *others)
    measure = Field("measure", "string", "Key of the figure")
    names = [safe_text(one.scenario.name) for one in all_facts]
    names = [f"{name}_" if name == measure.name else name for name in names]
    columns = (measure, *(Field(name, "number", f"Figures of the scenario {name}") for name in names))
    totals = [figures_json(one.figures)["totals"] for one in all_facts]
    rows: list[tuple[Cell, ...]] = [(key, *(each[key] for each in totals)) for key in totals[0]]
    moves = [
        row
        for other, comparison in zip(others, comparisons, strict=True)
        for row in _moves(facts.scenario, other.scenario, comparison)
    ]
    return [
        Table("comparison", "Figures of scenarios side by side", columns, tuple(rows), ("measure",)),
        Table("who-moves", "Areas and practices that change locality", _MOVE_FIELDS, tuple(moves)),
    ]


def about_comparison(
    project: Project, figures: Sequence[tuple[Scenario, ScenarioFigures]], *, public: bool, now: datetime
) -> dict[str, Any]:
    """What a comparison says of itself: program, time, version, and who counts in each scenario."""
    return {
        "project": project.name,
        "made_at": now.isoformat(timespec="seconds"),
        "made_with": f"Locality Workbench {workbench.__version__}",
        "version": PUBLIC if public else INTERNAL,
        "scenarios": [
            {
                "name": scenario.name,
                "status": scenario.head.status,
                "basis": found.basis.value,
                "population_date": population_date(project, found.basis) or None,
                "population_source": source_told(project, found.basis) or None,
                "band": asdict(found.rules.band),
            }
            for scenario, found in figures
        ],
    }


def _moves(before: Scenario, after: Scenario, comparison: Comparison) -> list[tuple[Cell, ...]]:
    """Localities are matched by overlap, so that other names alone move nobody."""
    rows: list[tuple[Cell, ...]] = []
    moves = [("unit", x.unit, x.name, x.before, x.after, x.people) for x in comparison.units]
    moves += [
        ("practice", x.practice, x.name, main_of(x.before), main_of(x.after), x.people)
        for x in comparison.practices
    ]
    for kind, code, name, old, new, people in moves:
        rows.append(
            (
                comparison.before, comparison.after, kind, code, name,
                old, _name(before, old), new, _name(after, new), number(people),
            )
        )  # fmt: skip
    return rows


def _name(scenario: Scenario, code: str | None) -> str | None:
    locality = scenario.plan.get(code) if code else None
    return None if locality is None else locality.name
