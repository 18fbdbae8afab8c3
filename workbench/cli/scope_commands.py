"""``scope``: an edited service-scope matrix back into the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change, project_to_read
from workbench.cli.output import JsonOption, counted, see_that_json_fits, tell

if TYPE_CHECKING:
    from workbench.session.scope_import import MergeReport

group = typer.Typer(help="The service-scope matrix: bring an edited workbook back.")

_SHOWN = 8


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
    access = project_to_read if dry_run else project_to_change
    with access(project) as opened:
        report = import_scope(opened.session, scenario, file, take_workbook=take_workbook, dry_run=dry_run)
    tell(report.as_json(), _lines(report, dry_run=dry_run), target=json)


def _lines(report: MergeReport, *, dry_run: bool) -> Iterator[str]:
    verb = "Would import" if dry_run else "Imported"
    yield (
        f"{verb} {report.file} into {report.scenario}: {counted(report.rows_read, 'row', 'rows')} read, "
        f"{report.changed:,} changed, {report.unchanged:,} unchanged, {report.conflicts:,} in conflict, "
        f"{report.missing:,} missing, {len(report.refused):,} refused."
    )
    if not report.export_known:
        yield (
            "The project holds no note of this export: every difference counts as a change of the workbook."
        )
    for change in report.changes[:_SHOWN]:
        values = f"{_told(change.before)} to {_told(change.after)}"
        yield f"Row {change.row}, {change.key}, {change.column}: {values}."
    if len(report.changes) > _SHOWN:
        yield f"And {len(report.changes) - _SHOWN:,} more values."
    for conflict in report.conflict_values[:_SHOWN]:
        yield (
            f"Conflict in row {conflict.row}, {conflict.key}, {conflict.column}: workbook "
            f"{_told(conflict.workbook)}, project {_told(conflict.project)}; the {conflict.kept} counts."
        )
    if len(report.conflict_values) > _SHOWN:
        yield f"And {len(report.conflict_values) - _SHOWN:,} more in conflict."
    for refused in report.refused[:_SHOWN]:
        yield f"Refused row {refused.row}, {refused.key or 'no key'}: {refused.reason}"
    if len(report.refused) > _SHOWN:
        yield f"And {len(report.refused) - _SHOWN:,} more refused."


def _told(value: str) -> str:
    return f"“{value}”" if value else "nothing"
