"""Where the residents of a locality are registered: patients by the locality of their practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.models.plan import Plan
from workbench.models.practices import PracticeAssignment
from workbench.models.project import StudyArea


@dataclass(frozen=True)
class ResidentFlows:
    """Registrations of one locality's residents: ``held`` by locality code, the rest elsewhere; people."""

    total: float
    held: tuple[tuple[str, float], ...]
    elsewhere: float


def resident_flows(
    area: StudyArea, plan: Plan, assignments: Mapping[str, PracticeAssignment], code: str
) -> ResidentFlows:
    """Registered residents of locality ``code`` by the locality that holds their practice, most first.

    Split practices count by share. Practices without a locality and practices that the project does
    not list are *elsewhere*. Total and parts are people.
    """
    patients = area.patients
    units = plan.units_of(plan.slot(code))
    total = float(patients.by_unit[units].sum())
    start, stop = patients.unit_indptr[units], patients.unit_indptr[units + 1]
    count = stop - start
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    rows = np.repeat(start, count) + offset
    by_practice = np.bincount(
        patients.unit_practice[rows], patients.unit_patients[rows], minlength=len(area.practices)
    )
    held: dict[str, float] = {}
    for row in np.flatnonzero(by_practice):
        assignment = assignments.get(str(area.practices.codes[row]))
        for locality, share in assignment.shares if assignment is not None else ():
            held[locality] = held.get(locality, 0.0) + float(by_practice[row]) * share
    ordered = tuple(sorted(held.items(), key=lambda pair: (-pair[1], pair[0])))
    return ResidentFlows(total, ordered, total - sum(people for _, people in ordered))
