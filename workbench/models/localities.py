"""Hub localities: the areas that a plan is made of."""

from __future__ import annotations

from dataclasses import dataclass

LOCALITY_HUES: tuple[tuple[str, str], ...] = (
    ("light blue", "#77AADD"), ("orange", "#EE8866"), ("light yellow", "#EEDD88"), ("pink", "#FFAABB"),
    ("light cyan", "#99DDFF"), ("mint", "#44BB99"), ("pear", "#BBCC33"), ("olive", "#AAAA00"),
)  # fmt: skip
"""Name and colour of the hues: Paul Tol's "light" set, black text at 8:1 or more."""


@dataclass(frozen=True)
class Locality:
    """A hub locality. ``code`` never changes and starts with a letter; ``number`` is what is shown.

    ``colour`` is "#RRGGBB". ``hub_site`` is a practice or provider site code, ``exception_reason``
    says why the locality may stay outside the band.
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


def next_code(used: set[str]) -> str:
    """The first free code of the form L01, L02, ..., L100."""
    number = 1
    while f"L{number:02d}" in used:
        number += 1
    return f"L{number:02d}"
