"""Sizes of printed maps; a module without matplotlib, which nobody should wait for before it is wanted."""

from __future__ import annotations

PAPERS: dict[str, tuple[float, float]] = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
"""Width and height in millimetres of landscape pages, the usual one first."""
USUAL_PAPER = "A4"
LEAST_DPI, USUAL_DPI, MOST_DPI = 50, 200, 600
"""Dots to the inch of a picture."""
