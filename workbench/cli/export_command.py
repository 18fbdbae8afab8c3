"""``export``: files for boards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_note, project_to_read
from workbench.cli.output import see_that_file_fits
from workbench.cli.progress_bar import watched
from workbench.io.workbooks.profiles import PROFILES
from workbench.models.scenario import MOST_BESIDE

if TYPE_CHECKING:
    from workbench.models.project import Project
    from workbench.models.scenario import Scenario

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
    board_pack: Annotated[
        Path | None,
        typer.Option(metavar="F.pdf", help="Cover, maps, summary, comparison and sources as one PDF."),
    ] = None,
    compare_with: Annotated[
        list[str] | None,
        typer.Option(metavar="S", help="Scenarios beside it in the board pack; the next three unless named."),
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="P", help="Workbooks as working copy or for publication.")
    ] = PROFILES[0],
    public: Annotated[bool, typer.Option("--public", help="Leave internal notes out.")] = False,
) -> None:
    """Write workbooks, the map, the board pack, or all of them."""
    wanted = _wanted(configuration, scope_matrix, map_file, board_pack)
    if profile not in PROFILES:
        raise typer.BadParameter(
            f"“{profile}” is not one of {' and '.join(PROFILES)}.", param_hint="--profile"
        )
    from workbench.session.board_pack import export_board_pack
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
        if board_pack is not None:
            progress.report(0.7, "Drawing the board pack")
            others = _others(session.project, found, compare_with)
            export_board_pack(session, found, board_pack, others, public=public)
        unnoted = scope_matrix is not None and not public and bool(opened.save_hint)
    for path in wanted:
        typer.echo(f"Wrote {path}.")
    if unnoted:
        typer.echo("The project cannot be changed: what was exported is not noted in it.")


def _others(project: Project, scenario: Scenario, names: list[str] | None) -> list[Scenario]:
    """The scenarios named, or the first three others of the project."""
    if names:
        return [project.scenario(name) for name in names]
    return [other for other in project.scenarios if other.id != scenario.id][:MOST_BESIDE]


def _wanted(
    configuration: Path | None, scope_matrix: Path | None, map_file: Path | None, board_pack: Path | None
) -> list[Path]:
    """The files to write, each with an ending and a place that fit."""
    asked = (
        (configuration, "--configuration", (".xlsx",)),
        (scope_matrix, "--scope-matrix", (".xlsx",)),
        (map_file, "--map", MAP_ENDINGS),
        (board_pack, "--board-pack", (".pdf",)),
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
