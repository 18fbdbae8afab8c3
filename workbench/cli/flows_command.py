"""``flows``: where registered people live, by the locality in which they are registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_read
from workbench.cli.output import JsonOption, people, see_that_file_fits, see_that_json_fits, table, tell

if TYPE_CHECKING:
    from workbench.metrics.flows import FlowTable


def flows(
    project: ProjectArgument,
    scenario: ScenarioOption,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the table to a CSV file.")
    ] = None,
    json: JsonOption = None,
) -> None:
    """Give the flow table: locality of residence by locality of registration."""
    from workbench.io.flows_csv import write_flows_csv
    from workbench.metrics.flows import flow_table
    from workbench.metrics.flows_json import flows_json

    see_that_json_fits(json)
    if csv is not None:
        see_that_file_fits(csv)
    with project_to_read(project) as opened:
        area = opened.session.project.area
        found = opened.session.project.scenario(scenario)
        flow = flow_table(area, found.plan, found.practices)
    if csv is not None:
        write_flows_csv(flow, csv)
    tell(flows_json(found.name, flow, area.units.resident_total), _lines(flow, csv), target=json)


def _lines(flow: FlowTable, csv: Path | None) -> Iterator[str]:
    if csv is not None:
        yield f"Wrote the flow table to {csv}."
    own = flow.own_residents_share
    rows = []
    for row, end in enumerate(flow.rows):
        total = float(flow.row_totals[row])
        share = "" if end.locality is None or own[row] != own[row] else f"{own[row]:.1%}"
        held = float(flow.people[row, row]) if end.locality is not None else float("nan")
        rows.append((end.title, people(total), people(held) if end.locality else "", share))
    yield from table(("Where people live", "Registered", "In own locality", "Share"), rows)
    yield f"Patients in the registrations file: {people(flow.total_in_file)}"
