"""``sweep``: balances every larger area of a project on its own and joins the plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.balance_command import NO_PLAN
from workbench.cli.balance_options import (
    BasisOption,
    HighOption,
    LowOption,
    PreferOption,
    SeedOption,
    TargetOption,
    told_as_json,
    told_preferences,
)
from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_change
from workbench.cli.output import JsonOption, counted, people, problem, see_that_json_fits, tell
from workbench.cli.progress_bar import watched

if TYPE_CHECKING:
    from workbench.session.sweep_run import SweepRun

_SHOWN = 20


def sweep(
    project: ProjectArgument,
    by: Annotated[
        str, typer.Option("--by", metavar="PARENT", help="Kind of larger area, as lad, icb or any column.")
    ],
    scenario: ScenarioOption,
    *,
    localities: Annotated[
        int | None, typer.Option(min=1, help="Localities of each area; free unless told.")
    ] = None,
    low: LowOption = None,
    high: HighOption = None,
    target: TargetOption = None,
    basis: BasisOption = None,
    prefer: PreferOption = None,
    parent: Annotated[
        list[str] | None,
        typer.Option("--parent", metavar="KIND", help="Larger areas to keep whole inside each area."),
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.01, help="How long to look in each area.")] = 1.0,
    seed: SeedOption = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Areas at a time; as many as processors unless told.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Use the Dask cluster with this scheduler, as tcp://host:8786."),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Balance every larger area on its own; status 0 only where each has a plan."""
    see_that_json_fits(json)
    if workers is not None and cluster is not None:
        raise typer.BadParameter("It does not go with --cluster.", param_hint="--workers")
    preferences = told_preferences(prefer or [])
    with told_as_json(json, scenario=scenario, seed=seed):
        from workbench.session.area_cluster import cluster as on_cluster
        from workbench.session.area_pool import pool
        from workbench.session.balance_request import BalanceRequest
        from workbench.session.sweep_run import run_sweep

        runner = on_cluster(cluster) if cluster is not None else pool(workers)
        request = BalanceRequest(
            localities=localities,
            low=low,
            high=high,
            target=target,
            basis=basis,
            preferences=preferences,
            parents=tuple(parent or ()),
            seconds=seconds,
            seed=seed,
        )
        with project_to_change(project) as opened, watched("Sweeping") as progress:
            run = run_sweep(opened.session, scenario, request, by=by, run=runner, progress=progress)
    tell(run.as_json(), _lines(run), target=json)
    if run.swept.without:
        problem(_not_all(run))
        raise typer.Exit(NO_PLAN)


def _lines(run: SweepRun) -> Iterator[str]:
    swept = run.swept
    done = len(swept.areas) - len(swept.without)
    totals = run.figures.totals
    yield (
        f"{run.scenario}: {done:,} of {counted(len(swept.areas), 'area', 'areas')} balanced, "
        f"{counted(totals.localities, 'locality', 'localities')}, {totals.in_band:,} in the band."
    )
    for area in swept.without[:_SHOWN]:
        yield f"  {area.name} ({people(area.people)} people): {area.reason} {area.suggestion}".rstrip()
    if len(swept.without) > _SHOWN:
        yield f"  and {len(swept.without) - _SHOWN:,} more; --json lists them all."
    if swept.outside:
        yield f"{counted(len(swept.outside), 'census area lies', 'census areas lie')} in none of them."
    yield from swept.notes
    yield f"Seed {swept.seed}, {counted(swept.tried, 'start', 'starts')}, {swept.seconds:,.1f} s."


def _not_all(run: SweepRun) -> str:
    """What is not balanced, in one line, and what has become of the rest."""
    some = len(run.swept.without) < len(run.swept.areas)
    rest = "The others are in the scenario." if some else "Nothing has changed."
    return f"{run.swept.reason} {rest}"
