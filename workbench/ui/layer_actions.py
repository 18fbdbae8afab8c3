"""The commands of the layers, a submenu of "View"."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

A = ActionSpec
_LAYERS = "La&yers"

LAYER_ACTIONS: tuple[ActionSpec, ...] = (
    A("layers", Menu.VIEW, "&Show or hide layers", "layers.show_layers",
      "Go to the list of layers: ticks, opacity, order", icon="layers", when="map", submenu=_LAYERS),
    A("layer_colours", Menu.VIEW, "&Colour areas by…", "layers.colour_areas",
      "The locality, or a figure of each area in classes", icon="recolour", when="map", submenu=_LAYERS),
    A("layer_reference", Menu.VIEW, "Add &reference layer…", "layers.add_reference",
      "Lay roads, rivers or wards from a file over the map", icon="add", when="map_editable",
      submenu=_LAYERS),
    A("layer_background", Menu.VIEW, "Add &background…", "layers.add_background",
      "Lay map tiles or a picture from a file under the map", icon="map", when="map_editable",
      submenu=_LAYERS),
)  # fmt: skip
"""In the order of the submenu."""
