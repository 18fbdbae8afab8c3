"""Options that ``balance`` and ``sweep`` share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from workbench.balancing.objective import Preference
from workbench.balancing.outcome import Status
from workbench.cli.output import tell
from workbench.errors import EditError, WorkbenchError
from workbench.models.populations import PopulationBasis
from workbench.progress import Cancelled

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


@contextmanager
def told_as_json(target: str | None, *, scenario: str, seed: int) -> Iterator[None]:
    """Write the JSON, too, where what is asked for is refused or stopped before there is a result.

    A request that contradicts itself or the project is infeasible, as are limits that no plan can keep to;
    a project that cannot be opened or saved is no reason against a plan, but none was found.
    """
    try:
        yield
    except WorkbenchError as refused:
        reason = " ".join(part for part in (refused.what, refused.why) if part)
        status = Status.INFEASIBLE if isinstance(refused, EditError) else Status.NOT_FOUND
        _tell_nothing(status, reason, refused.remedy, scenario, seed, target)
        raise
    except (KeyboardInterrupt, Cancelled):
        _tell_nothing(Status.CANCELLED, "Stopped; nothing has changed.", "", scenario, seed, target)
        raise


def _tell_nothing(
    status: Status, reason: str, suggestion: str, scenario: str, seed: int, target: str | None
) -> None:
    nothing = {
        "status": str(status), "reason": reason, "suggestion": suggestion, "scenario": scenario,
        "seed": seed, "seconds": 0, "tried": 0, "figures": None, "moves": [], "alternatives": [],
        "bound": None,
    }  # fmt: skip
    if target is not None:
        tell(nothing, (), target=target)
