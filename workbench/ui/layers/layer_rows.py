"""The rows of the layer panel, from the uppermost to the lowest, made of the state of the layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.models.map_sources import MapSource, SourceKind
from workbench.ui.layers.layer_state import (
    HATCHES,
    LABELS,
    LINKS,
    NOTES,
    PRACTICES,
    PROVIDERS,
    LayerState,
)  # fmt: skip
from workbench.ui.map.sheets import BORDERS, FILLS, OUTLINES

SIGNS_TITLE, GROUND_TITLE = "Signs and names", "Areas and lines"

WORDS = {
    LABELS: ("Labels with people", "Number, name and people of each locality"),
    NOTES: ("Parked notes", "The pins of notes that were parked on the map"),
    LINKS: ("Bridges and ferries", "Pairs of areas that hang together although they do not touch"),
    PRACTICES: ("Practices", "A disc for each practice, larger for a longer list"),
    PROVIDERS: ("Providers", "A sign for each provider site, by sector"),
    OUTLINES: ("Outlines of localities", "The dark lines between localities"),
    BORDERS: ("Borders of areas", "The fine white lines between areas"),
    HATCHES: ("Hatches of localities", "A hatch for each locality, so that neighbours differ without hue"),
    FILLS: ("Colours of areas", "What areas are filled with; let more through to see a background"),
}
"""Name and help of each layer of the map's own; no accelerators, which the menus need."""


@dataclass(frozen=True)
class LayerRow:
    """One layer in the panel; ``opacity`` is None where it cannot be faded, ``note`` says what is amiss."""

    key: str
    text: str
    help: str
    group: str
    shown: bool
    opacity: float | None
    up: bool
    down: bool
    note: str = ""
    source: bool = False
    colour: str = ""


def layer_rows(
    state: LayerState,
    sources: tuple[MapSource, ...],
    *,
    hatched: bool,
    note: Callable[[str], str],
    present: Callable[[str], bool],
) -> list[LayerRow]:
    """All rows; ``note`` tells of a file, ``present`` whether the map has a layer at all."""
    by_key = {source.key: source for source in sources}
    found: list[LayerRow] = []
    signs = [key for key in reversed(state.signs) if present(key)]
    ground = [key for key in reversed(state.ground) if key in by_key or key in WORDS]
    for group, keys in ((SIGNS_TITLE, signs), (GROUND_TITLE, ground)):
        for at, key in enumerate(keys):
            if key == FILLS:
                found.append(LayerRow(HATCHES, *WORDS[HATCHES], group, hatched, None, up=False, down=False))
            look = state.look(key)
            source = by_key.get(key)
            text, tip = WORDS[key] if source is None else (source.title, source.path)
            found.append(
                LayerRow(
                    key, text, tip, group, look.shown, look.opacity,
                    up=at > 0, down=at < len(keys) - 1,
                    note="" if source is None else note(key), source=source is not None,
                    colour=source.colour if source and source.kind is SourceKind.REFERENCE else "",
                )
            )  # fmt: skip
    return found
