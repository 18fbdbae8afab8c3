"""All that a project knows of an area, a practice or a provider site, as captions and values. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.metrics.providers_by_locality import providers_by_locality
from workbench.models.adjacency import link_pairs
from workbench.models.parents import derived_parents
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.keyboard.stepping import neighbours_with_links
from workbench.ui.keyboard.unit_words import unit_name

TOP = 5
"""Practices or areas listed, those with most patients first."""

Line = tuple[str, str]


@dataclass(frozen=True)
class Identified:
    """What is known: a title, what it is, and lines of caption and value under headings ("" has none)."""

    title: str
    kind: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]

    def text(self) -> str:
        """Everything as text for the clipboard: a line each, caption and value apart by a tab."""
        lines = [f"{self.title}\t{self.kind}"]
        for heading, section in self.sections:
            lines += [heading] if heading else []
            lines += [f"{caption}\t{value}" for caption, value in section]
        return "\n".join(lines) + "\n"


def identify_unit(project: Project, scenario: Scenario, unit: int) -> Identified:
    """All about an area."""
    area, plan = project.area, scenario.plan
    units = area.units
    locality = plan.locality(int(plan.labels[unit]))
    where = "Unassigned" if locality is None else f"{locality.number} {locality.name}"
    locks = []
    if str(units.codes[unit]) in scenario.rules.locked_set:
        locks.append("The area is locked")
    if locality is not None and locality.locked:
        locks.append("Its locality is locked")
    links = link_pairs(scenario.rules.links, units.index_of)
    near = len(neighbours_with_links(area.adjacency, links, unit))
    linked = int((links == unit).any(axis=1).sum()) if len(links) else 0
    by_link = f", {linked} by a link" if linked else ""
    here: tuple[Line, ...] = (
        ("Code", str(units.codes[unit])),
        ("Locality", where),
        ("Locks", ", ".join(locks) or "None"),
        ("Neighbours", f"{near}{by_link}"),
        ("Size", f"{formats.number(float(units.area_m2[unit]) / 1e6, 2)} km²"),
    )
    parents = tuple(
        (column.title or column.kind, str(column.names[unit]) or str(column.codes[unit]) or formats.NOT_KNOWN)
        for column in derived_parents(units, area.practices, area.patients).values()
    )
    return Identified(
        unit_name(project, unit),
        "Area",
        (
            ("", here),
            ("People", _people(project, unit)),
            ("Lies in", parents),
            ("Practices of its people", _practices_of(project, unit)),
        ),
    )


def _people(project: Project, unit: int) -> tuple[Line, ...]:
    """People by each basis that the project holds, age and deprivation."""
    units, area = project.area.units, project.area
    resident = float(units.resident[unit])
    registered = float(area.patients.by_unit[unit]) if len(area.registrations) else math.nan
    aged = math.nan if units.aged_65_plus is None else float(units.aged_65_plus[unit])
    share = formats.percent(aged / resident) if resident > 0 and not math.isnan(aged) else ""
    imd = math.nan if units.imd_score is None else float(units.imd_score[unit])
    weighted = () if units.weighted is None else (("Weighted", formats.number(float(units.weighted[unit]))),)
    return (
        ("Resident", formats.number(resident)),
        ("Registered", formats.number(registered)),
        *weighted,
        ("65 and over", f"{formats.number(aged)}{f', {share}' if share else ''}"),
        ("IMD score", formats.number(imd, 1)),
    )


def _practices_of(project: Project, unit: int) -> tuple[Line, ...]:
    """The practices where most of the area's people are registered."""
    area = project.area
    if not len(area.registrations):
        return (("Practices", formats.NOT_KNOWN),)
    run = slice(int(area.patients.unit_indptr[unit]), int(area.patients.unit_indptr[unit + 1]))
    rows, patients = area.patients.unit_practice[run], area.patients.unit_patients[run]
    lines = _largest([str(area.practices.names[row]) for row in rows], patients.tolist())
    return lines or (("Practices", "None listed"),)


def _largest(names: Sequence[str], patients: Sequence[float]) -> tuple[Line, ...]:
    order = sorted(range(len(names)), key=lambda at: (-patients[at], names[at]))
    lines = [(names[at], formats.number(patients[at])) for at in order[:TOP]]
    if len(names) > TOP:
        rest = sum(patients[at] for at in order[TOP:])
        lines.append((f"{len(names) - TOP:,} more", formats.number(rest)))
    return tuple(lines)


def identify_practice(project: Project, scenario: Scenario, code: str) -> Identified:
    """All about a practice."""
    area, plan = project.area, scenario.plan
    table = area.practices
    row = table.index_of[code]
    assignment = scenario.assignment(code)
    shares = [(plan.get(key), share) for key, share in assignment.shares]
    named = [f"{one.number} {one.name}{'' if share == 1 else f' {formats.percent(share)}'}"
             for one, share in shares if one is not None]  # fmt: skip
    weighted = () if table.weighted_list is None else (
        ("Weighted list", formats.number(float(table.weighted_list[row]))),)  # fmt: skip
    pcn = str(table.pcn_names[row]) or str(table.pcn_codes[row])
    here: tuple[Line, ...] = (
        ("Code", code),
        ("Postcode", str(table.postcodes[row]) or formats.NOT_KNOWN),
        ("PCN", pcn or formats.NOT_KNOWN),
        ("Stands in", _standing(project, int(table.site_unit[row]), placed=bool(table.placed[row]))),
        ("Locality", ", ".join(named) or "None"),
        ("How", str(assignment.how.value).capitalize()),
        ("Consultation", str(assignment.view.value)),
        ("Lock", "Locked" if assignment.locked else "None"),
    )
    people: tuple[Line, ...] = (("List", formats.number(float(table.list_size[row]))), *weighted)
    units, patients = area.patients.practice_rows(row)
    living = _largest([unit_name(project, int(unit)) for unit in units], patients.tolist())
    own: tuple[Line, ...] = (("Live in the study area", formats.number(float(patients.sum()))),)
    if not len(area.registrations):
        own, living = (), (("Areas", formats.NOT_KNOWN),)
    sections = (("", here), ("People", people + own), ("Where its patients live", living))
    return Identified(str(table.names[row]), "Practice", sections)


def identify_site(project: Project, scenario: Scenario, code: str) -> Identified:
    """All about a provider site."""
    table, plan = project.area.sites, scenario.plan
    row = table.index_of[code]
    found = providers_by_locality(project.area, scenario, project.registers)
    use = next((site for site in found.sites if site.code == code), None)
    serves = [] if use is None else [plan.get(key) for key in use.localities]
    placed = bool(np.isfinite(table.easting[row]))
    here: tuple[Line, ...] = (
        ("Code", code),
        ("Kind", str(table.kinds[row]).replace("_", " ").capitalize() or formats.NOT_KNOWN),
        ("Sector", str(table.sectors[row]) if use is None else str(use.sector)),
        ("Organisation", str(table.parent_names[row]) or str(table.parent_codes[row]) or formats.NOT_KNOWN),
        ("Postcode", str(table.postcodes[row]) or formats.NOT_KNOWN),
        ("Stands in", _standing(project, int(table.site_unit[row]), placed=placed)),
        ("Serves", ", ".join(f"{one.number} {one.name}" for one in serves if one is not None) or "None"),
        ("Source", "Old, not counted" if table.stale[row] else "Current"),
    )
    return Identified(str(table.names[row]), "Provider site", (("", here),))


def _standing(project: Project, unit: int, *, placed: bool) -> str:
    if unit >= 0:
        return unit_name(project, unit)
    return "Outside the study area" if placed else formats.NOT_KNOWN
