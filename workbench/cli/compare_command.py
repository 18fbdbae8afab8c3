"""``compare``: the figures of two to four scenarios side by side, and who moves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, project_to_read
from workbench.cli.output import JsonOption, counted, people, see_that_json_fits, table, tell
from workbench.cli.output_files import see_that_workbook_fits
from workbench.errors import EditError
from workbench.io.workbooks.profiles import PROFILES

if TYPE_CHECKING:
    from workbench.metrics.comparison import Comparison
    from workbench.metrics.figures import ScenarioFigures

MOST_SCENARIOS = 4


def compare(
    project: ProjectArgument,
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="S1 S2 [S3 S4]", help="Two to four scenarios; the first is compared with the others."
        ),
    ],
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="F.xlsx", help="The scorecard and who moves as a workbook."),
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="P", help="The workbook as working copy or for publication.")
    ] = PROFILES[0],
    public: Annotated[bool, typer.Option("--public", help="Leave internal notes out of it.")] = False,
    json: JsonOption = None,
) -> None:
    """Put scenarios side by side and say who moves."""
    from workbench.metrics.comparison import compare as compare_two
    from workbench.metrics.comparison_json import comparison_json

    see_that_json_fits(json)
    see_that_workbook_fits(xlsx, profile)
    if not 2 <= len(scenarios) <= MOST_SCENARIOS:
        raise typer.BadParameter(f"Name two to {MOST_SCENARIOS} scenarios.")
    with project_to_read(project) as opened:
        session = opened.session
        chosen = [session.project.scenario(name) for name in scenarios]
        if len({scenario.id for scenario in chosen}) < len(chosen):
            raise EditError("A scenario is named twice.", remedy="Name different scenarios.")
        figures = {scenario.name: session.figures(scenario) for scenario in chosen}
        comparisons = [compare_two(session.project.area, chosen[0], other) for other in chosen[1:]]
        if xlsx is not None:
            from workbench.session.exporting import export_comparison

            export_comparison(session, chosen, xlsx, profile=profile, public=public)
    tell(comparison_json(figures, comparisons), _lines(figures, comparisons), target=json)


def _lines(figures: Mapping[str, ScenarioFigures], comparisons: Sequence[Comparison]) -> Iterator[str]:
    totals = [found.totals for found in figures.values()]
    rows = [
        ("Localities", *(f"{t.localities:,}" for t in totals)),
        ("In the band", *(f"{t.in_band:,}" for t in totals)),
        ("Below", *(f"{t.below:,}" for t in totals)),
        ("Above", *(f"{t.above:,}" for t in totals)),
        ("In parts", *(f"{t.not_contiguous:,}" for t in totals)),
        ("Largest minus smallest", *(people(t.spread) for t in totals)),
        ("Patients in own locality, %", *(_percent(t.own_residents_share) for t in totals)),
        ("Border between localities, km", *(f"{t.cut_km:,.1f}" for t in totals)),
        ("Unassigned areas", *(f"{t.unassigned_units:,}" for t in totals)),
    ]
    yield from table(("", *figures), rows)
    for comparison in comparisons:
        yield (
            f"{comparison.before} to {comparison.after}: "
            f"{counted(len(comparison.units), 'area moves', 'areas move')}, "
            f"{people(comparison.people_moved)} people; "
            f"{counted(len(comparison.practices), 'practice moves', 'practices move')}, "
            f"{people(comparison.registered_moved)} patients"
        )


def _percent(share: float) -> str:
    return "Not known" if math.isnan(share) else f"{share * 100:.1f}"
