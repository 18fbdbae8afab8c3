"""``screenshot``: the main window as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.arguments import size as parsed_size
from workbench.cli.handed import Handed
from workbench.cli.opened import ProjectArgument, project_to_read
from workbench.cli.output import see_that_file_fits


def screenshot(
    ctx: typer.Context,
    project: ProjectArgument,
    picture: Annotated[Path, typer.Argument(metavar="F.png", help="The picture to write.")],
    scenario: Annotated[str | None, typer.Option(metavar="S", help="The scenario shown.")] = None,
    size: Annotated[str, typer.Option(metavar="WxH", help="Size of the window.")] = "1366x768",
    scale: Annotated[
        float, typer.Option(min=0.5, max=4.0, help="Picture pixels for one of the window.")
    ] = 1.0,
) -> None:
    """Draw the main window into a PNG file, without a screen."""
    sides = parsed_size(size)
    if picture.suffix.casefold() != ".png":
        raise typer.BadParameter(f"“{picture}” does not end in .png.", param_hint="F.png")
    see_that_file_fits(picture)
    with project_to_read(project) as opened:
        if scenario is not None:
            opened.session.project.scenario(scenario)
    handed: Handed = ctx.obj
    handed.draw_window(project, picture, scenario=scenario, size=sides, scale=scale)
    typer.echo(f"Wrote {picture}.")
