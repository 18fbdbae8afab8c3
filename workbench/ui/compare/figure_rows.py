"""The scorecard as rows of text and marks, for the table of figures and for copying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.io.board_pack.words import difference_words, value_words
from workbench.metrics.scorecard import Line, Verdict
from workbench.ui import formats
from workbench.ui.compare.reading import Figures

BEST = "Best"


@dataclass(frozen=True)
class Difference:
    """How a scenario stands to the baseline in one line: "+6" and worse."""

    letter: str
    words: str
    verdict: Verdict

    @property
    def told(self) -> str:
        """In words: "+6, worse"."""
        worded = self.verdict in (Verdict.BETTER, Verdict.WORSE)
        return f"{self.words}, {self.verdict}" if worded else self.words


@dataclass(frozen=True)
class Cell:
    """A value of a scenario; without data it is quiet."""

    text: str
    best: bool = False
    quiet: bool = False
    difference: Difference | None = None

    @property
    def told(self) -> str:
        """What is copied and read aloud."""
        return f"{self.text}, {BEST.lower()}" if self.best else self.text


@dataclass(frozen=True)
class FigureRow:
    """A heading without cells, or a line with a cell for each scenario."""

    id: str
    title: str
    cells: tuple[Cell, ...] = ()
    direction: int = 0

    @property
    def heading(self) -> bool:
        """Whether it only opens a group of lines."""
        return not self.cells

    @property
    def differences(self) -> tuple[Difference, ...]:
        """How the others stand to the baseline."""
        return tuple(cell.difference for cell in self.cells if cell.difference is not None)

    @property
    def tip(self) -> str:
        """Whether more or less is better."""
        return {1: "More is better", -1: "Less is better"}.get(self.direction, "No direction is agreed")


def figure_rows(figures: Figures, near: float) -> list[FigureRow]:
    """All lines under their headings, in the order of the scorecard."""
    plans = figures.plans
    letters = [plans.letters[column.scenario.id] for column in figures.columns]
    baseline = [column.scenario.id for column in figures.columns].index(plans.choice.baseline)
    rows: list[FigureRow] = []
    heading = ""
    for line in figures.lines:
        if line.heading != heading:
            heading = line.heading
            rows.append(FigureRow(f"heading {heading}", str(heading)))
        best = line.best()
        cells = tuple(
            Cell(
                text=value_words(line, place),
                best=best[place],
                quiet=not line.recorded or not formats.known(line.values[place]),
                difference=_difference(line, place, baseline, letters[place]),
            )
            for place in range(len(letters))
        )
        rows.append(FigureRow(line.id, _title(line, figures, near), cells, line.better))
    return rows


def _title(line: Line, figures: Figures, near: float) -> str:
    """The line's words, with the limits that it speaks of where all scenarios share them."""
    if line.id == "near":
        return f"{line.text} (within {formats.number(near)})"
    bands = {column.figures.rules.band for column in figures.columns}
    if line.id == "outside" and len(bands) == 1:
        band = next(iter(bands))
        return f"Outside {formats.number(band.low)} to {formats.number(band.high)}" if band.low else line.text
    return line.text


def _difference(line: Line, place: int, baseline: int, letter: str) -> Difference | None:
    """None for the baseline itself and where nothing can be said."""
    if place == baseline or not line.recorded:
        return None
    verdict = line.verdict(place, baseline)
    if verdict is Verdict.UNKNOWN:
        return Difference(letter, formats.NOT_KNOWN, verdict)
    words = difference_words(line, place, baseline)
    # the verdict is said apart, by word and shape
    return Difference(letter, words.removesuffix(f", {verdict}"), verdict)


def copied(rows: Sequence[FigureRow], names: Sequence[str]) -> list[list[str]]:
    """The rows as lines of cells for a spreadsheet."""
    lines = [["Figures", *names, "Difference"]]
    for row in rows:
        told = "; ".join(f"{one.letter} {one.told}" for one in row.differences)
        lines.append([row.title, *(cell.told for cell in row.cells), *([told] if told else [])])
    return lines
