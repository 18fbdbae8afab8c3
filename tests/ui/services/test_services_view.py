"""The matrix editor by keyboard and mouse: setting, reasons, filling, copying, folding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.services.driving import CTRL, SHIFT, K, cell, give_reason, here, key, press
from workbench.errors import WorkbenchError
from workbench.models.scope import DEFAULT_CELL, Role, Scope
from workbench.models.services import Tier
from workbench.ui.services.cell_fields import LongTextField
from workbench.ui.services.grid import CellState
from workbench.ui.services.matrix_model import FIRST
from workbench.ui.services.services_view import ServicesView
from workbench.ui.services.shown_fields import ROLE

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester


def test_model_obeys_qt(view: ServicesView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.model)


def test_typing_i_p_n_sets_the_selection_and_undo_takes_it_back(view: ServicesView) -> None:
    press(view, K.Key_Right, SHIFT)
    press(view, K.Key_Down, SHIFT)
    four = [key("SV01", 1), key("SV01", 2), key("SV02", 1), key("SV02", 2)]
    assert view.table.selected_keys() == four
    press(view, K.Key_P)
    assert {cell(view, one).scope for one in four} == {Scope.PARTIAL}
    assert view.model.look(1, FIRST) is not None
    assert view.model.look(1, FIRST).state is CellState.PART  # type: ignore[union-attr]  # there is one
    press(view, K.Key_N)
    assert {cell(view, one).scope for one in four} == {Scope.NOT_APPLICABLE}
    bridge = view._desk.bridge
    assert bridge is not None
    bridge.undo()
    bridge.undo()
    assert {cell(view, one) for one in four} == {DEFAULT_CELL}
    assert view.model.look(1, FIRST).state is CellState.IN  # type: ignore[union-attr]  # there is one
    press(view, K.Key_P)
    press(view, K.Key_I)
    assert bridge.scenario.scope == {}


def test_r23_out_is_refused_without_reason_decider_and_date(view: ServicesView) -> None:
    steps = len(view._desk.bridge.session.history.steps)  # type: ignore[union-attr]  # there is one
    press(view, K.Key_O)
    assert cell(view, key()) == DEFAULT_CELL
    assert view.model.look(1, FIRST).state is CellState.PENDING  # type: ignore[union-attr]  # there is one
    assert "reason needed" in view.strip.waiting.text()
    QTest.keyClicks(here(), "Outside remit")
    QTest.keyClick(here(), K.Key_Tab)
    assert cell(view, key()).scope is Scope.IN, "who decided is missing"
    QTest.keyClicks(here(), "Programme board")
    QTest.keyClick(here(), K.Key_Tab)
    out = cell(view, key())
    assert (out.scope, out.reason, out.decided_by) == (Scope.OUT, "Outside remit", "Programme board")
    assert out.decided_on
    assert len(view._desk.bridge.session.history.steps) == steps + 1  # type: ignore[union-attr]  # there is one
    assert view.strip.out.text() == "1 Out, all with a reason"


def test_out_is_dropped_with_escape(view: ServicesView) -> None:
    press(view, K.Key_O)
    QTest.keyClick(here(), K.Key_Escape)
    QApplication.processEvents()
    assert view.editing.waiting == {}
    assert view.model.look(1, FIRST).state is CellState.IN  # type: ignore[union-attr]  # there is one
    assert here() is view.table.grid


def test_reason_of_an_out_cell_cannot_be_emptied(view: ServicesView) -> None:
    press(view, K.Key_O)
    give_reason(view)
    told: list[WorkbenchError] = []
    view._desk.problem.connect(told.append)
    reason = view.panel.form.field("reason")
    assert isinstance(reason, LongTextField)
    reason.setPlainText("")
    reason.finish()
    assert "Out needs a reason" in str(told[0])
    assert cell(view, key()).reason == "A shared service runs until March"
    assert reason.toPlainText() == "A shared service runs until March"


def test_copy_and_paste_as_a_spreadsheet_does(view: ServicesView) -> None:
    press(view, K.Key_P)
    press(view, K.Key_Right, SHIFT)
    press(view, K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Part\tIn\n"
    QGuiApplication.clipboard().setText("n.a.\tPart\nIn\tPartial\r\n")
    view.table.choose_cell("SV03", "L02")
    press(view, K.Key_V, CTRL)
    scopes = [cell(view, key(service, place)).scope for service in ("SV03", "SV04") for place in (2, 3)]
    assert scopes == [Scope.NOT_APPLICABLE, Scope.PARTIAL, Scope.IN, Scope.PARTIAL]


def test_paste_of_one_value_fills_the_selection_as_one_step(view: ServicesView) -> None:
    QGuiApplication.clipboard().setText("Part")
    press(view, K.Key_Right, SHIFT, times=2)
    press(view, K.Key_V, CTRL)
    assert [cell(view, key("SV01", place)).scope for place in (1, 2, 3)] == [Scope.PARTIAL] * 3
    view._desk.bridge.undo()  # type: ignore[union-attr]  # there is one
    assert view._desk.bridge.scenario.scope == {}  # type: ignore[union-attr]  # there is one


def test_paste_of_a_word_that_is_none_is_told_and_refused_whole(view: ServicesView) -> None:
    told: list[WorkbenchError] = []
    view._desk.problem.connect(told.append)
    QGuiApplication.clipboard().setText("Part\tMaybe")
    press(view, K.Key_V, CTRL)
    assert "“Maybe” is no scope." in str(told[0])
    assert "In, Part, Out, n.a." in told[0].remedy
    assert view._desk.bridge.scenario.scope == {}  # type: ignore[union-attr]  # there is one


def test_pasted_out_waits_for_its_reason(view: ServicesView) -> None:
    QGuiApplication.clipboard().setText("Part\tOut")
    press(view, K.Key_V, CTRL)
    assert cell(view, key("SV01", 1)).scope is Scope.PARTIAL
    assert cell(view, key("SV01", 2)).scope is Scope.IN
    assert set(view.editing.waiting) == {key("SV01", 2)}


def test_out_copied_within_the_table_brings_its_reason(view: ServicesView) -> None:
    press(view, K.Key_O)
    give_reason(view)
    view.table.grid.setFocus()
    press(view, K.Key_C, CTRL)
    press(view, K.Key_Down)
    press(view, K.Key_V, CTRL)
    assert cell(view, key("SV02")) == cell(view, key("SV01"))
    press(view, K.Key_Right, SHIFT, times=2)
    press(view, K.Key_R, CTRL)
    assert {cell(view, key("SV02", place)).scope for place in (1, 2, 3)} == {Scope.OUT}
    assert view.editing.waiting == {}


def test_fill_down_and_right_act_on_the_field_shown(view: ServicesView) -> None:
    view.show_cells_of(field=ROLE)
    view.editing.set_fields([key("SV01", 1)], role=Role.BOTH, tier=Tier.HUB)
    view.table.choose_cell("SV01", "L01")
    press(view, K.Key_Down, SHIFT, times=2)
    press(view, K.Key_D, CTRL)
    assert [cell(view, key(service)).role for service in ("SV02", "SV03")] == [Role.BOTH] * 2
    assert cell(view, key("SV02")).tier is None
    press(view, K.Key_Right, SHIFT)
    press(view, K.Key_R, CTRL)
    assert cell(view, key("SV03", 2)).role is Role.BOTH
    assert view.model.index(1, FIRST).data() == "Both"


def test_delete_resets_to_in_and_drops_the_reason(view: ServicesView) -> None:
    press(view, K.Key_O)
    give_reason(view)
    view.table.grid.setFocus()
    press(view, K.Key_Delete)
    assert cell(view, key()) == DEFAULT_CELL


def test_groups_fold_by_keyboard(view: ServicesView) -> None:
    rows = view.model.rowCount()
    press(view, K.Key_Up)
    assert view.table.grid.on_group()
    press(view, K.Key_Space)
    assert view.model.rowCount() == rows - 14
    assert (
        view.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Primary care, 14 services, folded"
    )
    press(view, K.Key_Right)
    assert view.model.rowCount() == rows
    press(view, K.Key_Down)
    press(view, K.Key_Minus)
    assert view.model.rowCount() == rows - 14
    view.fold_all()
    assert view.model.rowCount() == len(view.model.grid.groups())  # type: ignore[union-attr]  # there is one
    view.open_all()
    assert view.model.rowCount() == rows
