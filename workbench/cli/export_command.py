"""``export``: files for boards, other programs and the public."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_note, project_to_read
from workbench.cli.output import see_that_file_fits, see_that_folder_fits
from workbench.cli.output_files import see_ending, see_profile_option
from workbench.cli.progress_bar import watched
from workbench.io.maps.paper import LEAST_DPI, MOST_DPI, PAPERS, USUAL_DPI, USUAL_PAPER
from workbench.io.workbooks.profiles import PROFILES
from workbench.metrics.threshold import USUAL_THRESHOLD, Threshold
from workbench.models.scenario import MOST_BESIDE

if TYPE_CHECKING:
    from workbench.models.project import Project
    from workbench.models.scenario import Scenario
    from workbench.session.session import Session

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
    comparison_map: Annotated[
        Path | None,
        typer.Option(
            metavar="F.png", help="Maps of up to four scenarios and what differs: .pdf, .svg or .png."
        ),
    ] = None,
    dpi: Annotated[
        int,
        typer.Option(min=LEAST_DPI, max=MOST_DPI, help="Dots to the inch of a map that is a picture."),
    ] = USUAL_DPI,
    paper: Annotated[str, typer.Option(metavar="A4|A3", help="Size of the maps' page.")] = USUAL_PAPER,
    board_pack: Annotated[
        Path | None,
        typer.Option(metavar="F.pdf", help="Cover, maps, summary, comparison and sources as one PDF."),
    ] = None,
    geopackage: Annotated[
        Path | None,
        typer.Option(metavar="F.gpkg", help="Localities and areas with colours and names for QGIS."),
    ] = None,
    geojson: Annotated[
        Path | None, typer.Option(metavar="F.geojson", help="Localities and areas in degrees, for web maps.")
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder of tables: areas, practices, localities, sources."),
    ] = None,
    compare_with: Annotated[
        list[str] | None,
        typer.Option(
            metavar="S",
            help="Scenarios beside it in board pack and comparison map (the next three unless named), "
            "in the configuration workbook and among the tables.",
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="P", help="Workbooks as working copy or for publication.")
    ] = PROFILES[0],
    consult_above: Annotated[
        str,
        typer.Option(metavar="N|P%", help="People or share who move from which the pack asks to consult."),
    ] = USUAL_THRESHOLD.typed,
    public: Annotated[bool, typer.Option("--public", help="Leave internal notes out.")] = False,
) -> None:
    """Write workbooks, the map, the board pack, files for other programs, or all of them."""
    if paper.upper() not in PAPERS:
        raise typer.BadParameter(f"“{paper}” is not one of {' and '.join(PAPERS)}.", param_hint="--paper")
    threshold = Threshold.parse(consult_above)
    if threshold is None:
        raise typer.BadParameter(
            f"“{consult_above}” is neither a number of people nor a share.", param_hint="--consult-above"
        )
    prints = {"dpi": dpi, "paper": paper.upper()}
    wanted = _Wanted(
        configuration, scope_matrix, map_file, comparison_map, board_pack, geopackage, geojson, csv
    )
    wanted.see_that_they_fit()
    see_profile_option(profile)
    notes = not public and (scope_matrix is not None or configuration is not None)
    access = project_to_note if notes else project_to_read
    with access(project) as opened, watched("Exporting") as progress:
        found = opened.session.project.scenario(scenario)
        named = [opened.session.project.scenario(name) for name in compare_with or ()]
        for place, (words, write) in enumerate(
            _works(wanted, named, prints, threshold, profile=profile, public=public)
        ):
            progress.report(place / len(wanted.paths), words)
            write(opened.session, found)
        unnoted = notes and bool(opened.save_hint)
    for path in wanted.paths:
        typer.echo(f"Wrote {path}.")
    if unnoted:
        typer.echo("The project cannot be changed: what was exported is not noted in it.")


def _works(
    wanted: _Wanted,
    named: list[Scenario],
    prints: dict[str, Any],
    threshold: Threshold,
    *,
    profile: str,
    public: bool,
) -> Iterator[tuple[str, Callable[[Session, Scenario], None]]]:
    """What is to be written, in order, with the words for each."""
    from workbench.session import exporting, open_data
    from workbench.session.board_pack import export_board_pack

    if (book := wanted.configuration) is not None:
        export_book = partial(exporting.export_configuration, others=named)
        yield "Writing the workbook", partial(_to, export_book, book, profile=profile, public=public)
    if (matrix := wanted.scope_matrix) is not None:
        write = exporting.export_scope_matrix
        yield "Writing the scope matrix", partial(_to, write, matrix, profile=profile, public=public)
    if (drawn := wanted.map_file) is not None:
        yield "Drawing the map", partial(_to, exporting.export_map, drawn, **prints)
    if (maps := wanted.comparison_map) is not None:
        yield (
            "Drawing the maps side by side",
            lambda session, found: exporting.export_comparison_map(
                session, found, maps, named or _next(session.project, found), **prints
            ),
        )
    if (pack := wanted.board_pack) is not None:
        yield (
            "Drawing the board pack",
            lambda session, found: export_board_pack(
                session,
                found,
                pack,
                named or _next(session.project, found),
                public=public,
                threshold=threshold,
            ),
        )
    if (layers := wanted.geopackage) is not None:
        yield "Writing the GeoPackage", partial(_to, open_data.export_geopackage, layers, public=public)
    if (shapes := wanted.geojson) is not None:
        yield "Writing GeoJSON", partial(_to, open_data.export_geojson, shapes, public=public)
    if (folder := wanted.csv) is not None:
        yield (
            "Writing the tables",
            lambda session, found: open_data.export_tables(session, found, folder, named, public=public),
        )


def _to(
    write: Callable[..., None], path: Path, session: Session, scenario: Scenario, **options: object
) -> None:
    """Write a scenario to a path, as every export function takes them."""
    write(session, scenario, path, **options)


def _next(project: Project, scenario: Scenario) -> list[Scenario]:
    """The first three others of the project."""
    return [other for other in project.scenarios if other.id != scenario.id][:MOST_BESIDE]


@dataclass(frozen=True)
class _Wanted:
    """The files that were asked for."""

    configuration: Path | None
    scope_matrix: Path | None
    map_file: Path | None
    comparison_map: Path | None
    board_pack: Path | None
    geopackage: Path | None
    geojson: Path | None
    csv: Path | None

    @property
    def paths(self) -> list[Path]:
        """All of them, in the order in which they are written."""
        return [path for path in astuple(self) if path is not None]

    def see_that_they_fit(self) -> None:
        """See that there is something to write, each with an ending and a place that fit."""
        endings: dict[str, tuple[Path | None, tuple[str, ...]]] = {
            "--configuration": (self.configuration, (".xlsx",)),
            "--scope-matrix": (self.scope_matrix, (".xlsx",)),
            "--map": (self.map_file, MAP_ENDINGS),
            "--comparison-map": (self.comparison_map, MAP_ENDINGS),
            "--board-pack": (self.board_pack, (".pdf",)),
            "--geopackage": (self.geopackage, (".gpkg",)),
            "--geojson": (self.geojson, (".geojson", ".json")),
        }
        if not self.paths:
            options = ", ".join([*endings, "--csv"])
            raise typer.BadParameter("Name at least one file to write.", param_hint=options)
        for option, (path, allowed) in endings.items():
            if path is not None:
                see_ending(path, allowed, option=option)
        for path in self.paths:
            if path not in (self.csv, self.geopackage):
                see_that_file_fits(path)
        if self.geopackage is not None:
            from workbench.io.open_data.earlier import is_export

            see_that_file_fits(self.geopackage, may_replace=is_export)
        if self.csv is not None:
            see_that_folder_fits(self.csv)
