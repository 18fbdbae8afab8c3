"""Where the compiled kernel lies: a folder of the user's, never beside the source, which may be read-only.

Numba looks only at the file of each function: a compiled function that calls one of another file would be
used on with the old code of that file. So all files of the kernel together, the versions of numba and
Python and the processor name the folder, and another kernel has another folder.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from workbench import paths

FOLDER_VARIABLE = "NUMBA_CACHE_DIR"
"""Numba's own variable; where somebody has set it, the compiled kernel lies below that folder."""
_KERNEL = Path(__file__).resolve().parent / "kernel"


def use_folder() -> Path:
    """Let numba keep compiled functions in ``folder()``; to be called before the kernel is imported."""
    import numba

    config: Any = numba.config
    config.CACHE_DIR = str(folder())
    return folder()


def folder() -> Path:
    """The folder of this kernel on this processor, made where it is missing."""
    named = os.environ.get(FOLDER_VARIABLE)
    for place in (*([Path(named)] if named else []), paths.cache_dir() / "compiled"):
        chosen = place / f"balancer-{fingerprint()}"
        try:
            chosen.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(chosen, os.W_OK):
            return chosen
    return _for_this_run()


@cache
def _for_this_run() -> Path:
    """A folder of this process alone, where nothing can be kept: the kernel is compiled anew each time."""
    chosen = Path(tempfile.mkdtemp(prefix="locality-workbench-")) / f"balancer-{fingerprint()}"
    chosen.mkdir()
    return chosen


@cache
def fingerprint() -> str:
    """Stands for the kernel's source, the versions that compile it and the processor it runs on."""
    from llvmlite import binding

    told = hashlib.sha256()
    for file in sorted(_KERNEL.rglob("*.py")):
        told.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    machine = binding.get_host_cpu_name() + binding.get_host_cpu_features().flatten()
    for part in (version("numba"), version("llvmlite"), sys.version, machine):
        told.update(part.encode() + b"\0")
    return told.hexdigest()[:16]
