"""What is drawn above the map: labels, symbols, furniture, and between them the marks of the tool in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from workbench.ui.map.tools.base import Tool


@runtime_checkable
class LateOverlay(Protocol):
    """An overlay that puts work off until the canvas is quiet."""

    def settle(self) -> None:
        """Do the work now, before a picture is taken."""

    def rest(self) -> None:
        """Leave the work until the canvas is painted again: it is hidden or about to go."""


def layer_of(overlay: object) -> str:
    """The layer that an overlay says it belongs to, "" for none."""
    return str(getattr(overlay, "layer", ""))


def place_of_new(overlays: Sequence[object], overlay: object) -> int:
    """Where an overlay comes in: on top, a layer below what says that it stands ``over_layers``."""
    tops = (at for at, one in enumerate(overlays) if getattr(one, "over_layers", False))
    return next(tops, len(overlays)) if layer_of(overlay) else len(overlays)


def place_of_tool(overlays: Sequence[object], tool: Tool | None) -> int:
    """Before which overlay a tool's marks are drawn: above all, or under the labels so that they read."""
    layers = [layer_of(overlay) for overlay in overlays]
    under = tool is not None and tool.under_labels and "labels" in layers
    return layers.index("labels") if under else len(layers)
