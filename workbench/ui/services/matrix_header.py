"""The header of the matrix: the chip of each locality with its short name below."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.ui.components.chip import chip_size, paint_chip
from workbench.ui.services.matrix_delegates import INDENT, PADDING, split_name
from workbench.ui.services.matrix_model import SERVICE, MatrixModel
from workbench.ui.theme import current_theme

_JOINS = re.compile(r"\s+(?:&|and)\s+|,|/|\(")


def short_name(locality: Locality) -> str:
    """The first place of a name of several: "Stoke & Shelton" -> "Stoke"."""
    return _JOINS.split(locality.name)[0].strip() or locality.name


class MatrixHeader(QHeaderView):
    """Chips over names, lines of text at the foot."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)

    def widest_word(self) -> int:
        """Width of a column in which no word of a short name is cut."""
        metrics = QFontMetricsF(current_theme().font("micro"))
        places = self._model.grid.localities if self._model.grid is not None else []
        words = [word for place in places for word in short_name(place).split()]
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        return round(widest) + current_theme().px(4)

    def two_lines(self, width: int) -> bool:
        """Whether a short name needs two lines in columns of this width."""
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("micro"))
        places = self._model.grid.localities if self._model.grid is not None else []
        return any(
            " " in short_name(place) and metrics.horizontalAdvance(short_name(place)) > width - theme.px(2)
            for place in places
        )

    def fit(self, width: int) -> int:
        """Height for columns of this width."""
        theme = current_theme()
        line = QFontMetricsF(theme.font("micro")).height()
        return round(chip_size("88").height() + line * (2 if self.two_lines(width) else 1) + theme.px(14))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fit(56))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = current_theme()
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("control"))
        locality = self._model.locality_at(logicalIndex)
        if locality is None:
            self._paint_title(painter, rect, logicalIndex)
        else:
            self._paint_locality(painter, rect, locality)
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = current_theme()
        left = theme.px(INDENT if section == SERVICE else PADDING)
        box = QRectF(rect).adjusted(left, 0, -theme.px(PADDING), -theme.px(6))
        painter.setFont(theme.font("small", "semibold"))
        painter.setPen(theme.color("text2"))
        side = Qt.AlignmentFlag.AlignLeft if section == SERVICE else Qt.AlignmentFlag.AlignRight
        title = str(self._model.headerData(section, Qt.Orientation.Horizontal) or "")
        painter.drawText(box, side | Qt.AlignmentFlag.AlignBottom, title)

    def _paint_locality(self, painter: QPainter, rect: QRect, locality: Locality) -> None:
        theme = current_theme()
        size = chip_size(str(locality.number))
        chip = QRectF(
            rect.left() + (rect.width() - size.width()) / 2, rect.top() + theme.px(6),
            size.width(), size.height(),
        )  # fmt: skip
        paint_chip(painter, chip, str(locality.number), locality.colour)
        font = theme.font("micro")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        width = rect.width() - theme.px(2)
        name = short_name(locality)
        lines = [name] if metrics.horizontalAdvance(name) <= width else list(split_name(metrics, name, width))
        top = chip.bottom() + theme.px(3)
        for at, line in enumerate(line for line in lines if line):
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            place = QRectF(rect.left(), top + at * metrics.height(), rect.width(), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
