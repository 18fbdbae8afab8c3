"""``compare``: the figures of two to four scenarios side by side, and who moves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, project_to_read
from workbench.cli.output import JsonOption, counted, people, see_that_json_fits, table, tell
from workbench.cli.output_files import see_that_workbook_fits
from workbench.errors import EditError
from workbench.io.workbooks.profiles import PROFILES
from workbench.metrics.threshold import Threshold

if TYPE_CHECKING:
    from workbench.metrics.comparison import Comparison
    from workbench.metrics.figures import ScenarioFigures
    from workbench.metrics.who_moves import WhoMoves
    from workbench.models.scenario import Scenario

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
    consult_above: Annotated[
        str | None,
        typer.Option(
            metavar="PEOPLE or SHARE%", help="Say where so many people move that the public is consulted."
        ),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Put scenarios side by side and say who moves."""
    from workbench.io.open_data.comparison import about_comparison
    from workbench.metrics.comparison import compare as compare_two
    from workbench.metrics.comparison_json import comparison_json
    from workbench.metrics.who_moves import who_moves

    see_that_json_fits(json)
    see_that_workbook_fits(xlsx, profile)
    if not 2 <= len(scenarios) <= MOST_SCENARIOS:
        raise typer.BadParameter("Name two to four scenarios.")
    threshold = None if consult_above is None else Threshold.parse(consult_above)
    if consult_above is not None and threshold is None:
        raise typer.BadParameter(f"“{consult_above}” is no number of people and no share: use 10000 or 5%.")
    with project_to_read(project) as opened:
        session = opened.session
        chosen = [session.project.scenario(name) for name in scenarios]
        if len({scenario.id for scenario in chosen}) < len(chosen):
            raise EditError("A scenario is named twice.", remedy="Name different scenarios.")
        figures = {scenario.name: session.figures(scenario) for scenario in chosen}
        comparisons = [compare_two(session.project.area, chosen[0], other) for other in chosen[1:]]
        area = session.project.area
        parents = tuple(area.units.parents.values())
        moves = [
            who_moves(area, chosen[0], other, compared, parents)
            for other, compared in zip(chosen[1:], comparisons, strict=True)
        ]
        if xlsx is not None:
            from workbench.session.exporting import export_comparison

            export_comparison(session, chosen, xlsx, profile=profile, public=public, threshold=threshold)
    lines = [*_lines(figures, [scenario.head.status for scenario in chosen])]
    for other, compared, found in zip(chosen[1:], comparisons, moves, strict=True):
        lines += _moves(chosen[0], other, compared, found, threshold)
    pairs = list(zip(chosen, figures.values(), strict=True))
    told = {"about": about_comparison(session.project, pairs, public=public, now=datetime.now(UTC))}
    tell(told | comparison_json(figures, comparisons, moves, threshold=threshold), lines, target=json)


def _lines(figures: Mapping[str, ScenarioFigures], statuses: Sequence[str]) -> Iterator[str]:
    totals = [found.totals for found in figures.values()]
    bands = [found.rules.band for found in figures.values()]
    rows = [
        ("Status", *statuses),
        ("People counted", *(found.basis.words for found in figures.values())),
        ("Band", *(f"{band.low:,} to {band.high:,}" for band in bands)),
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


def _moves(
    before: Scenario, after: Scenario, compared: Comparison, found: WhoMoves, threshold: Threshold | None
) -> Iterator[str]:
    """Who moves from one scenario to another: in sum, by from and to, and whom that concerns."""
    yield (
        f"{compared.before} to {compared.after}: "
        f"{counted(found.units, 'area moves', 'areas move')}, "
        f"{people(found.people)} people; "
        f"{counted(found.practices, 'practice moves', 'practices move')}, "
        f"{people(found.registered)} patients"
    )
    headings = ("From", "To", "Areas", "People", "Practices", "Patients", "Hub before, km", "Hub after, km")
    rows = [
        (
            before.locality_name(row.before),
            after.locality_name(row.after),
            f"{row.units:,}",
            people(row.people),
            f"{row.practices:,}",
            people(row.registered),
            _km(row.km_before),
            _km(row.km_after),
        )
        for row in found.rows
    ]
    if rows:
        yield from table(headings, rows)
    yield (
        f"{people(found.people)} people move ({_percent(found.share)}%), {people(found.stayed)} stay: "
        f"{people(found.total)} live in the study area"
    )
    for title, concerned in found.other_main:
        if concerned:
            yield f"{people(concerned)} people get another main {title}"
    if threshold is not None:
        words = "Consult the public" if found.needs_consultation(threshold) else "No consultation asked for"
        yield f"{words}: the threshold is {threshold.words}"


def _km(value: float) -> str:
    return "Not known" if math.isnan(value) else f"{value:,.1f}"


def _percent(share: float) -> str:
    return "Not known" if math.isnan(share) else f"{share * 100:.1f}"
