"""All commands with their keys on one page, menu by menu; it can be searched, copied and printed."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser, QWidget

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.dialogs.key_table import key_html, key_text
from workbench.ui.icons import icon
from workbench.ui.theme import current_theme

_ON_PAPER = {"text": "#15181D", "text2": "#474F5C", "line": "#C9CED6"}


class KeysDialog(QDialog):
    """The page, made from the table of commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle("Keys")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a command or a key")
        self.search.setAccessibleName("Find a command or a key")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self._show())
        self.page = QTextBrowser()
        self.page.setAccessibleName("Commands and their keys")
        self.page.setTabChangesFocus(True)
        copy = button("Copy", icon="copy", tip="What is shown, for a spreadsheet", clicked=self.copy)
        paper = button(
            "Print…", icon="print", tip="What is shown, after a look at it", clicked=self.print_page
        )
        close = button("Close", kind=Kind.PRIMARY, clicked=self.accept)
        layout = column(label("Keys", Role.HEADING), self.search, margins=(24, 20, 24, 18), spacing=12)
        layout.addWidget(self.page, 1)
        layout.addLayout(row(copy, paper, None, close))
        self.setLayout(layout)
        self.resize(theme.px(900), theme.px(640))
        theme.theme_changed.connect(self._show)
        self._show()

    def copy(self) -> None:
        """Put what is shown on the clipboard."""
        QGuiApplication.clipboard().setText(key_text(self.search.text()))

    def print_page(self) -> None:
        """Look at the page as it will be printed, and print it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Locality Workbench, keys")
        preview = QPrintPreviewDialog(printer, self)
        preview.paintRequested.connect(lambda paper: self.paper_page().print_(paper))
        preview.exec()
        preview.deleteLater()

    def paper_page(self) -> QTextDocument:
        """The page with dark words on white, whatever the theme is."""
        document = QTextDocument(self)
        font = current_theme().font()
        font.setPointSizeF(9)
        document.setDefaultFont(font)
        document.setHtml(key_html(self.search.text(), _ON_PAPER.__getitem__))
        return document

    def _show(self) -> None:
        self.page.setHtml(key_html(self.search.text(), current_theme().hex))

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        dialog = cls(parent)
        dialog.exec()
        dialog.deleteLater()
