"""Small projects with localities of even size and a matrix, for tests of what the matrix says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tests.grids import grid_practices, grid_registrations, grid_units, study_area, texts
from workbench.metrics.services.overview import ServiceFigures
from workbench.models.project import Project
from workbench.models.providers import Sector, SiteTable
from workbench.models.registers import Partner
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey
from workbench.models.services import AgeGroup, Service, Tier
from workbench.session import plan_edits, register_edits, scope_edits
from workbench.session.creating import fresh_project
from workbench.session.session import Session

A, C = AgeGroup.ADULTS, AgeGroup.CHILDREN

SITES: tuple[tuple[str, str, str, Sector, str, int, bool], ...] = (
    ("H1A", "North Hospital", "hospital", Sector.ACUTE, "H1", 0, False),
    ("H1B", "South Hospital", "hospital", Sector.ACUTE, "H1", 1, False),
    ("COM1", "Community base", "clinic", Sector.COMMUNITY, "COM", 0, False),
    ("MH1", "Mental health base", "clinic", Sector.MENTAL_HEALTH, "MH", 0, False),
    ("SC1", "Council office", "council", Sector.ADULT_SOCIAL_CARE, "LA", 0, False),
    ("OLD", "Closed clinic", "clinic", Sector.COMMUNITY, "OLDCO", 1, True),
    ("UNK", "Some office", "office", Sector.UNKNOWN, "UNKCO", 1, False),
)
"""Code, name, kind, sector, organisation, unit, stale."""


def site_table() -> SiteTable:
    """The sites above, in units 0 and 1."""
    codes, names, kinds, sectors, parents, units, stale = zip(*SITES, strict=True)
    count = len(codes)
    return SiteTable(
        codes=texts(codes), names=texts(names), kinds=texts(kinds), sectors=np.array(sectors, dtype=object),
        parent_codes=texts(parents), parent_names=texts([f"{parent} Trust" for parent in parents]),
        postcodes=texts([""] * count), easting=np.full(count, np.nan), northing=np.full(count, np.nan),
        site_unit=np.array(units, np.int32), stale=np.array(stale, np.bool_),
    )  # fmt: skip


def session_of(
    people: Sequence[float] = (10_000,) * 5,
    *,
    services: Sequence[Service] | None = None,
    with_sites: bool = False,
) -> Session:
    """A session with one locality a unit, L01 on, each of so many residents; the default catalogue."""
    units = grid_units(len(people), 1, resident=people)
    area = study_area(units, with_practices=False)
    if with_sites:
        practices = replace(grid_practices(units), site_unit=np.array([0, 1, -1, -1], np.int32))
        area = replace(area, practices=practices, registrations=grid_registrations(), sites=site_table())
    project = fresh_project("Gridshire", area)
    if services is not None:
        project.registers = type(project.registers)(
            {"service": {service.id: replace(service, order=n) for n, service in enumerate(services, 1)}}
        )
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Draft"))
    scenario = project.scenarios[0]
    for unit in range(len(people)):
        session.apply(plan_edits.add_locality(scenario))
        painted = plan_edits.reassign(project, scenario, np.array([unit]), unit)
        assert painted is not None
        session.apply(painted)
    return session


def scenario_of(session: Session) -> Scenario:
    """The one scenario."""
    return session.project.scenarios[0]


def key(service: str, locality: int = 1, age: AgeGroup = A) -> CellKey:
    """The cell of a service in locality number ``locality``."""
    return CellKey(service, age, f"L{locality:02d}")


def put(session: Session, keys: CellKey | Sequence[CellKey], **changes: object) -> None:
    """Set fields of some cells in the session."""
    wanted = [keys] if isinstance(keys, CellKey) else keys
    edit = scope_edits.set_cells(session.project, scenario_of(session), wanted, "", **changes)
    assert edit is not None
    session.apply(edit)


def partners(session: Session, *entries: Partner) -> None:
    """Add partners."""
    for partner in entries:
        edit = register_edits.put_partner(session.project, scenario_of(session), partner)
        assert edit is not None
        session.apply(edit)


def figures_of(session: Session) -> ServiceFigures:
    """What the matrix says now."""
    scenario = scenario_of(session)
    return ServiceFigures(session.project, scenario, session.figures(scenario))


def service(id: str = "S1", **changes: object) -> Service:  # noqa: A002 - the field's own word
    """A service for adults in a group of its own."""
    base = Service(id, "Group", f"Service {id}", ages="A", tier=Tier.HUB, providers=("COM",))
    return replace(base, **changes)  # type: ignore[arg-type]  # replace checks the names


def project_of(session: Session) -> Project:
    """The project."""
    return session.project


OUT = {"reason": "Done elsewhere", "decided_by": "Board", "decided_on": "2026-10-14"}
"""What an exception needs."""
