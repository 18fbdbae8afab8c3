"""The labels of the localities: which wording stands where, and how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke

from workbench.io.maps.colours import status_colour, token
from workbench.io.maps.lettering import LABELS, MARK, draw_status, page_points, write
from workbench.io.maps.page_grid import PageGrid
from workbench.io.maps.places import INSIDE, Leader, Patch, Place, PlaceFinder
from workbench.io.maps.wordings import (
    LEADING,
    Wording,
    figure_wording,
    name_wordings,
    number_wording,
)
from workbench.metrics.figures import LocalityFigures

_SIZES = ((30, 8.5), (60, 8.0))
_SMALLEST = 7.0
_PART_CELLS = 150
"""Cells (half a millimetre square) of a part that lies apart and gets the number again."""
_MOST_LED = 80
"""Localities without room for words from which none is led beside: so many lines are a thicket, and each is
looked for among all the empty ground. The legend names them."""
_AT_ALL = 0.3
"""Part of a number that lies in its locality where there is no better place."""


@dataclass
class Labelling:
    """Labels in their places: ``main`` by the index of the locality, numbers of parts, and leader lines."""

    main: dict[int, Place] = field(default_factory=dict)
    parts: list[Place] = field(default_factory=list)
    leaders: dict[int, Leader] = field(default_factory=dict)

    def places(self) -> list[Place]:
        """All labels."""
        return [*self.main.values(), *self.parts, *(leader.place for leader in self.leaders.values())]


def place_labels(
    grid: PageGrid, rows: Sequence[LocalityFigures], slots: Sequence[int], *, names: bool = True
) -> Labelling:
    """A place for the label of each locality, none over another.

    Small localities choose first. Each takes the longest wording that fits into its largest part: whole name,
    short name, number and people. Where only the number fits, a short leader line goes to the words on empty
    ground beside, if there is some and not too many want one; otherwise the legend tells the rest. ``names``
    may be left out.
    """
    size = next((points for most, points in _SIZES if len(rows) <= most), _SMALLEST)
    finder, done = PlaceFinder(grid), Labelling()
    parts = {index: found for index, slot in enumerate(slots) if (found := Patch.of(grid, slot))}
    order = sorted(parts, key=lambda index: (parts[index][0].cells, index))
    for index in order:
        place = _with_words(finder, parts[index][0], rows[index], size) if names else None
        if place is not None:
            done.main[index] = place
    alone = [index for index in order if index not in done.main]
    for index in alone:
        place = _number(finder, parts[index][0], rows[index], size, least=_AT_ALL)
        if place is not None:
            done.main[index] = place
    for index in done.main:
        for part in parts[index][1:]:
            place = _number(finder, part, rows[index], size) if part.cells >= _PART_CELLS else None
            if place is not None:
                done.parts.append(place)
    for index in alone if names and len(alone) <= _MOST_LED else ():
        leader = _led(finder, done.main.get(index), rows[index], size)
        if leader is not None:
            done.leaders[index] = leader
    return done


def _with_words(finder: PlaceFinder, part: Patch, row: LocalityFigures, size: float) -> Place | None:
    """The longest wording that fits into a part of a locality, taken."""
    for tier in (*name_wordings(row, size), [figure_wording(row, size)]):
        place = finder.inside(part, tier)
        if place is not None:
            finder.take(place)
            return place
    return None


def _number(
    finder: PlaceFinder, part: Patch, row: LocalityFigures, size: float, *, least: float = INSIDE
) -> Place | None:
    """The number alone, taken; inside the part if there is room, otherwise with ``least`` of it inside."""
    wording = [number_wording(row, size)]
    place = finder.inside(part, wording) or finder.inside(part, wording, least=least)
    if place is not None:
        finder.take(place)
    return place


def _led(finder: PlaceFinder, number: Place | None, row: LocalityFigures, size: float) -> Leader | None:
    """The longest wording that has a place beside the locality, taken with its leader line."""
    if number is None:
        return None
    for tier in name_wordings(row, size):
        leader = finder.beside(number, tier)
        if leader is not None:
            finder.take_leader(leader)
            return leader
    return None


def draw_labels(figure: Figure, grid: PageGrid, labelling: Labelling) -> None:
    """Draw labels as text with a white casing, no boxes, and thin leader lines."""
    for leader in labelling.leaders.values():
        _draw_leader(figure, grid, leader)
    for place in labelling.places():
        _draw_wording(figure, grid.points(place.row, place.column), place.wording)


def _draw_wording(figure: Figure, corner: tuple[float, float], wording: Wording) -> None:
    for line, left, down in wording.boxes():
        baseline = corner[1] + down + line.size * (LEADING - 0.97)
        x = corner[0] + left
        if line.status is not None:
            middle = (x + line.size * MARK / 2, baseline + line.size * 0.36)
            draw_status(figure, middle, line.status, line.size, cased=True)
        colour = status_colour(line.status) if line.loud and line.status is not None else token("map_ink")
        at = (x + line.indent, baseline)
        write(figure, at, line.words, line.size, weight=line.weight, colour=colour, cased=True)


def _draw_leader(figure: Figure, grid: PageGrid, leader: Leader) -> None:
    start, end = (np.array(grid.points(*cell)) for cell in (leader.start, leader.end))
    gap = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    ends = np.array([start + gap, end - gap]) / page_points(figure)
    casing = [Stroke(linewidth=2.2, foreground="white"), Normal()]
    line = Line2D(
        ends[:, 0], ends[:, 1], color=token("map_line"), linewidth=0.7, zorder=LABELS - 2,
        transform=figure.transFigure, path_effects=casing, solid_capstyle="butt",
    )  # fmt: skip
    figure.add_artist(line)
