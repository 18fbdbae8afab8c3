"""The SHA-256 of a file, read piece by piece, for the Data sources sheet."""

from __future__ import annotations

import hashlib
from pathlib import Path

_PIECE = 1 << 20


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of the bytes of a file; of a Shapefile, of its .shp part."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
