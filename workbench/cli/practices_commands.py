"""``practices``: give practices to localities by a rule."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change
from workbench.cli.output import counted

group = typer.Typer(help="Practices: give them to localities.")


@group.callback()
def _practices() -> None:
    """Practices: give them to localities."""


@group.command("assign")
def assign(
    project: ProjectArgument,
    scenario: ScenarioOption,
    by: Annotated[
        Literal["site", "most-patients", "minimum-share"],
        typer.Option("--by", help="By the locality of the site, or where most patients live."),
    ],
    minimum: Annotated[
        float | None,
        typer.Option(
            min=0.0, max=1.0, help="Least share of the list, with --by minimum-share; 0.5 unless told."
        ),
    ] = None,
) -> None:
    """Give every practice its locality by a rule; choices by hand and locks are kept."""
    if minimum is not None and by != "minimum-share":
        raise typer.BadParameter("It goes with --by minimum-share only.", param_hint="--minimum")
    from workbench.metrics.practice_rules import PracticeRule
    from workbench.session.practice_rules_use import assign_by_rule

    with project_to_change(project) as opened:
        session = opened.session
        report = assign_by_rule(
            session,
            session.project.scenario(scenario),
            rule=PracticeRule(by),
            minimum=0.5 if minimum is None else minimum,
        )
    typer.echo(
        f"{counted(report.assigned, 'practice has', 'practices have')} a locality, "
        f"{report.outside:,} outside, {report.not_placed:,} not placed, "
        f"{report.not_assigned:,} not assigned; "
        f"{report.changed:,} changed, {report.kept:,} kept as chosen by hand or locked."
    )
