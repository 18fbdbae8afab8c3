"""``import``: files as the NHS and the ONS publish them, into a new project or one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.arguments import codes, columns
from workbench.cli.output import JsonOption, see_that_json_fits, tell
from workbench.cli.progress_bar import watched
from workbench.errors import ProjectError
from workbench.paths import preferences_file

if TYPE_CHECKING:
    from workbench.session.opening import OpenProject
    from workbench.session.published.choice import AreaChoice
    from workbench.session.published.importing import Imported


def import_(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="The project file; made where there is none.")
    ],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Published files.")],
    *,
    kind: Annotated[
        str, typer.Option(metavar="K", help="What the files are, where their layout is no published one.")
    ] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=COL", help="What a column of such a file is, as in patients=Count."),
    ] = None,
    heading_row: Annotated[
        int, typer.Option(metavar="ROW", help="In which row such a file has its headings.", min=0)
    ] = 0,
    area: Annotated[
        str, typer.Option(metavar="CODES", help="Local authorities or areas to take, parted by commas.")
    ] = "",
    box: Annotated[
        str,
        typer.Option(metavar="W,S,E,N", help="Take the areas in this box, in metres of the National Grid."),
    ] = "",
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT", help="Rows to leave out: outside, no-address, closed, dormant, proposed, not-gp."
        ),
    ] = None,
    least_patients: Annotated[
        int,
        typer.Option(
            metavar="N", help="List practices with so many patients in the area; 1 lists all.", min=1
        ),
    ] = 50,
    name: Annotated[str, typer.Option(metavar="TEXT", help="What the project is called.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report; write nothing.")] = False,
    json: JsonOption = None,
) -> None:
    """Add or refresh data; every row that is not used is told with the reason."""
    see_that_json_fits(json)
    choice_box = _box(box)
    mapping = columns(column or [])
    if heading_row and not kind:
        raise typer.BadParameter("It goes with --kind.", param_hint="--heading-row")
    if project.resolve() in {path.resolve() for path in files}:
        raise ProjectError(f"{project} is one of the files to read.", remedy="Name another project.")
    from workbench import preferences
    from workbench.io.project_file.reading import read_project
    from workbench.io.published.kinds import Kind
    from workbench.session.published.importing import import_files, recognise_files

    wanted = None
    if kind:
        if kind not in list(Kind):
            raise typer.BadParameter(
                f"“{kind}” is no kind; there are {', '.join(Kind)}.", param_hint="--kind"
            )
        wanted = Kind(kind)
    choice = _choice(codes(area), choice_box, leave_out or [], least_patients)
    with watched("Reading") as progress:
        found = recognise_files(
            files, preferences=preferences.load(preferences_file()), kind=wanted, columns=mapping,
            heading_row=heading_row,
        )  # fmt: skip
        with _held(project, dry_run=dry_run) as held:
            earlier = None if held is None else read_project(project)
            imported = import_files(
                found, choice,
                name=name.strip() or ("" if earlier else project.stem),
                earlier=earlier, progress=progress,
            )  # fmt: skip
            if not dry_run:
                _write(imported, project, held)
    if wanted is not None and not dry_run:
        _remember(found)
    lines = imported.as_text()
    lines.append("Nothing was written." if dry_run else f"{'Refreshed' if earlier else 'Made'} {project}.")
    tell(imported.as_json(), lines, target=json)


def _choice(
    area: list[str], box: tuple[float, float, float, float] | None, leave_out: list[str], least: int
) -> AreaChoice:
    """The study area and the rows to leave out, as they were told."""
    from dataclasses import replace

    from workbench.session.published.choice import AreaChoice, Declined

    wrong = next((one for one in leave_out if one not in list(Declined)), None)
    if wrong is not None:
        raise typer.BadParameter(
            f"“{wrong}” is nothing to leave out; there are {', '.join(Declined)}.", param_hint="--leave-out"
        )
    declined = [Declined(one) for one in leave_out]
    return replace(AreaChoice.of(area, box, declined=declined), least_patients=least)


def _remember(found: tuple[object, ...]) -> None:
    """Keep how the columns were mapped, for the next file with the same headings."""
    from dataclasses import replace

    from workbench import preferences
    from workbench.io.published.column_mapping import to_remember
    from workbench.io.published.recognised import Recognised

    path = preferences_file()
    kept = preferences.load(path)
    fresh = dict(to_remember(file) for file in found if isinstance(file, Recognised) and file.columns)
    if fresh:
        preferences.save(replace(kept, column_mappings={**kept.column_mappings, **fresh}), path)


@contextmanager
def _held(project: Path, *, dry_run: bool) -> Iterator[OpenProject | None]:
    """The project, locked until the newer one is in its place; None where there is none yet.

    One that may not be changed is refused before the work begins.
    """
    if not project.exists():
        yield None
        return
    from workbench.cli.opened import project_to_read, project_to_replace

    with (project_to_read if dry_run else project_to_replace)(project) as opened:
        yield opened


def _write(imported: Imported, project: Path, held: OpenProject | None) -> None:
    """Put the project in its place; what was there is kept as a backup, and never replaced unseen."""
    if held is None and project.exists():
        raise ProjectError(f"{project} was made by another program meanwhile.", remedy="Name another file.")
    if held is not None:
        if held.changed_outside:
            raise ProjectError(
                f"{project.name} was not refreshed: another program has changed it meanwhile.",
                remedy="Look at it, then try again.",
            )
        held.back_up("before import")
    imported.write(project)


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.replace(" ", "").split(","))
    except ValueError:
        west = south = east = north = 0.0
    if not (west < east and south < north):
        raise typer.BadParameter(f"“{text}” is no box as in 380000,340000,410000,370000.", param_hint="--box")
    return west, south, east, north
