"""One program at a time changes a project: a small file beside it says who has it open.

The lock is advice between copies of this program, on this computer and across a shared drive. A lock that
was left behind by a program that is gone is taken over; a folder that cannot be written has no locks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import sqlite3
import threading
import time
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from workbench.io.project_file.files import is_there
from workbench.io.readers.databases import file_uri
from workbench.preferences import account_name

BEAT_S = 60
"""How often a program that has a project open says that it is still there."""
STALE_S = 5 * BEAT_S
"""A lock of another computer that was silent for so long is taken over."""

_LONGEST_NAME = 200
"""Bytes of a project's name up to which its lock is named after it; systems take 255 with what is added."""

_A_MOMENT_S = 0.5
"""How long a look at a working copy may take, and the writing of a lock."""
CLAIM_S = 3.0
"""Taking a lock away is a matter of milliseconds; who has been at it for so long has ended meanwhile."""
_PATIENCE_S, _PAUSE_S = CLAIM_S + 1.0, 0.02
"""How long, and how often, a lock is tried again that another program is just taking over."""

_mine: dict[Path, list[str]] = {}
"""By lock file of this process: the token in the file, then one for each time the project is open here.

The window opens a project again before it lets go of it.
"""
_guard = threading.Lock()


@dataclass(frozen=True)
class Holder:
    """Who has a project open: ``copy`` is the working copy on ``host``, ``since`` is UTC."""

    user: str
    host: str
    since: str
    copy: str
    token: str

    @property
    def words(self) -> str:
        """Who it is, for a message: "jane on PC12, since 14:02"."""
        name = f"{self.user} on {self.host}" if self.user and self.host else self.user or self.host
        try:
            at = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return name or "another program"
        day = "" if at.date() == datetime.now().astimezone().date() else f"{at.day} {at:%B} "
        return f"{name or 'another program'}, since {day}{at:%H:%M}"


class FileLock:
    """The lock that this program holds on a project."""

    def __init__(self, path: Path | None, token: str) -> None:
        self._path = path
        self._token = token

    @classmethod
    def take(cls, target: Path, copy: Path) -> Self | Holder:
        """Lock the project ``target``, whose working copy is ``copy``; who has it where that cannot be.

        Whoever recovers work holds the copy of the program that is gone; a lock that names it is left over.
        """
        path = lock_path(target)
        me = Holder(account_name(), platform.node(), _now(), str(copy), uuid.uuid4().hex)
        until = time.monotonic() + _PATIENCE_S
        with _guard:
            while time.monotonic() < until:
                if path in _mine or _create(path, me):
                    _mine.setdefault(path, [me.token]).append(me.token)
                    return cls(path, me.token)
                if not is_there(path):
                    return cls(None, me.token)  # the folder takes no files
                there = _written(path)
                if there is not None and there.copy != me.copy and _alive(there, path):
                    return there
                if not _take_away(path, there):
                    time.sleep(_PAUSE_S)
        return read_lock(path) or me

    def beat(self) -> None:
        """Say that this program is still there."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                os.utime(self._path)

    def release(self) -> None:
        """Let others have the project; a lock that somebody else has taken over is left alone."""
        if self._path is None:
            return
        with _guard:
            first, *tokens = _mine[self._path]
            tokens.remove(self._token)
            _mine[self._path] = [first, *tokens]
            if not tokens:
                del _mine[self._path]
                there = read_lock(self._path)
                if there is not None and there.token == first:
                    with contextlib.suppress(OSError):
                        self._path.unlink()
        self._path = None


def lock_path(target: Path) -> Path:
    """The lock file of a project: hidden, in the same folder."""
    target = target.resolve()
    name = target.name
    whole = name.encode("utf-8", "replace")
    if len(whole) > _LONGEST_NAME:
        name = f"{target.stem[:40]}-{hashlib.sha256(whole).hexdigest()[:12]}"
    return target.with_name(f".{name}.lock")


def read_lock(path: Path) -> Holder | None:
    """Who a lock file names; None where it cannot be read."""
    try:
        plain: Any = json.loads(path.read_text(encoding="utf-8"))
        return Holder(**{name: str(plain[name]) for name in Holder.__dataclass_fields__})
    except (OSError, ValueError, TypeError, LookupError):
        return None


def in_use(copy: Path) -> bool:
    """Whether a program that runs holds a working copy of this computer.

    Another program that is only asking the same holds it for a moment, which is waited for. It is asked
    without the lock of the whole file that holding it takes: two that want that at once both get nothing.
    """
    if not is_there(copy):
        return False
    address = f"{file_uri(copy)}?mode=rw"
    try:
        with contextlib.closing(
            sqlite3.connect(address, uri=True, timeout=_A_MOMENT_S, isolation_level=None)
        ) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as problem:
        return "locked" in str(problem)
    except sqlite3.Error:
        return False
    return False


def _alive(holder: Holder, path: Path) -> bool:
    """Whether the program that a lock names still runs, as far as that can be told from here."""
    return in_use(Path(holder.copy)) if holder.host == platform.node() else _age(path) < STALE_S


def _written(path: Path) -> Holder | None:
    """What a lock says, once it is written: for a moment it is there by its name alone."""
    until = time.monotonic() + _A_MOMENT_S
    while (found := read_lock(path)) is None and is_there(path) and time.monotonic() < until:
        time.sleep(_PAUSE_S)
    return found


def _take_away(path: Path, stale: Holder | None) -> bool:
    """Remove a lock that was left over; False while another program is at it.

    One program at a time takes a lock away, and looks again before it does: another may have found the same
    lock left over and put its own in its place, which stays.
    """
    claim = path.with_name(f"{path.name}.claim")
    with contextlib.suppress(OSError):
        if is_there(claim) and _age(claim) > CLAIM_S:
            claim.unlink()
    try:
        os.close(os.open(claim, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    except OSError:
        return False
    try:
        with contextlib.suppress(OSError):
            if is_there(path) and _written(path) == stale:
                path.unlink()
    finally:
        with contextlib.suppress(OSError):
            claim.unlink()
    return True


def _age(path: Path) -> float:
    """Seconds since a lock was last touched, by the clock of the drive that it lies on."""
    probe = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        probe.touch()
        now = probe.stat().st_mtime
        return now - path.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def _create(path: Path, holder: Holder) -> bool:
    """Write the lock file where there is none."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(holder), file)
    except OSError:  # a full disk takes the name and nothing else: half a lock would keep its own maker out
        with contextlib.suppress(OSError):
            path.unlink()
        return False
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
