"""The SHA-256 of a file, read piece by piece, for the Data sources sheet."""

from __future__ import annotations

import hashlib
from pathlib import Path

_PIECE = 1 << 20


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of the bytes of a file; of a Shapefile, of its .shp part.

    Of a folder (File Geodatabase), the hash of its files' bytes in the order of their names.
    """
    digest = hashlib.sha256()
    for part in sorted(path.iterdir()) if path.is_dir() else [path]:
        with part.open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()
