"""About the program: version, what it promises, and every part with its licence."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QSplitter, QWidget

import workbench
from workbench import paths
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.icon_label import AppMark
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.help.components import Component, installed
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import Column
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

PROMISE = "No network is used and nothing leaves this computer."


def versions_text() -> str:
    """What somebody asks who looks into a problem."""
    return (
        f"Locality Workbench {workbench.__version__}\n"
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}\n"
        f"Log: {paths.log_dir()}"
    )


class AboutDialog(QDialog):
    """A list of parts; the licence of the chosen one stands below in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle("About the Locality Workbench")
        columns: tuple[Column[Component], ...] = (
            Column("name", "Part", "What it is", lambda r: r.name, lambda r: r.name,
                   width_text="Colours by Paul Tol"),
            Column("version", "Version", "The version that runs", lambda r: r.version, lambda r: r.version,
                   width_text="2026.10.18", quiet=True),
            Column("licence", "Licence", "Under which licence", lambda r: r.licence, lambda r: r.licence,
                   width_text="Free to use with attribution"),
            Column("use", "Used for", "What the program does with it", lambda r: r.use, lambda r: r.use,
                   quiet=True),
        )  # fmt: skip
        self._parts = installed()
        model = ColumnTableModel[Component](columns, lambda r: r.name, self._parts, parent=self)
        self.table = TableView(model, "Parts of the program", compact=True)
        self.table.row_chosen.connect(self._show)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Licence")
        halves = QSplitter()
        halves.setOrientation(halves.orientation().Vertical)
        halves.addWidget(self.table)
        halves.addWidget(self.text)
        halves.setSizes([theme.px(220), theme.px(200)])
        close = button("Close", kind=Kind.PRIMARY, clicked=self.accept)
        close.setDefault(True)
        words = column(
            label(f"Locality Workbench {workbench.__version__}", Role.HEADING),
            label(PROMISE, Role.SECONDARY),
            label(f"Log: {paths.log_dir()}", Role.CAPTION),
            spacing=2,
        )
        layout = column(row(AppMark(size=44), words, None), margins=(24, 20, 24, 18), spacing=12)
        layout.addWidget(halves, 1)
        layout.addLayout(row(button("Copy versions", icon="copy", clicked=self.copy_versions), None, close))
        self.setLayout(layout)
        self.resize(theme.px(760), theme.px(620))
        self.table.choose(self._parts[0].name)
        self._show(self._parts[0].name)

    def copy_versions(self) -> None:
        """Put the versions on the clipboard."""
        parts = "\n".join(f"{one.name} {one.version}, {one.licence}" for one in self._parts if one.version)
        QGuiApplication.clipboard().setText(f"{versions_text()}\n{parts}")

    def _show(self, name: object) -> None:
        part = next((one for one in self._parts if one.name == name), None)
        if part is not None:
            self.text.setPlainText(part.text())

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        dialog = cls(parent)
        dialog.exec()
        dialog.deleteLater()
