"""Tiers, settings, phases, contracts and integration, each against a hand-worked answer."""

from __future__ import annotations

import math
from datetime import date

import pytest

from tests.matrix_projects import OUT, figures_of, key, put, scenario_of, service, session_of
from workbench.metrics.services.contracts import add_months
from workbench.metrics.services.integration import SectorPair
from workbench.metrics.services.tiers import moves_out_of_hospital, tier_counts
from workbench.models.scope import Role, Scope, Setting
from workbench.models.services import Tier
from workbench.session import plan_edits


def test_r21_a_cell_above_its_usual_tier_could_be_delivered_lower() -> None:
    session = session_of((10_000,) * 3, services=[service("S1", tier=Tier.PRACTICE)])
    put(session, key("S1", 1), tier=Tier.PLACE)
    put(session, key("S1", 2), tier=Tier.HOME)
    put(session, key("S1", 3), tier=Tier.PRACTICE)
    figures = figures_of(session)
    assert [(x.key, x.levels) for x in figures.could_be_lower] == [(key("S1", 1), 2)]
    assert [x.levels for x in figures.tier_shifts] == [2, -1]
    assert tier_counts(figures.matrix)[Tier.PRACTICE, Tier.HOME] == 1
    put(session, key("S1", 1), scope=Scope.OUT, **OUT)
    assert figures_of(session).could_be_lower == ()


def test_r22_moves_out_of_hospital_are_cells_whose_setting_changes() -> None:
    session = session_of((10_000,) * 5, services=[service("S1")])
    put(session, key("S1", 1), setting_now=Setting.HOSPITAL, setting_planned=Setting.HUB)
    put(session, key("S1", 2), setting_now=Setting.HOSPITAL, setting_planned=Setting.HOSPITAL)
    put(session, key("S1", 3), setting_now=Setting.HOSPITAL)
    put(session, key("S1", 4), setting_now=Setting.PRACTICE, setting_planned=Setting.HOME)
    put(session, key("S1", 5), setting_now=Setting.HUB, setting_planned=Setting.HOSPITAL)
    figures = figures_of(session)
    assert [x.key for x in figures.setting_moves] == [key("S1", 1), key("S1", 4), key("S1", 5)]
    assert [x.key for x in moves_out_of_hospital(figures.matrix)] == [key("S1", 1)]
    assert figures.setting_moves[2].into_hospital


def test_r18_provide_in_phase_1_and_both_from_phase_2() -> None:
    session = session_of((10_000,), services=[service("S1"), service("S2")])
    put(session, key("S1"), phase=1, role=Role.PROVIDE, role_planned=Role.BOTH)
    put(session, key("S2"), phase=2, role=Role.PROVIDE)
    figures = figures_of(session)
    one, two = figures.phasing.phases
    assert (one.roles[Role.PROVIDE], one.roles[Role.BOTH]) == (1, 0)
    assert (two.roles[Role.PROVIDE], two.roles[Role.BOTH]) == (1, 1)
    (change,) = figures.role_changes
    assert (change.phase, change.role, change.next_phase, change.next_role) == (1, Role.PROVIDE, 2, Role.BOTH)


def test_r36_phases_with_cumulative_people() -> None:
    session = session_of((10_000, 30_000, 60_000), services=[service("S1"), service("S2")])
    put(session, key("S1", 1), phase=1)
    put(session, [key("S2", 1), key("S1", 2)], phase=3)
    phasing = figures_of(session).phasing
    assert [row.cells for row in phasing.phases] == [1, 0, 2]
    assert [row.cumulative_cells for row in phasing.phases] == [1, 1, 3]
    assert [row.joining for row in phasing.phases] == [("L01",), (), ("L02",)]
    assert [row.cumulative_people for row in phasing.phases] == [10_000, 10_000, 40_000]
    assert [row.cumulative_share for row in phasing.phases] == [0.1, 0.1, 0.4]
    assert (phasing.without_phase, phasing.localities_without, phasing.people) == (3, ("L03",), 100_000)


def test_r36_people_that_are_not_known_make_the_sum_unknown() -> None:
    session = session_of((10_000, math.nan), services=[service("S1")])
    put(session, key("S1", 1), phase=1)
    put(session, key("S1", 2), phase=2)
    one, two = figures_of(session).phasing.phases
    assert one.cumulative_people == 10_000
    assert math.isnan(one.cumulative_share)
    assert math.isnan(two.cumulative_people)


def test_r37_integration_averages_leave_blanks_and_cells_out_of_scope_aside() -> None:
    session = session_of((10_000,) * 2, services=[service(f"S{n}") for n in range(4)])
    put(session, key("S0"), integration_now=0, integration_planned=3)
    put(session, key("S1"), integration_now=3)
    put(session, key("S2"), integration_now=4, scope=Scope.OUT, **OUT)
    found = figures_of(session).integration
    assert (found["L01"].now, found["L01"].cells_now) == (1.5, 2)
    assert (found["L01"].planned, found["L01"].cells_planned) == (3, 1)
    assert math.isnan(found["L02"].now)


def test_r73_three_integration_scores_by_hand() -> None:
    """Primary (1 + 3) / 2 = 2 and acute (1 + 1 + 1) / 3 = 1: (2 + 1) / 2 / 4 = 0.375.

    Physical health has both sides' five cells, 7 / 5 = 1.4, and mental health 4: (1.4 + 4) / 2 / 4 =
    0.675. Health has all six, (7 + 4) / 6; social care records nothing now and 2 as planned.
    """
    session = session_of(
        (10_000,) * 3,
        services=[
            service("GP", providers=("GP",)), service("ACU", providers=("ACU",)),
            service("MH", providers=("MH",)), service("LA", providers=("LA",), group="Adult social care"),
        ],
    )  # fmt: skip
    put(session, key("GP", 1), integration_now=1)
    put(session, key("GP", 2), integration_now=3, integration_planned=4)
    put(session, [key("ACU", n) for n in (1, 2, 3)], integration_now=1)
    put(session, key("MH", 1), integration_now=4)
    put(session, key("LA", 1), integration_planned=2)
    scores = {score.pair: score for score in figures_of(session).integration_scores}
    assert scores[SectorPair.PRIMARY_ACUTE].now == pytest.approx(0.375)
    assert scores[SectorPair.PHYSICAL_MENTAL].now == pytest.approx(0.675)
    assert math.isnan(scores[SectorPair.HEALTH_SOCIAL].now)
    assert scores[SectorPair.HEALTH_SOCIAL].planned == pytest.approx((4 + 2) / 2 / 4)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 11, 15), 2, date(2028, 1, 15)),
        (date(2027, 12, 15), 0, date(2027, 12, 15)),
    ],
)
def test_r33_months_end_where_the_month_ends(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_r33_contracts_ending_within_six_months_soonest_first() -> None:
    session = session_of((10_000,), services=[service(f"S{n}") for n in range(5)])
    ends = {"S0": "2028-03-01", "S1": "2028-02-29", "S2": "2027-08-30", "S3": "2027-08-31"}
    for name, text in ends.items():
        put(session, key(name), contract_end=text, procurement_route="Direct award")
    found = figures_of(session).contracts_ending(on=date(2027, 8, 31), months=6)
    assert [(x.key.service, x.ended) for x in found] == [("S2", True), ("S3", False), ("S1", False)]
    assert found[2].ends == date(2028, 2, 29)
    assert found[2].route == "Direct award"


def test_r10_another_provider_in_phase_1_is_listed_against_the_scenario_copied_from() -> None:
    session = session_of((10_000,) * 2, services=[service("S1")])
    put(session, [key("S1", 1), key("S1", 2)], delivered_by=("A", "B"), phase=1)
    source = scenario_of(session)
    session.apply(plan_edits.copy_scenario(session.project, source, "Copy"))
    twin = session.project.scenario("Copy")
    session.project.scenarios.reverse()
    put(session, key("S1", 1), delivered_by=("C",))
    put(session, key("S1", 2), delivered_by=("B", "A"))
    assert scenario_of(session) is twin
    (change,) = figures_of(session).provider_changes
    assert (change.key, change.before, change.after) == (key("S1", 1), ("A", "B"), ("C",))
    put(session, key("S1", 1), phase=2)
    assert figures_of(session).provider_changes == ()
