"""How the columns of a table stand, as text by their ids: order, widths, what was chosen by hand, sorting."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class ColumnLayout:
    """``chosen`` tells of columns that a person has shown or hidden; the table decides on the others."""

    order: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    chosen: dict[str, bool] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))


def read_layout(text: str) -> ColumnLayout:
    """The layout kept; what cannot be read is left out."""
    try:
        kept = json.loads(text) if text else {}
    except json.JSONDecodeError:
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    order, widths, chosen = kept.get("order"), kept.get("widths"), kept.get("chosen")
    return ColumnLayout(
        order=[str(name) for name in order] if isinstance(order, list) else [],
        widths=_only(int, widths),
        chosen=_only(bool, chosen),
        sort=str(kept.get("sort", "")),
        descending=bool(kept.get("descending")),
    )


def _only(kind: type[T], kept: object) -> dict[str, T]:
    """The values of this kind by name."""
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, kind)}
