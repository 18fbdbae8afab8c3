"""What ``launch`` hands to the command line, which itself knows nothing of the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class OpenWindow(Protocol):
    """Opens the window and comes back with the exit status when it is closed."""

    def __call__(self, project: Path | None, *, sample: bool) -> int:
        """Open on a project, on the sample, or on the welcome page."""


class DrawWindow(Protocol):
    """Draws the main window into a PNG file without a screen."""

    def __call__(
        self, project: Path, png: Path, *, scenario: str | None, size: tuple[int, int], scale: float
    ) -> None:
        """Draw the project's window, ``size`` in window pixels, each ``scale`` picture pixels wide."""


@dataclass(frozen=True)
class Handed:
    """The two things that commands need of the window."""

    open_window: OpenWindow
    draw_window: DrawWindow
