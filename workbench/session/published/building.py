"""Build a study area from published files, or bring newer files into one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench.errors import InputError
from workbench.io.published.account import RowAccount
from workbench.io.published.area_codes import is_new_in_2021
from workbench.io.published.kinds import ABOUT, Kind
from workbench.io.published.postcodes import Postcodes, read_postcodes
from workbench.io.published.recognised import Recognised
from workbench.io.readers.area import joined_notices, place_notices
from workbench.io.readers.units import UnitsRead, read_units
from workbench.models.adjacency import Adjacency
from workbench.models.conversion import Conversion
from workbench.models.parents import derived_parents
from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.registrations import Registrations
from workbench.models.sources import Source
from workbench.models.topology import build_topology
from workbench.models.units import UnitTable
from workbench.progress import NoProgress, Progress, sub_progress
from workbench.session.published.choice import AreaChoice
from workbench.session.published.converting import CONVERTED, registrations_onto, rows_onto
from workbench.session.published.patients import Patients, joined
from workbench.session.published.practices import listed_practices, practice_table
from workbench.session.published.reading import FilesRead, read_files
from workbench.session.published.report import MAPPED_DATASETS, ImportReport
from workbench.session.published.sites import site_table
from workbench.session.published.values import districts_of, with_values

_REGISTRATIONS = {MAPPED_DATASETS[Kind.REGISTRATIONS], ABOUT[Kind.REGISTRATIONS].title}
"""What a table of registrations may be called; a newer one takes the place of either."""
_UNITS, _EARLIER = "Units", "Units, before they were refreshed"


@dataclass(frozen=True)
class BuiltArea:
    """A study area, how it came about, and the look-up of areas where one was among the files."""

    area: StudyArea
    report: ImportReport
    conversion: Conversion | None = None


def build_area(
    files: Sequence[Recognised],
    choice: AreaChoice | None = None,
    *,
    base: StudyArea | None = None,
    progress: Progress | None = None,
) -> BuiltArea:
    """The study area of published files. What they do not hold is taken from ``base``, where there is one.

    Files of no published layout are not read; the report lists them.

    Raises:
        InputError: there are no boundaries, or a file is damaged or does not fit.
        Cancelled: the progress was told to stop; nothing has changed.
    """
    progress = progress or NoProgress()
    choice = choice or AreaChoice()
    report = ImportReport()
    read = read_files([file for file in files if file.published], sub_progress(progress, start=0.0, end=0.4))
    report.others = [*(file for file in files if not file.published), *read.others]
    units, sources, started = _units(read, choice, base, report, sub_progress(progress, start=0.4, end=0.6))
    earlier = base.units if base is not None else None
    units = with_values(units, read.values, report, lookup=read.conversion, earlier=earlier)
    rows = joined([rows_onto(one, units, read.conversion) for one in read.rows])
    points = _points(
        read, None if rows is None else rows.practices, sub_progress(progress, start=0.6, end=0.8)
    )
    practices, table = _people(read, rows, units, points, choice, base, report)
    listed = frozenset(str(code) for code in practices.codes)
    sites = site_table(read.sites, units, points, listed)
    if not len(sites) and base is not None:
        sites = base.sites
    read.practices.account_for(listed)
    report.accounts.extend(read.accounts)
    if points is not None:
        report.accounts.append(points.account)
    _tell_converted(units, read.conversion, report)
    progress.report(0.9, "Joining practices, patients and areas")
    patients = table.link(units, practices)
    parents = {kind: one for kind, one in units.parents.items() if not (one.derived and not one.looked_up)}
    units = units.with_parents(derived_parents(units.with_parents(parents), practices, patients))
    area = replace(
        started, units=units, practices=practices, registrations=table, sites=sites,
        sources=_sources(base, (*sources, *report.sources[len(sources):])),
    )  # fmt: skip
    area.notices = (
        *report.notices,
        *joined_notices(area.adjacency, table, patients, practices, units.resident),
        *place_notices(units, practices),
    )
    report.notices = list(area.notices)
    report.figures = _figures(area)
    progress.report(1.0, "Study area built")
    return BuiltArea(area, report, read.conversion)


def _units(
    read: FilesRead, choice: AreaChoice, base: StudyArea | None, report: ImportReport, progress: Progress
) -> tuple[UnitTable, tuple[Source, ...], StudyArea]:
    """The units, their sources, and a study area that has their neighbours."""
    if not read.boundaries:
        if base is None:
            raise InputError(
                "No file of boundaries was given.",
                why="A project needs the boundaries of its areas: GeoPackage, GeoJSON, TopoJSON, Shapefile.",
                remedy="Add the boundaries of the LSOAs to the files.",
            )
        return base.units, (), base
    vintages = sorted({file.edition.replace(" December", "") for file in read.boundaries} - {""})
    if len(vintages) > 1:
        raise InputError(
            f"The boundaries are of different years: {', '.join(vintages)}.",
            remedy="Choose files of one year.",
        )
    districts = districts_of(read.values, vintages[0] if vintages else "")
    found = read_units(
        [file.path for file in read.boundaries], layers=[file.sheet or None for file in read.boundaries],
        area_codes=choice.codes, districts=districts, box=choice.box,
        progress=sub_progress(progress, start=0.0, end=0.7),
    )  # fmt: skip
    if not found.units.vintage and any(is_new_in_2021(str(code)) for code in found.units.codes):
        found = replace(found, units=replace(found.units, vintage="LSOA 2021"))
    _boundary_accounts(read, found, report)
    missing = [
        code for code, lad in districts.items() if lad in choice.codes and code not in found.units.index_of
    ]
    if missing:
        report.notice(
            "areas_without_boundary", "warning",
            f"Areas of the chosen local authorities without a boundary in the files: {len(missing):,}",
            len(missing), missing[:5],
        )  # fmt: skip
    report.notices.extend(one for one in found.notices if one.code != "population_unknown")
    progress.report(0.8, "Finding neighbours")
    topology = build_topology(found.units.geometry)
    adjacency = Adjacency(len(found.units), topology.pairs, topology.shared_m)
    area = StudyArea(found.units, adjacency, healing=replace(found.healing, healed_edges=topology.healed))
    area.topology = topology
    return found.units, report.sources, area


def _boundary_accounts(read: FilesRead, found: UnitsRead, report: ImportReport) -> None:
    for file, source, left in zip(read.boundaries, found.sources, found.left_out, strict=True):
        used = source.rows_read - source.rows_rejected
        account = RowAccount(
            file.file,
            Kind.BOUNDARIES,
            ", ".join(part for part in (file.edition or found.units.vintage, file.layout) if part),
            source.sha256,
            source.rows_read,
            used,
        )
        account.reject("Area outside the study area", source.rows_rejected, places=(left + 2).tolist())
        report.accounts.append(account)


def _points(read: FilesRead, codes: Sequence[str] | None, progress: Progress) -> Postcodes | None:
    """Points of every postcode that a practice or site has; None without a postcode directory."""
    if not read.postcodes:
        return None
    if len(read.postcodes) > 1:
        raise InputError(
            f"{len(read.postcodes)} postcode directories were given.", remedy="Choose one of them."
        )
    wanted = read.practices.postcodes(codes) | read.sites.postcodes
    return read_postcodes(read.postcodes[0], wanted, progress=progress)


def _people(
    read: FilesRead,
    rows: Patients | None,
    units: UnitTable,
    points: Postcodes | None,
    choice: AreaChoice,
    base: StudyArea | None,
    report: ImportReport,
) -> tuple[PracticeTable, Registrations]:
    """Practices and registrations of the units."""
    earlier = base.practices if base is not None else PracticeTable.empty()
    if rows is None and not read.practices:
        return earlier, _earlier_registrations(base, units, read.conversion)
    codes = listed_practices(read.practices, rows, units, points, choice)
    if rows is None and len(earlier):
        codes = [str(code) for code in earlier.codes]
    practices = practice_table(codes, read.practices, rows, units, points, report, earlier)
    if rows is None:
        return practices, _earlier_registrations(base, units, read.conversion)
    _tell_vintage(units, rows, report)
    return practices, rows.of_area(units.index_of, frozenset(codes), report, choice.declined)


def _earlier_registrations(
    base: StudyArea | None, units: UnitTable, lookup: Conversion | None
) -> Registrations:
    """Registrations that the project has already, on the areas of new boundaries."""
    if base is None:
        return Registrations.empty()
    return registrations_onto(base.registrations, units, lookup)


def _tell_vintage(units: UnitTable, rows: Patients, report: ImportReport) -> None:
    """Say that codes of another census were met and no look-up brought them over.

    Areas without a change have one code in both, so that codes alone do not tell the year of an excerpt.
    """
    if any(one.stems is not None for one in rows.files):
        return
    among = {str(code) for one in rows.files for code in one.units}
    newer = [str(code) for code in units.codes if is_new_in_2021(str(code)) and str(code) not in among]
    if units.vintage == "LSOA 2011" and rows.vintage == "LSOA 2021":
        words = "people of areas that were split or merged count as Outside"
    elif units.vintage == "LSOA 2021" and rows.vintage == "LSOA 2011" and newer:
        words = f"{len(newer):,} areas that were split or merged have no patients"
    else:
        return
    report.notice(
        "vintage_differs", "warning",
        f"{rows.file} is on {rows.vintage}, the boundaries are on {units.vintage}: {words}; add the look-up "
        f"from LSOA 2011 to LSOA 2021, or take boundaries of {rows.vintage[-4:]}",
        len(newer), newer[:5],
    )  # fmt: skip


def _tell_converted(units: UnitTable, lookup: Conversion | None, report: ImportReport) -> None:
    """Say which files the look-up brought onto the areas of the project."""
    files = [one.file for one in report.accounts if any(note.startswith(CONVERTED) for note in one.notes)]
    if lookup is not None and files:
        report.notice(
            "areas_converted", "note",
            f"Files on areas of another census, brought onto {units.vintage or 'other areas'} by "
            f"{lookup.source}: {len(files):,}; no person is lost, values of areas that were split or merged "
            "are estimated",
            len(files), files[:5],
        )  # fmt: skip


def _sources(base: StudyArea | None, fresh: tuple[Source, ...]) -> tuple[Source, ...]:
    """Sources of the files just read, behind those of the base that they do not replace."""
    replaced = {source.dataset for source in fresh}
    if replaced & _REGISTRATIONS:
        replaced |= _REGISTRATIONS
    kept = [one for one in (base.sources if base is not None else ()) if one.dataset not in replaced]
    if ABOUT[Kind.BOUNDARIES].title in replaced:  # values that the newer files do not hold are still theirs
        kept = [replace(one, dataset=_EARLIER) if one.dataset == _UNITS else one for one in kept]
    return (*kept, *fresh)


def _figures(area: StudyArea) -> dict[str, float]:
    """The figures that a planner checks first."""
    practices, patients = area.practices, area.patients
    core = patients.in_area_by_practice * 2 >= practices.list_size
    return {
        "Areas": float(len(area.units)),
        "Residents": area.units.resident_total,
        "Registered patients living in the area": float(patients.by_unit.sum()),
        "Pairs of neighbours": float(len(area.adjacency.pairs)),
        "Parts of the area": float(len(area.adjacency.component_sizes())),
        "Practices with at least half of their list in the area": float(core.sum()),
        "Their patients": float(np.nansum(practices.list_size[core])),
        "Other listed practices": float((~core).sum()),
        "Patients of these": float(np.nansum(practices.list_size[~core])),
    }
