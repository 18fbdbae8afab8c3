"""``links``: list, add, remove and propose the bridges and ferries of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change, project_to_read
from workbench.cli.output import JsonOption, counted, see_that_json_fits, tell
from workbench.cli.progress_bar import watched

if TYPE_CHECKING:
    from workbench.session.link_edits import LinkInfo

group = typer.Typer(help="Links: bridges and ferries that join two areas without a border.")

OneArea = Annotated[str, typer.Argument(metavar="AREA", help="Code of an area.")]
OtherArea = Annotated[str, typer.Argument(metavar="AREA", help="Code of the area on the other side.")]
WithinOption = Annotated[
    float, typer.Option("--within", metavar="M", min=0.1, max=5_000, help="Widest gap in metres.")
]


@group.command("list")
def list_links(project: ProjectArgument, scenario: ScenarioOption, json: JsonOption = None) -> None:
    """Say which links a scenario has."""
    from workbench.session.link_edits import listed_links

    see_that_json_fits(json)
    with project_to_read(project) as opened:
        found = opened.session.project.scenario(scenario)
        links = listed_links(opened.session.project.area, found)
    tell(
        {"scenario": found.name, "links": [one.as_json() for one in links]},
        [_line(one) for one in links] or ["No links"],
        target=json,
    )


@group.command("add")
def add(
    project: ProjectArgument,
    one: OneArea,
    other: OtherArea,
    scenario: ScenarioOption,
    name: Annotated[str, typer.Option("--name", help="What it is called.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="bridge or ferry.")] = "bridge",
) -> None:
    """Join two areas by a bridge or a ferry."""
    from workbench.models.adjacency import Link
    from workbench.session.link_edits import add_links, link_info

    with project_to_change(project) as opened:
        session = opened.session
        info = link_info(session.project.area, Link(one, other, name, kind))
        link = Link(one, other, name.strip() or f"{info.name_a} to {info.name_b}", kind)
        session.apply(add_links(session.project, session.project.scenario(scenario), [link]))
    typer.echo(f"Added the {link.kind} {link.name}.")


@group.command("remove")
def remove(project: ProjectArgument, one: OneArea, other: OtherArea, scenario: ScenarioOption) -> None:
    """Take the link between two areas out."""
    from workbench.session.link_edits import remove_links

    with project_to_change(project) as opened:
        session = opened.session
        edit = remove_links(session.project.scenario(scenario), [(one, other)])
        if edit is not None:
            session.apply(edit)
            typer.echo(f"{edit.label}.")


@group.command("propose")
def propose(
    project: ProjectArgument,
    scenario: ScenarioOption,
    within: WithinOption = 50,
    accept: Annotated[bool, typer.Option("--accept", help="Add all that are proposed.")] = False,
    json: JsonOption = None,
) -> None:
    """Say where clipped water leaves a gap without a border; nothing is added unless --accept is given."""
    from workbench.session.link_edits import add_links, proposed_links

    see_that_json_fits(json)
    with (project_to_change if accept else project_to_read)(project) as opened:
        session = opened.session
        found = session.project.scenario(scenario)
        with watched("Measuring") as progress:
            links = proposed_links(session.project.area, found, widest_m=within, progress=progress)
        if accept and links:
            session.apply(add_links(session.project, found, [one.link for one in links]))
    lines = [_line(one) + (", nothing else joins the two sides" if one.apart else "") for one in links]
    lines.append(f"{counted(len(links), 'link', 'links')} {'added' if accept else 'proposed'}.")
    tell(
        {
            "scenario": found.name,
            "within_m": within,
            "added": accept,
            "links": [one.as_json() | {"apart": one.apart} for one in links],
        },
        lines,
        target=json,
    )


def _line(one: LinkInfo) -> str:
    link = one.link
    where = f"{one.gap_m:,.0f} m" if one.known else "an area is not in this project"
    return f"{link.name} ({link.kind}): {link.unit_a} {one.name_a} and {link.unit_b} {one.name_b}, {where}"
