"""Open a project, save it, save it elsewhere, close it: the same for the window and the command line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.errors import ProjectError
from workbench.io.project_file.backups import Backup, backups_of, folder_of, make_backup
from workbench.io.project_file.copying import copy_project
from workbench.io.project_file.files import cannot_write
from workbench.io.project_file.locks import FileLock, Holder
from workbench.io.project_file.reading import LoadedProject, read_project
from workbench.io.project_file.working_copy import WorkingCopy, stamp_of
from workbench.paths import working_copies
from workbench.progress import NoProgress, Progress, sub_progress
from workbench.session.session import Session


class OpenProject:
    """An open project file with its session.

    In a ``with`` block, what was not saved at its end is dropped, unless saving has failed.
    """

    def __init__(
        self,
        path: Path,
        loaded: LoadedProject,
        copy: WorkingCopy | None,
        *,
        lock: FileLock | None = None,
        held_by: Holder | None = None,
    ) -> None:
        self.path = path
        self.held_by = held_by
        """Who has the project open for changes, where that is why it is read-only here."""
        self.schema_version = loaded.schema_version
        self.newer = loaded.head.newer
        self.session = Session(loaded.project, history=loaded.history, store=copy, read_only=copy is None)
        self._copy = copy
        self._lock = lock
        self._stamp = stamp_of(path)
        self._save_failed = False
        self._backed_up = 0

    @classmethod
    def recovered(
        cls, path: Path, adopt: Callable[[], WorkingCopy], *, copy: Path, stamp: list[int] | None
    ) -> Self:
        """An open project over a working copy that holds unsaved work of the file ``path``.

        ``adopt`` takes hold of ``copy``, which one program alone can do; the lock that the program which is
        gone has left names the same copy, and is taken over. ``stamp`` is that of the file which the work
        began from: where somebody has changed it since, saving over it needs to be asked for.
        """
        with contextlib.ExitStack() as unless_open:
            held = adopt()
            unless_open.callback(held.close)
            taken = FileLock.take(path, copy)
            lock, held_by = (taken, None) if isinstance(taken, FileLock) else (None, taken)
            if lock is not None:
                unless_open.callback(lock.release)
            opened = cls(path, held.read(), held, lock=lock, held_by=held_by)
            unless_open.pop_all()
        if stamp is not None:
            opened._stamp = stamp
        return opened

    @property
    def read_only(self) -> bool:
        """Whether the project can only be looked at."""
        return self._copy is None

    @property
    def unsaved(self) -> bool:
        """Whether there are changes that the file does not have."""
        return self._copy is not None and self._copy.unsaved

    @property
    def save_hint(self) -> str:
        """Why saving needs another place, for the message bar; empty where it does not."""
        if self.newer:
            return f"{self.path.name} was made by a newer version and is open for reading only"
        if self.held_by is not None:
            return f"{self.path.name} is open elsewhere: {self.held_by.words}"
        if self.read_only:
            return f"{self.path.name} is open for reading only"
        if not os.access(self.path, os.W_OK) or not os.access(self.path.parent, os.W_OK):
            return f"{self.path.name} lies where it cannot be changed: save it in another folder"
        return ""

    def save(self, *, replace_changed: bool = False) -> None:
        """Write all changes to the project's file.

        Raises:
            ProjectError: it is open for reading only, its folder cannot be written, or somebody else has
                changed the file since it was opened and ``replace_changed`` does not allow to replace it.
        """
        now = stamp_of(self.path)
        if self.held_by is not None and self._copy is not None:
            raise ProjectError(
                f"{self.path.name} was not saved: it is open elsewhere.",
                why=f"{self.held_by.words[:1].upper()}{self.held_by.words[1:]}.",
                remedy="Save under another name, then look at both.",
            )
        if self._copy is not None and not self._copy.unsaved and now == self._stamp:
            return
        if not replace_changed and now not in (self._stamp, None):
            raise ProjectError(
                f"{self.path.name} was not saved: it was changed by somebody else meanwhile.",
                why="The file is not the one that was opened.",
                remedy="Save under another name, then look at both.",
            )
        self._publish(self.path)

    def save_as(self, path: Path) -> None:
        """Write the project to ``path``, replacing what is there, and go on with that file.

        A project that is open for reading only is copied as it is, and stays open where it was.

        Raises:
            ProjectError: the folder cannot be written.
        """
        if self._copy is None:
            copy_project(self.path, path)
        else:
            self._publish(path)

    def close(self, *, discard: bool = False) -> None:
        """Let go of the project; unsaved work is kept in the working copy unless it is to be dropped."""
        if self._copy is not None:
            self._copy.close(discard=discard)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # -- beside the work
    @property
    def changed_outside(self) -> bool:
        """Whether somebody else has changed the file since it was opened or saved here."""
        return stamp_of(self.path) not in (self._stamp, None)

    def beat(self) -> None:
        """Say to other computers that the project is still open here; the window does so now and then."""
        if self._lock is not None:
            self._lock.beat()

    def back_up(self, why: str, *, only_new: bool = False) -> Backup | None:
        """Keep the project as it is now as a backup; None where ``only_new`` and nothing was done since.

        Raises:
            ProjectError: the folder of backups cannot be written.
        """
        if self._copy is None or (only_new and self._copy.changes == self._backed_up):
            return None
        changes = self._copy.changes
        try:
            made = make_backup(self.path, why, self._copy.back_up)
        except OSError as problem:
            raise cannot_write(folder_of(self.path), problem, safe_at=self._copy.path) from problem
        self._backed_up = changes
        return made

    def backups(self) -> list[Backup]:
        """Earlier states of this project, newest first."""
        return backups_of(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(discard=not self._save_failed)

    def _publish(self, path: Path) -> None:
        if self._copy is None:
            raise ProjectError(
                f"{self.path.name} was not saved: it is open for reading only.",
                remedy="Save a copy under another name and change the copy.",
            )
        try:
            self._copy.publish(path)
        except ProjectError:
            self._save_failed = True
            raise
        if path != self.path:
            self._move_lock(path)
        self.path = path
        self._stamp = stamp_of(path)
        self._save_failed = False

    def _move_lock(self, path: Path) -> None:
        """Lock the file that the project goes on with instead of the one before."""
        assert self._copy is not None  # noqa: S101 - only what is open for changes is published
        if self._lock is not None:
            self._lock.release()
        taken = FileLock.take(path, self._copy.path)
        self._lock = taken if isinstance(taken, FileLock) else None
        self.held_by = None


def open_project(
    path: Path,
    *,
    read_only: bool = False,
    progress: Progress | None = None,
    folder: Path | None = None,
    shared: bool = False,
) -> OpenProject:
    """Open a project file; no byte of it changes. ``folder`` is for working copies, the user's where None.

    ``shared`` is for a file that is never saved to, such as the sample: any number of programs may open it.
    A file of a newer version that this program can still read, or one that another program has open for
    changes, is opened for reading only.

    Raises:
        ProjectError: the file is missing, no project, damaged, in use, or needs a newer program.
        Cancelled: the user asked to stop; nothing is left behind.
    """
    progress = progress or NoProgress()
    path = path.absolute()
    before = stamp_of(path)
    progress.report(0.0, "" if read_only else "Making a working copy")
    copy = None if read_only else WorkingCopy.create(path, folder or working_copies())
    lock, held_by = None, None
    with contextlib.ExitStack() as unless_open:
        if copy is not None:
            unless_open.callback(copy.close, discard=True)
            taken = FileLock(None, "") if shared else FileLock.take(path, copy.path)
            if isinstance(taken, FileLock):
                lock = taken
                unless_open.callback(lock.release)
            else:
                held_by = taken
                copy.close(discard=True)
                copy = None
        part = sub_progress(progress, start=0.2, end=1.0)
        loaded = read_project(path, progress=part) if copy is None else copy.read(progress=part)
        if stamp_of(path) != before:
            raise ProjectError(
                f"{path.name} was not opened: another program was changing it.",
                remedy="Wait until the other program has saved it, then open it again.",
            )
        if copy is not None and copy.migrated_from:
            with contextlib.suppress(OSError, ProjectError):  # the file itself is left as it is until saved
                make_backup(path, "before migration", partial(copy_project, path))
        unless_open.pop_all()
    return OpenProject(path, loaded, copy, lock=lock, held_by=held_by)
