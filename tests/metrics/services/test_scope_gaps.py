"""Gaps: each kind, and the cell or locality it speaks of."""

from __future__ import annotations

from tests.matrix_projects import OUT, C, figures_of, key, partners, put, scenario_of, service, session_of
from workbench.io.catalogue import default_catalogue
from workbench.metrics.services.gaps import Gap, GapKind, catalogue_gaps
from workbench.models.registers import Partner
from workbench.models.scope import Scope, ScopeCell
from workbench.session import register_edits
from workbench.session.catalogue_edits import rename_group


def test_r44_every_cell_in_scope_without_an_accountable_organisation_is_listed() -> None:
    session = session_of((10_000,) * 2)
    missing = [gap for gap in figures_of(session).gaps if gap.kind is GapKind.NO_ACCOUNTABLE]
    assert len(missing) == 220
    partners(session, Partner("ICB", "The board"))
    put(session, [key("SV01", 1), key("SV01", 2)], accountable="ICB")
    put(session, key("SV01", 1, C), scope=Scope.OUT, **OUT)
    missing = [gap for gap in figures_of(session).gaps if gap.kind is GapKind.NO_ACCOUNTABLE]
    assert len(missing) == 217
    assert Gap(GapKind.NO_ACCOUNTABLE, "Core general practice", key("SV01", 2, C), "L02") in missing


def test_r11_an_accountable_organisation_is_in_the_partner_register() -> None:
    session = session_of((10_000,), services=[service("S1")])
    put(session, key("S1"), accountable="ICB", delivered_by=("ICB",))
    found = figures_of(session).gaps_by_cell[key("S1")]
    assert [(gap.kind, gap.what) for gap in found] == [
        (GapKind.PROVIDER_NOT_KNOWN, "Service S1: ICB"),
        (GapKind.ACCOUNTABLE_NOT_PARTNER, "Service S1: ICB"),
    ]
    partners(session, Partner("ICB", "The board"))
    assert figures_of(session).gaps_by_cell == {}
    session.apply(register_edits.remove_partner(session.project, scenario_of(session), "ICB"))
    assert key("S1") in figures_of(session).gaps_by_cell


def test_r35_a_vacant_lead_and_a_locality_without_leads_are_gaps() -> None:
    session = session_of((10_000,) * 2)
    scenario = scenario_of(session)
    for role, who in (("Clinical lead", "PCN"), ("Management lead", "")):
        edit = register_edits.set_lead(session.project, scenario, "L01", role, who)
        assert edit is not None
        session.apply(edit)
    gaps = [gap for gap in figures_of(session).gaps if gap.kind is GapKind.VACANT_LEAD]
    assert gaps == [
        Gap(GapKind.VACANT_LEAD, "Management lead", None, "L01"),
        Gap(GapKind.VACANT_LEAD, "No lead role", None, "L02"),
    ]
    wanted = register_edits.want_leads(session.project, scenario)
    assert wanted is not None
    session.apply(wanted)
    assert figures_of(session).gap_counts[GapKind.VACANT_LEAD] == 4 + 5


def test_r34_a_part_of_the_system_without_services_is_a_gap_and_renaming_a_group_is_none() -> None:
    catalogue = default_catalogue()
    assert catalogue_gaps(catalogue) == ()
    for group, words in (
        ("Voluntary sector", "Voluntary sector"), ("Public health", "Public health"),
        ("Acute (local DGH)", "Local hospital"), ("Mental health", "Mental health"),
        ("Primary care", "Primary care"), ("Adult social care", "Social care"),
    ):  # fmt: skip
        rest = tuple(service for service in catalogue if service.group != group)
        assert catalogue_gaps(rest) == (Gap(GapKind.EMPTY_GROUP, words),)
    session = session_of((10_000,))
    renamed = rename_group(session.project, "Voluntary sector", "Third sector")
    assert renamed is not None
    session.apply(renamed)
    assert figures_of(session).gap_counts[GapKind.EMPTY_GROUP] == 0


def test_r23_an_out_that_came_without_a_reason_is_a_gap() -> None:
    """The session refuses such a cell, but a file of another program may hold one."""
    session = session_of((10_000,), services=[service("S1"), service("S2")])
    scenario = scenario_of(session)
    scenario.scope[key("S1")] = ScopeCell(scope=Scope.OUT)
    scenario.scope[key("S2")] = ScopeCell(local_variation=True)
    counts = figures_of(session).gap_counts
    assert (counts[GapKind.OUT_INCOMPLETE], counts[GapKind.VARIATION_WITHOUT_REASON]) == (1, 1)
    assert not figures_of(session).exceptions[0].complete


def test_r44_gaps_are_as_many_counted_as_listed() -> None:
    session = session_of((10_000,) * 3)
    assert figures_of(session).number_of_gaps == len(figures_of(session).gaps) > 600
    partners(session, Partner("ICB", "The board"))
    put(session, [key("SV01", 1), key("SV02", 2)], accountable="ICB", delivered_by=("ICB", "NOBODY", "NONE"))
    put(session, key("SV01", 2), accountable="NOBODY")
    put(session, key("SV01", 1, C), scope=Scope.OUT, **OUT)
    scenario = scenario_of(session)
    scenario.scope[key("SV03")] = ScopeCell(scope=Scope.OUT)
    scenario.scope[key("SV03", 2)] = ScopeCell(local_variation=True)
    edit = register_edits.set_lead(session.project, scenario, "L01", "Management lead", "")
    assert edit is not None
    session.apply(edit)
    assert figures_of(session).number_of_gaps == len(figures_of(session).gaps)
