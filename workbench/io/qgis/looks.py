"""What a layer shall look like, before it is said in a language of styles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.models.localities import Locality

INK = "#15181D"
WHITE = "#FFFFFF"
UNASSIGNED_COLOUR = "#D7DBE1"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Category:
    """Features with this value of the layer's column have this colour; ``label`` stands in the legend."""

    value: str
    label: str
    colour: str


@dataclass(frozen=True)
class Look:
    """The look of a layer. ``fill`` is none where there are no categories; points have a ``size``.

    ``column`` tells the categories apart, ``label`` is an expression of QGIS, ``label_column`` the plain
    column for programs that know no expressions. Lengths are millimetres.
    """

    column: str = ""
    categories: tuple[Category, ...] = ()
    points: bool = False
    fill: str = ""
    opacity: float = 1.0
    line: str = INK
    width: float = 0.3
    size: float = 2.0
    label: str = ""
    label_column: str = ""


def categories_of(localities: Iterable[Locality], *, unassigned: bool = False) -> tuple[Category, ...]:
    """One category a locality in its colour, in the order of their numbers."""
    found = [Category(one.code, f"{one.number} {one.name}", one.colour) for one in localities]
    if unassigned:
        found.append(Category("", "Unassigned", UNASSIGNED_COLOUR))
    return tuple(found)


def locality_look(localities: Iterable[Locality]) -> Look:
    """Outlines filled in their colours, with number and name."""
    return Look(
        column="locality_code",
        categories=categories_of(localities),
        opacity=0.75,
        width=0.6,
        label='"number" || \' \' || "name"',
        label_column="name",
    )


def unit_look(localities: Iterable[Locality]) -> Look:
    """Areas in the colours of their localities, with hairlines between them."""
    categories = categories_of(localities, unassigned=True)
    return Look(column="locality_code", categories=categories, line=WHITE, width=0.15)


HAIRLINES = Look(line="#6B7480", width=0.1)
"""Areas without a fill."""
PRACTICE_DOTS = Look(points=True, fill=INK, line=WHITE, width=0.2, size=2.2)
SITE_DOTS = Look(points=True, fill="#5B3BB0", line=WHITE, width=0.2, size=1.8)


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#RRGGBB"; grey where it is something else."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        colour = UNASSIGNED_COLOUR
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
