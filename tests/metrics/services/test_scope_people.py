"""Teams, the checklist and shares of partners."""

from __future__ import annotations

import math

import pytest

from tests.matrix_projects import figures_of, partners, scenario_of, session_of
from workbench.metrics.services.checklist import PRIMARY_CARE_HOME
from workbench.metrics.services.register_issues import RegisterIssue
from workbench.metrics.services.teams import staff_in_total, wte_for_10_000
from workbench.models.registers import Partner, Team
from workbench.models.rules import BandStatus
from workbench.session import register_edits
from workbench.session.session import Session


def put_team(session: Session, team: Team) -> None:
    edit = register_edits.put_team(session.project, scenario_of(session), team)
    assert edit is not None
    session.apply(edit)


def test_r14_staff_for_10_000_people_recalculates_with_the_split() -> None:
    session = session_of((40_000, 20_000))
    team = Team("T1", "Frailty", "Nursing", 12, (("A", 100.0),), (("L01", 75.0), ("L02", 25.0)))
    put_team(session, team)
    first, second = figures_of(session).team_shares
    assert (first.wte, first.per_10_000) == (9, 2.25)
    assert (second.wte, second.per_10_000) == (3, 1.5)
    put_team(session, Team("T2", "Rehab", "Therapy", 4, (("A", 100.0),), (("L01", 100.0),)))
    staff = figures_of(session).staff
    assert [(x.teams, x.wte, x.per_10_000) for x in staff] == [(2, 13, 3.25), (1, 3, 1.5)]
    assert wte_for_10_000(12, 40_000) == 3
    assert math.isnan(wte_for_10_000(12, 0))


def test_r14_staff_not_known_is_not_nothing() -> None:
    session = session_of((40_000, 20_000))
    put_team(session, Team("T1", "Frailty", localities=(("L01", 100.0),)))
    staff = figures_of(session).staff
    assert math.isnan(staff[0].wte)
    assert (staff[1].wte, staff[1].per_10_000) == (0, 0)


def test_r43_a_shared_team_is_counted_once_in_the_system() -> None:
    session = session_of((40_000, 20_000))
    put_team(session, Team("T1", "Frailty", wte=10, localities=(("L01", 50.0), ("L02", 50.0))))
    assert [share.locality for share in figures_of(session).team_shares] == ["L01", "L02"]
    assert staff_in_total(scenario_of(session)) == 10
    assert sum(x.wte for x in figures_of(session).staff) == 10


def test_r14_splits_that_do_not_add_up_to_100_say_so() -> None:
    session = session_of((40_000, 20_000))
    thirds = (("A", 33.33), ("B", 33.33), ("C", 33.33))
    put_team(session, Team("T1", "Frailty", wte=6, employers=thirds, localities=(("L01", 60.0),)))
    assert figures_of(session).register_issues == (
        RegisterIssue("team", "T1", "Frailty: locality shares add up to 60%"),
    )


def test_r42_gain_and_risk_shares_that_do_not_add_up_to_100_say_so() -> None:
    session = session_of((40_000,))
    assert figures_of(session).register_issues == ()
    partners(session, Partner("A", "Alpha", gain_share=60), Partner("B", "Beta", gain_share=32.5))
    assert figures_of(session).register_issues == (
        RegisterIssue("partner", "", "Gain shares add up to 92.5%"),
        RegisterIssue("partner", "", "Risk shares are not recorded"),
    )
    for code, gain, risk in (("A", 60, 50), ("B", 40, 50)):
        edit = register_edits.change_partner(
            session.project, scenario_of(session), code, gain_share=gain, risk_share=risk
        )
        assert edit is not None
        session.apply(edit)
    assert figures_of(session).register_issues == ()


@pytest.mark.parametrize(
    ("people", "status"),
    [
        (29_999, BandStatus.BELOW), (30_000, BandStatus.IN), (30_001, BandStatus.IN),
        (49_999, BandStatus.IN), (50_000, BandStatus.IN), (50_001, BandStatus.ABOVE),
        (math.nan, BandStatus.UNKNOWN),
    ],
)  # fmt: skip
def test_r07_the_size_of_a_primary_care_home_has_its_edges_inside(people: float, status: BandStatus) -> None:
    (found,) = figures_of(session_of((people,))).checklists
    assert found.size is status


def test_r07_the_checklist_has_four_characteristics_with_evidence() -> None:
    session = session_of((40_000, 40_000))
    scenario = scenario_of(session)
    assert len(PRIMARY_CARE_HOME) == 4
    for number, met, evidence in ((1, "Met", "Shared team since 2026"), (2, "Partly met", "")):
        edit = register_edits.set_checklist(
            session.project, scenario, "L01", number, met=met, evidence=evidence
        )
        assert edit is not None
        session.apply(edit)
    first, second = figures_of(session).checklists
    assert [item.met for item in first.items] == ["Met", "Partly met", "Not recorded", "Not recorded"]
    assert (first.met, first.without_evidence, second.met) == (1, (2,), 0)
    assert first.items[0].evidence == "Shared team since 2026"
    blank = register_edits.set_checklist(session.project, scenario, "L01", 1, met="Not recorded")
    assert blank is not None
    session.apply(blank)
    assert figures_of(session).checklists[0].met == 0
