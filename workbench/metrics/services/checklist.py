"""The Primary Care Home checklist: four characteristics and the test of size (R7)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix
from workbench.models.impossible import CHECKLIST_ANSWERS
from workbench.models.registers import ChecklistItem
from workbench.models.rules import HUB_BAND, BandStatus
from workbench.models.scenario import Scenario

PRIMARY_CARE_HOME: tuple[str, ...] = (
    "An integrated workforce, with partnerships across primary, secondary and social care",
    "Care made personal, together with better health of the whole population",
    "Aligned clinical and financial drivers, with shared risks and rewards",
    "Care for a defined, registered population of 30,000 to 50,000",
)
"""The four characteristics, numbered from 1."""


@dataclass(frozen=True)
class LocalityChecklist:
    """The checklist of a locality.

    ``size`` is the test of its people, on the scenario's basis, against 30,000 to 50,000; both edges
    pass. It stands beside the fourth characteristic and does not answer for it.
    """

    locality: str
    items: tuple[ChecklistItem, ...]
    people: float
    size: BandStatus

    @property
    def met(self) -> int:
        """Number of characteristics recorded as met."""
        return sum(item.met == "Met" for item in self.items)

    @property
    def without_evidence(self) -> tuple[int, ...]:
        """Numbers of characteristics recorded as met or partly met without evidence."""
        return tuple(
            item.number
            for item in self.items
            if item.met in {"Met", "Partly met"} and not item.evidence.strip()
        )


def checklists(matrix: Matrix, scenario: Scenario) -> tuple[LocalityChecklist, ...]:
    """The checklist of every locality; what is not recorded says so."""
    found = []
    for locality in matrix.localities:
        items = []
        for number in range(1, len(PRIMARY_CARE_HOME) + 1):
            blank = ChecklistItem(locality.code, number, CHECKLIST_ANSWERS[0])
            kept = scenario.registers.get("checklist", blank.key)
            items.append(kept if isinstance(kept, ChecklistItem) else blank)
        people = matrix.people[locality.code]
        found.append(LocalityChecklist(locality.code, tuple(items), people, HUB_BAND.status(people)))
    return tuple(found)
