"""One line of a breakdown: chip, name, bar, people and share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.ui import formats
from workbench.ui.components.chip import Chip
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, label
from workbench.ui.theme import current_theme


class ShareLine:
    """The parts of one line, put into the row of a grid whose column 1 stretches."""

    def __init__(self, *, bar_width: int = 220, decimals: int = 1) -> None:
        self._decimals = decimals
        self._chip = Chip()
        self._name = ElidedLabel()
        self._bar = ShareBar(bar_width)
        self._people = label("")
        self._share = label("", Role.SECONDARY)
        for figure in (self._people, self._share):
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._parts: tuple[QWidget, ...] = (self._chip, self._name, self._bar, self._people, self._share)

    def put_into(self, grid: QGridLayout, place: int) -> None:
        """Take a line of the grid."""
        for at, part in enumerate(self._parts):
            grid.addWidget(part, place, at)

    def hide(self) -> None:
        """Take no room."""
        for part in self._parts:
            part.hide()

    def show(
        self, locality: Locality | None, people: float, share: float | None, *, own: bool, other: str
    ) -> None:
        """Show people of a locality, or of ``other`` where there is none."""
        self._chip.set_value(
            "" if locality is None else str(locality.number), None if locality is None else locality.colour
        )
        name = other if locality is None else locality.name
        self._name.setText(name)
        known = share is not None and formats.known(share)
        self._bar.set_share(share if share is not None and known else 0.0, own=own)
        self._people.setText(formats.number(people))
        self._share.setText(formats.percent(share, self._decimals, unknown="–"))
        for part in self._parts:
            part.setVisible(True)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Name, people and share as shown."""
        return self._name.text(), self._people.text(), self._share.text()


class ShareBar(QWidget):
    """A share as a bar; the locality's own share is blue."""

    def __init__(self, width: int = 220) -> None:
        super().__init__()
        self._wide = width
        self._share = 0.0
        self._own = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, *, own: bool) -> None:
        """Show another share."""
        self._share, self._own = share, own
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(self._wide), theme.px(15))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high = theme.px(7)
        track = QRectF(0, (self.height() - high) / 2, self.width(), high)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(track, high / 2, high / 2)
        if self._share > 0:
            filled = QRectF(track)
            filled.setWidth(max(high / 2, track.width() * min(self._share, 1.0)))
            painter.setBrush(theme.color("accent" if self._own else "control"))
            painter.drawRoundedRect(filled, high / 2, high / 2)
        painter.end()
