"""Reaching anything: find, identify, the command palette, the pane before, columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ReachCommands:
    """Each command is one call of the part that does it."""

    find: Callable[[], object]
    identify: Callable[[], object]
    palette: Callable[[], object]
    previous_pane: Callable[[], object]
    show_tab: Callable[[str], object]
    columns: Callable[[], object]
