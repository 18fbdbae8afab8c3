"""``figures``: every figure of the locality table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_read
from workbench.cli.output import JsonOption, counted, people, see_that_json_fits, table, tell
from workbench.models.populations import PopulationBasis
from workbench.models.rules import BandStatus

if TYPE_CHECKING:
    from workbench.metrics.figures import ScenarioFigures

STATUS_WORDS = {
    BandStatus.IN: "In band",
    BandStatus.BELOW: "Below",
    BandStatus.ABOVE: "Above",
    BandStatus.UNKNOWN: "Not known",
}


def figures(
    project: ProjectArgument,
    scenario: ScenarioOption,
    basis: Annotated[
        PopulationBasis | None,
        typer.Option(help="Count other people than the scenario does, for this output."),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Give the figures of a scenario."""
    from workbench.metrics.figures_json import figures_json
    from workbench.session.figures_on_basis import figures_on_basis

    see_that_json_fits(json)
    with project_to_read(project) as opened:
        session = opened.session
        found = figures_on_basis(session, session.project.scenario(scenario), basis)
    tell(figures_json(found), _lines(found), target=json)


def _lines(found: ScenarioFigures) -> Iterator[str]:
    band, totals = found.rules.band, found.totals
    yield (
        f"{found.scenario}: {found.basis.words.lower()}, "
        f"band {band.low:,} to {band.high:,}, target {band.target:,}"
    )
    rows = [
        (
            row.name,
            people(row.people),
            STATUS_WORDS[row.status],
            people(row.people_from_band),
            f"{row.practices:,}",
            f"{row.units:,}",
            f"{row.parts:,}",
        )
        for row in found.localities
    ]
    if rows:
        yield from table(("Locality", "People", "Status", "From band", "Practices", "Areas", "Parts"), rows)
    yield (
        f"Unassigned: {counted(totals.unassigned_units, 'area', 'areas')}, "
        f"residents {people(totals.unassigned_resident)}"
    )
