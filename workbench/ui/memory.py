"""Hand memory back to the system after a large project was read."""

from __future__ import annotations

import ctypes
import gc
import sys

MANY_UNITS = 5_000
"""From this many areas on, reading a project leaves more than 50 MB free but held."""
LARGE_BYTES = 4 * 2**20
"""Arrays from this size on have pages of their own, which go back as soon as they are freed."""
_MMAP_THRESHOLD = -3
"""The number of the setting in the C library of Linux (M_MMAP_THRESHOLD in malloc.h)."""


def keep_large_apart() -> None:
    """Keep large arrays out of the heap, where each leaves a gap that small ones fill and hold.

    Left alone, the C library of Linux raises the size from which an array has pages of its own to that of the
    largest freed so far, up to 32 MB: opening England left 140 MB of gaps, which looking around filled.
    """
    if sys.platform == "linux":
        set_to = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_to is not None:
            set_to(_MMAP_THRESHOLD, LARGE_BYTES)


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
