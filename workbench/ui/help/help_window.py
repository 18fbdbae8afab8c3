"""The help window: contents at the left, the text at the right, a search over all of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from workbench import paths
from workbench.ui import formats
from workbench.ui.components.labels import Role, column, label
from workbench.ui.help.guide import DOCUMENTS, Section, guide
from workbench.ui.theme import current_theme

_PLACE = Qt.ItemDataRole.UserRole
_MOST_MARKS = 400
LINE_HEIGHT = 120
"""Per cent of the height of the font."""


class HelpWindow(QWidget):
    """Stays open beside the work; nothing is fetched, links lead to the documents that are shipped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        theme = current_theme()
        self.setObjectName("surface")
        self.setWindowTitle("User guide")
        self._document = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the guide")
        self.search.setAccessibleName("Search the guide")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._next_match)
        self.contents = QListWidget()
        self.contents.setAccessibleName("Contents")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setSpacing(theme.px(2))
        self.contents.currentItemChanged.connect(lambda item, _before: self._taken(item))
        self.contents.itemClicked.connect(self._taken)
        self._found = label("", Role.CAPTION)
        self.text = QTextBrowser()
        self.text.setAccessibleName("User guide")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow_link)
        side = QWidget()
        side.setLayout(column(self.search, self._found, self.contents, margins=(12, 12, 8, 12), spacing=6))
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(side)
        halves.addWidget(self.text)
        halves.setStretchFactor(1, 1)
        halves.setSizes([theme.px(260), theme.px(640)])
        layout = column(spacing=0)
        layout.addWidget(halves)
        self.setLayout(layout)
        self._show_contents(guide())
        self._open(DOCUMENTS[0])
        theme.dress(self)
        theme.theme_changed.connect(self._follow_theme)
        self.resize(theme.px(920), theme.px(640))

    def open_at(self, title: str) -> None:
        """Come to the front at a section."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.show_topic(title)

    def show_topic(self, title: str) -> None:
        """Go to a section of the guide; "" goes to its beginning."""
        self.search.clear()
        for at in range(self.contents.count()):
            section = self._section(self.contents.item(at))
            if section is not None and section.title == title and section.document == DOCUMENTS[0]:
                self.contents.setCurrentRow(at)
                self._taken(self.contents.item(at))
                return
        self.contents.setCurrentRow(0)

    @property
    def place(self) -> str:
        """The title of the section in front."""
        section = self._section(self.contents.currentItem())
        return "" if section is None else section.title

    # -- contents
    def _show_contents(self, found: tuple[Section, ...]) -> None:
        blocked = self.contents.blockSignals(True)
        self.contents.clear()
        for section in found:
            item = QListWidgetItem("    " * (section.level - 1) + section.title)
            item.setData(_PLACE, section)
            item.setToolTip(section.title)
            if section.level == 1:
                item.setFont(current_theme().font("base", "semibold"))
            self.contents.addItem(item)
        self.contents.blockSignals(blocked)

    @staticmethod
    def _section(item: QListWidgetItem | None) -> Section | None:
        section = None if item is None else item.data(_PLACE)
        return section if isinstance(section, Section) else None

    def _taken(self, item: QListWidgetItem | None) -> None:
        section = self._section(item)
        if section is not None:
            self._open(section.document)
            self._go_to(section.title)
            self._mark()

    # -- text
    def _open(self, document: str) -> None:
        path = paths.docs() / document
        if document == self._document or not path.is_file():
            return
        self._document = document
        self.text.document().setBaseUrl(QUrl.fromLocalFile(str(path.parent) + "/"))
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("![")]  # pictures are not shipped
        self.text.document().setDefaultFont(current_theme().font())
        self.text.document().setDocumentMargin(current_theme().px(20))
        self.text.setMarkdown("\n".join(lines))
        self._space_out()

    def _space_out(self) -> None:
        """Give paragraphs and headings the room that the markdown of Qt leaves out."""
        theme = current_theme()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        block = self.text.document().begin()
        while block.isValid():
            form = block.blockFormat()
            heading = form.headingLevel()
            form.setTopMargin(theme.px(14) if heading else 0)
            in_cell = QTextCursor(block).currentTable() is not None
            form.setBottomMargin(theme.px(2) if in_cell else theme.px(8))
            form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(form)
            block = block.next()
        cursor.endEditBlock()

    def _go_to(self, title: str) -> None:
        block = self.text.document().begin()
        plain = title.replace("*", "").replace("`", "")
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == plain:
                top = self.text.document().documentLayout().blockBoundingRect(block).top()
                self.text.setTextCursor(QTextCursor(block))
                self.text.verticalScrollBar().setValue(round(top) - current_theme().px(8))
                return
            block = block.next()

    def _follow_link(self, link: QUrl) -> None:
        name, title = link.fileName(), link.fragment()
        if name in DOCUMENTS:
            self._open(name)
            self._go_to(title)

    # -- search
    def _search(self, text: str) -> None:
        words = tuple(text.casefold().split())
        found = tuple(section for section in guide() if section.holds(words)) if words else guide()
        self._show_contents(found)
        self._found.setText(formats.count(len(found), "section") if words else "")
        if words and found:
            self.contents.setCurrentRow(0)
            self._taken(self.contents.item(0))
        else:
            self._mark()

    def _mark(self) -> None:
        """Mark every place of the searched words in the text."""
        marks: list[QTextEdit.ExtraSelection] = []
        theme = current_theme()
        for word in self.search.text().split():
            cursor = self.text.document().find(word, 0)
            while not cursor.isNull() and len(marks) < _MOST_MARKS:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(QColor(theme.hex("near_soft")))
                marks.append(mark)
                cursor = self.text.document().find(word, cursor)
        self.text.setExtraSelections(marks)

    def _next_match(self) -> None:
        words = self.search.text().split()
        if words and not self.text.find(words[0], QTextDocument.FindFlag(0)):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words[0], QTextDocument.FindFlag(0))

    def _follow_theme(self) -> None:
        document, self._document = self._document, ""
        place = self.place
        self._open(document)
        self._go_to(place)
        self._mark()

    def place_beside(self, window: QWidget) -> None:
        """Stand inside the screen of the main window."""
        room = window.screen().availableGeometry()
        self.resize(min(self.width(), room.width() - 40), min(self.height(), room.height() - 80))
        corner = window.frameGeometry().topRight() - QPoint(self.width() + 40, -60)
        left = min(max(room.left(), corner.x()), room.right() - self.width())
        top = min(max(room.top(), corner.y()), room.bottom() - self.height())
        self.move(left, top)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)


def focus_part() -> QWidget | None:
    """The part of the program that has the keyboard."""
    part = QGuiApplication.focusObject()
    return part if isinstance(part, QWidget) else None
