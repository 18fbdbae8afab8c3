"""``export``: files for boards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_read
from workbench.cli.output import see_that_file_fits
from workbench.cli.progress_bar import watched

MAP_ENDINGS = (".pdf", ".svg", ".png")


def export(
    project: ProjectArgument,
    scenario: ScenarioOption,
    configuration: Annotated[
        Path | None, typer.Option(metavar="F.xlsx", help="The locality configuration as a workbook.")
    ] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="F.png", help="The map: .pdf, .svg or .png.")
    ] = None,
) -> None:
    """Write the configuration workbook, the map, or both."""
    if configuration is None and map_file is None:
        raise typer.BadParameter("Name at least one file to write.", param_hint="--configuration, --map")
    if configuration is not None:
        _see_ending(configuration, (".xlsx",), option="--configuration")
    if map_file is not None:
        _see_ending(map_file, MAP_ENDINGS, option="--map")
    for path in (configuration, map_file):
        if path is not None:
            see_that_file_fits(path)
    from workbench.session.exporting import export_configuration, export_map

    with project_to_read(project) as opened, watched("Exporting") as progress:
        session = opened.session
        found = session.project.scenario(scenario)
        if configuration is not None:
            progress.report(0.0, "Writing the workbook")
            export_configuration(session, found, configuration)
        if map_file is not None:
            progress.report(0.6, "Drawing the map")
            export_map(session, found, map_file)
    for path in (configuration, map_file):
        if path is not None:
            typer.echo(f"Wrote {path}.")


def _see_ending(path: Path, endings: tuple[str, ...], *, option: str) -> None:
    if path.suffix.casefold() not in endings:
        words = " or ".join((", ".join(endings[:-1]), endings[-1])) if len(endings) > 1 else endings[0]
        raise typer.BadParameter(f"“{path}” does not end in {words}.", param_hint=option)
