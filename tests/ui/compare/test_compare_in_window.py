"""The compare view in the real window: maps, difference, figures, charts, keys, and following the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.io.made_vectors import write_vectors
from tests.ui.compare.conftest import bridge_of, copy_scenario, give, wait_for_figures
from tests.ui.window_driving import answer_files, press_key, wait_for_jobs
from workbench.metrics.unit_indicators import AGED
from workbench.models.map_sources import SourceKind
from workbench.ui.commands.layer_commands import LayerCommands
from workbench.ui.compare.below import CHARTS
from workbench.ui.compare.choice import BY_BAND
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.map.sheets import FILLS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.ui.compare.compare_view import CompareView
    from workbench.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def view_of(window: MainWindow) -> CompareView:
    return window.parts.compare


def text_of(window: MainWindow, line: str, column: int) -> str:
    """What the table says in a column of a line."""
    model = view_of(window).below.table.figures
    row = next(place for place, one in enumerate(model.rows) if one.id == line)
    return str(model.index(row, column).data())


def see_what_differs(two: MainWindow) -> None:
    view = view_of(two)
    assert view.isVisible()
    assert [view.bar.isVisible(), view.strip.isVisible(), two.options.isVisible()] == [True, True, False]
    assert len(view.maps.shown) == 3
    assert [pane.badge_word for pane in view.maps.shown[:2]] == ["2 of 3 outside", "2 of 3 outside"]
    assert view.plans is not None
    assert view.plans.alike.times.tolist() == [int(unit == 4) for unit in range(12)]
    legend = view.maps.legends()
    assert legend[-1][0] == "Difference from B"  # the scenario in hand is the baseline
    assert [(row.words, row.note) for row in legend[-1][1]] == [
        ("Same in both", ""),
        ("Differs in A", "1 area, 5,000 people"),
    ]
    hatched = view.maps.difference.canvas._colouring
    assert hatched.hatched


def see_best_worse_and_not_recorded(two: MainWindow) -> None:
    assert text_of(two, "smallest", 1) == "10,000"
    assert text_of(two, "smallest", 2) == "15,000, best"
    assert text_of(two, "smallest", 3) == "A \N{MINUS SIGN}5,000, worse"
    assert text_of(two, "localities", 3) == "A no change"
    for line in ("outcomes", "risks", "money"):
        assert text_of(two, line, 1) == "Not recorded"
        assert text_of(two, line, 3) == ""
    headings = [row.title for row in view_of(two).below.table.figures.rows if row.heading]
    assert headings == [
        "Outcomes", "Quality", "Accessibility", "Efficiency", "Balance", "Cohesion", "Integration",
    ]  # fmt: skip


def see_columns_under_their_maps(two: MainWindow) -> None:
    view = view_of(two)
    table = view.below.table
    for column, pane in enumerate(view.maps.shown, start=1):
        left = pane.mapTo(view, QPoint(0, 0)).x()
        assert table.mapTo(view, QPoint(table.columnViewportPosition(column), 0)).x() == left


def see_that_pan_zoom_and_pointer_are_shared(two: MainWindow) -> None:
    view = view_of(two)
    first, second, last = (pane.canvas for pane in view.maps.shown)
    first.zoom_in()
    second.pan_by(12, 7)
    assert first.view() == second.view() == last.view()
    where = QPoint(*(round(v) for v in second.view().to_screen(*bridge_of(two).project.area.units.points[4])))
    QTest.mouseMove(second, where)
    assert view.maps.shown[0]._mark.at is not None
    assert view.maps.shown[1]._mark.at is None
    assert view.side.texts[:2] == ["Gridtown 002A", "5,000 people"]
    assert view.side.texts[2] == "A: 2 Locality 2. From Locality 1 to Locality 2"
    assert view.side.texts[3].startswith("B: 1 Locality 1")


def test_edits_undo_and_other_scenarios_are_followed(two: MainWindow, qtbot: QtBot) -> None:
    view = view_of(two)
    two.acts["undo"].trigger()
    wait_for_figures(qtbot, view)
    assert view.plans is not None
    assert not view.plans.alike.times.any()
    assert text_of(two, "smallest", 2) == "10,000"
    two.acts["redo"].trigger()
    two.show_view("map")
    give(two, [8], None)
    two.show_view("compare")
    wait_for_figures(qtbot, view)
    assert view.plans.alike.times.sum() == 2
    assert text_of(two, "unassigned", 2) == "1"


def see_more_scenarios(two: MainWindow, qtbot: QtBot) -> None:
    view = view_of(two)
    for name in ("Third", "Fourth", "Fifth"):
        copy_scenario(two, name)
    wait_for_figures(qtbot, view)
    view.bar.maps.setCurrentIndex(view.bar.maps.findText("4 maps"))
    view.bar.maps.activated.emit(view.bar.maps.currentIndex())
    wait_for_figures(qtbot, view)
    assert len(view.maps.shown) == 4
    assert not view.choice.difference
    ids = [one.id for one in bridge_of(two).project.scenarios]
    assert view.choice.scenarios == tuple(ids[:4])
    two.acts["compare_baseline"].trigger()
    assert view.choice.baseline == ids[2]
    two.acts["compare_difference"].trigger()
    wait_for_figures(qtbot, view)
    assert len(view.maps.shown) == 5


def see_which_can_be_ticked(two: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(two)
    ids = [one.id for one in bridge_of(two).project.scenarios]
    monkeypatch.setattr(TickListDialog, "ask", classmethod(lambda *_args, **_more: (ids[0], ids[2])))
    two.acts["compare_choose"].trigger()
    wait_for_figures(qtbot, view)
    assert view.choice.scenarios == (ids[0], ids[2])
    assert [pane._letter.text() for pane in view.maps.shown[:2]] == ["A", "C"]


def test_an_unmatched_locality_is_said_to_be_in_one_only(two: MainWindow, qtbot: QtBot) -> None:
    view = view_of(two)
    bridge = bridge_of(two)
    before = [one.code for one in bridge.scenario.plan]
    two.acts["new_locality"].trigger()
    new = next(one for one in bridge.scenario.plan if one.code not in before)
    give(two, [11], new.code)
    wait_for_figures(qtbot, view)
    said = view.maps.said_of(11)
    assert said[1].name == "Locality 4, only in B"
    assert said[0].moves == "From Locality 4 to Locality 3"


def test_colours_of_band_and_indicator_have_legends(two: MainWindow, qtbot: QtBot) -> None:
    view = view_of(two)
    for key, title in ((BY_BAND, "Distance from band"), (AGED, "Aged 65 and over, %")):
        view.bar.colour.setCurrentIndex(view.bar.colour.findData(key))
        view.bar.colour.activated.emit(view.bar.colour.currentIndex())
        wait_for_figures(qtbot, view)
        assert [name for name, _ in view.maps.legends()] == [title, "Difference from B"]
        assert view.maps.shown[0].canvas._colouring._fills is not None


def test_charts_are_drawn_with_words_and_saved(
    two: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(two)
    two.acts["compare_charts"].trigger()
    assert view.below.page == CHARTS
    wait_for_figures(qtbot, view)
    drawn = view.below.charts.drawn
    assert [one.chart.id for one in drawn] == ["people", "deviation", "own", "aged", "imd", "parity"]
    image = QImage.fromData(drawn[0].png)
    assert image.width() == round(drawn[0].wide * view.below.charts.scale)
    assert "0 of 3" in drawn[0].chart.alt or "1 of 3" in drawn[0].chart.alt
    target = tmp_path / "chart.png"
    answer_files(monkeypatch, save=target)
    view.below.charts.save_wanted.emit(drawn[1])
    wait_for_jobs(qtbot, two)
    assert QImage(str(target)).width() > drawn[1].wide


def see_picture_copy_and_back_by_keyboard(
    two: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(two)
    target = tmp_path / "view.png"
    answer_files(monkeypatch, save=target)
    two.acts["compare_picture"].trigger()
    assert QImage(str(target)).width() >= view.width()
    view.below.table.setFocus()
    press_key(two, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[1].startswith("A  ")
    assert "Health outcomes\tNot recorded\tNot recorded" in lines
    press_key(two, Qt.Key.Key_Escape)
    assert two.map.isVisible()
    assert two.dock.isVisible()
    assert two.acts["view_map"].isChecked()


def see_that_f6_walks_through_all_parts(two: MainWindow) -> None:
    view = view_of(two)
    view.maps.shown[0].canvas.setFocus()
    seen = set()
    for _ in range(8):
        two.acts["next_pane"].trigger()
        now = QApplication.focusWidget()
        assert now is not None
        seen.add(now)
    assert {pane.canvas for pane in view.maps.shown} <= seen
    assert view.below.table in seen


def test_one_scenario_says_what_to_do(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = grid_window
    press_key(window, Qt.Key.Key_3, CTRL)
    view = view_of(window)
    assert view.copy_button.isVisible()
    assert not view.bar.pack.isVisible()
    assert not window.acts["compare_picture"].isEnabled()
    asked = []
    view.copy_wanted.connect(lambda: asked.append(True))
    monkeypatch.setattr(window.acts["new_scenario"], "trigger", lambda: None)
    monkeypatch.setattr(
        "workbench.ui.dialogs.scenario_dialog.ScenarioDialog.ask", classmethod(lambda *_args, **_more: None)
    )
    view.copy_button.click()
    assert asked == [True]


def see_the_baseline_first_in_pack_and_workbook(two: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[tuple[str, list[str]]] = []
    for command in ("export_board_pack_of", "export_comparison_of"):
        monkeypatch.setattr(
            two.file_commands,
            command,
            lambda first, others: wanted.append((first.name, [one.name for one in others])),
        )
    two.acts["compare_pack"].trigger()
    two.acts["compare_workbook"].trigger()
    first, second = (one.name for one in bridge_of(two).project.scenarios)
    assert wanted == [(second, [first])] * 2


def see_the_layers_of_the_main_map(two: MainWindow, qtbot: QtBot, folder: Path) -> None:
    """Order, opacity and a reference layer; a map that is not seen keeps no picture of it."""
    pane = view_of(two).maps.shown[1]
    x, y = bridge_of(two).project.area.units.points[5]
    roads = write_vectors(folder / "roads.geojson", [shapely.LineString([(x - 500, y), (x + 500, y)])])
    layers = two.commands["layers"]
    assert isinstance(layers, LayerCommands)
    layers.add_file(roads, SourceKind.REFERENCE)
    wait_for_jobs(qtbot, two)
    key = two.map_layers.sources[-1].key
    two.map_layers.set_opacity(FILLS, 0.4)
    two.map_layers.move(key, 2)
    sheets = pane.canvas.sheets
    assert sheets.order == two.map_layers.state.ground
    assert sheets.look(FILLS).opacity == 0.4
    pane.canvas.finish_drawing()
    assert key in sheets._guests
    two.map_layers.set_shown(key, shown=False)
    assert key not in sheets._guests
    two.map_layers.set_shown(key, shown=True)
    two.show_view("map")
    assert not sheets._guests
    two.show_view("compare")
    pane.canvas.finish_drawing()
    assert key in sheets._guests


def test_maps_figures_and_pointer_of_two_scenarios(two: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    see_what_differs(two)
    see_best_worse_and_not_recorded(two)
    see_columns_under_their_maps(two)
    see_that_pan_zoom_and_pointer_are_shared(two)
    see_the_layers_of_the_main_map(two, qtbot, tmp_path)


def test_choosing_what_is_compared(two: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    see_more_scenarios(two, qtbot)
    see_which_can_be_ticked(two, qtbot, monkeypatch)


def test_keys_and_what_is_taken_home(
    two: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_that_f6_walks_through_all_parts(two)
    see_the_baseline_first_in_pack_and_workbook(two, monkeypatch)
    see_picture_copy_and_back_by_keyboard(two, tmp_path, monkeypatch)
