"""Builders for practices: locks, views, splits, branch surgeries and merges, each one step to undo."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.errors import EditError
from workbench.metrics.branch_sites import REGISTER as BRANCH_SITES
from workbench.metrics.branch_sites import branch_sites, shares_by_site
from workbench.metrics.merging import REGISTER as MERGES
from workbench.metrics.merging import merge_of, without_localities
from workbench.models.edits import Compound, PracticeEdit, RegisterEdit
from workbench.models.practices import AssignedHow, ConsultationView, PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import BranchSite, PracticeMerge
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import assign_practices
from workbench.session.register_edits import record_edit

SHARE_TOLERANCE = 1e-6
"""By how much typed shares may miss 1; they are then made to add up exactly."""


def counted_practices(count: int) -> str:
    """Say how many practices: 1 practice, 4 practices."""
    return f"{count:,} practice" if count == 1 else f"{count:,} practices"


def see_practices(project: Project, codes: Sequence[str]) -> None:
    """See that the project lists these practices.

    Raises:
        EditError: it does not list one of them.
    """
    unknown = [code for code in codes if code not in project.area.practices.index_of]
    if unknown:
        raise EditError(
            f"The project has no practice {', '.join(unknown)}.",
            remedy="Use the codes of the practice table.",
        )


def lock_practices(scenario: Scenario, codes: Sequence[str], *, locked: bool) -> PracticeEdit | None:
    """Lock practices against rules and reassignment, or unlock them; None where they are so already."""
    wanted = {code: replace(scenario.assignment(code), locked=locked) for code in codes}
    word = "Lock" if locked else "Unlock"
    return assign_practices(scenario, wanted, label=f"{word} {counted_practices(len(codes))}")


def set_view(scenario: Scenario, codes: Sequence[str], view: ConsultationView) -> PracticeEdit | None:
    """Record where practices stand in the consultation (R17); None where they stand there already."""
    wanted = {code: replace(scenario.assignment(code), view=view) for code in codes}
    return assign_practices(scenario, wanted, label=f"Set {counted_practices(len(codes))} to {view}")


def leave_outside(scenario: Scenario, codes: Sequence[str]) -> PracticeEdit | None:
    """Count practices as lying outside, until a rule or a person decides anew; locked ones stay."""
    now = {code: scenario.assignment(code) for code in codes}
    wanted = {
        code: replace(assignment, shares=(), how=AssignedHow.OUTSIDE)
        for code, assignment in now.items()
        if not assignment.locked
    }
    return assign_practices(scenario, wanted, label=f"Leave {counted_practices(len(codes))} outside")


def split_practice(
    project: Project, scenario: Scenario, code: str, shares: Mapping[str, float], *, label: str = ""
) -> PracticeEdit | None:
    """Split a practice over localities (codes) by shares of its list, by a person's choice.

    Raises:
        EditError: the practice is unknown or locked, a locality is not in the plan, a share is not above
            0, or they do not add up to 1.
    """
    see_practices(project, [code])
    now = scenario.assignment(code)
    if now.locked:
        raise EditError(f"Practice {code} is locked.", remedy="Unlock it to split it.")
    for locality in shares:
        scenario.plan.slot(locality)
    total = sum(shares.values())
    if not shares or not all(math.isfinite(s) and s > 0 for s in shares.values()):
        raise EditError(
            "A practice is split by shares above 0.", remedy="Leave out localities without a share."
        )
    if abs(total - 1) > SHARE_TOLERANCE:
        raise EditError(
            f"The shares of {code} add up to {total:.4g}.",
            why="The shares of a practice add up to 1.",
            remedy="Change the shares, as in 0.6 and 0.4.",
        )
    exact = tuple((locality, share / total) for locality, share in shares.items())
    wanted = replace(now, shares=exact, how=AssignedHow.HAND)
    return assign_practices(scenario, {code: wanted}, label=label or f"Split practice {code}")


def split_by_sites(project: Project, scenario: Scenario, code: str) -> PracticeEdit | None:
    """Split a practice by its main and branch surgeries; see ``shares_by_site`` for how.

    Raises:
        EditError: the practice has no branch surgery, or none of its sites lies in a locality.
    """
    see_practices(project, [code])
    branches = branch_sites(scenario.registers, code)
    if not branches:
        raise EditError(f"Practice {code} has no branch surgery.", remedy="Add its branch surgeries first.")
    area = project.area
    shares = shares_by_site(area, scenario.plan, area.practices.index_of[code], branches)
    if not shares:
        raise EditError(
            f"No site of {code} lies in a locality.",
            remedy="Give its areas to localities, or split it by hand.",
        )
    return split_practice(project, scenario, code, shares, label=f"Split practice {code} by its sites")


def put_branch_site(project: Project, scenario: Scenario, site: BranchSite) -> RegisterEdit | None:
    """Add or change a branch surgery; None where it is so already.

    Raises:
        EditError: it has no code, or its practice is unknown.
    """
    if not site.code.strip():
        raise EditError("A branch surgery needs a code.", remedy="Give it the code of its site.")
    see_practices(project, [site.practice])
    before = scenario.registers.get(BRANCH_SITES, site.code)
    label = f"{'Add' if before is None else 'Change'} branch surgery {site.name or site.code}"
    return record_edit(scenario.registers, scenario.id, BRANCH_SITES, site.code, site, label)


def remove_branch_site(scenario: Scenario, code: str) -> RegisterEdit | None:
    """Take a branch surgery out of the register; None where there is none of this code."""
    label = f"Remove branch surgery {code}"
    return record_edit(scenario.registers, scenario.id, BRANCH_SITES, code, None, label)


def merge_practices(
    project: Project, scenario: Scenario, stays: str, members: Sequence[str], *, name: str = ""
) -> Compound:
    """Take practices as one (R59): ``members`` get the assignment of ``stays``, in one step.

    Raises:
        EditError: a practice is unknown, named twice, locked or merged already.
    """
    codes = [stays, *members]
    see_practices(project, codes)
    if not members or len(set(codes)) < len(codes):
        raise EditError("A merge takes two or more different practices.", remedy="Choose another practice.")
    for code in codes:
        if merge_of(scenario.registers, code) is not None:
            raise EditError(f"Practice {code} is merged already.", remedy="Take that merge apart first.")
        if code != stays and scenario.assignment(code).locked:
            raise EditError(f"Practice {code} is locked.", remedy="Unlock it to merge it.")
    practices = project.area.practices
    name = name.strip() or str(practices.names[practices.index_of[stays]])
    earlier = tuple(scenario.assignment(code) for code in members)
    record = PracticeMerge(stays, name, tuple(members), earlier)
    wanted = scenario.assignment(stays)
    return Compound(
        scenario.id,
        (
            RegisterEdit(scenario.id, MERGES, stays, None, record),
            # also where nothing changes, so that counts of practices are made anew
            PracticeEdit(scenario.id, tuple(members), earlier, (wanted,) * len(members)),
        ),
        f"Merge {counted_practices(len(codes))} into {name}",
    )


def unmerge_practices(scenario: Scenario, practice: str) -> Compound:
    """Take a merge apart: every member has again the assignment that it had before it was merged.

    Localities that are gone since are left out of these; the practice that stayed keeps its own.

    Raises:
        EditError: the practice is in no merge, or a member that would change its locality is locked.
    """
    merge = merge_of(scenario.registers, practice)
    if merge is None:
        raise EditError(f"Practice {practice} is not merged.", remedy="Choose a merged practice.")
    kept = {locality.code for locality in scenario.plan}
    now: tuple[PracticeAssignment, ...] = tuple(scenario.assignment(code) for code in merge.members)
    earlier = tuple(without_localities(assignment, kept) for assignment in merge.earlier)
    for held, then in zip(now, earlier, strict=True):
        if held.locked and held.shares != then.shares:
            raise EditError(f"{merge.name} is locked.", remedy="Unlock it to take it apart.")
    return Compound(
        scenario.id,
        (
            PracticeEdit(scenario.id, merge.members, now, earlier),
            RegisterEdit(scenario.id, MERGES, merge.practice, merge, None),
        ),
        f"Take {merge.name} apart",
    )
