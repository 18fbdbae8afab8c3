"""The start page: what to begin with, the projects opened lately, and a place to drop files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

import workbench
from workbench.ui import formats, thumbnails
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.icon_label import AppMark, IconLabel, StatusShape
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.components.tips import plain_tip
from workbench.ui.icons import paint_icon
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme, load_tokens

SIDE = 380
SIDES = 32
"""Left and right of the recent projects."""
CARDS = 6
PICTURE = QSize(176, 118)


@dataclass(frozen=True)
class WelcomeCalls:
    """What the page asks for."""

    new: Callable[[], object]
    published: Callable[[], object]
    open: Callable[[], object]
    sample: Callable[[], object] | None
    open_file: Callable[[Path], object]
    show_folder: Callable[[Path], object]
    find_file: Callable[[Path], object]
    forget: Callable[[Path], object]
    forget_missing: Callable[[], object]


class WelcomePage(QWidget):
    """Left what can be begun, right what was opened lately."""

    def __init__(self, calls: WelcomeCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._calls = calls
        self.cards: list[QWidget] = []
        side = framed(self._begin(), "side")
        side.setFixedWidth(current_theme().px(SIDE))
        self._heading = label("Recent projects", Role.TITLE)
        self._forget = button(
            "Clear missing",
            kind=Kind.LINK,
            clicked=calls.forget_missing,
            tip="Forget projects whose file is gone",
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(current_theme().px(12))
        self._grid.setColumnStretch(0, 1)
        body = column(row(self._heading, None, self._forget), spacing=10, margins=(SIDES, 40, SIDES, 24))
        body.addLayout(self._grid)
        body.addWidget(_DropTarget())
        body.addStretch(1)
        holder = QWidget()
        holder.setObjectName("page")
        holder.setLayout(body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(holder)
        layout = row(side, spacing=0)
        layout.addWidget(scroll, 1)
        self.setLayout(layout)

    def keep_top_clear(self, height: int) -> None:
        """Begin below a message of this height, so that it hides no heading."""
        self.setContentsMargins(0, height, 0, 0)

    def _begin(self) -> QVBoxLayout:
        calls = self._calls
        layout = column(margins=(36, 38, 24, 24), spacing=10)
        title = column(
            label("Locality Workbench", Role.HEADING),
            label("Draw, balance and compare hub localities", Role.SECONDARY),
            spacing=2,
        )
        layout.addLayout(row(AppMark(size=44), title, None, spacing=12))
        layout.addSpacing(current_theme().px(14))
        self.new = _BigButton("new", "New project", "Boundaries, people, practices", calls.new)
        self.open = _BigButton("open", "Open a project", "One .gpkg file   Ctrl+O", calls.open)
        self.published = _BigButton(
            "import", "New from published files", "From the NHS and the ONS", calls.published
        )
        for choice in (self.new, self.published, self.open):
            layout.addWidget(choice)
        if calls.sample is not None:
            layout.addWidget(
                _BigButton(
                    "map", "Try the fictional sample", "A made-up county, three scenarios", calls.sample
                )
            )
        layout.addStretch(1)
        layout.addWidget(label("Works offline. Nothing leaves this computer.", Role.SECONDARY))
        version = f"Version {workbench.__version__}. Open Government Licence data."
        layout.addWidget(label(version, Role.SECONDARY))
        return layout

    def show_recent(self, files: Sequence[str]) -> None:
        """Show these projects, the latest first; those whose file is gone say so."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        paths = [Path(name) for name in files[:CARDS]]
        self.cards = [RecentCard(path, self._calls) for path in paths]
        self._place_cards()
        for card in self.cards:
            card.show()
        self._heading.setText("Recent projects" if paths else "No project opened yet")
        self._forget.setVisible(any(not path.is_file() for path in paths))

    def _place_cards(self) -> None:
        """Two cards beside one another where there is room for them, else one below the other."""
        gaps = 2 * current_theme().px(SIDES) + self._grid.spacing()
        room = self.width() - current_theme().px(SIDE) - gaps
        widest = max((card.minimumSizeHint().width() for card in self.cards), default=0)
        across = 2 if room >= 2 * widest else 1
        self._grid.setColumnStretch(1, across - 1)
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // across, place % across)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()


class RecentCard(QFrame):
    """One project: picture, name, place and time, how its plan stands, and what to do with it."""

    def __init__(self, path: Path, calls: WelcomeCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        there = path.is_file()
        image, card = thumbnails.recall(path)
        name = label(card.name if card is not None else path.stem, Role.TITLE)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        name.setToolTip(plain_tip(str(path)))
        place = label(_place(path), Role.SECONDARY)
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = column(name, place, spacing=4)
        if not there:
            words.addWidget(label("File not found. Drive connected?", Role.SECONDARY))
        elif card is not None and card.localities:
            words.addLayout(_standing(card))
        words.addStretch(1)
        if there:
            first = button("Open", clicked=lambda: calls.open_file(path))
            second = button("Show in folder", kind=Kind.QUIET, clicked=lambda: calls.show_folder(path))
        else:
            first = button("Find file", clicked=lambda: calls.find_file(path))
            second = button("Remove", kind=Kind.QUIET, clicked=lambda: calls.forget(path))
        first.setAccessibleName(f"{first.text()} {path.stem}")
        second.setAccessibleName(f"{second.text()} {path.stem}")
        self.first = first
        words.addLayout(row(first, second, None, spacing=4))
        layout = row(_Picture(image if there else QImage()), margins=(12, 12, 12, 12), spacing=14)
        layout.addLayout(words, 1)
        self.setLayout(layout)
        self.setAccessibleName(path.stem)
        self.setMaximumHeight(current_theme().px(144))


def _standing(card: thumbnails.ProjectCard) -> QHBoxLayout:
    outside = card.localities - card.in_band
    state = BandState.OVER if outside else BandState.IN
    words = (
        f"{outside} outside the band"
        if outside
        else f"{formats.count(card.localities, 'locality', 'localities')}, all in band"
    )
    text = label(words, Role.SMALL)
    return row(StatusShape(state), text, None, spacing=5)


def _place(path: Path) -> str:
    """Folder and day: "Documents, today 14:02", "Documents, 4 November"."""
    folder = path.parent.name or str(path.parent)
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return str(path.parent)
    days = (datetime.now().astimezone().date() - moment.date()).days
    when = {0: f"today {formats.clock(moment)}", 1: "yesterday"}.get(days, f"{moment.day} {moment:%B}")
    return f"{folder}, {when}"


class _Picture(QWidget):
    """The small map of a project, or a folder where there is none."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        theme = current_theme()
        self.setFixedSize(theme.px(PICTURE.width()), theme.px(PICTURE.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.px(load_tokens().radius["chip"])
        if self._image.isNull():
            painter.setPen(QPen(theme.color("control"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(box, radius, radius)
            side = theme.px(22)
            at = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, "folder", at, theme.color("text2"))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("map_ground"))
            painter.drawRoundedRect(box, radius, radius)
            painter.drawImage(box, self._image)
        painter.end()


class _BigButton(QPushButton):
    """Icon, name and one line as a button over the whole width."""

    def __init__(self, icon: str, title: str, line: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        tile = _Tile(icon)
        words = column(label(title, Role.STRONG), label(line, Role.SECONDARY), spacing=1)
        layout = row(tile, words, None, IconLabel("right", size=16), margins=(14, 11, 14, 11), spacing=12)
        self.setLayout(layout)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: clicked())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # outside a dialog Qt takes Space alone
        else:
            super().keyPressEvent(event)


class _Tile(QWidget):
    """An icon on a soft square."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        side = current_theme().px(36)
        self.setFixedSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        side = theme.px(18)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon, box, theme.color("accent"))
        painter.end()


class _DropTarget(QFrame):
    """Where files can be dropped; the whole window takes them too."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop")
        title = label("Drop a project or published data files here", Role.STRONG)
        line = label(
            "ONS boundaries and populations, NHS registrations, practices, deprivation", Role.SECONDARY,
            wrap=True,
        )  # fmt: skip
        layout = column(margins=(16, 24, 16, 24), spacing=8)
        layout.addWidget(IconLabel("import", size=22), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (title, line):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        self.setLayout(layout)
