"""What the main map shows besides the localities, on the projector's map and on those side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from workbench.models.project import Project
from workbench.ui.layers.layer_state import LABELS
from workbench.ui.layers.sheet_drawing import SheetDrawing
from workbench.ui.layers.signs import MapSigns
from workbench.ui.map.view import MapView
from workbench.ui.map_layers import LayersOnMap
from workbench.ui.panes.map_pane import MapPane


class SharedLayers(QObject):
    """Order, opacity, shading with its legend, reference layers, background and attribution.

    Each file is read once for all maps; every map draws it for its own view. With ``shading`` the areas are
    coloured by what colours them on the main map, and practices and providers have their signs; maps that
    have a colouring of their own go without both.
    """

    def __init__(self, layers: LayersOnMap, pane: MapPane, *, shading: bool = True) -> None:
        super().__init__(pane)
        self._layers, self._pane, self._shading = layers, pane, shading
        self.signs = MapSigns()
        self._signs_of: Project | None = None
        if shading:
            pane.canvas.add_overlay(self.signs.symbols, below=pane.labels)
            pane.labels.avoid(self.signs.symbols.boxes)
            pane.canvas.view_changed.connect(self._scale_changed)
        self.drawing = SheetDrawing(pane.canvas)
        layers.changed.connect(self.follow)
        pane.installEventFilter(self)
        self.follow()
        if shading:
            layers.shaded.connect(self.follow_shading)
            self.follow_shading()

    def follow(self) -> None:
        """Show the layers as the main map has them now; a map that is not seen waits until it is."""
        state, pane = self._layers.state, self._pane
        if not pane.isVisible():
            return
        pane.canvas.sheets.arrange(state.ground, state.looks)
        pane.labels.visible = bool(state.look(LABELS).strength)
        self.drawing.use(self._layers.painters_shown)
        if self._shading:
            self._show_signs()
        if pane.furniture is not None:
            pane.furniture.set_attribution(self._layers.attribution)
        pane.labels.forget_places()
        pane.canvas.update()

    def _show_signs(self) -> None:
        bridge = self._layers.desk.bridge
        if bridge is None:
            return
        self.signs.state = self._layers.state
        if self._signs_of is not bridge.project:
            self._signs_of = bridge.project
            self.signs.use(bridge.project)
        else:
            self.signs.show(self._layers.state)
        self._explain_signs()

    def _scale_changed(self, view: MapView) -> None:
        if self.signs.symbols.thin_for(view):
            self._explain_signs()

    def _explain_signs(self) -> None:
        self.signs.symbols.thin_for(self._pane.canvas.view())
        if self._pane.furniture is not None:
            self._pane.furniture.set_legend(self.signs.legend())

    def follow_shading(self) -> None:
        """Colour the areas as the main map does."""
        self._pane.show_shading(*self._layers.shading_shown)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.follow()
        elif event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.drawing.use({})
        return super().eventFilter(watched, event)

    def let_go(self) -> None:
        """Stop, before the window goes."""
        self._layers.changed.disconnect(self.follow)
        if self._shading:
            self._layers.shaded.disconnect(self.follow_shading)
            self._pane.canvas.view_changed.disconnect(self._scale_changed)
        self.drawing.forget()
