"""What the window tells before anything is committed, where it jumps, and how areas are linked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.window_driving import at, move_to, release, stroke
from workbench.models.adjacency import Link
from workbench.session import link_edits
from workbench.session.live_figures import LiveFigures, Preview
from workbench.session.plan_edits import recolour_locality
from workbench.ui import stroke_effect
from workbench.ui.effect_words import effect_of, short_warnings, warnings
from workbench.ui.links.links_dialog import LinksDialog
from workbench.ui.links.parts_dialog import PartsDialog
from workbench.ui.map_cut_off import CutOffMarks, CutOffSign
from workbench.ui.status import BandState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

pytestmark = pytest.mark.one_window


def add_locality(window: MainWindow, name: str) -> None:
    window.acts["new_locality"].trigger()
    target = window.desk.target
    assert target is not None
    assert window.locality_commands.give_name(target.code, name)


def hover(window: MainWindow, unit: int) -> None:
    """Move the pointer over a unit without a button."""
    move_to(window, at(window, unit), Qt.MouseButton.NoButton)


def rows(window: MainWindow) -> MainWindow:
    """West holds U01 to U03, East U05 to U07; the rest is unassigned."""
    add_locality(window, "West")
    stroke(window, [0, 1, 2])
    add_locality(window, "East")
    stroke(window, [4, 5, 6])
    return window


def test_a_stroke_shows_the_hues_that_there_will_be(grid_window: MainWindow) -> None:
    window = grid_window
    for name, unit in (("West", 0), ("East", 2)):
        add_locality(window, name)
        stroke(window, [unit])
    bridge = window.desk.bridge
    assert bridge is not None
    west_hue = bridge.scenario.plan.locality(0).colour  # type: ignore[union-attr]  # it was made above
    bridge.apply(recolour_locality(bridge.scenario, "L02", west_hue))
    before = window.map.canvas._colouring.fill_of.copy()
    stroke(window, [1], release=False)  # East comes to lie beside West
    preview = window.desk.host.preview
    assert preview is not None
    assert len(preview.hues) == 1
    shown = window.map.canvas._colouring.fill_of.copy()
    release(window, 1)
    hues = {one.code: one.colour for one in bridge.scenario.plan}
    assert dict(preview.hues).items() <= hues.items()
    assert hues["L01"] != hues["L02"]
    assert np.array_equal(window.map.canvas._colouring.fill_of, shown)
    window.acts["undo"].trigger()
    assert np.array_equal(window.map.canvas._colouring.fill_of, before)
    stroke(window, [1], release=False)
    window.map.canvas.cancel()
    assert np.array_equal(window.map.canvas._colouring.fill_of, before)


def test_what_is_told_under_a_resting_pointer_follows_the_locality_in_hand(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    hover(window, 3)
    assert window.map.cards._effect.accessibleName().startswith("East")
    window.desk.focus.set_target("L01")
    assert window.map.cards._effect.accessibleName().startswith("West")


def test_a_stroke_is_told_at_the_pointer_in_the_corner_and_by_a_badge(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    cursor, marks = window.map.cards.cursor, window.map.effect.marks
    assert not cursor.isVisible()
    stroke(window, [1], release=False)
    preview = window.desk.host.preview
    assert preview is not None
    assert warnings(preview) == ["Cuts off 1 area, 1,000 people, from West."]
    assert short_warnings(preview) == ("Cuts off 1 area, 1,000 people",)
    effect = effect_of(preview, band=window.desk.shown.rules.band, colours={}, near=1000)  # type: ignore[union-attr]  # a project is open
    assert effect is not None
    # East has 5,000 + 6,000 + 7,000 and takes 2,000
    assert (effect.name, effect.people, effect.word) == ("East", 20_000, "Under −10,000")
    assert cursor.isVisible()
    assert cursor.accessibleDescription() == "East 20,000, Under −10,000. Cuts off 1 area, 1,000 people"
    assert not cursor.geometry().intersects(window.map.after_release.geometry())
    assert [sign.words for sign in marks._signs] == ["1,000 people cut off"]
    boxes = marks.boxes(window.map.canvas.view())
    assert all(window.map.canvas.rect().contains(box.toAlignedRect()) for box in boxes)
    assert not any(box.intersects(QRectF(window.map.after_release.geometry())) for box in boxes)
    canvas = window.map.canvas
    for place in (QPointF(0, 0), QPointF(canvas.width(), canvas.height()), QPointF(canvas.width(), 0)):
        cursor.follow(place, 20.0)
        assert canvas.rect().contains(cursor.geometry())
    release(window, 1)
    assert not cursor.isVisible()
    assert [sign.words for sign in marks._signs] == [""]  # it is cut off now, and told by the strip
    window.acts["undo"].trigger()
    assert marks._signs == ()


def test_the_card_of_a_stroke_gives_way_to_the_card_at_the_pointer(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    stroke(window, [1], release=False)
    cards = window.map.cards
    card = cards.after_release.geometry()
    near = QPointF(card.center().x(), card.bottom() + 40 if card.top() < 200 else card.top() - 40)
    cards.cursor.move(0, window.map.canvas.height())
    assert not cards.step_aside(near, lambda _box: 0)
    cards.cursor.move(card.topLeft())
    assert cards.step_aside(near, lambda _box: 0)
    assert cards.after_release.geometry() != card
    release(window, 1)


def test_badges_without_room_for_words_show_none_and_a_badge_steps_aside(grid_window: MainWindow) -> None:
    canvas = grid_window.map.canvas
    taken: list[QRectF] = []
    marks = CutOffMarks(canvas, lambda: taken)
    x, y = canvas.view().to_map(canvas.width() / 2, canvas.height() / 2)
    marks.show_signs([CutOffSign(x, y, f"{number},000 people cut off") for number in range(1, 13)])
    words = [words for _, _, words in marks._boxes]
    assert words[0] == "1,000 people cut off"
    assert "" in words
    told = [box for box, _, words in marks._boxes if words]
    assert not any(a.intersects(b) for a, b in pairwise(told))
    stood = told[0]
    taken.append(stood)  # the card at the pointer comes to lie over it
    marks.step_aside()
    assert not marks._boxes[0][0].intersects(stood)


def test_a_hint_goes_when_another_tool_is_taken(grid_window: MainWindow) -> None:
    window = grid_window
    withdrawn: list[str] = []
    window.desk.withdrawn.connect(withdrawn.append)
    window.desk.host.message("Press on the border of two localities, then push it")
    window.acts["tool_polygon"].trigger()
    assert "Press on the border of two localities, then push it" in withdrawn


def test_hovering_tells_what_a_move_would_do_without_working_it_out_twice(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = rows(grid_window)
    read_out, line = window.map.cards._read_out, window.map.cards._effect
    asked: list[int] = []
    whole = LiveFigures.preview

    def counted(self: LiveFigures, units: NDArray[np.int64], slot: int) -> Preview:
        asked.append(slot)
        return whole(self, units, slot)

    monkeypatch.setattr(LiveFigures, "preview", counted)
    hover(window, 1)
    assert read_out.isVisible()
    assert line.accessibleName() == "East 20,000, Under −10,000. Cuts off 1 area, 1,000 people"
    hover(window, 1)
    hover(window, 1)
    assert len(asked) == 1
    hover(window, 5)  # it is in East already
    assert not line.isVisible()
    window.desk.focus.set_selection(np.array([0, 1, 2]))
    asked.clear()
    hover(window, 1)
    assert line.accessibleName() == "East 24,000, Under −6,000"
    assert len(asked) == 1


def test_a_selection_shows_what_the_target_would_have(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    totals = window.options.selection
    window.desk.focus.set_selection(np.array([0, 1]))
    assert totals.text == "2 areas, 3,000 people"
    assert totals.would == "East would have 21,000, Under −9,000"
    assert "3,750 registered" in totals.toolTip()  # 2,250 in U01 and 1,500 in U02
    west = window.desk.bridge.scenario.plan.named("West")  # type: ignore[union-attr]  # a project is open
    assert west is not None
    window.desk.focus.set_target(west.code)
    assert totals.would == ""  # they are there already
    window.desk.focus.clear_selection()
    assert totals.text == "Nothing selected"


def test_the_card_says_how_to_go_on_with_the_tool_in_hand(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    card = window.map.after_release
    for tool, swaps in (("brush", True), ("eraser", False)):
        window.draw_commands.use(tool)
        stroke(window, [1, 2], release=False)
        assert card.isVisible(), tool
        assert (card._title.text(), card._applies.text()) == ("After release", "Release applies")
        assert card._swaps.isHidden() is not swaps, tool
        window.map.canvas.cancel()
    window.draw_commands.use("outline")
    stroke(window, [0, 2, 6, 4])
    assert (card._title.text(), card._applies.text()) == ("After Enter", "Enter applies")
    assert not window.map.cards.cursor.isVisible()
    window.map.canvas.cancel()
    assert not card.isVisible()


def test_the_card_steps_aside_where_the_stroke_comes_to_it(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    card = window.map.after_release
    stroke(window, [1], release=False)
    middle = card.geometry().center()
    move_to(window, middle, Qt.MouseButton.LeftButton)
    assert card.isVisible()
    assert not card.geometry().contains(middle)
    window.map.canvas.cancel()


def test_the_read_out_foretells_only_what_the_tool_would_do(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    cards, words = window.map.cards, window.map.cards._words
    for tool, told in (("border", False), ("eraser", False), ("split_line", False), ("brush", True)):
        window.draw_commands.use(tool)
        hover(window, 1)
        assert cards._effect.isHidden() is not told, tool
    window.draw_commands.use("box")
    canvas, start, end = window.map.canvas, at(window, 0), at(window, 1)
    reach = (end - start) / 3 + QPoint(0, 5)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start - reach)
    move_to(window, end + reach, Qt.MouseButton.LeftButton)
    assert words.text() == "2 areas   3,000 people"
    assert cards._effect.accessibleName().startswith("East 21,000, Under −9,000")
    window.map.canvas.cancel()


def test_of_a_very_large_selection_only_totals_are_told(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = rows(grid_window)
    monkeypatch.setattr(stroke_effect, "MOST_FORETOLD", 2)
    window.desk.focus.set_selection(np.array([0, 1, 2]))
    assert window.options.selection.text == "3 areas, 6,000 people"
    assert window.options.selection.would == ""


def test_jumps_go_round_and_say_so(grid_window: MainWindow) -> None:
    window = rows(grid_window)
    said = []
    window.desk.message.connect(lambda message: said.append((message.what, message.why)))
    for _ in range(7):
        window.acts["next_unassigned"].trigger()
    assert said[0] == ("Gridtown 001D is unassigned, 4,000 people", "1 of 6")
    assert said[5][1] == "6 of 6"
    assert said[6] == ("Gridtown 001D is unassigned, 4,000 people", "1 of 6, from the start again")
    assert window.desk.focus.selection.tolist() == [3]
    x, y = window.desk.bridge.project.area.units.points[3]  # type: ignore[union-attr]  # a project is open
    view = window.map.canvas.view()
    assert (view.centre_x, view.centre_y) == pytest.approx((x, y))
    said.clear()
    window.acts["next_detached"].trigger()
    assert said == [("No area is cut off from its locality", "")]
    stroke(window, [1])
    said.clear()
    window.acts["next_detached"].trigger()
    assert said == [("1 area, 1,000 people, cut off from West", "The only one")]
    said.clear()
    for _ in range(3):
        window.acts["next_outside_band"].trigger()
    assert [why for _, why in said] == ["1 of 2", "2 of 2", "1 of 2, from the start again"]
    said.clear()
    window.acts["next_elsewhere"].trigger()
    assert said == [("Every practice is in the locality of most of its patients", "")]


def test_links_are_added_renamed_and_removed_in_their_dialog(grid_window: MainWindow, qtbot: QtBot) -> None:
    window = rows(grid_window)
    desk = window.desk
    desk.focus.set_selection(np.array([0, 11]))
    shown: list[link_edits.LinkInfo] = []
    dialog = LinksDialog(desk, show=shown.append, parent=window)
    assert not dialog.remove.isEnabled()
    dialog.add.click()
    links = lambda: desk.bridge.scenario.rules.links  # type: ignore[union-attr]  # noqa: E731 - read again and again
    assert links() == (Link("U01", "U12", "Gridtown 001A to Gridtown 003D", "bridge"),)
    info = dialog.model.rows[0]
    assert dialog._renamed(info, "Mersey ferry")
    dialog.table.choose(("U01", "U12"))
    dialog.table.selectRow(0)
    dialog.kind.click()
    assert links() == (Link("U01", "U12", "Mersey ferry", "ferry"),)
    assert window.map.links.count == 1
    dialog.add.click()
    assert "linked already" in dialog.told.text()
    desk.focus.set_selection(np.array([0, 1]))
    dialog.add.click()
    assert "share a border" in dialog.told.text()
    with qtbot.waitSignal(dialog.jobs.ended, timeout=20_000):
        dialog.look.click()
    assert dialog.told.text() == "There is no gap of up to 50 m without a border."
    dialog.table.selectRow(0)
    dialog.go.click()
    assert [one.link.name for one in shown] == ["Mersey ferry"]
    assert window.desk.apply(link_edits.remove_links(desk.bridge.scenario, [("U01", "U12")]))  # type: ignore[union-attr]  # a project is open
    assert window.map.links.count == 0
    window.acts["undo"].trigger()
    assert window.map.links.count == 1
    dialog.deleteLater()


def test_permitted_parts_are_asked_for_and_recede(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = rows(grid_window)
    stroke(window, [1])
    window.desk.focus.set_target("L01")
    assert "1 area cut off" in window.strip.texts

    def answered(dialog: PartsDialog) -> QDialog.DialogCode:
        assert dialog.parts.value() == 2
        assert not dialog.main.isEnabled()  # several parts need a reason
        dialog.reason.setText("the ferry")
        assert dialog.main.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PartsDialog, "exec", answered)
    window.acts["permit_parts"].trigger()
    QApplication.processEvents()
    assert "1 area cut off" not in window.strip.texts
    row = next(row for row in window.localities.model.rows if row.code == "L01")
    assert row.parts == "In 2 parts (permitted: the ferry)"
    assert "in 2 parts (permitted: the ferry)" in window.localities._details.text()
    found = window.desk.next_issue(kind=BandState.PARTS)
    assert found is None
    window.acts["undo"].trigger()
    assert "1 area cut off" in window.strip.texts
