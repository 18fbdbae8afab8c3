"""Where the residents of the locality in hand are registered; shown where the window is tall and wide."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from workbench.metrics.resident_flows import ResidentFlows
from workbench.models.localities import Locality
from workbench.ui import formats
from workbench.ui.components.chip import Chip
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.theme import current_theme

SHOWN = 6


class FlowsPanel(QWidget):
    """The localities that hold most of the residents' registrations, with bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", Role.SECTION)
        self._total = label("", Role.CAPTION)
        self._lines = [_Line() for _ in range(SHOWN)]
        grid = QGridLayout()
        theme = current_theme()
        grid.setContentsMargins(theme.px(14), theme.px(2), theme.px(14), theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.setHorizontalSpacing(theme.px(10))
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(self._lines):
            line.put_into(grid, place)
        layout = column(row(self._title, None, self._total, margins=(12, 7, 14, 4)), spacing=0)
        layout.addLayout(grid)
        layout.addWidget(rule())
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._known = False
        self._allowed = False
        self.hide()

    def allow(self, allowed: bool) -> None:
        """Say whether there is room for it."""
        self._allowed = allowed
        self.setVisible(self._known and allowed)

    def show_flows(
        self, locality: Locality | None, flows: ResidentFlows | None, localities: Mapping[str, Locality]
    ) -> None:
        """Show the flows of a locality; hidden where nothing is known."""
        self._known = locality is not None and flows is not None and flows.total > 0
        self.setVisible(self._known and self._allowed)
        if locality is None or flows is None or not self._known:
            return
        self._title.setText(f"Where residents of {locality.name} are registered")
        self._total.setText(f"{formats.number(flows.total)} patients")
        rows: list[tuple[Locality | None, float]] = [
            (localities.get(code), people) for code, people in flows.held[: SHOWN - 1]
        ]
        rest = flows.total - sum(people for _, people in rows)
        rows.append((None, rest))
        for line, shown in zip(self._lines, [*rows, *[None] * (SHOWN - len(rows))], strict=True):
            if shown is None:
                line.hide()
                continue
            holder, people = shown
            line.show(holder, people, flows.total, own=holder is not None and holder.code == locality.code)


class _Line:
    """Chip, name, bar, people and share of one locality."""

    def __init__(self) -> None:
        self._chip = Chip()
        self._name = label("")
        self._bar = _ShareBar()
        self._people = label("")
        self._share = label("", Role.SECONDARY)
        for figure in (self._people, self._share):
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def put_into(self, grid: QGridLayout, place: int) -> None:
        """Take a line of the grid."""
        for at, part in enumerate((self._chip, self._name, self._bar, self._people, self._share)):
            grid.addWidget(part, place, at)

    def hide(self) -> None:
        """Take no room."""
        for part in (self._chip, self._name, self._bar, self._people, self._share):
            part.hide()

    def show(self, holder: Locality | None, people: float, total: float, *, own: bool) -> None:
        """Show a holder of registrations; None stands for all other practices."""
        self._chip.set_value(
            "" if holder is None else str(holder.number), None if holder is None else holder.colour
        )
        self._name.setText("All other practices" if holder is None else holder.name)
        self._bar.set_share(people / total if total else 0.0, own=own)
        self._people.setText(formats.number(people))
        self._share.setText(formats.percent(people / total if total else None))
        for part in (self._chip, self._name, self._bar, self._people, self._share):
            part.setVisible(True)


class _ShareBar(QWidget):
    """A share as a bar; the locality's own share is blue."""

    def __init__(self) -> None:
        super().__init__()
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
        return QSize(theme.px(220), theme.px(15))

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
        filled = QRectF(track)
        filled.setWidth(max(float(high), track.width() * min(max(self._share, 0.0), 1.0)))
        painter.setBrush(theme.color("accent" if self._own else "control"))
        painter.drawRoundedRect(filled, high / 2, high / 2)
        painter.end()
