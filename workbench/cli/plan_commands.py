"""``plan``: which area is in which locality, in and out as a CSV file, or back from an edited workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.from_practices_command import from_practices
from workbench.cli.merge_lines import merge_lines
from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_import_into, project_to_read
from workbench.cli.output import JsonOption, counted, see_that_file_fits, see_that_json_fits, tell

if TYPE_CHECKING:
    from workbench.session.plan_import import PlanReport

group = typer.Typer(help="Plans: import and export which area is in which locality.")

_SHOWN = 5


@group.command("import")
def import_(
    project: ProjectArgument,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV with the header unit_code,locality, or an edited workbook that export wrote.",
        ),
    ],
    scenario: ScenarioOption,
    create: Annotated[bool, typer.Option("--create", help="Make the scenario where there is none.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Pass over unknown and repeated areas.")
    ] = False,
    take_workbook: Annotated[
        bool, typer.Option("--take-workbook", help="In a conflict, the workbook's value counts.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    json: JsonOption = None,
) -> None:
    """Give a scenario the plan of a file, or merge the locality codes of an edited workbook into it."""
    see_that_json_fits(json)
    if file.suffix.casefold() == ".xlsx":
        if create or skip_bad:
            raise typer.BadParameter("A workbook takes neither --create nor --skip-bad.", param_hint="FILE")
        from workbench.session.plan_workbook import import_plan_workbook

        with project_to_import_into(project, dry_run=dry_run) as opened:
            merged = import_plan_workbook(
                opened.session, scenario, file, take_workbook=take_workbook, dry_run=dry_run
            )
        tell(merged.as_json(), merge_lines(merged, dry_run=dry_run), target=json)
        return
    from workbench.session.plan_import import import_plan

    with project_to_import_into(project, dry_run=dry_run) as opened:
        report = import_plan(
            opened.session, scenario, file, create=create, skip_bad=skip_bad, dry_run=dry_run
        )
    tell(report.as_json(), _lines(report), target=json)


def _lines(report: PlanReport) -> Iterator[str]:
    verb = "Imported" if report.applied else "Would import"
    yield (
        f"{verb} {report.file} into {report.scenario}: {counted(report.rows_read, 'row', 'rows')} read, "
        f"{counted(report.units_assigned, 'area', 'areas')} in "
        f"{counted(len(report.localities), 'locality', 'localities')}, "
        f"{report.units_moved:,} moved."
    )
    if report.units_unassigned:
        yield (
            f"{counted(report.units_unassigned, 'area is', 'areas are')} unassigned: "
            f"{report.units_missing:,} not in the file, {report.units_empty:,} without a locality there."
        )
    for problems, words in ((report.unknown, "not of this project"), (report.duplicates, "repeated")):
        if problems:
            rows = ", ".join(f"{p.unit or 'no code'} in row {p.row}" for p in problems[:_SHOWN])
            more = f" and {len(problems) - _SHOWN:,} more" if len(problems) > _SHOWN else ""
            yield f"Passed over {counted(len(problems), 'row', 'rows')} {words}: {rows}{more}."
    for names in report.spellings:
        yield f"One locality spelt in several ways: {', '.join(names)}."


group.command("from-practices")(from_practices)


@group.command("export")
def export(
    project: ProjectArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The file to write.")],
    scenario: ScenarioOption,
) -> None:
    """Write the plan of a scenario, all areas in project order."""
    from workbench.session.exporting import export_plan

    see_that_file_fits(file)
    with project_to_read(project) as opened:
        session = opened.session
        export_plan(session, session.project.scenario(scenario), file)
        count = len(session.project.area.units)
    typer.echo(f"Wrote {counted(count, 'area', 'areas')} to {file}.")
