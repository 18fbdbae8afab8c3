"""Where practices stand in the consultation, by locality (R17)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.metrics.merging import PracticeAsShown, practices_as_shown
from workbench.models.practices import ConsultationView
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario


@dataclass(frozen=True)
class ConsultationCounts:
    """Practices by view. A split practice counts in each of its localities and once in ``totals``.

    ``by_locality`` holds every locality; ``without_locality`` counts practices that have none;
    ``objectors`` are in file order.
    """

    by_locality: dict[str, dict[ConsultationView, int]]
    without_locality: dict[ConsultationView, int]
    totals: dict[ConsultationView, int]
    objectors: tuple[PracticeAsShown, ...]


def consultation_counts(area: StudyArea, scenario: Scenario) -> ConsultationCounts:
    """Count the views of all practices; merged ones are one practice with the view of the staying one."""
    found: dict[str, Counter[ConsultationView]] = {x.code: Counter() for x in scenario.plan}
    nowhere: Counter[ConsultationView] = Counter()
    totals: Counter[ConsultationView] = Counter()
    objectors = []
    for practice in practices_as_shown(area.practices, scenario.registers):
        assignment = scenario.assignment(practice.code)
        totals[assignment.view] += 1
        for locality, _ in assignment.shares:
            found[locality][assignment.view] += 1
        if not assignment.shares:
            nowhere[assignment.view] += 1
        if assignment.view is ConsultationView.OBJECTED:
            objectors.append(practice)
    return ConsultationCounts(
        by_locality={code: _all_views(counts) for code, counts in found.items()},
        without_locality=_all_views(nowhere),
        totals=_all_views(totals),
        objectors=tuple(objectors),
    )


def _all_views(counts: Counter[ConsultationView]) -> dict[ConsultationView, int]:
    return {view: counts[view] for view in ConsultationView}
