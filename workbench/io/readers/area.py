"""Read a whole study area: units, practices, registrations and providers, joined and accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.io.readers.columns import ColumnChoice
from workbench.io.readers.practices import PRACTICE_ROLES, read_practices
from workbench.io.readers.providers import PROVIDER_ROLES, read_providers
from workbench.io.readers.registrations import REGISTRATION_ROLES, read_registrations
from workbench.io.readers.units import UNIT_ROLES, read_units
from workbench.models.adjacency import Adjacency
from workbench.models.parents import derived_parents
from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.providers import SiteTable
from workbench.models.registrations import PatientMatrix, Registrations
from workbench.models.sources import Notice, Source
from workbench.models.topology import build_topology
from workbench.models.units import UnitTable
from workbench.progress import NoProgress, Progress, sub_progress

ALL_ROLES = {
    "units": UNIT_ROLES,
    "practices": PRACTICE_ROLES,
    "registrations": REGISTRATION_ROLES,
    "providers": PROVIDER_ROLES,
}
"""Roles that a planner can name a column for, by dataset."""
_EXAMPLES = 5


NEAR_M = 20_000.0
"""How far from the areas a practice may lie and still be taken for one of theirs, in metres."""


def read_study_area(  # noqa: PLR0913 - one keyword for each file and each choice about it
    *,
    units: Sequence[Path],
    layer: str | None = None,
    practices: Path | None = None,
    registrations: Path | None = None,
    providers: Path | None = None,
    area_codes: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    crs: str | None = None,
    progress: Progress | None = None,
) -> StudyArea:
    """The study area of the given files; only the units are needed.

    ``area_codes`` keeps the units of these codes or local authorities. ``columns`` names the column of a role
    (``{"unit_code": "LSOA11CD"}``, or ``"practices.list_size"`` for one file only). ``crs`` overrides the
    reference system of the unit files.

    Raises:
        InputError: a file cannot be used; names file, row and remedy.
        Cancelled: the progress was told to stop.
    """
    progress = progress or NoProgress()
    choice = ColumnChoice(dict(columns or {}))
    read = read_units(
        units, layers=[layer] * len(units), area_codes=area_codes, choice=choice, crs=crs,
        progress=sub_progress(progress, start=0.0, end=0.5),
    )  # fmt: skip
    sources: list[Source] = list(read.sources)
    notices: list[Notice] = list(read.notices)
    progress.report(0.5, "Finding neighbours")
    topology = build_topology(read.units.geometry)
    adjacency = Adjacency(len(read.units), topology.pairs, topology.shared_m)
    healing = replace(read.healing, healed_edges=topology.healed)
    practice_table, site_table, table = PracticeTable.empty(), SiteTable.empty(), Registrations.empty()
    if practices is not None:
        found = read_practices(
            practices, read.units, choice=choice, progress=sub_progress(progress, start=0.65, end=0.7)
        )
        practice_table = found.practices
        sources.append(found.source)
        notices.extend(found.notices)
    if registrations is not None:
        counted = read_registrations(
            registrations, choice=choice, progress=sub_progress(progress, start=0.7, end=0.85)
        )
        table = counted.registrations
        sources.append(counted.source)
        notices.extend(counted.notices)
    if providers is not None:
        sites = read_providers(
            providers, read.units, choice=choice, progress=sub_progress(progress, start=0.85, end=0.95)
        )
        site_table = sites.sites
        sources.append(sites.source)
        notices.extend(sites.notices)
    choice.refuse_unmet(ALL_ROLES)
    progress.report(0.95, "Joining practices, patients and units")
    patients = table.link(read.units, practice_table)
    parents = derived_parents(read.units, practice_table, patients)
    area = StudyArea(
        units=replace(read.units, parents=parents),
        adjacency=adjacency,
        practices=practice_table,
        registrations=table,
        sites=site_table,
        sources=tuple(sources),
        healing=healing,
        notices=(
            *notices,
            *joined_notices(adjacency, table, patients, practice_table, read.units.resident),
            *place_notices(read.units, practice_table),
        ),
    )
    area.topology = topology  # already at hand: the cached property need not build it again
    area.patients = patients
    progress.report(1.0, "Study area read")
    return area


def place_notices(units: UnitTable, practices: PracticeTable) -> list[Notice]:
    """A warning where no practice lies near the areas: easting and northing of a file may be swapped."""
    placed = practices.placed
    if not placed.any():
        return []
    west, south = np.nanmin(units.bounds[:, :2], axis=0) - NEAR_M
    east, north = np.nanmax(units.bounds[:, 2:], axis=0) + NEAR_M
    x, y = practices.easting[placed], practices.northing[placed]
    if ((x > west) & (x < east) & (y > south) & (y < north)).any():
        return []
    words = (
        f"None of the {int(placed.sum()):,} practices with coordinates lies within {NEAR_M / 1000:,.0f} km "
        "of the areas; easting and northing of the boundaries may be swapped, "
        "or the practices are of another place"
    )
    return [Notice("practices_far_away", "warning", words, count=int(placed.sum()))]


def joined_notices(
    adjacency: Adjacency,
    registrations: Registrations,
    patients: PatientMatrix,
    practices: PracticeTable,
    resident: NDArray[np.float64],
) -> list[Notice]:
    """What is noticed when units, practices and patients are brought together.

    ``resident`` has one figure a unit, NaN where it is not known.
    """
    notices: list[Notice] = []
    sizes = adjacency.component_sizes()
    if len(sizes) > 1:
        notices.append(
            Notice(
                "area_in_parts",
                "note",
                f"The study area falls into {len(sizes):,} parts that share no border "
                f"({', '.join(f'{size:,}' for size in sizes[:8])} units); bridges and ferries can be "
                "declared as links",
                count=len(sizes),
            )
        )
    if not len(registrations):
        return notices
    outside = (patients.unit < 0) & ~patients.pseudo
    unplaced = (patients.unit < 0) & patients.pseudo
    other = (patients.practice < 0) & (patients.unit >= 0)
    groups = (
        ("registrations_outside", patients.of_units_outside, outside, registrations.unit_codes,
         "{people} patients of the file live in {codes} units outside the study area; they count as Outside"),
        ("registrations_unplaced", patients.unplaced, unplaced, registrations.unit_codes,
         "{people} patients have an address without an area (codes met: {codes}); they count as Unplaced"),
        ("registrations_other_practices", patients.of_other_practices, other, registrations.practice_codes,
         "{people} patients in the study area are registered at {codes} practices that are not listed; they "
         "count as Other practices"),
    )  # fmt: skip
    for code, people, rows, names, text in groups:
        if rows.any():
            distinct = sorted(set(names[rows]))
            notices.append(
                Notice(
                    code,
                    "note",
                    text.format(people=f"{people:,.0f}", codes=f"{len(distinct):,}"),
                    count=round(people),
                    examples=tuple(distinct[:_EXAMPLES]),
                )
            )
    registered, residents = float(patients.by_unit.sum()), float(resident.sum())
    if residents > 0 and registered > 0:  # NaN, and so told nothing, while people of some areas are not known
        notices.append(
            Notice(
                "registered_to_resident",
                "note",
                f"{registered:,.0f} registered patients live in the area, {registered / residents:.1%}"
                f" of its {residents:,.0f} residents; lists nationally run about 9% above residents",
                count=round(registered),
            )
        )
    notices.extend(_list_notices(patients, practices))
    return notices


def _list_notices(patients: PatientMatrix, practices: PracticeTable) -> list[Notice]:
    """Practices with most of their list outside, and lists smaller than their patients in the file."""
    notices: list[Notice] = []
    with np.errstate(invalid="ignore"):
        border = np.flatnonzero(patients.in_area_by_practice * 2 < practices.list_size)
        listed = patients.practice >= 0
        in_file = np.bincount(patients.practice[listed], patients.patients[listed], minlength=len(practices))
        short = np.flatnonzero(in_file > practices.list_size)
    if len(border):
        notices.append(
            Notice(
                "practices_mostly_outside",
                "note",
                f"Practices with most of their list outside the study area: {len(border):,}; they "
                "stay Outside unless assigned by hand",
                count=len(border),
                examples=tuple(practices.codes[border[:_EXAMPLES]]),
            )
        )
    if len(short):
        notices.append(
            Notice(
                "lists_below_registrations",
                "warning",
                f"Practices with more patients in the registrations than on their list: {len(short):,}; the "
                "two files may be of different dates",
                count=len(short),
                examples=tuple(practices.codes[short[:_EXAMPLES]]),
            )
        )
    return notices
