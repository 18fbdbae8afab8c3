"""Everything that can be set of practices at once: locality, split, view and lock, as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.errors import EditError, LockedError
from workbench.models.edits import PracticeEdit
from workbench.models.practices import ConsultationView, PracticeAssignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import assign_by_hand, assign_practices
from workbench.session.practice_edits import counted_practices, leave_outside, see_practices, split_practice


@dataclass(frozen=True)
class PracticeSetting:
    """What to set; what is None, False or empty stays as it is. Localities by their names."""

    locality: str | None = None
    outside: bool = False
    shares: Mapping[str, float] = field(default_factory=dict)
    view: ConsultationView | None = None
    locked: bool | None = None


def practice_setting(
    project: Project, scenario: Scenario, codes: Sequence[str], wanted: PracticeSetting
) -> PracticeEdit | None:
    """The step that sets this of practices; None where they are so already.

    With ``locked`` False a locked practice is unlocked first, and may be given elsewhere in the same step.

    Raises:
        EditError: a practice or locality is unknown, a practice is locked, or shares do not add up to 1.
    """
    see_practices(project, codes)
    moves = wanted.locality is not None or wanted.outside or bool(wanted.shares)
    trial = replace(scenario, practices=dict(scenario.practices))
    if wanted.locked is False:
        _take_over(trial, {code: replace(trial.assignment(code), locked=False) for code in codes})
    held = [code for code in codes if trial.assignment(code).locked]
    if moves and held:
        raise LockedError(f"Practice {held[0]} is locked.", remedy="Unlock it to give it elsewhere.")
    if wanted.locality is not None:
        code = _locality(scenario, wanted.locality)
        _follow(trial, assign_by_hand(trial, codes, code, label=""))
    elif wanted.outside:
        _follow(trial, leave_outside(trial, codes))
    elif wanted.shares:
        shares = {_locality(scenario, name): share for name, share in wanted.shares.items()}
        if len(shares) < len(wanted.shares):
            raise EditError("A locality is named twice.", remedy="Give each locality one share.")
        for practice in codes:
            _follow(trial, split_practice(project, trial, practice, shares))
    now = {code: trial.assignment(code) for code in codes}
    finished = {
        code: replace(
            assignment,
            view=assignment.view if wanted.view is None else wanted.view,
            locked=assignment.locked if wanted.locked is None else wanted.locked,
        )
        for code, assignment in now.items()
    }
    return assign_practices(scenario, finished, label=f"Set {counted_practices(len(codes))}")


def _take_over(trial: Scenario, assignments: Mapping[str, PracticeAssignment]) -> None:
    trial.practices.update(assignments)


def _follow(trial: Scenario, edit: PracticeEdit | None) -> None:
    if edit is not None:
        _take_over(trial, dict(zip(edit.practices, edit.after, strict=True)))


def _locality(scenario: Scenario, name: str) -> str:
    found = scenario.plan.named(name)
    if found is None:
        names = ", ".join(f"“{x.name}”" for x in scenario.plan) or "none yet"
        raise EditError(
            f"{scenario.name} has no locality “{name}”.", why=f"It has: {names}.", remedy="Name one of these."
        )
    return found.code
