"""``figures``: every figure of the locality table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opened import ProjectArgument, ScenarioOption, project_to_read
from workbench.cli.output import JsonOption, counted, people, see_that_json_fits, table, tell
from workbench.errors import EditError
from workbench.models.populations import PopulationBasis
from workbench.models.rules import BandStatus

if TYPE_CHECKING:
    from workbench.metrics.alignment import Alignment
    from workbench.metrics.figures import ScenarioFigures
    from workbench.metrics.roll_up import RollUp, Subset
    from workbench.models.units import ParentColumn, UnitTable

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
    by: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="Add them up by larger areas: lad, pcn or a kind of a look-up."),
    ] = None,
    json: JsonOption = None,
) -> None:
    """Give the figures of a scenario."""
    from workbench.metrics.alignment import alignment
    from workbench.metrics.figures_json import figures_json
    from workbench.metrics.roll_up import roll_up, subset
    from workbench.metrics.roll_up_json import roll_up_json, subset_json
    from workbench.session.early_focus import early_focus
    from workbench.session.figures_on_basis import figures_on_basis

    see_that_json_fits(json)
    with project_to_read(project) as opened:
        session = opened.session
        drawn = session.project.scenario(scenario)
        found = figures_on_basis(session, drawn, basis)
        column = None if by is None else _parents(session.project.area.units, by)
        rolled = None if column is None else roll_up(session.project.area, drawn, found, column)
        lies = None if column is None else alignment(session.project.area.units, drawn.plan, column)
        focus = early_focus(drawn)
    value, lines = figures_json(found), [*_lines(found)]
    if rolled is not None and lies is not None:
        value["roll_up"] = roll_up_json(rolled, lies)
        lines += [*_rolled(rolled), _aligned(lies)]
    if focus:
        early, whole = subset(found, focus), subset(found)
        value["early_focus"] = {"codes": list(focus)} | subset_json(early) | {"whole": subset_json(whole)}
        lines += _focus(early, whole)
    tell(value, lines, target=json)


def _parents(units: UnitTable, kind: str) -> ParentColumn:
    """The larger areas of a kind, by the kind's name or title.

    Raises:
        EditError: there are none of this kind.
    """
    for key, column in units.parents.items():
        if kind.casefold() in (key.casefold(), column.title.casefold()):
            return column
    raise EditError(
        f"The project has no larger areas of the kind “{kind}”.",
        why=f"It has: {', '.join(units.parents) or 'none yet'}.",
        remedy="Name one of these, or import a look-up with “parents import”.",
    )


def _rolled(found: RollUp) -> Iterator[str]:
    """The larger areas, and the localities that lie in several of them."""
    rows = [
        (
            row.name,
            f"{len(row.localities):,}",
            people(row.sums.resident),
            people(row.sums.registered),
            f"{row.sums.practices:,.1f}".removesuffix(".0"),
            f"{row.sums.units:,.0f}",
            f"{row.free_units:,}",
        )
        for row in found.rows
    ]
    yield ""
    yield from table(
        (found.title, "Localities", "Residents", "Registered", "Practices", "Areas", "In no locality"), rows
    )
    for row in found.rows:
        for part in row.straddling:
            share = "Not known" if part.share != part.share else f"{part.share:.1%}"
            yield f"{part.name} lies in {row.name} with {share} of its people, {people(part.sums.resident)}"


def _aligned(lies: Alignment) -> str:
    share = "Not known" if lies.main_share != lies.main_share else f"{lies.main_share:.1%}"
    return (
        f"{share} of people live in the main {lies.title} of their locality; "
        f"{counted(len(lies.straddling), 'locality lies', 'localities lie')} in several, "
        f"{len(lies.splits)} of {len(lies.parents)} are split"
    )


def _focus(early: Subset, whole: Subset) -> Iterator[str]:
    rows = [
        (
            name,
            f"{found.localities:,}",
            f"{found.in_band:,}",
            people(found.sums.resident),
            people(found.sums.registered),
        )
        for name, found in (("Early focus", early), ("All localities", whole))
    ]
    yield ""
    yield from table(("", "Localities", "In the band", "Residents", "Registered"), rows)


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
            f"{row.parts:,}" + (f" ({row.permitted_parts:,} permitted)" if row.permitted_parts > 1 else ""),
        )
        for row in found.localities
    ]
    if rows:
        yield from table(("Locality", "People", "Status", "From band", "Practices", "Areas", "Parts"), rows)
    yield (
        f"Unassigned: {counted(totals.unassigned_units, 'area', 'areas')}, "
        f"residents {people(totals.unassigned_resident)}"
    )
