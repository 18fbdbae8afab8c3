"""Where the program finds its own files, and where it keeps the user's.

The program's files lie in three shapes: a source tree (also inside a bundle, which is a source tree
with wheels beside it) holds ``resources/``, ``sample_data/`` and ``docs/`` next to the package; an installed
wheel holds them inside the package. Whatever is found first is used.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "LOCALITY_WORKBENCH_HOME"
"""Environment variable naming one folder for everything the program keeps (tests, a memory stick)."""

_APPLICATION = "locality-workbench"
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of fonts, tokens, theme and the service catalogue."""
    return _own_folder("resources")


def sample_data() -> Path:
    """The folder of the fictional sample county."""
    return _own_folder("sample_data")


def docs() -> Path:
    """The folder of the user guide and what it refers to."""
    return _own_folder("docs")


def resource(*parts: str) -> Path:
    """A file in ``resources()``, for example ``resource("fonts", "Inter-Regular.otf")``."""
    return resources().joinpath(*parts)


def config_dir() -> Path:
    """The user's folder for preferences; it may not exist yet."""
    return _home("config") or Path(platformdirs.user_config_dir(_APPLICATION, appauthor=False))


def data_dir() -> Path:
    """The user's folder for working copies and backups; it may not exist yet."""
    return _home("data") or Path(platformdirs.user_data_dir(_APPLICATION, appauthor=False))


def log_dir() -> Path:
    """The user's folder for the log; it may not exist yet."""
    return _home("log") or Path(platformdirs.user_log_dir(_APPLICATION, appauthor=False))


def cache_dir() -> Path:
    """The user's folder for what can be made again at any time; it may not exist yet."""
    return _home("cache") or Path(platformdirs.user_cache_dir(_APPLICATION, appauthor=False))


def documents_dir() -> Path:
    """Where a file dialog opens when the user has not been anywhere yet."""
    return _home("documents") or Path(platformdirs.user_documents_dir())


def preferences_file() -> Path:
    """The file that ``workbench.preferences`` loads and saves."""
    return config_dir() / "preferences.json"


def working_copies() -> Path:
    """The folder of working copies: edits go there first, on the local disk."""
    return data_dir() / "working"


def backups() -> Path:
    """The folder of earlier states of projects."""
    return data_dir() / "backups"


def _home(kind: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / kind if home else None


def _own_folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
