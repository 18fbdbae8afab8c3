"""``scenario``: list, add, copy, rename, describe, order and delete the scenarios of a project."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.opened import ProjectArgument, project_to_change, project_to_read
from workbench.cli.output import JsonOption, counted, see_that_json_fits, tell

group = typer.Typer(help="Scenarios: list, add, copy, rename, describe, move, delete.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME")]


@group.command("list")
def list_scenarios(project: ProjectArgument, json: JsonOption = None) -> None:
    """Say which scenarios there are."""
    from workbench.session.project_info import scenarios_info

    see_that_json_fits(json)
    with project_to_read(project) as opened:
        found = scenarios_info(opened.session.project)
    lines = [
        f"{scenario['name']}: {counted(scenario['localities'], 'locality', 'localities')}, "
        f"{counted(scenario['unassigned_units'], 'area', 'areas')} unassigned"
        for scenario in found
    ]
    tell({"scenarios": found}, lines or ["No scenarios yet"], target=json)


@group.command("add")
def add(project: ProjectArgument, name: NameArgument) -> None:
    """Add an empty scenario."""
    from workbench.session.applying import check_scenario_name
    from workbench.session.plan_edits import add_scenario

    with project_to_change(project) as opened:
        session = opened.session
        check_scenario_name(session.project, name)
        session.apply(add_scenario(session.project, name))
    typer.echo(f"Added the scenario {name.strip()}.")


@group.command("copy")
def copy(
    project: ProjectArgument,
    source: Annotated[str, typer.Argument(metavar="FROM", help="The scenario to start from.")],
    name: NameArgument,
) -> None:
    """Add a scenario that starts as a copy of another."""
    from workbench.session.applying import check_scenario_name
    from workbench.session.plan_edits import copy_scenario

    with project_to_change(project) as opened:
        session = opened.session
        original = session.project.scenario(source)
        check_scenario_name(session.project, name)
        session.apply(copy_scenario(session.project, original, name))
    typer.echo(f"Copied {original.name} to {name.strip()}.")


@group.command("rename")
def rename(
    project: ProjectArgument,
    old: Annotated[str, typer.Argument(metavar="OLD")],
    new: Annotated[str, typer.Argument(metavar="NEW")],
) -> None:
    """Give a scenario another name."""
    from workbench.session.applying import check_scenario_name
    from workbench.session.scenario_edits import renamed

    with project_to_change(project) as opened:
        session = opened.session
        scenario = session.project.scenario(old)
        before = scenario.name
        check_scenario_name(session.project, new, but=scenario.id)
        session.apply(renamed(scenario, new))
    typer.echo(f"Renamed {before} to {new.strip()}.")


@group.command("describe")
def describe(
    project: ProjectArgument,
    name: NameArgument,
    status: Annotated[str | None, typer.Option(help="Draft, For consultation or Approved.")] = None,
    form: Annotated[
        str | None,
        typer.Option(help="Virtual, Alliance, Lead provider, New legal entity or Not decided."),
    ] = None,
    author: Annotated[str | None, typer.Option(help="Who prepared it.")] = None,
    date: Annotated[str | None, typer.Option(help="Its date, as 2027-04-01.")] = None,
    description: Annotated[str | None, typer.Option(help="What it is, for every reader.")] = None,
    caveats: Annotated[str | None, typer.Option(help="What every reader should know of it.")] = None,
    decision: Annotated[str | None, typer.Option(help="What the board is asked to decide.")] = None,
    note: Annotated[str | None, typer.Option(help="For the team; left out of everything public.")] = None,
    json: JsonOption = None,
) -> None:
    """Say where a scenario stands; without options, read it. An empty value takes a field back."""
    from workbench.session.scenario_edits import described, head_json, head_lines

    see_that_json_fits(json)
    asked = {
        "status": status,
        "organisational_form": form,
        "author": author,
        "date": date,
        "description": description,
        "caveats": caveats,
        "decision": decision,
        "note": note,
    }
    said = {field: text for field, text in asked.items() if text is not None}
    with (project_to_change if said else project_to_read)(project) as opened:
        session = opened.session
        scenario = session.project.scenario(name)
        edit = described(scenario, **said)
        if edit is not None:
            session.apply(edit)
        value = {"name": scenario.name, **head_json(session.project, scenario.head)}
        lines = head_lines(session.project, scenario.head)
    tell({"scenario": value}, lines, target=json)


@group.command("focus")
def focus(
    project: ProjectArgument,
    name: NameArgument,
    localities: Annotated[
        list[str] | None, typer.Argument(metavar="[LOCALITY]...", help="Names or codes; none for no focus.")
    ] = None,
) -> None:
    """Say which localities start first; figures show them beside all."""
    from workbench.errors import EditError
    from workbench.session.early_focus import choose_early_focus

    with project_to_change(project) as opened:
        session = opened.session
        scenario = session.project.scenario(name)
        found = {word: scenario.plan.get(word) or scenario.plan.named(word) for word in localities or []}
        unknown = next((word for word, locality in found.items() if locality is None), None)
        if unknown is not None:
            raise EditError(
                f"{scenario.name} has no locality “{unknown}”.",
                remedy="Name localities of this scenario.",
            )
        edit = choose_early_focus(scenario, [one.code for one in found.values() if one is not None])
        if edit is not None:
            session.apply(edit)
    typer.echo(f"Early focus of {scenario.name}: {counted(len(found), 'locality', 'localities')}.")


@group.command("move")
def move(
    project: ProjectArgument,
    name: NameArgument,
    place: Annotated[int, typer.Argument(metavar="PLACE", min=1, help="Its new place, from 1.")],
) -> None:
    """Give a scenario another place in the list."""
    from workbench.session.scenario_edits import moved_to

    with project_to_change(project) as opened:
        session = opened.session
        scenario = session.project.scenario(name)
        edit = moved_to(session.project, scenario, place - 1)
        if edit is not None:
            session.apply(edit)
        order = ", ".join(each.name for each in session.project.scenarios)
    typer.echo(f"The scenarios are: {order}.")


@group.command("delete")
def delete(project: ProjectArgument, name: NameArgument) -> None:
    """Delete a scenario; undo in the window brings it back."""
    from workbench.session.plan_edits import delete_scenario

    with project_to_change(project) as opened:
        session = opened.session
        scenario = session.project.scenario(name)
        session.apply(delete_scenario(session.project, scenario))
    typer.echo(f"Deleted the scenario {scenario.name}.")
