"""The columns table, its model and its view."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.components.gallery import READING_COLUMNS, READINGS
from workbench.ui import formats
from workbench.ui.tables.column_menu import ColumnMenu
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, Column
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme


@dataclass(frozen=True)
class Town:
    code: str
    name: str
    people: float | None


TOWNS = (
    Town("A", "Ash", 900.0),
    Town("B", "Beech", None),
    Town("C", "Cedar", 1200.0),
    Town("D", "Dale", 30.0),
)


class Towns:
    """A table of towns whose names can be changed."""

    def __init__(self) -> None:
        self.model = ColumnTableModel(
            (
                Column[Town](
                    "name", "Town", "Its name", lambda t: t.name, lambda t: t.name, edit=self.rename
                ),
                Column[Town](
                    "people", "People", "Residents", lambda t: formats.number(t.people), lambda t: t.people,
                    CellKind.NUMBER, "1,000", spoken=lambda t: formats.people(t.people),
                ),
            ),
            lambda town: town.code,
            TOWNS,
        )  # fmt: skip
        self.renamed: list[tuple[str, str]] = []

    def rename(self, town: Town, name: str) -> bool:
        self.renamed.append((town.code, name))
        self.model.update_rows([replace(town, name=name)])
        return True


def view_of(qtbot: QtBot, towns: Towns, **options: object) -> TableView:
    view = TableView(towns.model, "Towns", **options)  # type: ignore[arg-type]  # options are passed on as they are
    qtbot.addWidget(view)
    view.resize(400, 200)
    with qtbot.waitExposed(view):
        view.show()
    return view


def names(view: TableView) -> list[str]:
    return [str(view.proxy.index(row, 0).data()) for row in range(view.proxy.rowCount())]


def test_models_keep_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ColumnTableModel(READING_COLUMNS, lambda r: (r.people, r.remark), READINGS))
    towns = Towns()
    qtmodeltester.check(towns.model)
    towns.model.set_rows((TOWNS[2], TOWNS[0], Town("E", "Elm", 5.0)))
    towns.model.set_rows(())
    towns.model.set_rows(TOWNS)


def test_roles() -> None:
    model = Towns().model
    ash, beech = model.index(0, 1), model.index(1, 1)
    assert (ash.data(), ash.data(Qt.ItemDataRole.UserRole)) == ("900", 900.0)
    assert (beech.data(), beech.data(Qt.ItemDataRole.UserRole)) == ("Not known", None)
    assert ash.data(Qt.ItemDataRole.AccessibleTextRole) == "900 people"
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "Residents"


def test_only_rows_that_differ_are_told(qtbot: QtBot) -> None:
    model = Towns().model
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.set_rows(TOWNS)
    assert told == []
    model.update_rows([replace(TOWNS[0], people=901.0), TOWNS[2], replace(TOWNS[3], name="Dell")])
    assert told == [(0, 0), (3, 3)]
    told.clear()
    model.set_strong(["A", "B"])
    model.set_strong(["B", "C"])
    assert told == [(0, 1), (0, 0), (2, 2)]


def test_rows_that_stay_keep_their_indexes() -> None:
    model = Towns().model
    cedar = QPersistentModelIndex(model.index(2, 0))
    gone = QPersistentModelIndex(model.index(1, 0))
    model.set_rows((TOWNS[3], Town("E", "Elm", 5.0), TOWNS[2], TOWNS[0]))
    assert [model.id_at(row) for row in range(4)] == ["D", "E", "C", "A"]
    assert (cedar.row(), cedar.data(), gone.isValid()) == (2, "Cedar", False)
    assert (model.place_of("E"), model.place_of("B")) == (1, None)


def test_what_is_not_known_is_last_in_both_directions(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns())
    assert names(view) == ["Ash", "Beech", "Cedar", "Dale"]
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(view) == ["Dale", "Ash", "Cedar", "Beech"]
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(view) == ["Cedar", "Ash", "Dale", "Beech"]


def test_nan_counts_as_not_known() -> None:
    model = Towns().model
    model.update_rows([Town("A", "Ash", math.nan)])
    assert model.index(0, 1).data(Qt.ItemDataRole.UserRole) is None


def test_filter_finds_every_word_in_any_column(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns())
    view.set_filter("1,2 ced")
    assert names(view) == ["Cedar"]
    view.set_filter("", lambda town: town.people is None)
    assert names(view) == ["Beech"]
    view.set_filter("")
    assert len(names(view)) == 4


def test_copy_gives_the_selection_with_its_header(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns())
    view.choose("C")
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Town\tPeople\nCedar\t1200\n"
    assert 'x:num="1200" sdval="1200">1200</td>' in QGuiApplication.clipboard().mimeData().html()
    view.choose(None)
    assert len(view.selection_lines()) == 5


def test_choosing_tells_nobody_and_the_keyboard_tells(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns())
    heard: list[object] = []
    view.row_chosen.connect(heard.append)
    view.choose("B")
    assert (heard, view.current_id(), view.selected_ids()) == ([], "B", ["B"])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert (heard, view.current_id()) == (["C"], "C")
    opened: list[object] = []
    view.row_opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["C"]


def test_f2_edits_the_name(qtbot: QtBot) -> None:
    towns = Towns()
    view = view_of(qtbot, towns)
    view.choose("A")
    view.setCurrentIndex(view.proxy.index(0, 1))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    assert editor.accessibleName() == "Town"
    editor.setText("Alder")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(towns.renamed))
    assert (towns.renamed, names(view)[0]) == ([("A", "Alder")], "Alder")


def test_a_column_that_cannot_be_edited_refuses() -> None:
    model = Towns().model
    assert not model.setData(model.index(0, 1), "5")
    assert not model.setData(QModelIndex(), "5")


def test_the_column_layout_is_remembered(qtbot: QtBot) -> None:
    remembered: list[str] = []
    view = view_of(qtbot, Towns(), remember=remembered.append)
    view.horizontalHeader().moveSection(1, 0)
    view.setColumnWidth(1, 133)
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    view.hide()
    again = view_of(qtbot, Towns(), layout_text=remembered[-1])
    assert again.horizontalHeader().visualIndex(1) == 0
    assert again.columnWidth(1) == 133
    assert names(again) == ["Cedar", "Ash", "Dale", "Beech"]


def test_a_column_that_comes_while_words_are_large_was_not_dragged(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns())
    before = view.columnWidth(1)
    view.set_columns_shown(["name"])
    current_theme().set_scale(1.5)
    view.set_columns_shown(["name", "people"])
    assert view.columnWidth(1) > before
    current_theme().set_scale(1.0)
    assert view.columnWidth(1) == before


def test_a_person_shows_and_hides_columns_and_they_are_remembered(qtbot: QtBot) -> None:
    remembered: list[str] = []
    view = view_of(qtbot, Towns(), remember=remembered.append)
    menu = ColumnMenu(view, view)
    assert [(act.text(), act.isChecked()) for act in menu.actions()[:2]] == [("Town", True), ("People", True)]
    assert not menu.actions()[-1].isEnabled(), "nothing was arranged"
    menu.actions()[1].trigger()
    assert view.isColumnHidden(1)
    assert not ColumnMenu(view, view).actions()[0].isEnabled(), "the last column stays"
    view.set_columns_shown(["name", "people"])
    assert view.isColumnHidden(1), "room for it does not bring back what a person has hidden"
    view.hide()
    again = view_of(qtbot, Towns(), layout_text=remembered[-1])
    again.set_columns_shown(["name", "people"])
    assert again.isColumnHidden(1)
    ColumnMenu(again, again).actions()[-1].trigger()
    assert not again.isColumnHidden(1)


def test_names_keep_room_where_a_person_wants_many_columns(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns())
    view.set_columns_shown(["name"])
    view.choose_column("people", shown=True)
    view.resize(view.columnWidth(1) + 40, 200)
    assert view.columnWidth(0) > 40
    view.resize(900, 200)
    assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width(), "they fill the table again"


def test_a_layout_that_cannot_be_read_is_none(qtbot: QtBot) -> None:
    view = view_of(qtbot, Towns(), layout_text="{nonsense")
    assert view.horizontalHeader().visualIndex(0) == 0
    mixed = view_of(qtbot, Towns(), layout_text='{"order": 3, "widths": [1], "chosen": {"people": "x"}}')
    assert not mixed.columns_arranged
    assert view_of(qtbot, Towns(), layout_text='{"order": ["gone", "people"]}').columnWidth(1) > 0
