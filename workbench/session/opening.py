"""Open a project, save it, save it elsewhere, close it: the same for the window and the command line."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.errors import ProjectError
from workbench.io.project_file.copying import copy_project
from workbench.io.project_file.reading import LoadedProject, read_project
from workbench.io.project_file.working_copy import WorkingCopy
from workbench.paths import working_copies
from workbench.progress import NoProgress, Progress, sub_progress
from workbench.session.session import Session


class OpenProject:
    """An open project file with its session.

    In a ``with`` block, what was not saved at its end is dropped, unless saving has failed.
    """

    def __init__(self, path: Path, loaded: LoadedProject, copy: WorkingCopy | None) -> None:
        self.path = path
        self.schema_version = loaded.schema_version
        self.newer = loaded.head.newer
        self.session = Session(loaded.project, history=loaded.history, store=copy, read_only=copy is None)
        self._copy = copy
        self._stamp = _stamp(path)
        self._save_failed = False

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
        now = _stamp(self.path)
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
        self.path = path
        self._stamp = _stamp(path)
        self._save_failed = False


def open_project(
    path: Path,
    *,
    read_only: bool = False,
    progress: Progress | None = None,
    folder: Path | None = None,
) -> OpenProject:
    """Open a project file; no byte of it changes. ``folder`` is for working copies, the user's where None.

    A file of a newer version that this program can still read is opened for reading only.

    Raises:
        ProjectError: the file is missing, no project, damaged, in use, or needs a newer program.
        Cancelled: the user asked to stop; nothing is left behind.
    """
    progress = progress or NoProgress()
    path = path.absolute()
    before = _stamp(path)
    progress.report(0.0, "" if read_only else "Making a working copy")
    copy = None if read_only else WorkingCopy.create(path, folder or working_copies())
    with contextlib.ExitStack() as unless_open:
        if copy is not None:
            unless_open.callback(copy.close, discard=True)
        part = sub_progress(progress, start=0.2, end=1.0)
        loaded = read_project(path, progress=part) if copy is None else copy.read(progress=part)
        if _stamp(path) != before:
            raise ProjectError(
                f"{path.name} was not opened: another program was changing it.",
                remedy="Wait until the other program has saved it, then open it again.",
            )
        unless_open.pop_all()
    return OpenProject(path, loaded, copy)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells whether a file is still the same; None where it is gone."""
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size
    return None
