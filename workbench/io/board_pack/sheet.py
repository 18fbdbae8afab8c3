"""A4 landscape pages that fill from the top: headings, paragraphs and tables that go on over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from workbench.io.maps.colours import token
from workbench.io.maps.fonts import Weight, legible, shortened, text_width
from workbench.io.maps.lettering import Align, write

WIDTH, HEIGHT = 297 / 25.4 * 72, 210 / 25.4 * 72
MARGIN = 36.0
_TOP, _BOTTOM = HEIGHT - 78.0, 44.0
_LEADING = 1.3
_AIR = 3.0
ROOM = WIDTH - 2 * MARGIN
FOOT, FOOT_SIZE = 14.0, 7.5
_MARK_ROOM, _NUMBER_ROOM = 130.0, 90.0
"""Points that the status at the top and the number at the bottom of a page take."""


@dataclass(frozen=True)
class Cell:
    """Words of a table cell; ``weight`` and ``colour`` of its text where they differ."""

    words: str
    weight: Weight = "regular"


@dataclass(frozen=True)
class Heading:
    """A column of a table: its words, its part of the width, and where its cells are set."""

    words: str
    part: float
    align: Align = "left"


@dataclass
class Sheet:
    """Pages under one bookmark. ``under`` stands below every title, ``foot`` at the bottom."""

    title: str
    under: str
    foot: str
    pages: list[Figure] = field(default_factory=list)
    _y: float = 0.0

    def __post_init__(self) -> None:
        self.turn()

    @property
    def page(self) -> Figure:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def left(self) -> float:
        """Points that are free above the lower margin."""
        return self._y - _BOTTOM

    def turn(self) -> None:
        """Begin another page with the same title."""
        figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=100, facecolor="white")
        FigureCanvasAgg(figure)
        words = self.title if not self.pages else f"{self.title} (continued)"
        self.pages.append(figure)
        self._line(words, HEIGHT - 44, 17, "semibold", room=ROOM - _MARK_ROOM)
        self._line(self.under, HEIGHT - 60, 9, quiet=True)
        self._line(self.foot, FOOT, FOOT_SIZE, quiet=True, room=ROOM - _NUMBER_ROOM)
        self._y = _TOP

    def heading(self, words: str, *, below: float = 24.0) -> None:
        """A heading within the page; turns the page where ``below`` points would not fit under it."""
        self._need(22 + below)
        self._y -= 10
        self._line(words, self._y - 10, 12, "semibold")
        self._y -= 22

    def paragraph(
        self, words: str, *, size: float = 9.5, quiet: bool = False, weight: Weight = "regular"
    ) -> None:
        """Text over the whole width, on as many lines as it needs."""
        for line in wrapped_lines(words, ROOM, size, weight):
            self._need(size * _LEADING)
            self._line(line, self._y - size, size, weight, quiet=quiet)
            self._y -= size * _LEADING
        self._y -= 4

    def room(self, height: float) -> tuple[float, float, float, float]:
        """Left, bottom, width and height in parts of the page for a drawing ``height`` points high."""
        self._need(height)
        self._y -= height
        return MARGIN / WIDTH, self._y / HEIGHT, ROOM / WIDTH, height / HEIGHT

    def table(
        self, headings: Sequence[Heading], rows: Sequence[Sequence[Cell]], *, size: float = 8.5, most: int = 3
    ) -> None:
        """A table; a row that does not fit goes to the next page, where the headings stand again.

        A cell has ``most`` lines at most.
        """
        total = sum(column.part for column in headings)
        widths = [ROOM * column.part / total for column in headings]
        aligns = [column.align for column in headings]
        head = [Cell(column.words, "semibold") for column in headings]

        def put_head() -> None:
            self._row(head, widths, aligns, size, most, strong=True)

        self._need(4 * size * _LEADING)
        put_head()
        for row in rows:
            high = self._height(row, widths, size, most)
            if high > self.left:
                self.turn()
                put_head()
            self._row(row, widths, aligns, size, most)
        self._y -= 6

    # -- the parts of a table
    def _height(self, row: Sequence[Cell], widths: Sequence[float], size: float, most: int) -> float:
        lines = [
            wrapped_lines(c.words, w - 8, size, c.weight, most=most) for c, w in zip(row, widths, strict=True)
        ]
        return max(map(len, lines), default=1) * size * _LEADING + _AIR

    def _row(
        self,
        row: Sequence[Cell],
        widths: Sequence[float],
        aligns: Sequence[Align],
        size: float,
        most: int,
        *,
        strong: bool = False,
    ) -> None:
        high = self._height(row, widths, size, most)
        left = MARGIN
        for cell, width, align in zip(row, widths, aligns, strict=True):
            x = {"left": left, "right": left + width - 8, "center": left + width / 2 - 4}[align]
            for at, line in enumerate(wrapped_lines(cell.words, width - 8, size, cell.weight, most=most)):
                place = (x, self._y - size - at * size * _LEADING)
                write(self.page, place, line, size, weight=cell.weight, align=align)
            left += width
        self._y -= high
        colour = token("control") if strong else token("line")
        line_y = (self._y + 1.5) / HEIGHT
        ends = [MARGIN / WIDTH, (WIDTH - MARGIN) / WIDTH]
        self.page.add_artist(
            Line2D(
                ends,
                [line_y, line_y],
                color=colour,
                linewidth=0.9 if strong else 0.5,
                transform=self.page.transFigure,
            )
        )

    def _need(self, height: float) -> None:
        if height > self.left:
            self.turn()

    def _line(
        self,
        words: str,
        y: float,
        size: float,
        weight: Weight = "regular",
        *,
        quiet: bool = False,
        room: float = ROOM,
    ) -> None:
        line = shortened(legible(words, weight), room, size, weight)
        write(self.page, (MARGIN, y), line, size, weight=weight, colour=token("text2" if quiet else "text"))


def number_page(figure: Figure, status: str, number: int, of: int) -> None:
    """Put the status in a frame at the top and "Page 3 of 12" at the bottom of a page."""
    right, size = WIDTH - MARGIN, 10.0
    quiet = token("text2")
    write(figure, (right, FOOT), f"Page {number:,} of {of:,}", FOOT_SIZE, align="right", colour=quiet)
    words = shortened(legible(status, "semibold"), _MARK_ROOM - 24, size, "semibold")
    wide = text_width(words, size, "semibold") + 14
    corner = ((right - wide) / WIDTH, (HEIGHT - 47) / HEIGHT)
    frame = Rectangle(
        corner, wide / WIDTH, 17 / HEIGHT, transform=figure.transFigure, fill=False,
        edgecolor=token("text"), linewidth=1.0,
    )  # fmt: skip
    figure.add_artist(frame)
    write(figure, (right - wide / 2, HEIGHT - 42), words, size, weight="semibold", align="center")


def wrapped_lines(
    words: str, width: float, size: float, weight: Weight = "regular", *, most: int = 60
) -> list[str]:
    """The text on lines of at most ``width`` points; what goes beyond ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    now = ""
    parts = legible(words, weight).split(" ")
    for at, part in enumerate(parts):
        longer = f"{now} {part}".strip()
        if not now or text_width(longer, size, weight) <= width:
            now = longer
            continue
        if len(lines) == most - 1:
            now = " ".join([now, *parts[at:]])
            break
        lines.append(shortened(now, width, size, weight))
        now = part
    return [*lines, shortened(now, width, size, weight)]
