"""What the cases of real disks have in common."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.small_disk import mount, unmount


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk, as a memory stick."""
    folder = mount(tmp_path / "stick")
    yield folder
    if folder.is_dir() and os.path.ismount(folder):
        unmount(folder)
