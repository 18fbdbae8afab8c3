"""A plan as a CSV file: ``unit_code,locality``, all units in project order, and back.

Locality names are written exactly, quoted only as CSV needs. Names that begin with = + - @ are *not* given
a protecting apostrophe, as they are in tables made for reading: this file is the exact record of a plan, made
to be imported again, and a changed name would come back as another locality. Who opens it in a spreadsheet
imports both columns as text; the workbook is the file for reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.io.replacing import replacing
from workbench.io.two_columns import Part, read_two_columns
from workbench.models.project import Project
from workbench.models.scenario import Scenario

_UNIT = Part("unit_code", "the areas' codes", (
    "unit", "unit_id", "area_code", "area", "lsoa_code", "lsoa", "lsoa11cd", "lsoa21cd",
    "lsoa11_code", "lsoa21_code", "lsoa_code_2011", "lsoa_code_2021", "oa_code", "oa", "oa11cd", "oa21cd",
    "msoa_code", "msoa11cd", "msoa21cd", "geography_code", "geo_code", "code",
))  # fmt: skip
_LOCALITY = Part("locality", "the localities' names", (
    "locality_name", "hub", "hub_name", "hub_locality", "hub_locality_name", "district", "group",
    "plan", "neighbourhood", "locality_code", "hub_code",
))  # fmt: skip
HEADER = (_UNIT.heading, _LOCALITY.heading)
_NEEDS_QUOTES = frozenset(',"\r\n')


@dataclass(frozen=True)
class PlanRow:
    """One row of a plan file. ``row`` is as a spreadsheet counts; an empty ``locality`` is unassigned."""

    row: int
    unit: str
    locality: str


def plan_text(project: Project, scenario: Scenario) -> str:
    """The plan of a scenario as CSV text with LF line ends."""
    lines = [",".join(HEADER)]
    for unit, label in zip(project.area.units.codes, scenario.plan.labels, strict=True):
        locality = scenario.plan.locality(int(label))
        lines.append(f"{_cell(str(unit))},{_cell('' if locality is None else locality.name)}")
    return "\n".join(lines) + "\n"


def write_plan(path: Path, *, project: Project, scenario: Scenario) -> None:
    """Write the plan of a scenario, UTF-8 without a mark.

    Raises:
        ExportError: the file cannot be written.
    """
    with replacing(path) as beside:
        beside.write_bytes(plan_text(project, scenario).encode("utf-8"))


def read_plan_rows(path: Path) -> list[PlanRow]:
    """The rows of a plan file; outer spaces of codes and names do not count.

    Read as every table is: UTF-8 with or without a mark, UTF-16 or Windows-1252; comma, semicolon or tab.

    Raises:
        InputError: the file is missing, damaged, or has no column of units or of localities.
    """
    return [PlanRow(row, code, name) for row, code, name in read_two_columns(path, _UNIT, _LOCALITY)]


def _cell(text: str) -> str:
    """A cell, quoted where CSV needs it; the csv module of Python 3.11 leaves a lone CR bare."""
    if _NEEDS_QUOTES.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'
