"""Places for the localities' labels: inside where there is room, beside with a leader line otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

_TURNS = 24
_LEFT_OUT = 1500.0
"""Length in pixels of leader lines that a label without a place weighs as much as."""
_MOSTLY = 0.85
"""Part of a label that lies in its locality when it counts as inside."""


@dataclass(frozen=True, eq=False)
class Wish:
    """A label that wants a place; all lengths in pixels. ``anchor`` is a point deep inside its ``shape``."""

    anchor: tuple[float, float]
    shape: shapely.Geometry
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """The centre of a placed label and whether it needs a line to its locality."""

    x: float
    y: float
    leader: bool


def deepest_point(shape: shapely.Geometry) -> tuple[float, float]:
    """A point far from the edge of the largest part of a shape."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    west, south, east, north = shapely.bounds(largest)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=max(east - west, north - south) / 100)
    x, y = shapely.get_coordinates(circle)[0]
    return float(x), float(y)


def place_labels(
    wishes: Sequence[Wish],
    *,
    frame: tuple[float, float, float, float],
    land: shapely.Geometry,
) -> list[Spot | None]:
    """A spot for each label within ``frame`` (west, south, east, north), none over another.

    Labels that fit into their locality go there, nearest to the anchor. The others go beside the ``land``, so
    that they hide nothing, with a leader line that crosses no other; of several orders in which they may
    choose, the one with the shortest lines counts. None where there is no such place: the number alone then
    stands in the locality, and the legend tells the rest.
    """
    occupied: list[shapely.Geometry] = []
    spots: list[Spot | None] = [None] * len(wishes)
    outside: dict[int, _Beside] = {}
    shapely.prepare(land)
    for index in sorted(range(len(wishes)), key=lambda i: (shapely.area(wishes[i].shape), i)):
        wish = wishes[index]
        centres = _around(wish, reach=0.6, steps=16)
        boxes = _boxes(wish, centres)
        own = shapely.area(shapely.intersection(wish.shape, boxes)) / (wish.width * wish.height)
        place = _first_free(boxes, (own >= _MOSTLY) & _in_frame(boxes, frame), occupied)
        if place is None:
            outside[index] = _Beside.of(wish, frame, land)
        else:
            occupied.append(boxes[place])
            spots[index] = Spot(float(centres[place][0]), float(centres[place][1]), leader=False)
    edge = shapely.boundary(land)
    near = sorted(outside, key=lambda i: (shapely.distance(edge, shapely.Point(wishes[i].anchor)), i))
    trials = [_place_beside(outside, order, occupied) for order in (list(outside), near, near[::-1])]
    _, best = min(trials, key=lambda trial: trial[0])
    for index, spot in best.items():
        spots[index] = spot
    return spots


@dataclass(frozen=True, eq=False)
class _Beside:
    """Where a label that does not fit inside may go: boxes with their leader lines, nearest first."""

    wish: Wish
    centres: NDArray[np.float64]
    boxes: NDArray[np.object_]
    lines: NDArray[np.object_]
    off_land: NDArray[np.bool_]

    @staticmethod
    def of(wish: Wish, frame: tuple[float, float, float, float], land: shapely.Geometry) -> _Beside:
        centres = _around(wish, reach=5.0, steps=36)
        centres = centres[_in_frame(_boxes(wish, centres), frame)]
        boxes = _boxes(wish, centres)
        ends = np.stack([np.broadcast_to(wish.anchor, centres.shape), centres], axis=1)
        return _Beside(wish, centres, boxes, shapely.linestrings(ends), ~shapely.intersects(land, boxes))


def _place_beside(
    outside: dict[int, _Beside], order: Sequence[int], occupied: Sequence[shapely.Geometry]
) -> tuple[float, dict[int, Spot | None]]:
    """Let the labels choose in this order; gives what it costs (lengths of lines, much for one left out)."""
    taken = list(occupied)
    spots: dict[int, Spot | None] = {}
    cost = 0.0
    for index in order:
        beside = outside[index]
        place = _first_free(beside.boxes, beside.off_land & _clear(beside.lines, taken), taken)
        if place is None:
            spots[index] = None
            cost += _LEFT_OUT
        else:
            taken += [beside.boxes[place], beside.lines[place]]
            cost += float(shapely.length(beside.lines[place]))
            x, y = beside.centres[place]
            spots[index] = Spot(float(x), float(y), leader=True)
    return cost, spots


def _clear(lines: NDArray[np.object_], occupied: Sequence[shapely.Geometry]) -> NDArray[np.bool_]:
    clear = np.ones(len(lines), dtype=bool)
    for other in occupied:
        clear &= ~shapely.intersects(lines, other)
    return clear


def _around(wish: Wish, *, reach: float, steps: int) -> NDArray[np.float64]:
    """Candidate centres on rings around the anchor, near ones first."""
    angle = np.arange(_TURNS) * 2 * np.pi / _TURNS
    radius = np.linspace(0, reach, steps)[1:] * max(wish.width, 2.2 * wish.height)
    rings = np.stack(
        [np.outer(radius, np.cos(angle)).ravel(), np.outer(radius, np.sin(angle)).ravel()], axis=1
    )
    return np.concatenate([[[0.0, 0.0]], rings]) + np.asarray(wish.anchor)


def _boxes(wish: Wish, centres: NDArray[np.float64]) -> NDArray[np.object_]:
    x, y = centres.T
    half, tall = wish.width / 2, wish.height / 2
    return np.asarray(shapely.box(x - half, y - tall, x + half, y + tall), dtype=object)


def _in_frame(boxes: NDArray[np.object_], frame: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    west, south, east, north = shapely.bounds(boxes).T
    return (west >= frame[0]) & (south >= frame[1]) & (east <= frame[2]) & (north <= frame[3])


def _first_free(
    boxes: NDArray[np.object_], allowed: NDArray[np.bool_], occupied: Sequence[shapely.Geometry]
) -> int | None:
    free = allowed.copy()
    for other in occupied:
        free &= ~shapely.intersects(boxes, other)
    return int(np.argmax(free)) if free.any() else None
