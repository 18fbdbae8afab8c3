"""``new``: make a project from published files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.arguments import codes, columns
from workbench.cli.output import counted, people
from workbench.cli.progress_bar import watched
from workbench.errors import InputError, ProjectError


def new(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file to make.")],
    *,
    units: Annotated[list[Path], typer.Option("--units", metavar="FILE...", help="Files of census areas.")],
    layer: Annotated[str | None, typer.Option(metavar="L", help="Layer of the units file.")] = None,
    practices: Annotated[Path | None, typer.Option(metavar="FILE", help="GP practices, CSV.")] = None,
    registrations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Patients by practice and area, CSV.")
    ] = None,
    providers: Annotated[Path | None, typer.Option(metavar="FILE", help="Provider sites, CSV.")] = None,
    area: Annotated[
        str, typer.Option(metavar="CODES", help="Take only areas within these codes, parted by commas.")
    ] = "",
    name: Annotated[str, typer.Option(metavar="TEXT", help="What the project is called.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=COL", help="Take a column as what it is, as in unit_code=LSOA21CD."),
    ] = None,
    crs: Annotated[
        str | None, typer.Option(metavar="CRS", help="Reference system of the units, as in EPSG:4326.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file of this name.")] = False,
) -> None:
    """Make a project; the files are recognised by their columns."""
    wanted = columns(column or [])
    if project.exists() and not overwrite:
        raise ProjectError(
            f"{project} is there already.", remedy="Name another file, or give --overwrite to replace it."
        )
    _refuse_own_input(project, [*units, practices, registrations, providers])
    from workbench.io.readers.area import read_study_area
    from workbench.session.creating import create_project

    try:
        with watched("Reading") as progress:
            study_area = read_study_area(
                units=units,
                layer=layer,
                practices=practices,
                registrations=registrations,
                providers=providers,
                area_codes=codes(area),
                columns=wanted or None,
                crs=crs,
                progress=progress,
            )
    except InputError as told:
        raise told.with_remedy(_as_options(told.remedy)) from told
    create_project(project, name=name.strip() or project.stem, area=study_area, overwrite=overwrite)
    typer.echo(
        f"Made {project}: {counted(len(study_area.units), 'area', 'areas')}, "
        f"residents {people(study_area.units.resident_total)}, "
        f"{counted(len(study_area.practices), 'practice', 'practices')}."
    )
    for notice in study_area.notices:
        typer.echo(notice.text)


def _refuse_own_input(project: Path, inputs: Sequence[Path | None]) -> None:
    """See that ``--overwrite`` does not put the project in the place of a file that it is made from."""
    if project.resolve() in {path.resolve() for path in inputs if path is not None}:
        raise ProjectError(
            f"{project} is one of the files to read.", remedy="Give the project another name or folder."
        )


def _as_options(remedy: str) -> str:
    """The readers' "crs=..." and "unit_code=..." as they are typed on a command line."""
    remedy = re.sub(r"\bcrs=(\w+:\w+(?: swapped)?)", r'--crs "\1"', remedy)
    return re.sub(r"(Name the (?:column|right one) with )(?=[\w.]+=)", r"\1--column ", remedy)
