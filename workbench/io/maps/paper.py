"""Sizes of printed maps; a module without matplotlib, which nobody should wait for before it is wanted."""

from __future__ import annotations

from dataclasses import dataclass

PAPERS: dict[str, tuple[float, float]] = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
"""Width and height in millimetres of landscape pages, the usual one first."""
USUAL_PAPER = "A4"
LEAST_DPI, USUAL_DPI, MOST_DPI = 50, 200, 600
"""Dots to the inch of a picture."""


@dataclass(frozen=True)
class Sheet:
    """What a map is printed on: one of ``PAPERS``, and dots to the inch where it is a picture."""

    paper: str = USUAL_PAPER
    dpi: int = USUAL_DPI

    @property
    def size_inches(self) -> tuple[float, float]:
        """Width and height."""
        width, height = PAPERS[self.paper]
        return width / 25.4, height / 25.4


USUAL_SHEET = Sheet()
