"""``scope``: an edited service-scope matrix back into the project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.merge_lines import merge_lines
from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_import_into
from workbench.cli.output import JsonOption, see_that_json_fits, tell

group = typer.Typer(help="The service-scope matrix: bring an edited workbook back.")


@group.callback()
def _scope() -> None:
    """Keep ``import`` a command of its own, although it is the only one."""


@group.command("import")
def import_(
    project: ProjectArgument,
    file: Annotated[
        Path, typer.Argument(metavar="F.xlsx", help="A workbook that export --scope-matrix wrote.")
    ],
    scenario: ScenarioOption,
    take_workbook: Annotated[
        bool, typer.Option("--take-workbook", help="In a conflict, the workbook's value counts.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    json: JsonOption = None,
) -> None:
    """Merge an edited scope matrix into a scenario, as one step."""
    from workbench.session.scope_import import import_scope

    see_that_json_fits(json)
    with project_to_import_into(project, dry_run=dry_run) as opened:
        report = import_scope(opened.session, scenario, file, take_workbook=take_workbook, dry_run=dry_run)
    tell(report.as_json(), merge_lines(report, dry_run=dry_run), target=json)
