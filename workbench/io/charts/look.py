"""The look of all charts: Inter, quiet axes, names that are shortened and not clipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from workbench.io.maps.colours import token
from workbench.io.maps.fonts import Weight, font, legible, shortened

NAME_SIZE = 8.0


@dataclass(frozen=True)
class Place:
    """Where a chart is drawn: a box of a page, in parts of its width and height from the lower left."""

    figure: Figure
    left: float = 0.0
    bottom: float = 0.0
    width: float = 1.0
    height: float = 1.0
    titled: bool = True
    """Whether the chart writes its title; the window writes it above the picture."""

    @property
    def points_wide(self) -> float:
        """Width of the box in points."""
        return float(self.figure.get_figwidth()) * 72 * self.width

    @property
    def points_high(self) -> float:
        """Height of the box in points."""
        return float(self.figure.get_figheight()) * 72 * self.height

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes at a place in parts of the box."""
        return self.figure.add_axes(
            (
                self.left + left * self.width,
                self.bottom + bottom * self.height,
                width * self.width,
                height * self.height,
            )
        )


@dataclass(frozen=True)
class Chart:
    """One chart: ``alt`` says in words what it shows, for those who do not see it."""

    id: str
    title: str
    alt: str
    draw: Callable[[Place], None]


def lettered(size: float, weight: Weight = "regular") -> FontProperties:
    """The font of the maps in points."""
    return font(size, weight)


def bare(axes: Axes) -> None:
    """Take the box away; only the lower axis stays."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(token("control"))
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", color=token("control"), labelcolor=token("text2"))


def tick_words(axes: Axes, words: Sequence[str], *, room: float) -> None:
    """Names beside the rows, shortened to ``room`` points; ``set_yticks`` has been called."""
    lines = [shortened(legible(word), room, NAME_SIZE) for word in words]
    for label in axes.set_yticklabels(lines, fontproperties=lettered(NAME_SIZE), color=token("text")):
        label.set_parse_math(False)  # a dollar sign in a name is no formula


def label_axis(axes: Axes, words: str, *, thousands: bool = False) -> None:
    """Few round ticks along the lower axis with a true minus, and what they count."""
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    divisor = 1000.0 if thousands else 1.0
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _at: f"{x / divisor:g}".replace("-", "−")))
    for tick in axes.get_xticklabels():
        tick.set_fontproperties(lettered(NAME_SIZE))
    axes.set_xlabel(words, fontproperties=lettered(NAME_SIZE), color=token("text2"))
