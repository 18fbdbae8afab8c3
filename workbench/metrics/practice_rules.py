"""Rules that give practices to localities; a choice by hand and a lock are kept."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np

from workbench.metrics.practice_fit import PatientsByLocality
from workbench.models.plan import Plan
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario


class PracticeRule(StrEnum):
    """By what a practice finds its locality."""

    SITE = "site"
    MOST_PATIENTS = "most-patients"
    MINIMUM_SHARE = "minimum-share"


def propose_assignments(
    area: StudyArea, scenario: Scenario, *, rule: PracticeRule, minimum: float = 0.5
) -> dict[str, PracticeAssignment]:
    """The assignment of every practice that a rule may decide, by practice code.

    Practices chosen by hand or locked are not in the result, and views in the consultation stay as
    they are. A practice whose site lies in no unit
    and most of whose list lives outside the study area stays Outside.

    *site*: the locality of the unit that holds the site. *most patients*: the locality where most of
    its patients live. *minimum share*: the same where that locality holds at least ``minimum`` (0 to
    1) of its list, else not assigned.
    """
    fit = PatientsByLocality(area.patients, scenario.plan.labels)
    return {
        str(code): replace(
            _propose(area, scenario.plan, fit, row, rule=rule, minimum=minimum),
            view=scenario.assignment(str(code)).view,
        )
        for row, code in enumerate(area.practices.codes)
        if not is_kept(scenario.assignment(str(code)))
    }


def is_kept(assignment: PracticeAssignment) -> bool:
    """Whether rules leave the practice alone: a person has chosen its locality, or it is locked."""
    return assignment.locked or assignment.how is AssignedHow.HAND


def is_outside(area: StudyArea, row: int) -> bool:
    """Whether a practice belongs to the surroundings: no site in the area and most patients elsewhere.

    List size less the patients who live in the area counts as elsewhere; a list that is not known
    tells nothing.
    """
    practices = area.practices
    if practices.site_unit[row] >= 0:
        return False
    size = practices.list_size[row]
    inside = area.patients.in_area_by_practice[row]
    return bool(np.isfinite(size) and size > 0 and inside < size / 2)


def _propose(
    area: StudyArea, plan: Plan, fit: PatientsByLocality, row: int, *, rule: PracticeRule, minimum: float
) -> PracticeAssignment:
    if is_outside(area, row):
        return PracticeAssignment(how=AssignedHow.OUTSIDE)
    if rule is PracticeRule.SITE:
        return _by_site(area, plan, row)
    slots, people = fit.of(row)
    if not len(slots):
        return PracticeAssignment()
    locality = plan.locality(int(slots[0]))
    if locality is None:
        return PracticeAssignment()
    if rule is PracticeRule.MOST_PATIENTS:
        return PracticeAssignment.whole(locality.code, AssignedHow.MOST_PATIENTS)
    size = area.practices.list_size[row]
    size = size if np.isfinite(size) else area.patients.in_area_by_practice[row]
    if size > 0 and people[0] / size >= minimum:
        return PracticeAssignment.whole(locality.code, AssignedHow.MINIMUM_SHARE)
    return PracticeAssignment()


def _by_site(area: StudyArea, plan: Plan, row: int) -> PracticeAssignment:
    unit = int(area.practices.site_unit[row])
    if unit < 0:
        placed = bool(area.practices.placed[row])
        return PracticeAssignment(how=AssignedHow.OUTSIDE if placed else AssignedHow.NOT_PLACED)
    locality = plan.locality(int(plan.labels[unit]))
    if locality is None:
        return PracticeAssignment()
    return PracticeAssignment.whole(locality.code, AssignedHow.SITE)
