"""Practices that follow a new plan: by the rule they had, by site where they had none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from workbench.metrics.practice_rules import PracticeRule, is_kept, propose_assignments
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.scenario import Scenario
from workbench.session.balance_problem import BalanceTask
from workbench.session.balance_request import Use

_RULE_OF = {
    AssignedHow.SITE: PracticeRule.SITE,
    AssignedHow.MOST_PATIENTS: PracticeRule.MOST_PATIENTS,
    AssignedHow.MINIMUM_SHARE: PracticeRule.MINIMUM_SHARE,
}


def practices_after(task: BalanceTask, after: Scenario) -> dict[str, PracticeAssignment]:
    """Assignments of the practices that follow the plan of ``after``, by practice code.

    Choices by hand, locks and whatever belongs to a locality that stays as it is are left alone; so is a
    practice whose site lies outside what is balanced, unless it belongs to a locality that takes part.
    Where lists are counted at their sites, practices go by site. Otherwise each keeps to its rule;
    practices without one go by site where everything is drawn anew, else only those left without a
    locality.
    """
    area, before = task.project.area, task.scenario
    proposals: Callable[[PracticeRule], dict[str, PracticeAssignment]] = cache(
        lambda rule: propose_assignments(area, after, rule=rule)
    )
    inside = np.zeros(len(area.units) + 1, dtype=bool)
    inside[task.scope.rows] = True
    anew = task.request.use in {Use.BUILD, Use.ALTERNATIVES}
    found: dict[str, PracticeAssignment] = {}
    for row, code in enumerate(str(code) for code in area.practices.codes):
        was, now = before.assignment(code), after.assignment(code)
        stays = any(locality in task.scope.closed for locality, _ in was.shares)
        here = bool(inside[int(area.practices.site_unit[row])])
        if is_kept(was) or stays or not (here or was.shares):
            continue
        rule = PracticeRule.SITE if task.by_site and here else _RULE_OF.get(was.how)
        if rule is None:
            if not here or (now.shares and not anew):
                continue
            rule = PracticeRule.SITE
        wanted = proposals(rule)[code]
        if any(locality in task.scope.closed for locality, _ in wanted.shares):
            wanted = proposals(PracticeRule.SITE)[code]
        if wanted.shares or not now.shares:
            found[code] = wanted
    return found


def practices_with(
    task: BalanceTask, becomes: Mapping[str, str], wanted: Sequence[str | None]
) -> dict[str, PracticeAssignment]:
    """Practices of localities that are taken into others, by practice code: they follow, whatever chose them.

    Where some areas stay (``wanted`` holds the code of every unit afterwards) their locality stays too,
    and keeps its practices but those whose site is in an area that goes. Shares of a practice that was
    split between localities which become one are added up.
    """
    area, before = task.project.area, task.scenario
    remain = set(wanted)
    found: dict[str, PracticeAssignment] = {}
    for code, was in before.practices.items():
        row = area.practices.index_of.get(code)
        site = -1 if row is None else int(area.practices.site_unit[row])
        home = before.plan.code_of_unit(site) if site >= 0 else None
        going = {
            locality
            for locality, _ in was.shares
            if locality in becomes
            and (locality not in remain or (home == locality and wanted[site] != locality))
        }
        if going:
            shares: dict[str, float] = {}
            for locality, share in was.shares:
                goes = becomes[locality] if locality in going else locality
                shares[goes] = shares.get(goes, 0.0) + share
            found[code] = replace(was, shares=tuple(shares.items()))
    return found
