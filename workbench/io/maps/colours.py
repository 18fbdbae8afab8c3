"""Colours of the maps: the light theme's tokens, for paper is white."""

from __future__ import annotations

import json
from functools import cache

from workbench.models.rules import BandStatus
from workbench.paths import resource

_TOKENS = {
    BandStatus.IN: "text3",
    BandStatus.BELOW: "under",
    BandStatus.ABOVE: "over",
    BandStatus.UNKNOWN: "unknown",
}
HATCH = "#6B7280"
SAME, ONE, SEVERAL = "#F7F8FA", "#F0C674", "#A64B12"
"""Grounds of what differs: nothing, in one scenario, in several; lighter, darker, ``ONE`` hatched besides."""


@cache
def token(name: str) -> str:
    """A colour of the light theme by its name in ``resources/tokens.json``."""
    palette: dict[str, str] = _tokens()["light"]
    return palette[name]


@cache
def unassigned() -> str:
    """The ground of what belongs to no locality."""
    ground: str = _tokens()["unassigned"]["hex"]
    return ground


def status_colour(status: BandStatus) -> str:
    """The colour of a status; being in the band is quiet."""
    return token(_TOKENS[status])


@cache
def _tokens() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    return loaded
