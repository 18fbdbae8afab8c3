"""Options that name files to write, seen before the work begins: their endings, the profile of a workbook."""

from __future__ import annotations

from pathlib import Path

import typer

from workbench.cli.output import see_that_file_fits
from workbench.io.workbooks.profiles import PROFILES


def see_ending(path: Path, endings: tuple[str, ...], *, option: str) -> None:
    """See that a file has one of the endings that go with an option."""
    if path.suffix.casefold() not in endings:
        words = " or ".join((", ".join(endings[:-1]), endings[-1])) if len(endings) > 1 else endings[0]
        raise typer.BadParameter(f"“{path}” does not end in {words}.", param_hint=option)


def see_profile_option(profile: str) -> None:
    """See that there is such a profile of workbooks."""
    if profile not in PROFILES:
        raise typer.BadParameter(
            f"“{profile}” is not one of {' and '.join(PROFILES)}.", param_hint="--profile"
        )


def see_that_workbook_fits(path: Path | None, profile: str) -> None:
    """See that a workbook, where one is asked for, can be put there in that profile."""
    see_profile_option(profile)
    if path is not None:
        see_ending(path, (".xlsx",), option="--xlsx")
        see_that_file_fits(path)
