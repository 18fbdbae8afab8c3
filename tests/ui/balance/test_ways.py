"""What the window offers where there is no plan, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.balancing.outcome import Status
from workbench.errors import EditError
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.rules import Band, Rules
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.balance_problem import BalanceTask, build_problem
from workbench.session.balance_request import BalanceRequest, Use
from workbench.ui.balance.start_dialog import Wish
from workbench.ui.balance.uses import Task
from workbench.ui.balance.ways import Way, limits_in, ways_on, ways_past

POCKET = "Gridtown 003A and 3 other areas, 42,000 people, are cut off by South, which stays."
PROJECT = grid_project()


@dataclass(frozen=True)
class Found:
    """A search without a plan, as far as the ways read it."""

    task: BalanceTask
    suggestion: str
    reason: str = ""
    status: Status = Status.INFEASIBLE


def scenario() -> Scenario:
    """South 10,000 people, locked; North 26,000; four areas belong to nobody."""
    plan = Plan(12)
    plan.put(Locality("L01", 1, "South", locked=True))
    plan.put(Locality("L02", 2, "North"))
    plan.labels = np.repeat([0, 1, -1], 4).astype(np.int32)
    return Scenario(ScenarioHead("s1", "Draft A"), plan, Rules(Band(20_000, 25_000, 22_000)))


def ways(suggestion: str, *, use: Use = Use.FILL, **more: object) -> tuple[list[Way], list[Way]]:
    split = "L02" if use is Use.SPLIT else ""
    request = BalanceRequest(use=use, split=split)
    found = Found(build_problem(PROJECT, scenario(), request), suggestion)
    return ways_on(replace(found, **more), Wish(Task(use.value), request))  # type: ignore[arg-type]  # a stand-in


def test_a_pocket_that_cannot_be_filled_is_repaired_first_and_a_tiny_limit_comes_last() -> None:
    near, far = ways("Lower the limit to 9,210.", reason=POCKET)
    assert [way.text for way in near] == ["Repair the drawing"]
    assert near[0].wish.request.use is Use.REPAIR
    assert near[0].does
    assert [way.text for way in far] == ["Use lower limit 9,210"]


def test_a_limit_that_was_shown_to_work_stands_for_one_that_is_only_needed() -> None:
    needed = "Ask for 3, lower the lower limit to 20,000 or less, or raise the upper limit to 26,000 or more."
    assert limits_in(needed) == [("lower", 20_000), ("upper", 26_000)]
    assert limits_in(f"{needed} Lower limit 18,000 would work.") == [("lower", 18_000), ("upper", 26_000)]


def test_a_limit_nearby_is_offered_before_the_form() -> None:
    near, far = ways("Lower the limit to 18,000.", use=Use.BUILD)
    assert [way.text for way in near] == ["Use lower limit 18,000"]
    assert (near[0].wish.request.low, near[0].wish.request.high, far) == (18_000, 25_000, [])


def test_a_split_of_a_locality_that_is_over_may_be_a_repair() -> None:
    # North has 26,000 people of at most 25,000, too few for two of 20,000
    assert [way.text for way in ways("", use=Use.SPLIT)[0]] == ["Repair the drawing"]


def test_a_locked_locality_that_is_named_can_be_unlocked() -> None:
    near, _ = ways("Unlock South, or lower the limit to 2,000.", use=Use.BUILD)
    assert [way.text for way in near] == ["Unlock South"]
    made = scenario()
    assert near[0].edit is not None
    edit = near[0].edit(PROJECT, made)
    assert edit is not None
    assert edit.label == "Unlock South"
    assert ways("Unlock North.", use=Use.BUILD)[0] == []  # it is not locked


def test_a_lock_that_refuses_a_split_can_be_taken_away() -> None:
    wish = Wish(Task.SPLIT, BalanceRequest(use=Use.SPLIT, split="L01"))
    with pytest.raises(EditError) as refused:
        build_problem(PROJECT, scenario(), wish.request)
    (way,) = ways_past(refused.value, wish, scenario())
    assert (way.text, way.wish) == ("Unlock South", wish)
    assert ways_past(EditError("Every area has a locality."), wish, scenario()) == []


def test_a_link_that_is_named_can_be_made() -> None:
    words = "Link Gridtown 001A with Gridtown 003D (430 m apart), or lower the limit to 2,000."
    near, _ = ways(words, use=Use.BUILD)
    assert near[0].text == "Link Gridtown 001A with Gridtown 003D"
    made = scenario()
    assert near[0].edit is not None
    edit = near[0].edit(PROJECT, made)
    assert edit is not None
    assert [(x.unit_a, x.unit_b) for x in edit.after.links] == [("U01", "U12")]  # type: ignore[union-attr]  # rules
    assert ways("Link Nowhere with Gridtown 003D (430 m apart).", use=Use.BUILD)[0] == []


@pytest.mark.parametrize("use", [Use.BUILD, Use.FILL])
def test_islands_may_stand_alone_and_another_number_be_asked_for(use: Use) -> None:
    near, _ = ways("Ask for 3.", use=use, reason="Gridtown 001A has no border with the rest.")
    assert [way.text for way in near][:2] == ["Ask for 3", "Let islands stand alone"]
    assert near[1].wish.request.islands_apart


def test_what_was_not_found_is_looked_for_longer() -> None:
    near, _ = ways("Lower limit 19,900 would work.", use=Use.BUILD, status=Status.NOT_FOUND)
    assert [way.text for way in near] == ["Look for 5 s", "Use lower limit 19,900"]
