"""Copies that a sync client has put beside a project because two computers changed it."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.io.project_file.connecting import connect_for_reading, read_head

_ENDINGS = re.compile(
    r"""-[A-Z0-9][A-Z0-9-]{2,14}(-\d+)?   # OneDrive: the computer's name
    | \ ?\([^)]*[Cc]onflict[^)]*\)           # Dropbox, Nextcloud
    | \.sync-conflict-[\w-]+              # Syncthing
    | \ \(\d+\)                           # Google Drive
    """,
    re.VERBOSE,
)


def conflict_copies(path: Path) -> list[Path]:
    """Files beside a project that are named as such a copy and hold the same project; none where unsure."""
    found = []
    with contextlib.suppress(OSError):
        for other in sorted(path.parent.iterdir()):
            rest = other.stem.removeprefix(path.stem)
            if other.suffix == path.suffix and rest != other.stem and _ENDINGS.fullmatch(rest):
                found.append(other)
    mine = _project_id(path) if found else ""
    return [other for other in found if mine and _project_id(other) == mine]


def _project_id(path: Path) -> str:
    with contextlib.suppress(WorkbenchError), contextlib.closing(connect_for_reading(path)) as db:
        return read_head(db, path).project_id
    return ""
