"""Providers by locality: who serves which hub, counted once, and what a hub misses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.grids import grid_area, texts
from workbench.errors import EditError
from workbench.io.readers.area import read_study_area
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.metrics.providers_by_locality import ProvidersByLocality, providers_by_locality
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.models.edits import Edit
from workbench.models.project import Project
from workbench.models.providers import Sector, SiteTable
from workbench.paths import sample_data
from workbench.session import plan_edits
from workbench.session.practice_edits import merge_practices
from workbench.session.provider_edits import serve_localities, set_sector
from workbench.session.session import Session

SITES = [
    # code, name, kind, sector, organisation, unit, stale
    ("S1", "General North", "hospital", "Acute", "R1", 0, False),
    ("S2", "General South", "hospital", "Acute", "R1", 1, False),
    ("S3", "Clinic", "clinic", "Community", "R2", 0, False),
    ("S4", "Mind", "clinic", "Mental health", "R3", 4, False),
    ("S5", "Home", "care home", "Adult social care", "", 5, False),
    ("S6", "Centre", "centre", "Voluntary", "", 2, False),
    ("S7", "Old clinic", "clinic", "Community", "R9", 2, True),
    ("S8", "Walk-in", "Walk-in Centre", "Unknown", "", 3, False),
    ("S9", "Far away", "pharmacy", "Pharmacy", "", -1, False),
]


def sites_of(rows: list[tuple[str, str, str, str, str, int, bool]]) -> SiteTable:
    code, name, kind, sector, parent, unit, stale = (list(column) for column in zip(*rows, strict=True))
    nothing = np.full(len(rows), np.nan)
    return SiteTable(
        codes=texts(code), names=texts(name), kinds=texts(kind), sectors=texts(sector),
        parent_codes=texts(parent), parent_names=texts([""] * len(rows)), postcodes=texts([""] * len(rows)),
        easting=nothing, northing=nothing, site_unit=np.array(unit, np.int32),
        stale=np.array(stale, np.bool_),
    )  # fmt: skip


def two_hubs(project: Project, rows: tuple[list[int], list[int]]) -> Session:
    """Localities West L01 and East L02, practices by their site."""
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Draft"))
    scenario = project.scenarios[0]
    for number, name in enumerate(("West", "East")):
        session.apply(plan_edits.add_locality(scenario, name))
        do(session, plan_edits.reassign(project, scenario, np.array(rows[number], np.int64), number))
    proposed = propose_assignments(project.area, scenario, rule=PracticeRule.SITE)
    edit = plan_edits.assign_practices(scenario, proposed, label="By site")
    if edit is not None:
        session.apply(edit)
    return session


@pytest.fixture
def session() -> Session:
    area = replace(grid_area(), sites=sites_of(SITES))
    return two_hubs(Project("Gridshire", area), ([0, 1, 4, 5, 8, 9], [2, 3, 6, 7]))


def do(session: Session, edit: Edit | None) -> None:
    """Apply an edit as the journal would write it."""
    assert edit is not None
    written = edit_from_json(edit_to_json(edit))
    assert written == edit
    session.apply(written)


def providers(session: Session) -> ProvidersByLocality:
    project = session.project
    return providers_by_locality(project.area, project.scenarios[0], project.registers)


def test_r58_an_organisation_with_two_sites_is_one_provider(session: Session) -> None:
    found = providers(session)
    west, east = found.localities
    assert (west.providers_of_sector[Sector.ACUTE], west.sites_of_sector[Sector.ACUTE]) == (1, 2)
    assert (west.providers, west.sites_counted) == (4, 5)
    assert (east.providers, east.sites_counted, east.stale_sites) == (2, 2, 1)
    assert (found.system.providers, found.system.sites, found.system.stale_sites) == (7, 8, 1)
    assert [site.code for site in found.system.serving_nowhere] == ["S9"]


def test_r43_a_shared_site_is_in_each_hub_once_and_once_in_the_system(session: Session) -> None:
    scenario = session.project.scenarios[0]
    before = providers(session).system
    do(session, serve_localities(session.project, scenario, ["S3", "S4"], ["L01", "L02", "L02"]))
    found = providers(session)
    for locality in found.localities:
        assert [site.code for site in locality.sites].count("S3") == 1
        assert locality.sites_of_sector[Sector.COMMUNITY] == 1
    assert found.system.shared_sites == 2
    assert (found.system.sites, found.system.providers) == (before.sites, before.providers)
    assert found.system.sites_of_sector[Sector.COMMUNITY] == 1
    assert session.undo() is not None  # both sites in one step
    assert providers(session).system.shared_sites == 0
    assert providers(session).localities[1].sites_of_sector[Sector.MENTAL_HEALTH] == 0


def test_a_person_can_say_none_and_take_the_choice_back(session: Session) -> None:
    project, scenario = session.project, session.project.scenarios[0]
    do(session, serve_localities(project, scenario, ["S3"], []))
    assert providers(session).localities[0].sites_of_sector[Sector.COMMUNITY] == 0
    assert [s.code for s in providers(session).system.serving_nowhere] == ["S3", "S9"]
    do(session, serve_localities(project, scenario, ["S3"], None))
    assert providers(session).localities[0].sites_of_sector[Sector.COMMUNITY] == 1
    assert serve_localities(project, scenario, ["S3"], None) is None
    with pytest.raises(EditError, match="no site X1"):
        serve_localities(project, scenario, ["X1"], None)
    with pytest.raises(EditError, match="no locality L09"):
        serve_localities(project, scenario, ["S3"], ["L09"])


def test_r61_a_locality_is_complete_or_says_what_is_missing(session: Session) -> None:
    project, scenario = session.project, session.project.scenarios[0]
    west, east = providers(session).localities
    assert (west.complete, west.says) == (True, "Complete")  # P1 and P2, S3, S4, S5
    # the clinic in the east is stale and counts for nothing
    assert (
        east.says
        == "No GP practice, no community provider, no mental health provider, no social care provider"
    )
    for site, missing in (
        ("S3", "community provider"), ("S4", "mental health provider"), ("S5", "social care provider"),
    ):  # fmt: skip
        do(session, serve_localities(project, scenario, [site], []))
        assert providers(session).localities[0].missing == (missing,)
        session.undo()
    do(session, plan_edits.assign_by_hand(scenario, ["P1", "P2"], "L02", label="Move"))
    west, east = providers(session).localities
    assert west.missing == ("GP practice",)
    assert [x.name for x in providers(session).incomplete] == ["West", "East"]
    do(session, merge_practices(project, scenario, "P1", ["P2"]))
    assert providers(session).localities[1].practices == 1


def test_r05_the_last_provider_of_a_sector_leaves_a_gap(session: Session) -> None:
    project, scenario = session.project, session.project.scenarios[0]
    west, east = providers(session).localities
    assert Sector.VOLUNTARY not in east.missing_sectors
    assert Sector.VOLUNTARY in west.missing_sectors
    assert Sector.PRIMARY_CARE not in west.missing_sectors  # its practices
    assert Sector.UNKNOWN not in east.missing_sectors
    do(session, serve_localities(project, scenario, ["S6"], ["L01"]))
    west, east = providers(session).localities
    assert Sector.VOLUNTARY in east.missing_sectors
    assert Sector.VOLUNTARY not in west.missing_sectors


def test_the_sector_follows_the_kind_only_where_the_source_does_not_say(session: Session) -> None:
    project = session.project
    unknown = providers(session).sites[7]
    assert (unknown.sector, unknown.by_rule) == (Sector.UNKNOWN, False)
    do(session, set_sector(project, " walk-in centre ", Sector.PRIMARY_CARE))
    do(session, set_sector(project, "clinic", Sector.DENTAL))
    sites = providers(session).sites
    assert (sites[7].sector, sites[7].by_rule) == (Sector.PRIMARY_CARE, True)
    assert (sites[2].sector, sites[2].by_rule) == (Sector.COMMUNITY, False)
    assert set_sector(project, "Walk-In Centre", Sector.PRIMARY_CARE) is None
    do(session, set_sector(project, "Walk-In Centre", Sector.UNKNOWN))
    assert providers(session).sites[7].sector is Sector.UNKNOWN
    assert set_sector(project, "nothing", None) is None
    with pytest.raises(EditError, match="needs a kind"):
        set_sector(project, " ", Sector.DENTAL)


def test_r61_every_locality_of_north_staffordshire_lacks_social_care(data_dir: Path) -> None:
    folder = data_dir / "north_staffordshire"
    area = read_study_area(
        units=[folder / "lsoa.gpkg"], practices=folder / "practices.csv", providers=folder / "providers.csv"
    )
    session = two_hubs(Project("North Staffordshire", area), (list(range(150)), list(range(150, 298))))
    found = providers(session)
    assert len(found.sites) == 213
    assert found.system.stale_sites == 34
    for locality in found.localities:
        assert "social care provider" in locality.missing
        assert not locality.complete
    counted = sum(locality.sites_counted for locality in found.localities)
    assert counted + len(found.system.serving_nowhere) == found.system.sites == 213 - 34


def test_the_sample_has_every_sector() -> None:
    folder = sample_data()
    area = read_study_area(
        units=[folder / "units.gpkg"],
        practices=folder / "practices.csv",
        registrations=folder / "registrations.csv",
        providers=folder / "providers.csv",
    )
    units = len(area.units)
    session = two_hubs(Project("Fernshire", area), (list(range(1, units)), [0]))
    west, _ = providers(session).localities
    assert west.complete
    assert west.missing_sectors == ()
