"""Give practices to localities by a rule, and count what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.errors import EditError
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.practices import AssignedHow
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import assign_practices
from workbench.session.session import Session


@dataclass(frozen=True)
class PracticeReport:
    """Practices by what became of them; ``changed`` were not so before, ``kept`` the rule left alone."""

    assigned: int
    outside: int
    not_placed: int
    not_assigned: int
    changed: int
    kept: int


def assign_by_rule(
    session: Session, scenario: Scenario, *, rule: PracticeRule, minimum: float = 0.5
) -> PracticeReport:
    """Apply the rule to a scenario as one edit; choices by hand and locked practices are kept.

    Raises:
        EditError: the project holds no practices.
    """
    area = session.project.area
    if not len(area.practices):
        raise EditError(
            "The project holds no practices.", remedy="Make the project anew with a practices file."
        )
    proposed = propose_assignments(area, scenario, rule=rule, minimum=minimum)
    words = str(rule).replace("-", " ")
    edit = assign_practices(scenario, proposed, label=f"Assign practices by {words}")
    if edit is not None:
        session.apply(edit)
    now = [scenario.assignment(str(code)) for code in area.practices.codes]
    without = Counter(assignment.how for assignment in now if not assignment.shares)
    assigned = sum(1 for assignment in now if assignment.shares)
    outside, not_placed = without[AssignedHow.OUTSIDE], without[AssignedHow.NOT_PLACED]
    return PracticeReport(
        assigned=assigned,
        outside=outside,
        not_placed=not_placed,
        not_assigned=len(now) - assigned - outside - not_placed,
        changed=0 if edit is None else len(edit.practices),
        kept=len(now) - len(proposed),
    )
