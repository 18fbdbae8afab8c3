"""What the map shows and how: order and looks of its layers, what areas are coloured by. Plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.metrics.classing import FEWEST, MOST, USUAL, Method
from workbench.models.map_sources import MapSource, SourceKind
from workbench.ui.map.sector_signs import HOSPITAL
from workbench.ui.map.sheets import BORDERS, FILLS, OUTLINES, Look

LABELS, PRACTICES, PROVIDERS, LINKS, NOTES = "labels", "practices", "providers", "links", "notes"
HATCHES = "hatches"
SIGNS = (PRACTICES, PROVIDERS, LINKS, NOTES, LABELS)
"""Layers above the map, the lowest first."""
GROUND = (FILLS, BORDERS, OUTLINES)
"""The map's own sheets, the lowest first; reference layers and backgrounds lie among them."""


@dataclass(frozen=True)
class Shading:
    """What areas are coloured by: their locality where ``by`` is empty, else an indicator in classes."""

    by: str = ""
    method: Method = Method.QUANTILES
    classes: int = USUAL


@dataclass(frozen=True)
class LayerState:
    """Everything about the layers that is remembered; the lowest of each order comes first."""

    signs: tuple[str, ...] = SIGNS
    ground: tuple[str, ...] = GROUND
    looks: Mapping[str, Look] = field(default_factory=dict)
    shading: Shading = Shading()
    sectors: frozenset[str] = frozenset({HOSPITAL})

    def look(self, key: str) -> Look:
        """How a layer is shown."""
        return self.looks.get(key, Look())

    def with_look(self, key: str, look: Look) -> LayerState:
        """The same with another look of one layer."""
        return replace(self, looks={**self.looks, key: look})

    def with_sources(self, sources: tuple[MapSource, ...]) -> LayerState:
        """The same with exactly these files among the sheets; a new one takes its usual place.

        Reference layers start above the colours and below the lines, backgrounds below everything.
        """
        keys = {source.key for source in sources}
        order = [key for key in self.ground if key in keys or key in GROUND]
        for source in sources:
            if source.key in order:
                continue
            below = source.kind is SourceKind.BACKGROUND
            order.insert(0 if below else order.index(FILLS) + 1, source.key)
        looks = {key: look for key, look in self.looks.items() if key in keys or not key.startswith(SOURCE)}
        return replace(self, ground=tuple(order), looks=looks)

    def moved(self, key: str, steps: int) -> LayerState:
        """The same with a layer some places higher, or lower for a negative number, inside its group."""
        if key in self.signs:
            return replace(self, signs=_moved(self.signs, key, steps))
        return replace(self, ground=_moved(self.ground, key, steps)) if key in self.ground else self


SOURCE = "source "
"""What the key of a file on the map begins with."""


def _moved(order: tuple[str, ...], key: str, steps: int) -> tuple[str, ...]:
    rest = [one for one in order if one != key]
    at = min(max(order.index(key) + steps, 0), len(rest))
    return (*rest[:at], key, *rest[at:])


def to_text(state: LayerState) -> str:
    """The state as JSON."""
    return json.dumps(
        {
            "signs": state.signs,
            "ground": state.ground,
            "looks": {key: [look.shown, look.opacity] for key, look in state.looks.items()},
            "shading": [state.shading.by, state.shading.method.value, state.shading.classes],
            "sectors": sorted(state.sectors),
        }
    )


def from_text(text: str) -> LayerState:
    """The state of JSON; whatever does not fit is as it usually is."""
    try:
        kept = json.loads(text)
    except ValueError:
        return LayerState()
    if not isinstance(kept, dict):
        return LayerState()
    try:
        return _read(kept)
    except (TypeError, ValueError, KeyError):
        return LayerState()


def _read(kept: dict[str, Any]) -> LayerState:
    by, method, classes = kept["shading"]
    return LayerState(
        signs=_complete(kept["signs"], SIGNS, others=False),
        ground=_complete(kept["ground"], GROUND, others=True),
        looks={
            str(key): Look(bool(shown), min(max(float(opacity), 0.0), 1.0))
            for key, (shown, opacity) in kept["looks"].items()
        },
        shading=Shading(str(by), Method(method), min(max(int(classes), FEWEST), MOST)),
        sectors=frozenset(str(sector) for sector in kept["sectors"]),
    )


def _complete(kept: list[str], usual: tuple[str, ...], *, others: bool) -> tuple[str, ...]:
    """An order that holds every usual layer once: what is missing is put where it usually comes."""
    order = list(dict.fromkeys(str(key) for key in kept if key in usual or others))
    for at, key in enumerate(usual):
        if key not in order:
            before = next((order.index(one) for one in usual[at + 1 :] if one in order), len(order))
            order.insert(before, key)
    return tuple(order)
