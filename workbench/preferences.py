"""What the program remembers for its user between two starts.

``Preferences`` is a frozen record: the field is the key, its annotation the type, and its metadata
holds the help text that the settings dialog shows. A file of an older version goes through
``UPGRADES``; keys that this version does not know are kept as they are, so that an older and a newer
program can share one folder.
"""

from __future__ import annotations

import getpass
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

THEMES: Final = ("system", "light", "dark")
NAMES_IN_HISTORY: Final = ("account", "own", "none")
RECENT_FILES_KEPT: Final = 10
_VERSION_KEY: Final = "version"
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def _preference(default: Any, *, help_text: str, allowed: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - a field of any type
    metadata = {"help": help_text, "allowed": allowed}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every preference with its default; change one with ``dataclasses.replace``."""

    theme: str = _preference("system", help_text="Light, dark, or as the system is set", allowed=THEMES)
    near_limit_people: int = _preference(
        1000, help_text="A locality this close to a limit of its band is shown as near the limit"
    )
    consultation_threshold: str = _preference(
        "", help_text="From how many people who move, or which share of all, the public is consulted"
    )
    recent_files: tuple[str, ...] = _preference((), help_text="Projects opened lately, the latest first")
    last_folder: str = _preference("", help_text="The folder that the next file dialog opens")
    window_geometry: Mapping[str, str] = _preference(
        _NOTHING, help_text="Size and place of the window for each screen size, as Qt writes them, in base64"
    )
    map_layers: Mapping[str, str] = _preference(
        _NOTHING, help_text="Order and looks of the map's layers in each project, as JSON by its file"
    )
    column_mappings: Mapping[str, str] = _preference(
        _NOTHING, help_text="What the columns of files of no published layout are, as JSON by their headings"
    )
    column_layout: Mapping[str, str] = _preference(
        _NOTHING, help_text="Order and width of the columns of each table, as Qt writes them, in base64"
    )
    name_in_history: str = _preference(
        "account",
        help_text="Whose name stands beside the steps of a project: that of the account, one's own, or none",
        allowed=NAMES_IN_HISTORY,
    )
    own_name: str = _preference("", help_text="The name beside the steps of a project, where it is one's own")
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @property
    def author(self) -> str:
        """The name that stands beside the steps made from now on, empty for none."""
        match self.name_in_history:
            case "own":
                return self.own_name.strip()
            case "account":
                return account_name()
        return ""

    def with_recent_file(self, path: Path) -> Preferences:
        """A copy with ``path`` first among the recent files and its folder as the last one."""
        name = str(path.resolve())
        others = tuple(known for known in self.recent_files if known != name)
        return replace(
            self,
            recent_files=(name, *others)[:RECENT_FILES_KEPT],
            last_folder=str(path.resolve().parent),
        )

    def without_recent_file(self, path: Path) -> Preferences:
        """A copy that has forgotten ``path``, for a project that is no longer there."""
        names = {str(path), str(path.resolve())}
        return replace(self, recent_files=tuple(known for known in self.recent_files if known not in names))


def account_name() -> str:
    """The name of the account that the program runs in, empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name in the environment and none in the system's list
        return ""


def help_text(key: str) -> str:
    """What the preference ``key`` is for, in the words of the settings dialog.

    Raises:
        KeyError: there is no such preference.
    """
    return cast("str", _records()[key].metadata["help"])


def _add_version(data: dict[str, Any]) -> dict[str, Any]:
    """Version 0 (a file without a version, written by hand) to 1: the keys are the same."""
    return data


UPGRADES: Final[tuple[Upgrade, ...]] = (_add_version,)
"""``UPGRADES[n]`` takes the keys of version n to those of version n + 1; each is a pure function."""


def upgraded(data: Mapping[str, Any], upgrades: tuple[Upgrade, ...] = UPGRADES) -> dict[str, Any]:
    """The keys of ``data`` as the present version names them, without the version itself."""
    version = data.get(_VERSION_KEY, 0)
    keys = {key: value for key, value in data.items() if key != _VERSION_KEY}
    for upgrade in upgrades[version:] if isinstance(version, int) and version >= 0 else ():
        keys = upgrade(dict(keys))
    return keys


def load(path: Path) -> Preferences:
    """The preferences in ``path``; defaults where the file, or a value in it, cannot be used.

    Losing a window's size is no reason to stop a planner, so nothing is raised.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return from_keys(upgraded(data)) if isinstance(data, dict) else Preferences()


def save(preferences: Preferences, path: Path) -> None:
    """Write ``preferences`` to ``path``: beside it first, then in its place, never half a file.

    Raises:
        OSError: the folder cannot be written; the file there before is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(to_keys(preferences), indent=2, ensure_ascii=False, sort_keys=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def to_keys(preferences: Preferences) -> dict[str, Any]:
    """What the file holds: the version, every known key, and the unknown ones as they came."""
    known = {name: getattr(preferences, name) for name in _records()}
    plain = {name: dict(value) if isinstance(value, Mapping) else value for name, value in known.items()}
    return {**preferences.unknown, **plain, _VERSION_KEY: len(UPGRADES)}


def from_keys(keys: Mapping[str, Any]) -> Preferences:
    """Preferences from the keys of a file; a value of the wrong type falls back to its default."""
    records = _records()
    defaults = Preferences()
    values: dict[str, Any] = {}
    for name in records.keys() & keys.keys():
        usable = _usable(keys[name], like=getattr(defaults, name), allowed=records[name].metadata["allowed"])
        if usable is not None:
            values[name] = usable
    unknown = {key: value for key, value in keys.items() if key not in records}
    return Preferences(**values, unknown=MappingProxyType(unknown))


def _usable(value: object, *, like: object, allowed: tuple[str, ...]) -> object | None:
    """``value`` in the type of the default ``like``, or None where it does not fit."""
    match like, value:
        case str(), str() if not allowed or value in allowed:
            return value
        case int(), int() if not isinstance(value, bool) and value >= 0:
            return value
        case tuple(), [*names] if all(isinstance(name, str) for name in names):
            return tuple(names)
        case Mapping(), dict() if all(isinstance(text, str) for text in value.values()):
            return MappingProxyType(dict(value))
        case _:
            return None


def _records() -> dict[str, Any]:
    """The dataclass fields that are preferences, by key."""
    return {record.name: record for record in fields(Preferences) if "help" in record.metadata}
