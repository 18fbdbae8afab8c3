"""Places for the localities' labels: inside where there is room, beside with a leader line otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

_TURNS = 24
_STEPS = 40


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
    taken: Sequence[shapely.Geometry] = (),
) -> list[Spot | None]:
    """A spot for each label within ``frame`` (west, south, east, north), none over another or over ``taken``.

    Labels that fit into their locality go there, nearest to the anchor; then the others, smallest room last,
    to the nearest free place, with a leader line. None where the frame is full.
    """
    occupied: list[shapely.Geometry] = list(taken)
    spots: list[Spot | None] = [None] * len(wishes)
    waiting: list[int] = []
    for index in _tightest_first(wishes):
        centres = _around(wishes[index], reach=0.6)
        boxes = _boxes(wishes[index], centres)
        inside = shapely.contains(wishes[index].shape, boxes) & _in_frame(boxes, frame)
        place = _first_free(boxes, inside, occupied)
        if place is None:
            waiting.append(index)
        else:
            occupied.append(boxes[place])
            spots[index] = Spot(float(centres[place][0]), float(centres[place][1]), leader=False)
    for index in waiting:
        wish = wishes[index]
        centres = _around(wish, reach=4.0)
        boxes = _boxes(wish, centres)
        place = _first_free(boxes, _in_frame(boxes, frame), occupied)
        if place is not None:
            occupied.append(boxes[place])
            away = not shapely.contains_xy(boxes[place], *wish.anchor)
            spots[index] = Spot(float(centres[place][0]), float(centres[place][1]), leader=bool(away))
    return spots


def _tightest_first(wishes: Sequence[Wish]) -> list[int]:
    """Localities with little room choose first."""
    return sorted(range(len(wishes)), key=lambda i: (shapely.area(wishes[i].shape), i))


def _around(wish: Wish, *, reach: float) -> NDArray[np.float64]:
    """Candidate centres on rings around the anchor, near ones first."""
    angle = np.arange(_TURNS) * 2 * np.pi / _TURNS
    radius = np.linspace(0, reach, _STEPS)[1:] * max(wish.width, 2.2 * wish.height)
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
