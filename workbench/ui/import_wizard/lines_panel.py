"""Lines of a report with the chosen one in full below, its rows, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from workbench.session.published.rows_behind import can_be_shown
from workbench.ui.components.buttons import button
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.line_actions import LineAction, actions_of, now_of
from workbench.ui.import_wizard.report_rows import ReportRow
from workbench.ui.import_wizard.report_table import report_table
from workbench.ui.theme import current_theme

_NARROW = 900


class LinesPanel(QWidget):
    """Enter shows the rows; a click on what happens, or the button, shows what else can be done."""

    rows_wanted = Signal(object)
    """The line whose rows shall be looked up."""
    acted = Signal(object, object)
    """A line, and what shall be done about it."""

    def __init__(self, draft: ImportDraft, name: str, *, of_files: bool) -> None:
        super().__init__()
        self._draft = draft
        self.rows: list[ReportRow] = []
        self.deeds: tuple[LineAction, ...] = ()
        self.table = report_table(name, of_files=of_files)
        self.table.setMinimumHeight(current_theme().px(150))
        self.table.row_chosen.connect(lambda _place: self.show_line())
        self.table.row_opened.connect(lambda _place: self._opened())
        self.table.clicked.connect(self._clicked)
        self.detail = label("", Role.SECONDARY, wrap=True)
        self.detail.setMinimumHeight(current_theme().px(36))
        self.detail.setAccessibleName("The chosen line in full")
        self.show_rows = button("Show &rows…", clicked=self._ask_rows)
        self.show_rows.setVisible(of_files)
        self.act = button("&Decide ▾", clicked=self.open_menu)
        under = row(spacing=8)
        under.addWidget(self.detail, 1)
        under.addWidget(self.show_rows)
        under.addWidget(self.act)
        whole = column(spacing=12)
        whole.addWidget(framed(column(self.table, spacing=0), "card"), 1)
        whole.addLayout(under)
        self.setLayout(whole)
        self.show_line()

    def show_lines(self, lines: Sequence[ReportRow]) -> None:
        """Show these lines; the one that was chosen stays so where it is still there."""
        chosen = self.current
        self.rows = [replace(one, happens=now_of(actions_of(one, self._draft))) for one in lines]
        self.table.table_model.set_rows(self.rows)
        same = [one.place for one in self.rows if chosen is not None and one.what == chosen.what]
        first = self.rows[0].place if self.rows else None
        self.table.choose(same[0] if same else first)
        self.show_line()

    @property
    def current(self) -> ReportRow | None:
        """The line that is chosen."""
        place = self.table.current_id()
        return next((one for one in self.rows if one.place == place), None)

    def show_line(self) -> None:
        """The chosen line in full, and what can be done about it."""
        one = self.current
        self.detail.setText("" if one is None else one.told)
        self.deeds = () if one is None else actions_of(one, self._draft)
        self.act.setEnabled(bool(self.deeds))
        self.show_rows.setEnabled(
            one is not None and one.account is not None and can_be_shown(one.account, one.reason)
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the examples to the line in full where the table is narrow."""
        columns = [one.id for one in self.table.table_model.columns]
        if "examples" in columns:
            narrow = self.width() < current_theme().px(_NARROW)
            self.table.setColumnHidden(columns.index("examples"), narrow)
        super().resizeEvent(event)

    def _opened(self) -> None:
        """Enter: the rows where there are some, else what can be done."""
        if self.show_rows.isEnabled():
            self._ask_rows()
        elif self.deeds:
            self.open_menu()

    def _ask_rows(self) -> None:
        if self.show_rows.isEnabled():
            self.rows_wanted.emit(self.current)

    def _clicked(self, index: QModelIndex) -> None:
        """A click on what happens opens what else can be done."""
        if self.table.table_model.columns[index.column()].id == "action" and self.deeds:
            self._pop_up(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def open_menu(self) -> None:
        """Show what can be done about the chosen line, over the button."""
        self._pop_up(self.act.mapToGlobal(QPoint(0, self.act.height())))

    def menu(self) -> QMenu:
        """What can be done about the chosen line, with a mark at what happens now."""
        menu = QMenu(self)
        for one in self.deeds:
            entry = menu.addAction(one.words)
            entry.setCheckable(one.now)
            entry.setChecked(one.now)
            entry.triggered.connect(lambda _checked=False, one=one: self._take(one))
        return menu

    def _pop_up(self, place: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _take(self, action: LineAction) -> None:
        if not action.now and self.current is not None:
            self.acted.emit(self.current, action)
