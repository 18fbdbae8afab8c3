"""``parents``: larger areas that localities roll up to, from any look-up file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.opened import (
    ProjectArgument,
    project_to_change,
    project_to_import_into,
    project_to_read,
)
from workbench.cli.output import JsonOption, counted, see_that_json_fits, tell

group = typer.Typer(help="Larger areas: list, import from a look-up, remove.")


@group.command("list")
def list_parents(project: ProjectArgument, json: JsonOption = None) -> None:
    """Say which kinds of larger areas there are."""
    see_that_json_fits(json)
    with project_to_read(project) as opened:
        units = opened.session.project.area.units
        hierarchies = {one.kind: one for one in opened.session.project.hierarchies}
    found = [
        {
            "kind": kind,
            "title": column.title,
            "count": len(set(column.codes) - {""}),
            "units": int((column.codes != "").sum()),
            "valid_from": hierarchies[kind].valid_from or None if kind in hierarchies else None,
            "valid_to": hierarchies[kind].valid_to or None if kind in hierarchies else None,
            "from": column.derived or None,
        }
        for kind, column in units.parents.items()
    ]
    lines = [f"{one['kind']}: {one['count']} of {one['title']}, {one['units']:,} areas" for one in found]
    tell({"parents": found}, lines or ["No larger areas yet"], target=json)


@group.command("import")
def import_parents(
    project: ProjectArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file or workbook.")],
    kind: Annotated[str, typer.Option(metavar="NAME", help="Short name of the kind, such as place or icb.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="What readers see instead of the kind.")] = "",
    area: Annotated[
        str, typer.Option(metavar="COL", help="The column of areas, where it is not clear.")
    ] = "",
    code: Annotated[str, typer.Option(metavar="COL", help="The column of the larger area's codes.")] = "",
    name: Annotated[str, typer.Option(metavar="COL", help="The column of the larger area's names.")] = "",
    on: Annotated[
        str, typer.Option(metavar="DAY", help="Only what is valid on this day, as 2016-03-15.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be read.")] = False,
    json: JsonOption = None,
) -> None:
    """Add larger areas; the file names areas, or larger areas that they lie in already."""
    from workbench.models.impossible import parse_date
    from workbench.session.hierarchies import keep_hierarchies, read_hierarchies

    see_that_json_fits(json)
    if on and parse_date(on) is None:
        raise typer.BadParameter(f"“{on}” is no day: write it as 2016-03-15.")
    with project_to_import_into(project, dry_run=dry_run) as opened:
        session = opened.session
        report = read_hierarchies(
            session.project, file, kind=kind, title=title, area=area, code=code, name=name, on=on
        )
        if not dry_run:
            session.apply(keep_hierarchies(session.project, report.hierarchies, report.file))
    told = [
        {
            "kind": one.kind,
            "title": one.full_title,
            "count": len(one.names),
            "units": len(one.units),
            "valid_from": one.valid_from or None,
            "valid_to": one.valid_to or None,
        }
        for one in report.hierarchies
    ]
    value = {
        "file": report.file,
        "columns": list(report.headings),
        "rows_read": report.rows_read,
        "rows_used": report.rows_used,
        "rows_of_other_areas": report.rows_of_other_areas,
        "through": report.through or None,
        "units_without": report.units_without,
        "parents": told,
        "applied": not dry_run,
    }
    lines = [
        f"{one.full_title}: {counted(len(one.names), 'larger area', 'larger areas')} "
        f"for {counted(len(one.units), 'area', 'areas')}"
        for one in report.hierarchies
    ]
    lines.append(f"{counted(report.units_without, 'area lies', 'areas lie')} in none of them")
    tell(value, lines, target=json)


@group.command("remove")
def remove(
    project: ProjectArgument,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A kind that came from a look-up.")],
) -> None:
    """Take larger areas out; undo in the window brings them back."""
    from workbench.session.hierarchies import drop_hierarchy

    with project_to_change(project) as opened:
        opened.session.apply(drop_hierarchy(opened.session.project, kind))
    typer.echo(f"Removed the larger areas {kind}.")
