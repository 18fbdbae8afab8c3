"""Files that a planner lays under or over the map: reference layers and backgrounds, remembered by path."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MAP_SOURCES = "map_source"
"""The project's register of these files."""


class SourceKind(StrEnum):
    """What a file is on the map."""

    REFERENCE = "reference"
    BACKGROUND = "background"


@dataclass(frozen=True)
class MapSource:
    """One file on the map.

    ``path`` is where it was found; ``layer`` one of a file with several; ``colour`` a name of the quiet set,
    ``width`` pixels of the lines, ``label`` the column that is written on the map, ``attribution`` what the
    publisher asks to be said. ``place`` orders sources among themselves, the lowest first.
    """

    key: str
    kind: SourceKind
    path: str
    title: str
    layer: str = ""
    colour: str = "grey"
    width: float = 1.0
    filled: bool = False
    label: str = ""
    attribution: str = ""
    place: int = 0

    def found(self, folder: Path | None) -> Path | None:
        """The file where it was, or beside the project in ``folder``; None where it is in neither place."""
        there = Path(self.path)
        beside = None if folder is None else folder / there.name
        return next((path for path in (there, beside) if path is not None and path.is_file()), None)
