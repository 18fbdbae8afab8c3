"""Options that ``balance`` and ``sweep`` share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from workbench.balancing.objective import Preference
from workbench.models.populations import PopulationBasis

LowOption = Annotated[int | None, typer.Option(min=0, help="Fewest people of a locality.")]
HighOption = Annotated[int | None, typer.Option(min=0, help="Most people of a locality.")]
TargetOption = Annotated[int | None, typer.Option(min=0, help="People to aim at.")]
BasisOption = Annotated[
    PopulationBasis | None, typer.Option(help="Which people count; the scenario's unless told.")
]
PreferOption = Annotated[
    list[str] | None,
    typer.Option("--prefer", metavar="P ...", help=f"What matters: {', '.join(Preference)}."),
]
SeedOption = Annotated[int, typer.Option(min=0, help="The same seed gives the same plan.")]


def told_preferences(told: Sequence[str]) -> tuple[Preference, ...]:
    """Preferences one by one or parted by commas."""
    found = []
    for text in (part.strip() for given in told for part in given.split(",")):
        if not text:
            continue
        try:
            found.append(Preference(text.casefold()))
        except ValueError:
            raise typer.BadParameter(
                f"“{text}” is none of {', '.join(Preference)}.", param_hint="--prefer"
            ) from None
    return tuple(dict.fromkeys(found))
