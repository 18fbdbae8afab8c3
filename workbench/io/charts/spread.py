"""How the localities of each scenario spread on one measure: a dot each, lowest and highest by name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes

from workbench.io.charts.look import Chart, Place, bare, label_axis, lettered, tick_words
from workbench.io.maps.colours import token
from workbench.io.maps.fonts import legible, shortened, text_width

NOT_KNOWN, NOT_RECORDED = "Not known", "Not recorded"
_ROOM_FOR_NAMES = 600.0
"""Points across from which the lowest and the highest are named beside the dots."""
_WORDS_SIZE = 7.5
_BEFORE, _AFTER = 26.0, 36.0
"""Points above the dots (title) and below them (axis)."""
_AIR = 4.0
"""Points above the dots of a chart without its title."""


@dataclass(frozen=True)
class Spread:
    """A measure: a row for each of ``scenarios``, in it ``values`` of the things in ``named``.

    ``what`` are the things, localities or services; ``limits`` are band lines on the scale of the values;
    ``zero`` draws a line at 0.
    """

    id: str
    title: str
    unit: str
    what: str
    scenarios: Sequence[str]
    values: Sequence[Sequence[float]]
    named: Sequence[Sequence[str]]
    zero: bool = False
    limits: tuple[float, ...] = field(default=())

    def chart(self) -> Chart:
        """The chart with its words."""
        return Chart(self.id, self.title, self._alt(), self._draw)

    def _draw(self, at: Place) -> None:
        named = at.points_wide >= _ROOM_FOR_NAMES
        high = at.points_high
        before = min(_BEFORE, 0.2 * high) if at.titled else _AIR
        after = min(_AFTER, 0.3 * high)
        axes = at.axes(0.2, after / high, 0.36 if named else 0.76, (high - before - after) / high)
        bare(axes)
        for place in range(len(self.scenarios)):
            self._row(axes, place)
            if named:
                room = 0.42 * at.points_wide
                axes.annotate(
                    self._ends(place, room), (1.0, place), xycoords=axes.get_yaxis_transform(),
                    xytext=(14, 0), textcoords="offset points", va="center", annotation_clip=False,
                    fontproperties=lettered(_WORDS_SIZE), color=token("text"), parse_math=False,
                )  # fmt: skip
        if self.limits:
            axes.axvspan(*self.limits, color=token("accent_soft"), zorder=0)
            for edge in self.limits:
                axes.axvline(edge, color=token("accent"), linewidth=0.9, zorder=1)
        if self.zero:
            axes.axvline(0, color=token("text3"), linewidth=0.8, zorder=0)
        self._set_scale(axes)
        axes.set_ylim(len(self.values) - 0.4, -0.6)
        axes.set_yticks(range(len(self.values)))
        tick_words(axes, self.scenarios, room=0.19 * at.points_wide)
        start = f"{self.unit}; a" if self.unit else "A"
        label_axis(axes, f"{start} dot for each of the {self.what}, a line at the middle one")
        if not at.titled:
            return
        heading = axes.set_title(legible(self.title), loc="left", fontproperties=lettered(9, "semibold"))
        heading.set_parse_math(False)

    def _row(self, axes: Axes, place: int) -> None:
        known = self._known(place)
        if not known:
            words = NOT_KNOWN if self.values[place] else NOT_RECORDED
            axes.text(
                0.02, place, words, va="center", transform=axes.get_yaxis_transform(),
                fontproperties=lettered(8),
            )  # fmt: skip
            return
        axes.plot([known[0], known[-1]], [place, place], color=token("control"), linewidth=2, zorder=2)
        axes.plot(
            known, [place] * len(known), "o", color=token("accent"), alpha=0.55, markersize=6, mew=0, zorder=3
        )
        middle = _median(known)
        axes.plot(
            [middle, middle], [place - 0.28, place + 0.28], color=token("text"), linewidth=1.6, zorder=4
        )

    def _set_scale(self, axes: Axes) -> None:
        every = [number for numbers in self.values for number in numbers if not math.isnan(number)]
        if not every:
            axes.set_xlim(0, 1)
            axes.set_xticks([])
            return
        low, high = min([*every, *self.limits]), max([*every, *self.limits])
        air = 0.06 * (high - low) or 1.0
        left, right = low - air, high + air
        if self.unit == "%" and not self.zero:
            # a share is no less than nothing and no more than all; the half is for the dot at the end
            left, right = max(left, -0.5), min(right, 100.5)
            if low == high:
                left, right = -0.5, 100.5
        axes.set_xlim(left, right)

    def _known(self, place: int) -> list[float]:
        return sorted(number for number in self.values[place] if not math.isnan(number))

    def _ends(self, place: int, room: float) -> str:
        """Lowest and highest with their names, and how many are not known."""
        pairs = sorted(
            (value, name)
            for value, name in zip(self.values[place], self.named[place], strict=True)
            if not math.isnan(value)
        )
        missing = len(self.values[place]) - len(pairs)
        tail = f"; {missing:,} not known" if missing and pairs else ""
        if not pairs:
            return ""
        (low, first), (high, last) = pairs[0], pairs[-1]
        if low == high:
            return f"All {_told(low)}{self.unit}{tail}"
        frame = f"{_told(low)}{self.unit}  to {_told(high)}{self.unit} {tail}"
        each = (room - text_width(frame, _WORDS_SIZE)) / 2
        names = [shortened(legible(name), each, _WORDS_SIZE) for name in (first, last)]
        return f"{_told(low)}{self.unit} {names[0]} to {_told(high)}{self.unit} {names[1]}{tail}"

    def _alt(self) -> str:
        parts = []
        for place, scenario in enumerate(self.scenarios):
            known = self._known(place)
            missing = len(self.values[place]) - len(known)
            if not known:
                parts.append(f"{scenario}: {'not known' if self.values[place] else 'not recorded'}")
                continue
            ends = f"{_told(known[0])} to {_told(known[-1])}{self.unit}"
            words = f"{scenario}: {ends}, middle {_told(_median(known))}{self.unit}"
            parts.append(words + (f", {missing} {self.what} not known" if missing else ""))
        return f"{self.title}. " + ". ".join(parts) + "."


def _told(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _median(known: list[float]) -> float:
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
