"""Split equally, copy, rename, number, recolour and lock on North Staffordshire, from keys, map and table.

One real window for all of it; each local authority is a locality, in a second draft Stoke-on-Trent is two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.ui.map.plain_geometry import neighbours_of
from tests.ui.opened_in_memory import OpenedInMemory
from tests.ui.window_driving import at, drawn_labels, press_key
from workbench.io.readers.area import read_study_area
from workbench.metrics.figures_json import figures_json
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session import plan_edits
from workbench.session.live_figures import LiveFigures
from workbench.ui.dialogs.colour_dialog import ColourDialog
from workbench.ui.dialogs.copy_locality_dialog import CopyLocalityDialog
from workbench.ui.dialogs.number_dialog import NumberDialog
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data

K, SHIFT, CONTROL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TREES = 150
NAMES = ("Newcastle", "Moorlands", "Stoke")
Labels = NDArray[np.int32]


def draft(area: StudyArea, name: str, labels: NDArray[np.int64], names: tuple[str, ...]) -> Scenario:
    """A scenario with these localities."""
    plan = Plan(len(area.units))
    for number, locality in enumerate(names, start=1):
        plan.put(Locality(f"L{number:02d}", number, locality, ("#77AADD", "#EE8866", "#EEDD88")[number % 3]))
    plan.labels[:] = labels
    return Scenario(ScenarioHead(f"s-{name}", name), plan)


@pytest.fixture(scope="module")
def area(data_dir: Path) -> StudyArea:
    return read_study_area(units=[data_dir / "north_staffordshire" / "lsoa.gpkg"])


def open_fresh(window: MainWindow, area: StudyArea) -> None:
    """Open a fresh project, with Newcastle-under-Lyme in hand and the keyboard on the map."""
    lad = np.unique(area.units.parents["lad"].codes.astype(str), return_inverse=True)[1]
    east = area.units.points[:, 0] > np.median(area.units.points[lad == 2, 0])
    other = np.where(lad == 2, np.where(east, 2, 1), np.where(lad == 1, -1, 0))
    drafts = [draft(area, "Draft", lad, NAMES), draft(area, "Other", other, ("Newcastle", "West", "East"))]
    window.open_session(OpenedInMemory(Project("Staffordshire", area, drafts)))
    window.desk.focus.set_target("L01")
    window.activateWindow()  # a dialog of the test before was in front
    window.map.canvas.setFocus()
    QApplication.processEvents()


def scenario_of(window: MainWindow, place: int = 0) -> Scenario:
    assert window.desk.bridge is not None
    return window.desk.bridge.project.scenarios[place]


def labels(window: MainWindow, place: int = 0) -> Labels:
    return scenario_of(window, place).plan.labels.copy()


def steps(window: MainWindow) -> int:
    assert window.desk.bridge is not None
    return len(window.desk.bridge.session.history.steps)


def consistent(window: MainWindow) -> None:
    """Map and running figures are those of the plan shown, worked out anew."""
    bridge = window.desk.bridge
    assert bridge is not None
    assert drawn_labels(window).tolist() == bridge.scenario.plan.labels.tolist()
    fresh = LiveFigures(bridge.project.area, bridge.scenario)
    assert figures_json(bridge.live.figures()) == figures_json(fresh.figures())


def told(window: MainWindow) -> str:
    assert window.bar.message is not None
    return window.bar.message.what


def undone_and_redone(window: MainWindow, before: Labels, after: Labels, place: int = 0) -> None:
    press_key(window, K.Key_Z, CONTROL)
    assert labels(window, place).tolist() == before.tolist()
    consistent(window)
    press_key(window, K.Key_Y, CONTROL)
    assert labels(window, place).tolist() == after.tolist()
    consistent(window)


# -- in two of equal people
def pieces(units: NDArray[np.int64], around: dict[int, set[int]]) -> int:
    left, found = set(units.tolist()), 0
    while left:
        found += 1
        fringe = [left.pop()]
        while fringe:
            beside = around[fringe.pop()] & left
            left -= beside
            fringe += beside
    return found


def best_of_random_trees(
    units: NDArray[np.int64], people: NDArray[np.float64], around: dict[int, set[int]]
) -> float:
    """The smallest difference of halves that cutting one edge of a random spanning tree gives."""
    rng, own, whole = np.random.default_rng(1), set(units.tolist()), float(people[units].sum())
    best = whole
    for _ in range(TREES):
        parent: dict[int, int] = {}
        fringe = [(int(rng.choice(units)), -1)]
        while fringe:
            unit, came_from = fringe.pop(int(rng.integers(len(fringe))))
            if unit not in parent:
                parent[unit] = came_from
                fringe += [(one, unit) for one in around[unit] if one in own and one not in parent]
        below = {unit: float(people[unit]) for unit in parent}
        for unit in reversed(list(parent)):
            best = min(best, abs(whole - 2 * below[unit]))
            if parent[unit] >= 0:
                below[parent[unit]] += below[unit]
    return best


def split_in_two_of_equal_people(window: MainWindow, area: StudyArea) -> None:
    before, people, around = labels(window), area.units.resident, neighbours_of(area.units.geometry)
    whole = np.flatnonzero(before == 0)
    press_key(window, K.Key_X, SHIFT)
    after = labels(window)
    stays, parted = np.flatnonzero(after == 0), np.flatnonzero(after == 3)
    assert np.union1d(stays, parted).tolist() == whole.tolist()
    assert after[before != 0].tolist() == before[before != 0].tolist()
    assert pieces(stays, around) == pieces(parted, around) == 1
    difference = abs(float(people[stays].sum() - people[parted].sum()))
    assert difference <= min(best_of_random_trees(whole, people, around), 0.002 * people[whole].sum())
    assert scenario_of(window).plan.locality(3).name == "Newcastle 2"  # type: ignore[union-attr]  # it was made
    assert steps(window) == 1
    consistent(window)
    undone_and_redone(window, before, after)


def split_with_locks_in_the_way(window: MainWindow, area: StudyArea) -> None:
    before, bridge = labels(window), window.desk.bridge
    assert bridge is not None
    own = np.flatnonzero(before == 0)
    ends = own[np.argsort(area.units.points[own, 1])[[0, 1]]]
    bridge.apply(plan_edits.lock_units(bridge.project, bridge.scenario, ends, locked=True))
    window.acts["split_equal"].trigger()
    after = labels(window)
    assert (after[ends] == 0).all(), "locked areas stay"
    assert set(np.unique(after[own]).tolist()) == {0, 3}
    press_key(window, K.Key_Z, CONTROL)
    press_key(window, K.Key_K)
    window.acts["split_equal"].trigger()
    assert labels(window).tolist() == before.tolist()
    assert told(window) == "Newcastle is locked."


# -- copy into another draft
def copy_answered(window: MainWindow, key: Qt.Key) -> None:
    """Ctrl+Shift+C, and a key in the real dialog that asks for the scenario."""

    def answered(dialog: CopyLocalityDialog) -> int:
        dialog.show()
        QTest.keyClick(dialog, key)
        return dialog.result()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CopyLocalityDialog, "exec", answered)
        press_key(window, K.Key_C, CONTROL | SHIFT)


def copy_into_the_other_draft(window: MainWindow) -> None:
    window.desk.focus.set_target("L03")
    here, there = labels(window), labels(window, 1)
    copy_answered(window, K.Key_Escape)
    assert steps(window) == 0, "Esc halfway copies nothing"
    expected = there.copy()
    expected[here == 2] = 3
    copy_answered(window, K.Key_Return)
    assert labels(window, 1).tolist() == expected.tolist()
    assert labels(window).tolist() == here.tolist()
    made = scenario_of(window, 1).plan.locality(3)
    assert made is not None
    assert (made.name, made.colour) == ("Stoke", scenario_of(window).plan.locality(2).colour)  # type: ignore[union-attr]  # it is there
    assert steps(window) == 1
    undone_and_redone(window, there, expected, place=1)


def copy_with_a_locked_locality_in_the_way(window: MainWindow) -> None:
    bridge = window.desk.bridge
    assert bridge is not None
    here, expected = labels(window), labels(window, 1)
    expected[(here == 2) & (expected != 2)] = 3
    bridge.apply(plan_edits.lock_locality(scenario_of(window, 1), "L03", locked=True))
    bridge.show_scenario(scenario_of(window).id)
    window.desk.focus.set_target("L03")
    copy_answered(window, K.Key_Return)
    assert labels(window, 1).tolist() == expected.tolist(), "the locked East keeps its areas"


# -- name, number, hue, lock
def on_label(window: MainWindow, slot: int) -> tuple[str, str, bool]:
    """What the map says on a locality."""
    label = window.map.labels._labels[slot]
    return label.number, label.name, label.locked


def in_row(window: MainWindow, code: str) -> tuple[str, str, bool, str]:
    """What the table says of a locality: number, name, lock and hue."""
    row = next(row for row in window.localities.model.rows if row.code == code)
    return str(row.figures.number), row.figures.name, row.locked, row.colour


def by_map_menu(window: MainWindow, monkeypatch: pytest.MonkeyPatch, unit: int, key: str) -> None:
    """A right click on an area, and a command from the menu that opens."""
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_where: menus.append(menu))
    QTest.mouseClick(window.map.canvas, Qt.MouseButton.RightButton, pos=at(window, unit))
    assert window.acts[key] in menus[-1].actions()
    window.acts[key].trigger()


def by_table_menu(window: MainWindow, monkeypatch: pytest.MonkeyPatch, code: str, key: str) -> None:
    """The menu key on a row, and a command from the menu that opens."""
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_where: menus.append(menu))
    table = window.localities.table
    place = [row.code for row in window.localities.model.rows].index(code)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.model().index(place, 1)).center(),
    )
    table.setFocus()
    press_key(window, K.Key_F10, SHIFT)
    assert window.acts[key] in menus[-1].actions()
    window.acts[key].trigger()


def type_name(name: str) -> None:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, name)
    QTest.keyClick(editor, K.Key_Return)
    QApplication.processEvents()


def name_number_hue_and_lock(window: MainWindow, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    unit = int(np.flatnonzero(labels(window) == 1)[0])
    start = (*on_label(window, 1), *in_row(window, "L02"))

    def act(key: str) -> None:
        window.desk.focus.set_target("L01")
        if way == "map":
            by_map_menu(window, monkeypatch, unit, key)
        else:
            by_table_menu(window, monkeypatch, "L02", key)
        QApplication.processEvents()

    act("rename")
    type_name("Leek & Moors")
    monkeypatch.setattr(NumberDialog, "ask", lambda *_asked: 3)
    act("renumber")
    monkeypatch.setattr(ColourDialog, "ask", lambda *_asked: "#44BB99")
    act("recolour")
    act("lock")
    assert in_row(window, "L02") == ("3", "Leek & Moors", True, "#44BB99")
    assert on_label(window, 1) == ("3", "Leek & Moors", True)
    assert in_row(window, "L03")[0] == "2", "numbers were swapped"
    assert int(window.map._colours[1]) == 0xFF44BB99
    assert steps(window) == 4
    act("lock")
    assert not in_row(window, "L02")[2]
    assert not on_label(window, 1)[2]
    for _ in range(5):
        press_key(window, K.Key_Z, CONTROL)
    assert (*on_label(window, 1), *in_row(window, "L02")) == start
    for _ in range(4):
        press_key(window, K.Key_Y, CONTROL)
    assert in_row(window, "L02") == ("3", "Leek & Moors", True, "#44BB99")
    consistent(window)


def esc_keeps_the_name(window: MainWindow) -> None:
    window.acts["rename"].trigger()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Nobody")
    QTest.keyClick(editor, K.Key_Escape)
    assert in_row(window, "L01")[1] == "Newcastle"
    assert steps(window) == 0


def test_split_and_copy(window: MainWindow, area: StudyArea) -> None:
    open_fresh(window, area)
    split_in_two_of_equal_people(window, area)
    open_fresh(window, area)
    split_with_locks_in_the_way(window, area)
    open_fresh(window, area)
    copy_into_the_other_draft(window)
    open_fresh(window, area)
    copy_with_a_locked_locality_in_the_way(window)


def test_name_number_hue_and_lock(
    window: MainWindow, area: StudyArea, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fresh(window, area)
    name_number_hue_and_lock(window, monkeypatch, "map")
    open_fresh(window, area)
    name_number_hue_and_lock(window, monkeypatch, "table")
    open_fresh(window, area)
    esc_keeps_the_name(window)
