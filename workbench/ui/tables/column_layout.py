"""How the columns of a table stand, as text by their ids: order, widths, what was chosen by hand, sorting."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


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
    return ColumnLayout(
        order=[str(name) for name in _some(kept, "order", list)],
        widths={n: wide for n, wide in _some(kept, "widths", dict).items() if isinstance(wide, int)},
        chosen={n: shown for n, shown in _some(kept, "chosen", dict).items() if isinstance(shown, bool)},
        sort=str(kept.get("sort", "")),
        descending=bool(kept.get("descending")),
    )


def _some(kept: dict[str, Any], name: str, kind: type[Any]) -> Any:
    """One part of what was kept, or an empty one where it is of another kind."""
    part = kept.get(name)
    return part if isinstance(part, kind) else kind()
