"""What the window says of the open project: its title and whether its work is saved."""

from __future__ import annotations

from workbench.ui import formats
from workbench.ui.session_bridge import SessionBridge

PROGRAM = "Locality Workbench"


def saved_state(bridge: SessionBridge | None) -> tuple[str, str]:
    """The quiet sign beside the scenarios, and what it means."""
    if bridge is None:
        return "", ""
    if bridge.read_only:
        return "Read-only", "This project can only be looked at"
    if bridge.opened.unsaved:
        return "All changes kept", "Every change is kept on this computer; Ctrl+S writes the project file"
    when = bridge.saved_at
    return (f"Saved {formats.clock(when)}" if when else "Saved"), "The project file holds everything"


def window_title(bridge: SessionBridge | None) -> tuple[str, bool]:
    """The title, with the mark of Qt for unsaved work, and whether there is such work."""
    if bridge is None:
        return PROGRAM, False
    name = bridge.opened.path.name if bridge.opened.path is not None else bridge.project.name
    return f"{name}[*] \N{EN DASH} {PROGRAM}", bridge.opened.unsaved
