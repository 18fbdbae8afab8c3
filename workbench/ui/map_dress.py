"""The colours that the theme gives every map, in the main view and side by side."""

from __future__ import annotations

from workbench.ui.map.canvas import MapCanvas
from workbench.ui.theme import current_theme

_SHADED_HAIR = "#B4BCC6"
"""Lines between areas while light areas would hide white ones."""


def dress_canvas(canvas: MapCanvas, *, shaded: bool) -> None:
    """Take ground, hairlines and outlines from the theme in use; ``shaded`` where areas show an indicator."""
    theme = current_theme()
    hair = _SHADED_HAIR if shaded else theme.hex("map_hair")
    canvas.set_theme(theme.hex("map_ground"), hair=hair, line=theme.hex("map_line"))
