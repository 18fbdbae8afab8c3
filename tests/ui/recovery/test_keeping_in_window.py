"""The window after a crash, as a second program, with earlier states, and when others change the file."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QTableWidget

from tests.ui.window_driving import answer_files, answer_unsaved, wait_for_jobs
from workbench.io.project_file import locks
from workbench.io.project_file.backups import EVERY, backups_of
from workbench.io.project_file.conflicts import conflict_copies
from workbench.session import plan_edits as edits
from workbench.session.merge_copies import CopyMerge
from workbench.session.opening import open_project
from workbench.session.recovery import KeptWork, kept_work
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer
from workbench.ui.main_window import MainWindow
from workbench.ui.recovery.backups_dialog import BackupsDialog
from workbench.ui.recovery.merge_dialog import MergeDialog
from workbench.ui.recovery.recovery_dialog import Recovery, RecoveryAnswer, RecoveryDialog, SureDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def killed_over(path: Path) -> None:
    """A program that drew a scenario of one locality and ended without saving."""
    project = open_project(path)
    session = project.session
    session.apply(edits.add_scenario(session.project, "Of yesterday"))
    scenario = session.project.scenarios[0]
    session.apply(edits.add_locality(scenario))
    edit = edits.reassign(session.project, scenario, np.arange(4), 0)
    assert edit is not None
    session.apply(edit)
    project.close()


def answer_recovery(monkeypatch: pytest.MonkeyPatch, answer: RecoveryAnswer) -> list[list[KeptWork]]:
    asked: list[list[KeptWork]] = []

    def ask(_cls: object, _parent: object, kept: list[KeptWork], *, safe: str = "") -> Recovery:
        asked.append(kept)
        return Recovery(answer, kept[0])

    monkeypatch.setattr(RecoveryDialog, "ask", classmethod(ask))
    return asked


def text_at(table: QTableWidget, column: int) -> str:
    item = table.item(0, column)
    assert item is not None
    return item.text()


def test_opening_offers_the_work_of_a_killed_program(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_over(grid_file)
    asked = answer_recovery(monkeypatch, RecoveryAnswer.RECOVER)
    window.file_commands.open_path(grid_file)
    wait_for_jobs(qtbot, window)
    assert len(asked) == 1
    bridge = window.desk.bridge
    assert bridge is not None
    assert bridge.scenario.name == "Of yesterday"
    assert (bridge.scenario.plan.labels == 0).sum() == 4
    assert window.isWindowModified()
    bridge.undo()
    assert (bridge.scenario.plan.labels == 0).sum() == 0


def test_recovered_work_says_at_once_that_its_file_is_open_elsewhere(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_over(grid_file)
    answer_recovery(monkeypatch, RecoveryAnswer.RECOVER)
    told: list[str] = []
    window.desk.message.connect(lambda message: told.append(message.why))
    with open_project(grid_file), monkeypatch.context() as patch:
        patch.setattr(locks, "_mine", {})
        window.file_commands.open_path(grid_file)
        wait_for_jobs(qtbot, window)
    assert window.desk.editable
    assert "gridshire.gpkg is open elsewhere: " in told[-1]
    assert told[-1].endswith("Save your work under another name.")


def test_the_saved_file_may_be_opened_and_the_work_waits(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_over(grid_file)
    told: list[str] = []
    window.desk.message.connect(lambda message: told.append(message.what))
    asked = answer_recovery(monkeypatch, RecoveryAnswer.LATER)
    window.file_commands.open_path(grid_file)
    wait_for_jobs(qtbot, window)
    assert window.desk.bridge is not None
    assert window.desk.bridge.scenario.name != "Of yesterday"
    assert len(kept_work()) == 1
    window.file_commands.keeping.offer_at_start()
    assert len(asked) == 2
    for kept in kept_work():
        shutil.rmtree(kept.copy.parent, ignore_errors=True)
    window.file_commands.keeping.recover()
    assert told[-1] == "There is no unsaved work to recover"


def test_a_window_that_only_looks_changes_no_byte(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened, with unsaved work beside it that is compared and left, looked at from all sides, closed."""
    killed_over(grid_file)
    before = hashlib.sha256(grid_file.read_bytes()).hexdigest(), grid_file.stat().st_mtime_ns
    answer_recovery(monkeypatch, RecoveryAnswer.LATER)
    dialog = RecoveryDialog(kept_work(), safe="Open saved", parent=window)
    dialog.compare.click()
    window.file_commands.open_path(grid_file)
    wait_for_jobs(qtbot, window)
    assert window.desk.bridge is not None
    keeper = window.file_commands.keeping.keeper
    keeper.look_after()
    keeper.look_outside()
    keeper.back_up_now("timed")
    answer_unsaved(monkeypatch, UnsavedAnswer.DROP)  # the first scenario, made for whoever has none
    window.acts["close"].trigger()
    assert window.body.currentWidget() is window.welcome
    assert (hashlib.sha256(grid_file.read_bytes()).hexdigest(), grid_file.stat().st_mtime_ns) == before
    assert [item.name for item in grid_file.parent.glob("*gridshire*")] == [grid_file.name]


def test_the_dialog_says_what_it_is_about(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_over(grid_file)
    dialog = RecoveryDialog(kept_work(), safe="Open saved", parent=window)
    assert text_at(dialog.table, 0) == grid_file.name
    assert "as it was when this work began" in dialog.told.text()
    dialog.compare.click()
    assert dialog.told.text() == "Against the saved file: Of yesterday: not in the saved file"
    os.utime(grid_file)
    dialog = RecoveryDialog(kept_work(), safe="Open saved", parent=window)
    assert "by somebody after this work began" in dialog.told.text()
    monkeypatch.setattr(SureDialog, "ask", classmethod(lambda *_: False))
    dialog.delete.click()
    assert len(kept_work()) == 1
    monkeypatch.setattr(SureDialog, "ask", classmethod(lambda *_: True))
    dialog.delete.click()
    assert kept_work() == []
    assert dialog.current is None


def test_a_second_program_reads_and_may_save_a_copy(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    window.desk.message.connect(lambda message: told.append(message.why))
    with open_project(grid_file), monkeypatch.context() as patch:
        patch.setattr(locks, "_mine", {})
        window.file_commands.open_path(grid_file)
        wait_for_jobs(qtbot, window)
        assert not window.desk.editable
        assert "gridshire.gpkg is open elsewhere: " in told[-1]


def test_backups_by_time_and_before_an_import(
    grid_window: MainWindow, grid_file: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = grid_window.file_commands.keeping.keeper
    keeper.look_after()
    wait_for_jobs(qtbot, grid_window)
    assert backups_of(grid_file) == []
    keeper._last_backup = datetime.now(UTC) - EVERY
    keeper.look_after()
    wait_for_jobs(qtbot, grid_window)
    assert [backup.why for backup in backups_of(grid_file)] == ["timed"]  # the first scenario is new work
    plan = tmp_path / "plan.csv"
    codes = (
        [str(code) for code in grid_window.desk.bridge.project.area.units.codes]
        if grid_window.desk.bridge
        else []
    )
    plan.write_text("unit_code,locality\n" + "".join(f"{code},West\n" for code in codes), encoding="utf-8")
    answer_files(monkeypatch, open_=plan)
    grid_window.acts["import_plan"].trigger()
    assert [backup.why for backup in backups_of(grid_file)] == ["before import", "timed"]

    earlier = backups_of(grid_file)[1]
    monkeypatch.setattr(BackupsDialog, "ask", classmethod(lambda *_: earlier))
    answer_files(monkeypatch, save=tmp_path / "earlier.gpkg")
    monkeypatch.setattr(grid_window.file_commands.keeping, "_leave", lambda: True)
    grid_window.acts["backups"].trigger()
    wait_for_jobs(qtbot, grid_window)
    assert grid_window.desk.bridge is not None
    assert grid_window.desk.bridge.opened.path == tmp_path / "earlier.gpkg"


def test_the_list_of_earlier_states(grid_window: MainWindow, grid_file: Path) -> None:
    opened = grid_window.file_commands.keeping.keeper.opened
    assert opened is not None
    assert not BackupsDialog([], grid_file.parent, grid_window).main.isEnabled()
    backup = opened.back_up("before merge")
    assert backup is not None
    dialog = BackupsDialog(opened.backups(), backup.path.parent, grid_window)
    assert text_at(dialog.table, 1) == "Before merge"
    assert text_at(dialog.table, 2).endswith(" MB")


def test_changes_from_outside_are_told_once(grid_window: MainWindow, grid_file: Path) -> None:
    told: list[str] = []
    grid_window.desk.message.connect(lambda message: told.append(message.what))
    keeper = grid_window.file_commands.keeping.keeper
    keeper.look_outside()
    assert told == []
    os.utime(grid_file)
    shutil.copyfile(grid_file, grid_file.with_name("gridshire-LAPTOP7.gpkg"))
    for _ in range(2):
        keeper.look_outside()
        QApplication.processEvents()
    assert told == [
        "gridshire.gpkg was changed by somebody else",
        "A sync conflict copy lies beside gridshire.gpkg: gridshire-LAPTOP7.gpkg",
    ]
    message = grid_window.bar.message
    assert message is not None
    assert [action.text for action in message.actions] == ["Merge…"]


@pytest.mark.parametrize(
    ("name", "conflict"),
    [
        ("gridshire-LAPTOP7.gpkg", True),
        ("gridshire-DESKTOP-AB12-2.gpkg", True),
        ("gridshire (Jane's conflicted copy 2026-11-22).gpkg", True),
        ("gridshire.sync-conflict-20261122-093000-ABCDEF.gpkg", True),
        ("gridshire (1).gpkg", True),
        ("gridshire-v2.gpkg", False),
        ("gridshire for the board.gpkg", False),
        ("other-LAPTOP7.gpkg", False),
    ],
)
def test_names_of_conflict_copies(grid_file: Path, name: str, conflict: bool) -> None:
    other = grid_file.with_name(name)
    shutil.copyfile(grid_file, other)
    assert conflict_copies(grid_file) == ([other] if conflict else [])
    if conflict:
        other.write_bytes(b"another thing")
        assert conflict_copies(grid_file) == []


def test_a_copy_is_merged_as_one_step(
    grid_window: MainWindow, grid_file: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    grid_window.desk.message.connect(lambda message: told.append(message.what))
    grid_window.file_commands.save()
    wait_for_jobs(qtbot, grid_window)
    other = Path(shutil.copyfile(grid_file, tmp_path / "table2.gpkg"))
    answer_files(monkeypatch, open_=other)
    grid_window.acts["merge_copy"].trigger()
    wait_for_jobs(qtbot, grid_window)
    assert told[-1] == "table2.gpkg has nothing that is not here"
    with open_project(other) as theirs:
        theirs.session.apply(edits.add_scenario(theirs.session.project, "Theirs"))
        theirs.save()
    seen: list[str] = []

    def ask(_cls: object, _parent: object, found: CopyMerge) -> bool:
        dialog = MergeDialog(found, grid_window)
        seen.append(" ".join(text_at(dialog.table, column) for column in range(3)))
        return True

    monkeypatch.setattr(MergeDialog, "ask", classmethod(ask))
    grid_window.acts["merge_copy"].trigger()
    wait_for_jobs(qtbot, grid_window)
    assert seen == ["Scenario Theirs Comes in"]
    assert grid_window.desk.bridge is not None
    assert [s.name for s in grid_window.desk.bridge.project.scenarios][-1] == "Theirs"
    assert [backup.why for backup in backups_of(grid_file)] == ["before merge"]
    grid_window.desk.bridge.undo()
    assert len(grid_window.desk.bridge.project.scenarios) == 1
