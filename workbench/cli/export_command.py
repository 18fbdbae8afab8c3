"""``export``: files for boards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_note, project_to_read
from workbench.cli.output import see_that_file_fits
from workbench.cli.progress_bar import watched

PROFILES = ("working", "publication")
MAP_ENDINGS = (".pdf", ".svg", ".png")


def export(
    project: ProjectArgument,
    scenario: ScenarioOption,
    configuration: Annotated[
        Path | None, typer.Option(metavar="F.xlsx", help="The locality configuration as a workbook.")
    ] = None,
    scope_matrix: Annotated[
        Path | None, typer.Option(metavar="F.xlsx", help="The service-scope matrix as a workbook.")
    ] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="F.png", help="The map: .pdf, .svg or .png.")
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="P", help="Workbooks as working copy or for publication.")
    ] = PROFILES[0],
    public: Annotated[bool, typer.Option("--public", help="Leave internal notes out.")] = False,
) -> None:
    """Write the configuration workbook, the scope matrix, the map, or all of them."""
    wanted = _wanted(configuration, scope_matrix, map_file)
    if profile not in PROFILES:
        raise typer.BadParameter(
            f"“{profile}” is not one of {' and '.join(PROFILES)}.", param_hint="--profile"
        )
    from workbench.session.exporting import export_configuration, export_map, export_scope_matrix

    access = project_to_read if scope_matrix is None or public else project_to_note
    with access(project) as opened, watched("Exporting") as progress:
        session = opened.session
        found = session.project.scenario(scenario)
        if configuration is not None:
            progress.report(0.0, "Writing the workbook")
            export_configuration(session, found, configuration, profile=profile, public=public)
        if scope_matrix is not None:
            progress.report(0.3, "Writing the scope matrix")
            export_scope_matrix(session, found, scope_matrix, profile=profile, public=public)
        if map_file is not None:
            progress.report(0.6, "Drawing the map")
            export_map(session, found, map_file)
        unnoted = scope_matrix is not None and not public and bool(opened.save_hint)
    for path in wanted:
        typer.echo(f"Wrote {path}.")
    if unnoted:
        typer.echo("The project cannot be changed: what was exported is not noted in it.")


def _wanted(configuration: Path | None, scope_matrix: Path | None, map_file: Path | None) -> list[Path]:
    """The files to write, each with an ending and a place that fit."""
    asked = (
        (configuration, "--configuration", (".xlsx",)),
        (scope_matrix, "--scope-matrix", (".xlsx",)),
        (map_file, "--map", MAP_ENDINGS),
    )
    wanted = [path for path, _, _ in asked if path is not None]
    if not wanted:
        options = ", ".join(option for _, option, _ in asked)
        raise typer.BadParameter("Name at least one file to write.", param_hint=options)
    for path, option, endings in asked:
        if path is not None:
            _see_ending(path, endings, option=option)
    for path in wanted:
        see_that_file_fits(path)
    return wanted


def _see_ending(path: Path, endings: tuple[str, ...], *, option: str) -> None:
    if path.suffix.casefold() not in endings:
        words = " or ".join((", ".join(endings[:-1]), endings[-1])) if len(endings) > 1 else endings[0]
        raise typer.BadParameter(f"“{path}” does not end in {words}.", param_hint=option)
