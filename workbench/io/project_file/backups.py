"""Earlier states of projects, kept in the user's folder: all of two days, then fewer and fewer.

A backup is a whole project file. Its name says when it was made (UTC) and why, so that the folder can be read
without this program.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.paths import backups

KEEP_ALL = timedelta(days=2)
DAILY = timedelta(days=14)
WEEKLY = timedelta(days=92)
"""Older than ``KEEP_ALL`` one a day is kept, older than ``DAILY`` one a week, older than this one a month."""
EVERY = timedelta(minutes=30)
"""How often the window makes one while there is new work."""
_FORM = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"(?P<at>\d{4}-\d\d-\d\dT\d{6}Z)(?P<again>\.\d+)? (?P<why>.+)\.gpkg")


@dataclass(frozen=True)
class Backup:
    """One earlier state: the file, when it was made (with zone) and why, such as "before import"."""

    path: Path
    made: datetime
    why: str

    @property
    def size(self) -> int:
        """Bytes on the disk; 0 where the file has gone meanwhile."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size
        return 0


def folder_of(original: Path) -> Path:
    """Where the backups of a project lie; two projects of one name have two folders."""
    whole = str(original.absolute())
    return (
        backups() / f"{original.stem[:40]}-{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()[:8]}"
    )


def make_backup(
    original: Path, why: str, write: Callable[[Path], object], *, now: datetime | None = None
) -> Backup:
    """Have ``write`` put the project's present state into a new backup, then thin out older ones.

    Raises:
        OSError: the folder cannot be made.
        WorkbenchError: what ``write`` raises; no backup is listed then.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    folder = folder_of(original)
    folder.mkdir(parents=True, exist_ok=True)
    stem, again = now.strftime(_FORM), 1
    path = folder / f"{stem} {why}.gpkg"
    while any(folder.glob(f"{path.name.partition(' ')[0]} *")):
        again += 1
        path = folder / f"{stem}.{again} {why}.gpkg"
    write(path)
    thin_out(original, now=now)
    return Backup(path, now, why)


def backups_of(original: Path) -> list[Backup]:
    """The backups of a project, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder_of(original).iterdir():
            name = _NAME.fullmatch(path.name)
            if name is not None:
                with contextlib.suppress(ValueError):
                    made = datetime.strptime(name["at"], _FORM).replace(tzinfo=UTC)
                    found.append(Backup(path, made, name["why"]))
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)


def thin_out(original: Path, *, now: datetime) -> None:
    """Remove the backups that are no longer kept."""
    there = backups_of(original)
    kept = set(worth_keeping([backup.made for backup in there], now=now))
    for backup in there:
        if backup.made not in kept:
            with contextlib.suppress(OSError):  # another program may hold it; it goes the next time
                backup.path.unlink()


def worth_keeping(made: Iterable[datetime], *, now: datetime) -> list[datetime]:
    """Of the given times those whose backups are kept: of each day, week or month the last one.

    A time that lies ahead, as after a change of the clock, is kept.
    """
    kept: dict[Hashable, datetime] = {}
    for at in sorted(made):
        age = now - at
        period: Hashable
        if age <= KEEP_ALL:
            period = at
        elif age <= DAILY:
            period = ("day", at.date())
        elif age <= WEEKLY:
            period = ("week", *at.isocalendar()[:2])
        else:
            period = ("month", at.year, at.month)
        kept[period] = at
    return sorted(set(kept.values()))
