"""Hub localities: the areas that a plan is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

LOCALITY_HUES: tuple[tuple[str, str], ...] = (
    ("light blue", "#77AADD"), ("orange", "#EE8866"), ("light yellow", "#EEDD88"), ("pink", "#FFAABB"),
    ("light cyan", "#99DDFF"), ("mint", "#44BB99"), ("pear", "#BBCC33"), ("olive", "#AAAA00"),
)  # fmt: skip
"""Name and colour of the hues: Paul Tol's "light" set, black text at 8:1 or more."""


@dataclass(frozen=True)
class Locality:
    """A hub locality. ``code`` never changes and starts with a letter; ``number`` is what is shown.

    ``colour`` is "#RRGGBB". ``hub_site`` is a practice or provider site code, ``exception_reason``
    says why the locality may stay outside the band. ``permitted_parts`` is in how many pieces it may lie,
    and ``parts_reason`` says why, as "Joined by the ferry": pieces up to that number are not cut off.
    """

    code: str
    number: int
    name: str
    colour: str = LOCALITY_HUES[0][1]
    locked: bool = False
    hub_site: str = ""
    lead: str = ""
    exception_reason: str = ""
    note: str = ""
    permitted_parts: int = 1
    parts_reason: str = ""

    def in_parts(self, parts: int) -> str:
        """The pieces in words: "" for one, "In 2 parts", "In 2 parts (permitted: ferry)"."""
        if parts <= 1:
            return ""
        if parts > self.permitted_parts:
            permitted = f", {self.permitted_parts} permitted" if self.permitted_parts > 1 else ""
            return f"In {parts} parts{permitted}"
        return f"In {parts} parts (permitted{f': {self.parts_reason}' if self.parts_reason else ''})"


def locality_from_json(value: Mapping[str, Any]) -> Locality:
    """A locality from plain values; fields that this version does not know are left out."""
    known = {item.name for item in fields(Locality)}
    return Locality(**{name: item for name, item in value.items() if name in known})


def next_code(used: set[str]) -> str:
    """The first free code of the form L01, L02, ..., L100."""
    number = 1
    while f"L{number:02d}" in used:
        number += 1
    return f"L{number:02d}"
