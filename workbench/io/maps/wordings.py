"""What a label may say, from the most to the least, each wording measured in points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.io.maps.fonts import Weight, in_two, legible, shortened, text_width
from workbench.io.maps.lettering import MARK
from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import BandStatus

LEADING = 1.22
"""From one baseline to the next as part of the size of the text."""
_MARK_GAP = 0.32
_WIDEST = 150.0
_SMALLER, _LEAST = 0.88, 7.0
"""A name is written this much smaller where it then fits, but never smaller than can be read in print."""
_JOINT = re.compile(r" & |,|\(")
_SERVICE = re.compile(r"\s+PCN$", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of a label; one with a ``status`` starts with its shape, one that is ``loud`` has its colour."""

    words: str
    size: float
    weight: Weight
    status: BandStatus | None = None
    loud: bool = False

    @property
    def width(self) -> float:
        """Points from the left to the right edge."""
        return text_width(self.words, self.size, self.weight) + self.indent

    @property
    def indent(self) -> float:
        """Points that the status shape and the gap after it take."""
        return 0.0 if self.status is None else self.size * (MARK + _MARK_GAP)


@dataclass(frozen=True)
class Wording:
    """Lines of a label, centred one below the other."""

    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        """Points of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def height(self) -> float:
        """Points of all lines."""
        return sum(line.size * LEADING for line in self.lines)

    def boxes(self) -> Iterator[tuple[Line, float, float]]:
        """The lines with the place of their lower left corner, seen from the lower left of all."""
        top = self.height
        for line in self.lines:
            top -= line.size * LEADING
            yield line, (self.width - line.width) / 2, top


def short_name(name: str) -> str:
    """A name up to its first “ & ”, comma or bracket, without the word PCN at its end."""
    first = _SERVICE.sub("", _JOINT.split(name, maxsplit=1)[0].strip())
    return first or name


def exception_words(row: LocalityFigures) -> str:
    """How a locality misses the band: “7,215 below”; empty for one that is in it."""
    if row.status is BandStatus.IN:
        return ""
    if row.status is BandStatus.UNKNOWN:
        return "not known"
    return f"{abs(row.people_from_band):,.0f} {row.status}"


def name_wordings(row: LocalityFigures, size: float) -> list[list[Wording]]:
    """Wordings with the name, in tiers: the whole name, then the short one, each also a little smaller."""
    whole, short = legible(row.name, "semibold"), legible(short_name(row.name), "semibold")
    tiers: list[list[Wording]] = []
    for name in dict.fromkeys((whole, short)):
        for points in dict.fromkeys((size, max(size * _SMALLER, _LEAST))):
            head = f"{row.number} {name}".strip()
            below = _figures(row, points)
            layouts = [[shortened(head, _WIDEST, points, "semibold")]]
            if " " in name:
                layouts.append(in_two(head, _WIDEST, points, "semibold"))
            tiers.append([_wording(lines, below, points) for lines in layouts])
    return tiers


def figure_wording(row: LocalityFigures, size: float) -> Wording:
    """The number and the people, with the shape of the status where there is something to say."""
    people = "not known" if math.isnan(row.people) else f"{row.people:,.0f}"
    status = None if row.status is BandStatus.IN else row.status
    return _wording([str(row.number)], [Line(people, max(size * 0.94, _LEAST), "medium", status)], size)


def number_wording(row: LocalityFigures, size: float) -> Wording:
    """The number alone."""
    return _wording([str(row.number)], [], size)


def _figures(row: LocalityFigures, size: float) -> list[Line]:
    """People, and a line more for a locality outside the band."""
    lines = [] if math.isnan(row.people) else [Line(f"{row.people:,.0f}", size, "medium")]
    words = exception_words(row)
    if words:
        lines.append(Line(words, max(size * 0.94, _LEAST), "semibold", row.status, loud=True))
    return lines


def _wording(head: list[str], below: list[Line], size: float) -> Wording:
    return Wording((*(Line(words, size, "semibold") for words in head), *below))
