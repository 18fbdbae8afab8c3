"""Values of options in the forms that the contract writes them."""

from __future__ import annotations

from collections.abc import Sequence

import typer

MANY_VALUES = {"new": "--units", "balance": "--prefer", "sweep": "--prefer"}
"""Commands with an option that takes several values behind one name: ``new P --units A B``."""
FLAGS = frozenset({"--overwrite", "--rebalance", "--fill", "--bound", "--islands-apart", "--help"})
"""Options of these commands that take no value."""
_LEAST_SIDE, _MOST_SIDE = 320, 8_000


def spread_values(arguments: Sequence[str]) -> list[str]:
    """Repeat the option before each of its values: ``--units A B`` becomes ``--units A --units B``.

    Only after the project was named, so that ``new --units A PROJECT`` keeps its meaning.
    """
    if arguments and arguments[0] == "practices":
        return _spread_shares(arguments)
    many = MANY_VALUES.get(arguments[0]) if arguments else None
    if many is None:
        return list(arguments)
    spread = [arguments[0]]
    option, value_follows, project_named = "", False, False
    for argument in arguments[1:]:
        if argument.startswith("-") and argument != "-":
            option, equals, _ = argument.partition("=")
            value_follows = not equals and option not in FLAGS
        elif value_follows:
            value_follows = False
        elif option == many and project_named:
            spread.append(many)
        else:
            option, project_named = "", True
        spread.append(argument)
    return spread


def _spread_shares(arguments: Sequence[str]) -> list[str]:
    """``--split A=0.6 B=0.4`` as ``--split A=0.6 --split B=0.4``; only shares have an equals sign."""
    spread: list[str] = []
    splitting = False
    for argument in arguments:
        share = "=" in argument and not argument.startswith("-")
        if splitting and share and spread[-1] != "--split":
            spread.append("--split")
        elif not share:
            splitting = argument == "--split"
        spread.append(argument)
    return spread


def split_shares(pairs: Sequence[str]) -> dict[str, float]:
    """``Leek=0.6`` and the like: shares by the name of the locality.

    Raises:
        typer.BadParameter: a value is not of this form, or names a locality a second time.
    """
    found: dict[str, float] = {}
    for pair in pairs:
        name, equals, text = pair.rpartition("=")
        name = name.strip()
        try:
            share = float(text)
        except ValueError:
            equals, share = "", 0.0
        if not equals or not name or name in found:
            raise typer.BadParameter(
                f"“{pair}” does not give one locality a share, as in Leek=0.6.", param_hint="--split"
            )
        found[name] = share
    return found


def columns(pairs: Sequence[str]) -> dict[str, str]:
    """``unit_code=LSOA21CD`` and the like as a mapping.

    Raises:
        typer.BadParameter: a value has no equals sign.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        what, equals, heading = pair.partition("=")
        if not equals or not what.strip() or not heading.strip():
            raise typer.BadParameter(
                f"“{pair}” does not name a column, as in unit_code=LSOA21CD.", param_hint="--column"
            )
        found[what.strip()] = heading.strip()
    return found


def codes(text: str) -> list[str]:
    """Codes parted by commas or spaces, none twice."""
    return list(dict.fromkeys(text.replace(",", " ").split()))


def size(text: str) -> tuple[int, int]:
    """Width and height of a picture as in ``1366x768``.

    Raises:
        typer.BadParameter: the text is not of this form, or a side is too short or too long.
    """
    width, _, height = text.casefold().partition("x")
    if width.isdecimal() and height.isdecimal():
        sides = int(width), int(height)
        if all(_LEAST_SIDE <= side <= _MOST_SIDE for side in sides):
            return sides
    raise typer.BadParameter(
        f"“{text}” is no size as in 1366x768, with sides of {_LEAST_SIDE} to {_MOST_SIDE:,} pixels.",
        param_hint="--size",
    )
