"""Nothing is lost: recover what was never saved, go back to an earlier state."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.errors import ExportError
from workbench.io.project_file.backups import folder_of
from workbench.progress import Progress
from workbench.session.merge_copies import CopyMerge, read_copy
from workbench.session.opening import OpenProject
from workbench.session.recovery import KeptWork, kept_work, kept_work_of, recover
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.files import PROJECTS, OpenFile, SaveFile
from workbench.ui.recovery.backups_dialog import BackupsDialog
from workbench.ui.recovery.keeper import Keeper
from workbench.ui.recovery.merge_dialog import MergeDialog
from workbench.ui.recovery.recovery_dialog import RecoveryAnswer, RecoveryDialog


class KeepingCommands:
    """``show`` puts an opened project on the desk, ``open_path`` opens a file."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        *,
        show: Callable[[OpenProject], object],
        open_path: Callable[[Path], object],
        leave: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._window = window
        self._show = show
        self._open_path = open_path
        self._leave = leave
        self.keeper = Keeper(desk, window, merge=self.merge_file)
        desk.state_wanted.connect(self.keeper.back_up_now)

    def offer_at_start(self) -> None:
        """Ask about work of any project that was never saved."""
        self._offer(kept_work(), safe="Not now")

    def offer_for(self, path: Path) -> bool:
        """Ask about unsaved work of a project that is about to be opened; True where it was recovered."""
        return self._offer(kept_work_of(path), safe="Open saved")

    def recover(self) -> None:
        """Ask about unsaved work when the planner looks for it."""
        kept = kept_work()
        if not kept:
            self._desk.tell(Tone.GOOD, "There is no unsaved work to recover")
        elif self._leave():
            self._offer(kept, safe="Not now")

    def backups(self) -> None:
        """Choose an earlier state of the project and open it as a new file."""
        bridge = self._desk.bridge
        opened = bridge.opened if bridge is not None else None
        if not isinstance(opened, OpenProject):
            return
        chosen = BackupsDialog.ask(self._window, opened.backups(), folder_of(opened.path))
        if chosen is None:
            return
        at = chosen.made.astimezone()
        name = f"{opened.path.stem} {at:%Y-%m-%d %H%M}.gpkg"
        path = SaveFile.ask(self._window, "Save the earlier state as", PROJECTS, opened.path.with_name(name))
        if path is not None and self._leave() and self._desk.attempt(lambda: _copy(chosen.path, path)):
            self._open_path(path)

    def merge(self) -> None:
        """Bring another copy of the project in, after showing what it brings."""
        if self._desk.bridge is None:
            return
        path = OpenFile.ask(self._window, "Merge a copy of this project", PROJECTS, self._desk.folder)
        if path is not None:
            self.merge_file(path)

    def merge_file(self, path: Path) -> None:
        """Show what a copy brings, and bring it in."""
        bridge = self._desk.bridge
        if bridge is not None:
            project = bridge.project
            self._desk.jobs.start(
                f"Reading {path.name}",
                lambda progress: read_copy(project, path, progress=progress),
                self._bring,
            )

    def _bring(self, found: CopyMerge) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        if found.edit is None and not found.conflicts:
            self._desk.tell(Tone.GOOD, f"{found.file} has nothing that is not here")
        elif MergeDialog.ask(self._window, found) and found.edit is not None:
            self._desk.state_wanted.emit("before merge")
            if self._desk.apply(found.edit):
                undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
                why = f"{len(found.of('added')):,} new, {len(found.conflicts):,} changed in both copies."
                self._desk.tell(Tone.GOOD, f"Merged {found.file}", why=why, actions=(undo,))

    def _offer(self, kept: list[KeptWork], *, safe: str) -> bool:
        if not kept:
            return False
        wanted = RecoveryDialog.ask(self._window, kept, safe=safe)
        if wanted.answer is not RecoveryAnswer.RECOVER or wanted.kept is None:
            return False
        chosen = wanted.kept

        def work(progress: Progress) -> OpenProject:
            progress.report(0.1, f"Recovering {chosen.original.name}")
            return recover(chosen)

        def done(opened: OpenProject) -> None:
            self._show(opened)
            hint = opened.save_hint
            self._desk.tell(
                Tone.WARNING if hint else Tone.GOOD, f"Your work on {opened.path.name} is back",
                why=f"{hint}. Save your work under another name." if hint else
                "It is not in the project file yet: save it, or undo step by step.",
            )  # fmt: skip

        return self._desk.jobs.start(f"Recovering {chosen.original.name}", work, done)


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as problem:
        raise ExportError(
            f"{target.name} was not written.", why=f"{problem.strerror}.", remedy="Choose another folder."
        ) from problem
