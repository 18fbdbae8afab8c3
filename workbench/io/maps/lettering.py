"""Text and status shapes on the page, at places in points from its lower left corner."""

from __future__ import annotations

from typing import Any, Literal

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import Stroke

from workbench.io.maps.colours import status_colour, token
from workbench.io.maps.fonts import Weight, font, legible
from workbench.models.rules import BandStatus

Align = Literal["left", "center", "right"]
CASING = 2.4
"""Points of white around the letters on the map, both sides together."""
LABELS = 8.0
"""Height in the drawing order of the labels' ink; their casing lies below all of it."""
MARK = 0.78
"""Width of a status shape as part of the text's size."""


def page_points(figure: Figure) -> tuple[float, float]:
    """Width and height of the page in points."""
    width, height = figure.get_size_inches()
    return float(width) * 72, float(height) * 72


def write(
    figure: Figure,
    at: tuple[float, float],
    words: str,
    size: float,
    *,
    weight: Weight = "regular",
    colour: str | None = None,
    align: Align = "left",
    cased: bool = False,
) -> None:
    """Write a line with its baseline at ``at``; a dollar sign in a name is no formula.

    The casing is a text of its own below: a text that has path effects is drawn as outlines, and nobody could
    search a PDF for it.
    """
    width, height = page_points(figure)
    look: dict[str, Any] = {
        "fontproperties": font(size, weight),
        "parse_math": False,
        "ha": align,
        "va": "baseline",
    }
    place = (at[0] / width, at[1] / height, legible(words, weight))
    if cased:
        stroke = Stroke(linewidth=CASING, foreground="white")
        figure.text(*place, color="white", path_effects=[stroke], zorder=LABELS - 1, **look)
    figure.text(*place, color=colour or token("text"), zorder=LABELS, **look)


def draw_status(
    figure: Figure,
    at: tuple[float, float],
    status: BandStatus,
    size: float,
    *,
    cased: bool = False,
) -> None:
    """Draw the shape of a status with its middle at ``at`` beside a text of ``size`` points."""
    width, height = page_points(figure)
    wide, colour = MARK * size, status_colour(status)
    look: dict[str, Any] = {"color": "none", "markeredgewidth": 0.0, "zorder": LABELS}
    if status is BandStatus.UNKNOWN:
        look |= {"marker": "o", "markersize": wide - 1, "fillstyle": "none", "markeredgewidth": 1.0}
        look |= {"markeredgecolor": colour}
    else:
        look |= {"marker": "^" if status is BandStatus.ABOVE else "v", "markersize": wide}
        look |= {"markerfacecolor": colour}
    place = ([at[0] / width], [at[1] / height])
    if cased:
        ring = {"markersize": look["markersize"] + 0.2, "markeredgewidth": CASING, "zorder": LABELS - 1}
        white = {"markeredgecolor": "white", "markerfacecolor": "white", "fillstyle": "full"}
        figure.add_artist(Line2D(*place, transform=figure.transFigure, **(look | ring | white)))
    figure.add_artist(Line2D(*place, transform=figure.transFigure, **look))
