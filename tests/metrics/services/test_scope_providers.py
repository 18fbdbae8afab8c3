"""Providers in the matrix: fragmentation, sites, sector mix, links, markers."""

from __future__ import annotations

import numpy as np

from tests.matrix_projects import OUT, C, figures_of, key, partners, put, scenario_of, service, session_of
from workbench.metrics.providers_by_locality import providers_by_locality
from workbench.metrics.services.fragmentation import parallel_models
from workbench.metrics.services.gaps import Gap, GapKind
from workbench.models.providers import Sector
from workbench.models.registers import Partner, Team
from workbench.models.scope import ContractState, Scope
from workbench.session import plan_edits, register_edits
from workbench.session.provider_edits import serve_localities, set_sector


def test_r32_three_providers_over_four_hubs_are_three_and_the_same_twice_is_one() -> None:
    session = session_of((10_000,) * 4, services=[service("S1"), service("S2"), service("S3")])
    for locality, who in enumerate(("A", "B", "C", "C"), start=1):
        put(session, key("S1", locality), delivered_by=(who,))
        put(session, key("S2", locality), delivered_by=("A", "B") if locality % 2 else ("B", "A"))
    put(session, key("S3", 1), delivered_by=("A",))
    put(session, key("S3", 2), delivered_by=("A",))
    put(session, key("S3", 3), delivered_by=("Z",), scope=Scope.OUT, **OUT)
    found = {x.service: x for x in figures_of(session).providers}
    assert found["S1"].providers == ("A", "B", "C")
    assert found["S2"].providers == ("A", "B")
    assert found["S3"].providers == ("A",)
    assert [x.service for x in parallel_models(figures_of(session).providers)] == ["S1"]
    assert found["S1"].models[2] == (("C",), (key("S1", 3), key("S1", 4)))


def test_r58_a_hospital_on_two_sites_is_one_provider_with_two_sites() -> None:
    session = session_of((10_000,) * 2, services=[service("S1", providers=("ACU",))], with_sites=True)
    put(session, key("S1", 1), delivered_by=("H1A",))
    put(session, key("S1", 2), delivered_by=("H1B",))
    (found,) = figures_of(session).providers
    assert (found.providers, found.sites, found.networked, found.parallel) == (
        ("H1",), ("H1A", "H1B"), True, False,
    )  # fmt: skip
    put(session, [key("S1", 1), key("S1", 2)], delivered_by=("H1",))
    (found,) = figures_of(session).providers
    assert (found.providers, found.sites) == (("H1",), ("H1A", "H1B"))


def test_r15_sector_mix_adds_up_to_the_rows_of_the_matrix() -> None:
    session = session_of((10_000,) * 3)
    partners(session, Partner("V", "Volunteers", Sector.VOLUNTARY), Partner("T", "Trust", Sector.COMMUNITY))
    put(session, [key("SV15", n) for n in (1, 2)], delivered_by=("T",))
    put(session, key("SV16"), delivered_by=("T", "V"))
    put(session, key("SV17"), delivered_by=("V",))
    put(session, key("SV17", 2), delivered_by=("V",), scope=Scope.OUT, **OUT)
    mix = figures_of(session).sector_mix
    assert sum(mix.total.values()) == 330
    assert all(sum(row.values()) == 110 for row in mix.by_locality.values())
    assert sum(sum(row.values()) for row in mix.by_service.values()) == 330
    assert (mix.total["Community"], mix.total["Voluntary"]) == (2, 1)
    assert (mix.total["Several sectors"], mix.total["Not in scope"], mix.total["No provider"]) == (1, 1, 325)
    assert mix.by_locality["L01"]["Community"] == 1
    assert mix.by_service["SV17"]["Voluntary"] == 1


def test_r76_independent_providers_and_procurements_are_listed() -> None:
    session = session_of((10_000,))
    partners(session, Partner("IND", "Care Ltd", Sector.INDEPENDENT))
    put(session, key("SV62"), delivered_by=("IND",))
    put(session, key("SV63"), procurement_route="Open tender")
    put(session, key("SV64"), contract_state=ContractState.NEW)
    put(session, key("SV65"), contract_state=ContractState.EXISTING)
    found = [(x.key.service, x.independent, x.procured, x.route) for x in figures_of(session).procurement]
    assert found == [
        ("SV62", ("IND",), False, ""), ("SV63", (), True, "Open tender"), ("SV64", (), True, ""),
    ]  # fmt: skip


def test_r61_a_hub_that_lacks_one_of_the_four_is_incomplete_and_says_which() -> None:
    session = session_of((10_000,) * 2, with_sites=True)
    scenario = scenario_of(session)
    practice = plan_edits.assign_by_hand(scenario, ["P1"], "L01", label="By hand")
    assert practice is not None
    session.apply(practice)
    first, second = figures_of(session).links
    assert first.complete
    assert second.missing == (
        "GP practice", "community provider", "mental health provider", "social care provider",
    )  # fmt: skip
    session.undo()
    assert figures_of(session).links[0].missing == ("GP practice",)
    moved = serve_localities(session.project, scenario, ["MH1"], ["L02"])
    assert moved is not None
    session.apply(moved)
    first, second = figures_of(session).links
    assert "mental health provider" in first.missing
    assert "mental health provider" not in second.missing
    gaps = [gap for gap in figures_of(session).gaps if gap.kind is GapKind.INCOMPLETE]
    assert gaps[0] == Gap(GapKind.INCOMPLETE, "GP practice, mental health provider", None, "L01")


def test_r43_a_shared_site_is_in_each_hub_once_and_once_in_the_system() -> None:
    session = session_of((10_000,) * 2, with_sites=True)
    edit = serve_localities(session.project, scenario_of(session), ["COM1"], ["L01", "L02", "L01"])
    assert edit is not None
    session.apply(edit)
    links = figures_of(session).links
    assert [link.providers[Sector.COMMUNITY] for link in links] == [frozenset({"COM"})] * 2
    assert len(frozenset.union(*(link.providers[Sector.COMMUNITY] for link in links))) == 1


def test_stale_sites_do_not_count_and_a_rule_gives_a_kind_its_sector() -> None:
    session = session_of((10_000,) * 2, with_sites=True)
    second = figures_of(session).links[1]
    assert not second.links(Sector.COMMUNITY)
    assert second.links(Sector.UNKNOWN)
    rule = set_sector(session.project, "office", Sector.VOLUNTARY)
    assert rule is not None
    session.apply(rule)
    second = figures_of(session).links[1]
    assert second.links(Sector.VOLUNTARY)
    assert not second.links(Sector.UNKNOWN)


def test_r05_the_last_voluntary_provider_of_a_hub_gone_is_a_gap() -> None:
    session = session_of((10_000,) * 2)
    partners(session, Partner("V", "Volunteers", Sector.VOLUNTARY))
    team = Team("T1", "Befriending", wte=2, employers=(("V", 100.0),), localities=(("L01", 100.0),))
    edit = register_edits.put_team(session.project, scenario_of(session), team)
    assert edit is not None
    session.apply(edit)
    put(session, key("SV72", 2), delivered_by=("V",))
    gap = {code: Gap(GapKind.MISSING_SECTOR, "Voluntary", None, code) for code in ("L01", "L02")}
    assert not {gap["L01"], gap["L02"]} & set(figures_of(session).gaps)
    put(session, key("SV72", 2), delivered_by=())
    assert gap["L02"] in figures_of(session).gaps
    session.apply(register_edits.remove_team(session.project, scenario_of(session), "T1"))
    assert gap["L01"] in figures_of(session).gaps


def test_names_and_sectors_of_codes() -> None:
    session = session_of((10_000,) * 2, with_sites=True)
    partners(session, Partner("H1", "Our hospital"), Partner("LOC", "Locality alliance", Sector.PRIMARY_CARE))
    found = figures_of(session).organisations
    assert [found.name(code) for code in ("H1", "H1A", "COM", "P1", "NONE")] == [
        "Our hospital", "North Hospital", "COM Trust", "Alder Surgery", "NONE",
    ]  # fmt: skip
    assert [found.sector(code) for code in ("H1", "LOC", "P1", "OLDCO", "NONE")] == [
        Sector.ACUTE, Sector.PRIMARY_CARE, Sector.PRIMARY_CARE, Sector.UNKNOWN, Sector.UNKNOWN,
    ]  # fmt: skip
    assert found.known("MH1")
    assert not found.known("NONE")


def test_a_site_whose_unit_is_in_no_locality_links_nowhere() -> None:
    session = session_of((10_000,) * 2, with_sites=True)
    cleared = plan_edits.reassign(session.project, scenario_of(session), np.array([0]), -1)
    assert cleared is not None
    session.apply(cleared)
    assert figures_of(session).links[0].providers == {}


def test_r61_the_gaps_and_the_table_of_providers_agree_whoever_links() -> None:
    session = session_of((10_000,) * 2, with_sites=True)
    partners(session, Partner("CC", "The council", Sector.CHILDREN_SOCIAL_CARE))
    put(session, key("SV59", 2, C), delivered_by=("CC",))
    found = providers_by_locality(session.project.area, scenario_of(session), session.project.registers)
    links = figures_of(session).links
    assert [x.missing for x in links] == [x.missing for x in found.localities]
    assert links[1].missing == ("GP practice", "community provider", "mental health provider")
    assert Sector.CHILDREN_SOCIAL_CARE not in found.localities[1].missing_sectors
