"""``info``: what a project holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.cli.opened import ProjectArgument, project_to_read
from workbench.cli.output import JsonOption, counted, people, see_that_json_fits, tell


def info(project: ProjectArgument, json: JsonOption = None) -> None:
    """Say what the project holds."""
    from workbench.session.project_info import project_info

    see_that_json_fits(json)
    with project_to_read(project) as opened:
        value = project_info(opened.session.project, schema_version=opened.schema_version)
    tell(value, _lines(value), target=json)


def _lines(value: dict[str, Any]) -> Iterator[str]:
    units, practices = value["units"], value["practices"]
    registrations, providers = value["registrations"], value["providers"]
    yield f"{value['name']} (schema version {value['schema_version']})"
    yield (
        f"Areas: {units['count']:,}, residents {people(units['resident'])}, "
        f"{counted(units['neighbour_pairs'], 'neighbour pair', 'neighbour pairs')}, "
        f"in {counted(len(units['components']), 'piece', 'pieces')}"
    )
    if units["units_without_people"]:
        yield (
            f"  {counted(units['units_without_people'], 'area', 'areas')} without a known population; "
            f"the others hold {people(units['resident_known'])} residents"
        )
    yield f"Practices: {practices['count']:,}, registered {people(practices['registered'])}"
    yield (
        f"Registrations: {registrations['rows']:,} rows, {people(registrations['patients'])} patients; "
        f"{people(registrations['patients_of_units_outside'])} of areas outside, "
        f"{people(registrations['patients_unplaced'])} unplaced, "
        f"{people(registrations['patients_of_other_practices'])} at practices not listed"
    )
    yield f"Provider sites: {providers['count']:,}"
    for scenario in value["scenarios"]:
        yield (
            f"Scenario {scenario['name']}: {counted(scenario['localities'], 'locality', 'localities')}, "
            f"{counted(scenario['unassigned_units'], 'area', 'areas')} unassigned"
        )
