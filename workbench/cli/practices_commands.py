"""``practices``: give practices to localities by a rule or by hand, lock them, record their views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.arguments import split_shares
from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change
from workbench.cli.output import counted
from workbench.models.practices import ConsultationView

if TYPE_CHECKING:
    from workbench.models.scenario import Scenario
    from workbench.session.session import Session

OUTSIDE = "outside"
"""Instead of a locality's name: leave the practice outside."""

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


@group.command("set")
def set_(
    project: ProjectArgument,
    practices: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of practices.")],
    scenario: ScenarioOption,
    locality: Annotated[
        str | None,
        typer.Option("--locality", metavar="NAME", help="Give them to this locality, or leave them outside."),
    ] = None,
    split: Annotated[
        list[str] | None,
        typer.Option("--split", metavar="NAME=SHARE", help="Split them, as in Leek=0.6 Town=0.4."),
    ] = None,
    view: Annotated[
        ConsultationView | None, typer.Option(case_sensitive=False, help="Where they stand in consultation.")
    ] = None,
    lock: Annotated[
        bool | None, typer.Option("--lock/--unlock", help="Keep them from rules and reassignment, or not.")
    ] = None,
) -> None:
    """Give practices to a locality by hand, split them, lock them, or record their view."""
    if locality is not None and split:
        raise typer.BadParameter("It does not go with --split.", param_hint="--locality")
    if locality is None and not split and view is None and lock is None:
        raise typer.BadParameter("Give --locality, --split, --view, --lock or --unlock.")
    shares = split_shares(split or [])
    with project_to_change(project) as opened:
        session = opened.session
        changed = _set(
            session,
            session.project.scenario(scenario),
            list(dict.fromkeys(practices)),
            locality=locality,
            shares=shares,
            view=view,
            lock=lock,
        )
    typer.echo(f"{counted(changed, 'practice', 'practices')} changed.")


def _set(
    session: Session,
    scenario: Scenario,
    practices: list[str],
    *,
    locality: str | None,
    shares: dict[str, float],
    view: ConsultationView | None,
    lock: bool | None,
) -> int:
    from workbench.session.practice_setting import PracticeSetting, practice_setting

    wanted = PracticeSetting(
        locality=None if locality is None or locality.casefold() == OUTSIDE else locality,
        outside=locality is not None and locality.casefold() == OUTSIDE,
        shares=shares,
        view=view,
        locked=lock,
    )
    edit = practice_setting(session.project, scenario, practices, wanted)
    if edit is not None:
        session.apply(edit)
    return 0 if edit is None else len(edit.practices)
