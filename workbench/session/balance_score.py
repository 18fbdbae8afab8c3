"""The named parts of the score of a proposal, before and after."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from workbench.metrics.alignment import main_parents, numbered
from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.balance_measures import LOCAL_AUTHORITY


class ScoreUnit(StrEnum):
    """How a part of the score is written."""

    COUNT = "count"
    PEOPLE = "people"
    SHARE = "share"
    KM = "km"


@dataclass(frozen=True)
class ScorePart:
    """One part; NaN is not known. ``key`` is for programs, ``title`` for people.

    ``judged`` is False for a part that is neither good nor bad in itself.
    """

    key: str
    title: str
    unit: ScoreUnit
    before: float
    after: float
    more_is_better: bool = False
    judged: bool = True

    @property
    def better(self) -> bool | None:
        """Whether the proposal is better here; None where it is the same or one side is not known.

        Differences that no digit on screen shows are none.
        """
        step = {ScoreUnit.SHARE: 5e-4, ScoreUnit.KM: 0.5}.get(self.unit, 0.5)
        change = self.after - self.before
        if not self.judged or math.isnan(change) or abs(change) < step:
            return None
        return (change > 0) is self.more_is_better

    @property
    def verdict(self) -> str:
        """Better, Worse, Same, New (nothing was drawn), Not known, or nothing for what is not judged."""
        if math.isnan(self.after):
            return "Not known"
        if not self.judged:
            return ""
        if math.isnan(self.before):
            return "New"
        return {None: "Same", True: "Better", False: "Worse"}[self.better]


def score_parts(
    area: StudyArea,
    before: Scenario,
    after: Scenario,
    figures: tuple[ScenarioFigures, ScenarioFigures],
    *,
    changed: int,
    parent: ParentColumn | None,
) -> tuple[ScorePart, ...]:
    """The parts in the order in which they are shown; parts that the data cannot tell are left out."""
    was, now = figures[0].totals, figures[1].totals
    drawn = was.area_units > was.unassigned_units
    drawn_km = was.cut_km if drawn else math.nan
    parts = [
        ScorePart(
            "outside_band", "Outside the band", ScoreUnit.COUNT,
            was.below + was.above + was.unknown if drawn else math.nan, now.below + now.above + now.unknown,
        ),
        ScorePart("spread", "Largest minus smallest", ScoreUnit.PEOPLE, was.spread, now.spread),
    ]  # fmt: skip
    if len(area.registrations):
        parts.append(
            ScorePart(
                "own_residents_share", "Patients in own locality", ScoreUnit.SHARE,
                was.own_residents_share, now.own_residents_share, more_is_better=True,
            )
        )  # fmt: skip
    parts.append(ScorePart("cut_km", "Border length, km", ScoreUnit.KM, drawn_km, now.cut_km))
    if parent is not None:
        words = "council" if parent.kind == LOCAL_AUTHORITY else parent.title
        parts.append(
            ScorePart(
                "main_parent_share", f"People in main {words}", ScoreUnit.SHARE,
                share_in_main(area, before, parent), share_in_main(area, after, parent), more_is_better=True,
            )
        )  # fmt: skip
    apart = was.not_contiguous, now.not_contiguous
    if any(apart):
        parts.insert(1, ScorePart("in_parts", "In more than one piece", ScoreUnit.COUNT, *apart))
    unassigned = was.unassigned_units, now.unassigned_units
    if any(unassigned):
        parts.append(ScorePart("unassigned", "Areas without a locality", ScoreUnit.COUNT, *unassigned))
    parts.append(ScorePart("changed", "Areas changed", ScoreUnit.COUNT, 0, changed, judged=False))
    return tuple(parts)


def share_in_main(area: StudyArea, scenario: Scenario, parent: ParentColumn) -> float:
    """Share of the people in localities who live in the main larger area of their locality.

    The main one holds most residents of the locality. Localities of 30,000 + 10,000 and 40,000 + 0
    people in two councils: (30,000 + 40,000) / 80,000 = 0.875. NaN without people.
    """
    known = (parent.codes != "") & np.isfinite(area.units.resident)
    codes, number = numbered(parent)
    people = np.where(known, area.units.resident, 0.0)
    labels = scenario.plan.labels
    main = main_parents(labels, scenario.plan.slots, number, len(codes), people)
    held = labels >= 0
    total = float(people[held].sum())
    at_home = float(people[held & (main[labels] == number)].sum())
    return at_home / total if total > 0 else math.nan
