"""What the map shows of the practice in hand."""

from __future__ import annotations

from workbench.ui.practice_map import PracticeMap
from workbench.ui.practices.practice_options import PracticeOptions


class PracticeMapCommands:
    """Shading and lines, switched from the menu."""

    def __init__(self, practice_map: PracticeMap, options: PracticeOptions) -> None:
        self._map = practice_map
        self._options = options

    def toggle(self) -> None:
        """Shade the map by the practice in hand, or show the localities again."""
        self._map.toggle()

    def toggle_lines(self) -> None:
        """Draw lines to its patients, or none."""
        self._options.toggle_lines()
        self._map.turn(on=True)
