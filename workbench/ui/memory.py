"""Hand memory back to the system after a large project was read."""

from __future__ import annotations

import ctypes
import gc
import sys

MANY_UNITS = 5_000
"""From this many areas on, reading a project leaves more than 50 MB free but held."""


def give_back() -> None:
    """Give freed memory back; only the C library of Linux holds it until it is asked."""
    gc.collect()
    trim()


def trim() -> None:
    """Give back what is free already: some milliseconds, and no search for more."""
    if sys.platform == "linux":
        give = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if give is not None:
            give(0)
