"""Scenarios side by side under fixed headings: the same lines in the same order, better by word (R74)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.metrics.alignment import alignment
from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.metrics.services.overview import ServiceFigures
from workbench.models.project import Project
from workbench.models.rules import Band
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn

NEAR_A_LIMIT = 1_000.0
"""People within which a locality in the band counts as near a limit, unless told otherwise."""


class Heading(StrEnum):
    """What lines are about, in the order of the scorecard."""

    OUTCOMES = "Outcomes"
    QUALITY = "Quality"
    ACCESSIBILITY = "Accessibility"
    EFFICIENCY = "Efficiency"
    BALANCE = "Balance"
    COHESION = "Cohesion"
    INTEGRATION = "Integration"


class Measure(StrEnum):
    """How a value is to be written."""

    COUNT = "count"
    PEOPLE = "people"
    SHARE = "share"
    KM = "km"
    RATIO = "ratio"


class Verdict(StrEnum):
    """How a value stands to the baseline's."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "no change"
    DIFFERENT = "different"
    """The line has no agreed direction."""
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Line:
    """One line: ``values`` has one number a scenario, NaN where it is not known.

    ``better`` is 1 where more is better, -1 where less is, 0 where no direction is agreed. ``recorded`` is
    False for a line that stays in place although the project holds no data for it; its values are NaN.
    """

    id: str
    heading: Heading
    text: str
    measure: Measure
    better: int
    values: tuple[float, ...]
    recorded: bool = True

    def best(self) -> tuple[bool, ...]:
        """Which values are the best; none where all are the same or no direction is agreed."""
        known = [value * self.better for value in self.values if not math.isnan(value)]
        if not self.better or not known or min(known) == max(known):
            return (False,) * len(self.values)
        return tuple(value * self.better == max(known) for value in self.values)

    def verdict(self, scenario: int, baseline: int) -> Verdict:
        """How a scenario stands to the baseline, both by their place."""
        value, base = self.values[scenario], self.values[baseline]
        if math.isnan(value) or math.isnan(base):
            return Verdict.UNKNOWN
        if value == base:
            return Verdict.SAME
        if not self.better:
            return Verdict.DIFFERENT
        return Verdict.BETTER if (value - base) * self.better > 0 else Verdict.WORSE


@dataclass(frozen=True)
class Column:
    """One scenario of a scorecard with its figures."""

    scenario: Scenario
    figures: ScenarioFigures
    services: ServiceFigures


def scorecard(
    project: Project,
    columns: Sequence[Column],
    *,
    council: ParentColumn | None = None,
    near: float = NEAR_A_LIMIT,
) -> tuple[Line, ...]:
    """All lines for two to four scenarios. What the project has no data for reads as not recorded."""
    by_column = [_values(project, column, council, near) for column in columns]
    lines = []
    for name, heading, text, measure, better in _LINES:
        values = tuple(values.get(name, math.nan) for values in by_column)
        recorded = name not in _NOT_RECORDED and not (name == "main_council" and council is None)
        lines.append(Line(name, heading, text, measure, better, values, recorded))
    return tuple(lines)


_LINES: tuple[tuple[str, Heading, str, Measure, int], ...] = (
    ("outcomes", Heading.OUTCOMES, "Health outcomes", Measure.COUNT, 1),
    ("parity", Heading.QUALITY, "Offer parity, mean over services", Measure.SHARE, 1),
    ("risks", Heading.QUALITY, "Risks", Measure.COUNT, -1),
    ("hub_mean", Heading.ACCESSIBILITY, "To the hub site, mean km", Measure.KM, -1),
    ("hub_furthest", Heading.ACCESSIBILITY, "To the hub site, furthest km", Measure.KM, -1),
    ("money", Heading.EFFICIENCY, "Budget, cost and gap", Measure.PEOPLE, 0),
    ("providers", Heading.EFFICIENCY, "Providers per service that has any, mean", Measure.RATIO, 0),
    ("localities", Heading.BALANCE, "Localities", Measure.COUNT, 0),
    ("outside", Heading.BALANCE, "Outside the band", Measure.COUNT, -1),
    ("near", Heading.BALANCE, "Near a limit", Measure.COUNT, -1),
    ("smallest", Heading.BALANCE, "Smallest", Measure.PEOPLE, 1),
    ("largest", Heading.BALANCE, "Largest", Measure.PEOPLE, -1),
    ("spread", Heading.BALANCE, "Largest minus smallest", Measure.PEOPLE, -1),
    ("deviation", Heading.BALANCE, "Mean distance from target", Measure.SHARE, -1),
    ("unassigned", Heading.BALANCE, "Unassigned areas", Measure.COUNT, -1),
    ("own", Heading.COHESION, "Patients in own locality", Measure.SHARE, 1),
    ("main_council", Heading.COHESION, "People in main council", Measure.SHARE, 1),
    ("parts", Heading.COHESION, "Detached parts", Measure.COUNT, -1),
    ("border", Heading.COHESION, "Border length, km", Measure.KM, -1),
    ("compactness", Heading.COHESION, "Compactness, mean", Measure.RATIO, 1),
    ("complete", Heading.INTEGRATION, "Localities that link all sectors", Measure.SHARE, 1),
    ("level_now", Heading.INTEGRATION, "Integration level now, mean", Measure.RATIO, 1),
    ("level_planned", Heading.INTEGRATION, "Integration level planned, mean", Measure.RATIO, 1),
    ("gaps", Heading.INTEGRATION, "Gaps in the matrix", Measure.COUNT, 0),
)
_NOT_RECORDED = frozenset({"outcomes", "risks", "money"})
"""Lines that wait for registers which the project does not have yet."""
_OF_PEOPLE = frozenset({"outside", "near", "smallest", "largest", "spread", "deviation"})
"""Lines that say nothing of a scenario whose localities hold neither an area nor a practice."""
_OF_AREAS = frozenset({"parts", "border"})
"""Lines that say nothing of a scenario without an area in a locality: its 0 would be called the best."""


def _values(project: Project, column: Column, council: ParentColumn | None, near: float) -> dict[str, float]:
    rows, totals, services = column.figures.localities, column.figures.totals, column.services
    band = column.figures.rules.band
    levels = services.integration.values()
    drawn = any(row.units for row in rows)
    held = drawn or any(row.practices for row in rows)
    values = {
        "parity": _mean([parity.whole for parity in services.parity.values()], skip_unknown=True),
        "hub_mean": _weighted([hub.mean_km for hub in services.hub_distances], rows),
        "hub_furthest": _largest([hub.furthest_km for hub in services.hub_distances]),
        "providers": _mean([float(len(found.providers)) for found in services.providers if found.providers]),
        "localities": float(totals.localities),
        "outside": math.nan if totals.unknown else float(totals.below + totals.above),
        "near": math.nan if totals.unknown else float(sum(_is_near(row, band, near) for row in rows)),
        "smallest": totals.smallest,
        "largest": totals.largest,
        "spread": totals.spread,
        "deviation": _mean([abs(row.deviation) for row in rows]),
        "unassigned": float(totals.unassigned_units),
        "own": totals.own_residents_share,
        "main_council": math.nan
        if council is None
        else alignment(project.area.units, column.scenario.plan, council).main_share,
        "parts": float(sum(max(0, row.parts - 1) for row in rows)),
        "border": totals.cut_km,
        "compactness": _mean([row.polsby_popper for row in rows if row.units]),
        "complete": _mean([float(link.complete) for link in services.links]),
        "level_now": _mean([level.now for level in levels], skip_unknown=True),
        "level_planned": _mean([level.planned for level in levels], skip_unknown=True),
        "gaps": float(services.number_of_gaps),
    }
    return {
        name: value
        for name, value in values.items()
        if (held or name not in _OF_PEOPLE) and (drawn or name not in _OF_AREAS)
    }


def _is_near(row: LocalityFigures, band: Band, near: float) -> bool:
    """Whether a locality is in the band and within ``near`` people of a limit."""
    return 0 <= min(row.people - band.low, band.high - row.people) <= near


def _mean(values: Sequence[float], *, skip_unknown: bool = False) -> float:
    """Arithmetic mean; NaN without values, and where one is not known unless those are passed over."""
    known = [value for value in values if not (skip_unknown and math.isnan(value))]
    return sum(known) / len(known) if known else math.nan


def _largest(values: Sequence[float]) -> float:
    """The largest value; NaN without values and where one is not known."""
    return math.nan if any(map(math.isnan, values)) else max(values, default=math.nan)


def _weighted(values: Sequence[float], rows: Sequence[LocalityFigures]) -> float:
    """Mean over localities weighted by their residents; NaN where one is not known."""
    people = sum(row.resident for row in rows)
    held = sum(value * row.resident for value, row in zip(values, rows, strict=True))
    return held / people if people > 0 else math.nan
