"""The working copy: a project on the local disk that holds every edit the moment it is made.

Saving publishes it to the user's file. The copy keeps a write-ahead log under an exclusive lock: one
flush to the disk an edit, no shared memory, and a second program cannot write to it. The published file
never has a log.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.errors import ProjectError
from workbench.io.project_file.connecting import (
    connect_for_reading,
    damaged,
    read_head,
    told_as_damage,
)
from workbench.io.project_file.files import cannot_write, is_there, remove_database, write_beside
from workbench.io.project_file.outline_layers import put_outlines
from workbench.io.project_file.reading import LoadedProject, read_open_project
from workbench.io.project_file.schema import TABLES, migrate, quoted
from workbench.io.project_file.state import apply_to_state, put_setting, put_step
from workbench.io.project_file.writing import check_pages
from workbench.io.readers.databases import guard
from workbench.models.edits import Edit
from workbench.models.history import HistoryStep
from workbench.progress import Progress

_COUNTS = "gpkg_ogr_contents"
"""Where GDAL keeps the number of features of each table; without a row it counts."""
_BUSY_MS = 1000
"""How long a copy that somebody looks at is waited for."""
_TRIES, _TRY_MS = 6, 250
"""How often, and for how long, a copy is asked for that another program may hold."""


class WorkingCopy:
    """A project file's copy on the local disk; the ``Store`` of a session."""

    def __init__(self, db: sqlite3.Connection, path: Path, original: Path) -> None:
        self._db = db
        self._lock = threading.Lock()
        self.path = path
        self.original = original
        self.unsaved = False
        self.changes = 0
        """How many edits, undos and redos were kept here since it was opened."""
        self.migrated_from = 0
        """Version of the original's tables where this program has brought them up to date, else 0."""
        self._note: dict[str, Any] = {"opened": _now(), "stamp": stamp_of(original)}
        with told_as_damage(original):
            self._unit_codes = {code for (code,) in db.execute("SELECT unit_code FROM units")}

    @classmethod
    def create(cls, original: Path, folder: Path) -> WorkingCopy | None:
        """Copy the project ``original`` into ``folder``; the original is only read.

        None where a newer program has written it: this one can read it and must not change it.

        Raises:
            ProjectError: the original cannot be read, or the folder cannot be written.
        """
        original = original.absolute()
        path = folder / f"{original.stem[:40]}-{uuid.uuid4().hex[:12]}.gpkg"
        with contextlib.closing(connect_for_reading(original)) as source:
            head = read_head(source, original)
            if head.newer:
                return None
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with contextlib.ExitStack() as unless_ready:
                    unless_ready.callback(_clear_away, path)
                    db = _open(path)
                    unless_ready.callback(db.close)
                    source.backup(db)
                    _make_ready(db, head.schema_version)
                    copy = cls(db, path, original)
                    copy.migrated_from = head.schema_version if head.older else 0
                    copy._write_note()
                    unless_ready.pop_all()
            except (OSError, sqlite3.Error) as problem:
                raise _no_copy(original, folder, problem) from problem
        return copy

    @classmethod
    def adopt(cls, path: Path, original: Path, note: dict[str, Any]) -> WorkingCopy:
        """Go on with a copy that a program has left behind; its work counts as unsaved.

        Raises:
            ProjectError: the copy is damaged, or another program holds it.
        """
        with contextlib.ExitStack() as unless_ready:
            if not is_there(path):
                raise _gone(original)
            with told_as_damage(path):
                db = _take_hold(path)
            if db is None:
                raise held_elsewhere(path, original)
            unless_ready.callback(db.close)
            with told_as_damage(path):
                (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise damaged(path, verdict)
                head = read_head(db, path)
            if head.newer:
                raise ProjectError(
                    f"The unsaved work of {original.name} was made by a newer version of the program.",
                    remedy="Recover it with that version.",
                )
            with told_as_damage(path):
                _make_ready(db, head.schema_version)
                copy = cls(db, path, original)
            copy._note = {**note, "recovered": _now()}
            copy.unsaved = True
            unless_ready.pop_all()
        return copy

    # -- what a session asks
    def record(self, edit: Edit, *, position: int, at: str, by: str = "") -> None:
        """Keep a new step in one transaction: carry it out, drop the steps from ``position`` on, append it.

        Raises:
            ProjectError: the local disk cannot be written, or the edit does not fit; nothing is kept.
        """
        with self._transaction():
            put_step(self._db, position, HistoryStep(edit, at, by))
            apply_to_state(self._db, edit, self._unit_codes)
            put_setting(self._db, "position", position + 1)

    def move(self, edit: Edit, *, position: int) -> None:
        """Keep an undo or redo in one transaction; ``position`` steps are done after it.

        Raises:
            ProjectError: as ``record``.
        """
        with self._transaction():
            apply_to_state(self._db, edit, self._unit_codes)
            put_setting(self._db, "position", position)

    # -- saving
    def publish(self, target: Path) -> None:
        """Put the project as it is now in the place of ``target``, whole and without side files.

        Raises:
            ProjectError: ``target`` cannot be written; it is as it was, and the work is safe here.
        """
        target = target.absolute()
        with self._lock:
            try:
                write_beside(target, self._copy_to, before=self._note_saving)
            except (OSError, sqlite3.Error) as problem:
                raise cannot_write(target, problem, safe_at=self.path) from problem
            self.original = target
            self._note["stamp"] = stamp_of(target)
            self._note.pop("saving", None)
            with contextlib.suppress(OSError):  # an old note only offers a recovery that is not needed
                self._mark(unsaved=False)

    def back_up(self, target: Path) -> None:
        """Put the project as it is now into a new file, for example a backup.

        Raises:
            ProjectError: ``target`` cannot be written.
        """
        with self._lock:
            try:
                write_beside(target, self._twin)
            except (OSError, sqlite3.Error) as problem:
                raise cannot_write(target, problem, safe_at=self.path) from problem

    def read(self, *, progress: Progress | None = None) -> LoadedProject:
        """The project as the working copy holds it.

        Raises:
            ProjectError: the project is damaged.
        """
        with self._lock:
            return read_open_project(self._db, self.original, progress=progress)

    def close(self, *, discard: bool = False) -> None:
        """Let go; a copy with work that was not saved is kept for recovery, unless ``discard``."""
        with self._lock:
            self._db.close()
        if discard or not self.unsaved:
            _clear_away(self.path)

    # -- inside
    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            before = self.unsaved
            try:
                if not before:
                    self._mark(unsaved=True)
                self._db.execute("BEGIN IMMEDIATE")
                with contextlib.ExitStack() as unless_kept:
                    unless_kept.callback(self._take_back, unsaved=before)
                    yield
                    self._db.execute("COMMIT")
                    unless_kept.pop_all()
                    self.changes += 1
            except (OSError, sqlite3.Error, UnicodeEncodeError) as problem:
                raise ProjectError(
                    "The change was not made: it could not be kept in the working copy.",
                    why=f"{self.path} could not be written ({problem}).",
                    remedy="Free some space on this disk, then try again. Everything before it is safe.",
                ) from problem

    def _take_back(self, *, unsaved: bool) -> None:
        self.unsaved = unsaved
        if self._db.in_transaction:  # a full disk has ended it already
            self._db.execute("ROLLBACK")

    def _copy_to(self, temporary: Path) -> None:
        self._twin(temporary, finish=put_outlines)

    def _twin(self, temporary: Path, finish: Callable[[sqlite3.Connection], object] | None = None) -> None:
        with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as twin:
            # Exclusive, so that leaving the log needs no shared memory, which network drives do not have.
            twin.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.backup(twin)
            twin.execute("PRAGMA journal_mode = DELETE")
            guard(twin)
            if finish is not None:
                twin.execute("BEGIN")
                finish(twin)
                twin.execute("COMMIT")
            check_pages(twin)

    def _mark(self, *, unsaved: bool) -> None:
        self._write_note(unsaved=unsaved)
        self.unsaved = unsaved

    def _note_saving(self, new: Path) -> None:
        """Note what the file will be in a moment: who is ended then finds it changed by nobody else."""
        self._note["saving"] = stamp_of(new)
        with contextlib.suppress(OSError):
            self._write_note(unsaved=self.unsaved)

    def _write_note(self, *, unsaved: bool = False) -> None:
        """Tell a later start what this copy is of, and whether it holds unsaved work."""
        self._note |= {"original": str(self.original), "unsaved": unsaved, "written": _now()}
        beside = _new_note_path(self.path)
        beside.write_text(json.dumps(self._note, indent=1), encoding="utf-8")
        beside.replace(note_path(self.path))


def note_path(copy: Path) -> Path:
    """The JSON beside a working copy: ``original``, its ``stamp``, ``unsaved``, ``opened``, ``written``.

    ``saving`` is the stamp of what was about to be put in the place of the original.
    """
    return copy.with_suffix(".json")


def stamp_noted(note: Mapping[str, Any]) -> list[int] | None:
    """The stamp of the file as this program left it: before the save it was ended in, or after it."""
    stamps: list[list[int] | None] = [note.get("stamp"), note.get("saving")]
    now = stamp_of(Path(str(note.get("original", ""))))
    return stamps[1] if stamps[1] is not None and stamps[1] == now else stamps[0]


def stamp_of(path: Path) -> list[int] | None:
    """What tells whether a file is still the same: time in ns and size; None where it is gone."""
    with contextlib.suppress(OSError):
        status = path.stat()
        return [status.st_mtime_ns, status.st_size]
    return None


def _open(path: Path) -> sqlite3.Connection:
    # Saving may run in another thread than painting; the lock of the working copy keeps them apart.
    db = sqlite3.connect(path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    guard(db)
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    return db


def _take_hold(path: Path) -> sqlite3.Connection | None:
    """Take hold of a copy until its connection is closed; None where another program holds it.

    Of two that want it at the same moment each has a half that the other one needs. Both let go then and try
    again, each after another pause.
    """
    for _ in range(_TRIES):
        db = _open(path)
        try:
            db.execute(f"PRAGMA busy_timeout = {_TRY_MS}")
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
            db.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        except sqlite3.Error as problem:
            db.close()
            if "locked" not in str(problem):
                raise
            time.sleep(uuid.uuid4().int % _TRY_MS / 1000)
        else:
            return db
    return None


def held_elsewhere(copy: Path, original: Path) -> ProjectError:
    """What to tell about unsaved work that another program has gone on with."""
    return ProjectError(
        f"The unsaved work of {original.name} is open in another program.",
        why=f"It holds the working copy {copy.name}.",
        remedy="Go on there; or close it there, then try again.",
    )


def _gone(original: Path) -> ProjectError:
    return ProjectError(
        f"The unsaved work of {original.name} is no longer there.",
        why="Another program has saved or deleted it.",
        remedy=f"Open {original.name}.",
    )


def _make_ready(db: sqlite3.Connection, version: int) -> None:
    """Bring the copy to this version's tables and take away what other programs hung on them."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("BEGIN IMMEDIATE")
    migrate(db, version)
    _drop_triggers(db)
    db.execute("COMMIT")


def _drop_triggers(db: sqlite3.Connection) -> None:
    """Our own tables have no triggers; GDAL adds some that count rows, a stranger could add worse."""
    found = db.execute("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    ours = [(trigger, table) for trigger, table in found if table.casefold() in {*TABLES, _COUNTS}]
    for trigger, _ in ours:
        db.execute(f"DROP TRIGGER {quoted(trigger)}")
    db.executemany(f"DELETE FROM {_COUNTS} WHERE table_name = ?", [(table,) for _, table in ours])  # noqa: S608 - GDAL's own table


def remove_copy(path: Path) -> None:
    """Remove a working copy with everything beside it."""
    remove_database(path)
    for note in (note_path(path), _new_note_path(path)):
        note.unlink(missing_ok=True)


def _clear_away(path: Path) -> None:
    """Remove a copy that nobody needs; one that a virus scanner holds goes at a later start."""
    with contextlib.suppress(OSError):
        remove_copy(path)


def _new_note_path(copy: Path) -> Path:
    return copy.with_suffix(".json.new")


def _no_copy(original: Path, folder: Path, problem: Exception) -> ProjectError:
    return ProjectError(
        f"{original.name} was not opened for changes.",
        why=f"No working copy could be made in {folder} ({problem}).",
        remedy="Free some space on this disk, or open the project for reading only.",
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
