"""``merge``: bring another copy of a project in, with its scenarios and registers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, project_to_change, project_to_read
from workbench.cli.output import JsonOption, counted, see_that_json_fits, tell

if TYPE_CHECKING:
    from workbench.session.merge_copies import CopyMerge


def merge(
    project: ProjectArgument,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="The other copy of the project; only read.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    json: JsonOption = None,
) -> None:
    """Bring another copy's scenarios and registers in; nothing is overwritten."""
    from workbench.session.merge_copies import read_copy

    see_that_json_fits(json)
    if dry_run:
        with project_to_read(project) as opened:
            found = read_copy(opened.session.project, other)
    else:
        with project_to_change(project) as opened:
            found = read_copy(opened.session.project, other)
            if found.edit is not None:
                opened.back_up("before merge")
                opened.session.apply(found.edit)
    tell(found.plain(applied=not dry_run), _lines(found, dry_run=dry_run), target=json)


def _lines(found: CopyMerge, *, dry_run: bool) -> Iterator[str]:
    verb = "Would merge" if dry_run else "Merged"
    yield (
        f"{verb} {found.file}: {len(found.of('added')):,} added, {len(found.of('same')):,} the same, "
        f"{len(found.conflicts):,} in conflict."
    )
    for one in found.of("added"):
        yield f"Added the {one.what.replace('_', ' ')} {one.name}."
    for one in found.conflicts:
        if one.outcome == "beside":
            areas = counted(one.areas, "area", "areas")
            yield f"Both copies changed the scenario: theirs comes in as {one.name}, {areas} differ."
        else:
            yield f"Both copies changed the {one.what.replace('_', ' ')} {one.name}: ours stays."
    left_out = sum(one.left_out for one in found.brought)
    if left_out:
        rows = counted(left_out, "assignment", "assignments")
        yield f"{rows} of practices that are not in this project left out."
