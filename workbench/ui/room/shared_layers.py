"""What the main map shows besides the localities, on the projector's map as well."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.ui.layers.layer_state import LABELS
from workbench.ui.layers.sheet_drawing import SheetDrawing
from workbench.ui.map_layers import LayersOnMap
from workbench.ui.panes.map_pane import MapPane


class SharedLayers(QObject):
    """Order, opacity, shading with its legend, reference layers, background and attribution.

    Each file is read once for both maps; every map draws it for its own view.
    """

    def __init__(self, layers: LayersOnMap, pane: MapPane) -> None:
        super().__init__(pane)
        self._layers, self._pane = layers, pane
        self.drawing = SheetDrawing(pane.canvas)
        layers.changed.connect(self.follow)
        layers.shaded.connect(self.follow_shading)
        self.follow()
        self.follow_shading()

    def follow(self) -> None:
        """Show the layers as the main map has them now."""
        state, pane = self._layers.state, self._pane
        pane.canvas.sheets.arrange(state.ground, state.looks)
        pane.labels.visible = bool(state.look(LABELS).strength)
        self.drawing.use(self._layers.painters_shown)
        if pane.furniture is not None:
            pane.furniture.set_attribution(self._layers.attribution)
        pane.labels.forget_places()
        pane.canvas.update()

    def follow_shading(self) -> None:
        """Colour the areas as the main map does."""
        self._pane.show_shading(*self._layers.shading_shown)

    def let_go(self) -> None:
        """Stop, before the window goes."""
        self._layers.changed.disconnect(self.follow)
        self._layers.shaded.disconnect(self.follow_shading)
        self.drawing.forget()
