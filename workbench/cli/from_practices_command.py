"""``plan from-practices``: localities built from groups of practices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change
from workbench.cli.output import JsonOption, counted, people, see_that_json_fits, tell

if TYPE_CHECKING:
    from workbench.session.build_from_practices import FromPractices

_SHOWN = 10


def from_practices(
    project: ProjectArgument,
    scenario: ScenarioOption,
    by: Annotated[
        Literal["pcn"] | None, typer.Option("--by", help="What groups the practices; PCNs unless told.")
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Groups made by hand: practice_code,group."),
    ] = None,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Join detached parts to the neighbour with most of their patients."),
    ] = False,
    json: JsonOption = None,
) -> None:
    """Build localities from practices: each area goes to the group with most of its patients."""
    if groups is not None and by is not None:
        raise typer.BadParameter("It does not go with --by.", param_hint="--groups")
    from workbench.session.build_from_practices import accept_from_practices, propose_by_file, propose_by_pcn

    see_that_json_fits(json)
    with project_to_change(project) as opened:
        session = opened.session
        found = session.project.scenario(scenario)
        if groups is None:
            proposal = propose_by_pcn(session.project, found, repair=repair)
        else:
            proposal = propose_by_file(session.project, found, groups, repair=repair)
        accept_from_practices(session, proposal)
    tell(
        proposal.as_json() | {"by": "pcn" if groups is None else "groups", "repair": repair, "applied": True},
        _lines(proposal, repaired=repair),
        target=json,
    )


def _lines(proposal: FromPractices, *, repaired: bool) -> Iterator[str]:
    figures = proposal.figures
    yield (
        f"{figures.scenario}: {counted(len(figures.localities), 'locality', 'localities')} from "
        f"{counted(len(proposal.groups), 'group', 'groups')} of practices, "
        f"{counted(proposal.parts, 'part', 'parts')}, "
        f"{people(proposal.in_group)} of {people(proposal.registered)} registered people living in the area "
        f"({proposal.in_group_share:.1%}) are registered in the group of their area."
    )
    for row in proposal.out_of_band:
        yield f"{str(row.status).capitalize()} the band: {row.name}, {people(row.people)}."
    for row in proposal.in_parts:
        yield f"In {row.parts:,} parts: {row.name}."
    if repaired:
        yield f"{counted(len(proposal.moved), 'area', 'areas')} moved to join detached parts."
        for move in proposal.moved:
            yield f"  {move.unit} from {move.before} to {move.after}, {people(move.people)} people."
    for names, words in (
        (proposal.unassigned, "Areas without registrations, left unassigned"),
        (proposal.empty_groups, "Groups that hold most patients nowhere"),
        (proposal.ungrouped, "Practices without a group"),
        (proposal.kept, "Practices kept as chosen by hand or locked"),
    ):
        if names:
            more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
            yield f"{words}: {', '.join(names[:_SHOWN])}{more}."
