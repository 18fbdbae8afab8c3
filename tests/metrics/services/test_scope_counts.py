"""Counts, exceptions, parity, coverage, tags, payment: the matrix against hand counts."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.matrix_projects import OUT, C, figures_of, key, put, service, session_of
from workbench.metrics.services.counts import commissioned_by, delegated
from workbench.metrics.services.tags import with_tag
from workbench.models.scope import ContractState, PaymentType, Role, Scope
from workbench.models.services import AgeGroup
from workbench.session import plan_edits
from workbench.session.session import Session


def test_r23_a_fresh_matrix_is_all_in_and_exceptions_are_the_cells_out() -> None:
    session = session_of()
    fresh = figures_of(session)
    assert fresh.counts.scope == {
        Scope.IN: 550, Scope.PARTIAL: 0, Scope.OUT: 0, Scope.NOT_APPLICABLE: 0,
    }  # fmt: skip
    assert fresh.exceptions == ()
    put(session, [key("SV01", 1), key("SV01", 3)], scope=Scope.OUT, review_date="2027-10-14", **OUT)
    put(session, key("SV02"), scope=Scope.PARTIAL)
    figures = figures_of(session)
    assert figures.counts.scope[Scope.OUT] == len(figures.exceptions) == 2
    assert figures.counts.offered == 548
    first = figures.exceptions[0]
    assert (first.key, first.reason, first.decided_by, first.decided_on, first.review_date) == (
        key("SV01", 1), "Done elsewhere", "Board", "2026-10-14", "2027-10-14",
    )  # fmt: skip
    assert first.complete


def test_r24_services_have_rows_only_for_their_ages() -> None:
    figures = figures_of(session_of((10_000,)))
    rows = [row.key for row in figures.matrix.rows if row.key.service in {"SV15", "SV52"}]
    assert rows == [key("SV15"), key("SV52", age=C)]


@pytest.fixture
def decided() -> Session:
    """Three services in two localities; one cell is out."""
    session = session_of((10_000, 10_000), services=[service(f"S{n}") for n in range(3)])
    put(session, [key("S0", 1), key("S0", 2)], role=Role.PROVIDE, contract_state=ContractState.ALLIANCE)
    put(session, key("S1"), role=Role.BOTH, role_planned=Role.COMMISSION, commissioner="ICB", delegated=True)
    put(session, key("S1", 2), role=Role.BOTH, commissioner="Council", delegated=False)
    put(session, key("S2"), scope=Scope.OUT, role=Role.COMMISSION, **OUT)
    return session


def test_r02_roles_add_up_to_what_is_in_scope(decided: Session) -> None:
    counts = figures_of(decided).counts
    assert counts.role == {Role.PROVIDE: 2, Role.COMMISSION: 0, Role.BOTH: 2, None: 1}
    assert counts.role_planned[Role.COMMISSION] == 1
    assert sum(counts.role.values()) == counts.offered == 5
    assert figures_of(decided).counts_by_locality["L02"].role[Role.BOTH] == 1


def test_r41_contract_states_add_up_to_what_is_in_scope(decided: Session) -> None:
    counts = figures_of(decided).counts
    assert counts.contract_state == {
        ContractState.EXISTING: 0, ContractState.VARIED: 0, ContractState.ALLIANCE: 2, ContractState.NEW: 0,
        None: 3,
    }  # fmt: skip


def test_r67_commissioners_and_delegation_are_counted_and_found(decided: Session) -> None:
    figures = figures_of(decided)
    assert figures.counts.commissioner == {"": 3, "Council": 1, "ICB": 1}
    assert figures.counts.delegated == {True: 1, False: 1, None: 3}
    assert figures.counts_by_locality["L02"].delegated[False] == 1
    assert [row.key for row in commissioned_by(figures.matrix, "ICB")] == [key("S1")]
    assert [row.key for row in delegated(figures.matrix, False)] == [key("S1", 2)]
    assert len(delegated(figures.matrix, None)) == 3


def test_r55_the_share_paid_by_capitation_recalculates() -> None:
    session = session_of((10_000,), services=[service(f"S{n}") for n in range(4)])
    assert figures_of(session).counts.payment_share(PaymentType.CAPITATED) == 0
    put(session, key("S0"), payment_type=PaymentType.CAPITATED)
    put(session, key("S1"), payment_type=PaymentType.BLOCK)
    assert figures_of(session).counts.payment_share(PaymentType.CAPITATED) == 0.25
    put(session, key("S3"), scope=Scope.OUT, **OUT)
    assert figures_of(session).counts.payment_share(PaymentType.CAPITATED) == pytest.approx(1 / 3)


def test_r27_out_in_one_of_five_equal_hubs_is_80_per_cent_and_partial_is_told_beside() -> None:
    session = session_of()
    put(session, key("SV01"), scope=Scope.OUT, **OUT)
    parity = figures_of(session).parity[("SV01", AgeGroup.ADULTS)]
    assert (parity.whole, parity.part) == (0.8, 0)
    put(session, key("SV01", 2), scope=Scope.PARTIAL)
    parity = figures_of(session).parity[("SV01", AgeGroup.ADULTS)]
    assert (parity.whole, parity.part) == (0.6, 0.2)
    assert figures_of(session).parity[("SV01", AgeGroup.CHILDREN)].whole == 1


def test_r27_people_count_not_localities_and_where_a_service_does_not_apply_nobody_does() -> None:
    session = session_of((10_000, 30_000))
    put(session, key("SV01", 2), scope=Scope.OUT, **OUT)
    put(session, key("SV02", 2), scope=Scope.NOT_APPLICABLE)
    parity = figures_of(session).parity
    assert parity[("SV01", AgeGroup.ADULTS)].whole == 0.25
    assert parity[("SV02", AgeGroup.ADULTS)].whole == 1


def test_r27_unknown_people_give_an_unknown_parity() -> None:
    session = session_of((10_000, math.nan))
    put(session, key("SV02", 2), scope=Scope.NOT_APPLICABLE)
    parity = figures_of(session).parity
    assert math.isnan(parity[("SV01", AgeGroup.ADULTS)].whole)
    assert parity[("SV02", AgeGroup.ADULTS)].whole == 1


def test_r27_parity_follows_the_map() -> None:
    session = session_of((10_000, 10_000, 20_000))
    put(session, key("SV01", 1), scope=Scope.OUT, **OUT)
    assert figures_of(session).parity[("SV01", AgeGroup.ADULTS)].whole == 0.75
    edit = plan_edits.reassign(session.project, session.project.scenarios[0], np.array([1]), 0)
    assert edit is not None
    session.apply(edit)
    assert figures_of(session).parity[("SV01", AgeGroup.ADULTS)].whole == 0.5


def test_coverage_is_the_share_of_cells_in_scope_by_group_and_locality() -> None:
    session = session_of(
        (10_000, 10_000), services=[service(f"S{n}", group="One" if n < 4 else "Two") for n in range(5)]
    )
    put(session, key("S0"), scope=Scope.OUT, **OUT)
    put(session, key("S1"), scope=Scope.PARTIAL)
    put(session, key("S4"), scope=Scope.NOT_APPLICABLE)
    found = {(x.group, x.locality): x for x in figures_of(session).coverage}
    assert (found["One", "L01"].share, found["One", "L01"].partial) == (0.5, 1)
    assert found["One", "L02"].share == 1
    assert math.isnan(found["Two", "L01"].share)


def test_r08_a_locality_that_offers_nothing_of_a_tag_is_flagged() -> None:
    both = service("S1", ages="B", tags=("p", "s"))
    session = session_of((10_000, 10_000), services=[both, service("S2", tags=("p",)), service("S3")])
    put(session, [key("S1", 2), key("S1", 2, C)], scope=Scope.OUT, **OUT)
    tags = {(x.words, x.locality): x for x in figures_of(session).tags}
    assert tags["Prevention", "L01"].services == 2
    assert tags["Prevention", "L02"].services == 1
    assert (tags["Self-care", "L01"].services, tags["Self-care", "L02"].none) == (1, True)
    assert tags["Empowerment", "L01"].none
    assert {row.key.service for row in with_tag(figures_of(session).matrix, "s")} == {"S1"}


def test_r16_local_variations_are_listed_with_their_reason() -> None:
    session = session_of()
    put(session, key("SV05", 4), local_variation=True, variation_reason="Rural clinics")
    (row,) = figures_of(session).local_variations
    assert (row.key, row.cell.variation_reason) == (key("SV05", 4), "Rural clinics")


def test_r27_distance_to_the_hub_is_weighted_by_residents() -> None:
    """Squares of 1 km: the hub stands in the middle of the second of three, 1 km from its neighbours."""
    session = session_of((1_000, 4_000, 3_000), with_sites=True)
    project, scenario = session.project, session.project.scenarios[0]
    practices = replace(
        project.area.practices,
        easting=np.array([401_500.0, np.nan, np.nan, np.nan]),
        northing=np.array([300_500.0, np.nan, np.nan, np.nan]),
    )
    project.area = replace(project.area, practices=practices)
    for edit in (
        plan_edits.reassign(project, scenario, np.array([1, 2]), 0),
        plan_edits.change_locality(scenario, "L01", "Hub", hub_site="P1"),
        plan_edits.change_locality(scenario, "L02", "Hub", hub_site="P2"),
    ):
        assert edit is not None
        session.apply(edit)
    first, second, third = figures_of(session).hub_distances
    assert (first.site, first.mean_km, first.furthest_km) == ("P1", 0.5, 1.0)
    assert math.isnan(second.mean_km)
    assert math.isnan(third.furthest_km)
