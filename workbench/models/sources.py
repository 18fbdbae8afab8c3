"""Where the data of a project came from and what was noticed on the way in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """One file that was read, for the Data sources sheet."""

    dataset: str
    file: str
    publisher: str = ""
    release: str = ""
    rows_read: int = 0
    rows_rejected: int = 0
    sha256: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Healing:
    """What was mended in the boundaries so that neighbours meet."""

    snapped_vertices: int = 0
    mended_polygons: int = 0
    healed_edges: int = 0
    removed_slivers: int = 0
    largest_area_change_m2: float = 0.0

    @property
    def untouched(self) -> bool:
        """Whether the boundaries were used as they came."""
        return self == Healing()


@dataclass(frozen=True)
class Notice:
    """Something the planner should know about an import: counted, with examples, never silent."""

    code: str
    severity: str
    text: str
    count: int = 0
    examples: tuple[str, ...] = field(default=())
