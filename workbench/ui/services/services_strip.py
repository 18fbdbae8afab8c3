"""The strip of the services view: counts by scope, gaps, the way to the next one, the size at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from workbench.models.services import AgeGroup
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, label, row
from workbench.ui.services.cell_painting import SHAPE, shape_icon
from workbench.ui.services.grid import CellState, Counts, Which
from workbench.ui.theme import current_theme


class ServicesStrip(QFrame):
    """Entries that filter or jump, each a shape and words."""

    which_wanted = Signal(str)
    """``Which`` of the services is asked for."""
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName("State of the matrix")
        self.inside = self._entry(CellState.IN, Which.ALL, "Show all services")
        self.part = self._entry(CellState.PART, Which.EXCEPTIONS, "Show services with exceptions")
        self.out = self._entry(CellState.OUT, Which.EXCEPTIONS, "Show services with exceptions")
        self.none = self._entry(CellState.NOT_APPLICABLE, Which.ALL, "Cells that the service is not for")
        self.gaps = self._entry(None, Which.GAPS, "Show services with gaps")
        self.waiting = self._entry(
            CellState.PENDING, Which.EXCEPTIONS, "Cells that are to be out and lack a reason"
        )
        self.next = button(
            "Next gap  F8", kind=Kind.LINK, icon="next", clicked=self.next_wanted.emit,
            tip="Go to the next line of what the matrix says (F8)",
        )  # fmt: skip
        self.size_text = label("", Role.CAPTION)
        self.size_text.setMinimumWidth(1)
        layout = row(margins=(8, 0, 12, 0), spacing=4)
        for part in self._entries():
            layout.addWidget(part)
        layout.addSpacing(current_theme().px(6))
        layout.addWidget(self.next)
        layout.addStretch(1)
        layout.addWidget(self.size_text)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _entries(self) -> tuple[QToolButton, ...]:
        return (self.inside, self.part, self.out, self.none, self.gaps, self.waiting)

    def _entry(self, state: CellState | None, which: Which, tip: str) -> QToolButton:
        entry = QToolButton(self)
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setProperty("strip", "true")
        entry.setProperty("shape", "gap" if state is None else state.value)
        entry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        entry.setToolTip(tip)
        entry.clicked.connect(lambda _checked=False: self.which_wanted.emit(which.value))
        return entry

    def _fit(self) -> None:
        self.setFixedHeight(current_theme().size("issue_strip"))
        self.setMinimumWidth(1)  # the window may be made narrow
        side = current_theme().px(SHAPE + 2)
        for entry in self._entries():
            shape = str(entry.property("shape"))
            entry.setIcon(shape_icon(None if shape == "gap" else CellState(shape)))
            entry.setIconSize(QSize(side, side))

    def fit_width(self, width: int) -> None:
        """Leave the size out where the window is narrow."""
        self.size_text.setVisible(width >= current_theme().px(1180))

    def show_counts(self, counts: Counts | None, *, age: AgeGroup, waiting: int) -> None:
        """Show these counts."""
        self.setEnabled(counts is not None)
        if counts is None:
            return
        number = formats.number
        reasons = (
            ", all with a reason"
            if counts.out == counts.out_reasoned
            else (f", {number(counts.out - counts.out_reasoned)} without a reason")
        )
        texts = {
            self.inside: f"{number(counts.inside)} In",
            self.part: f"{number(counts.part)} Part",
            self.out: f"{number(counts.out)} Out{reasons if counts.out else ''}",
            self.none: f"{number(counts.not_applicable)} n.a.",
            self.gaps: f"{number(counts.gaps)} without an accountable organisation",
            self.waiting: f"{number(waiting)} to take out, reason needed",
        }
        for entry, text in texts.items():
            entry.setText(text)
            entry.setAccessibleName(text)
        self.none.setVisible(counts.not_applicable > 0)
        self.gaps.setVisible(counts.gaps > 0)
        self.next.setVisible(counts.gaps > 0)
        self.waiting.setVisible(waiting > 0)
        services = formats.count(counts.services, "service")
        places = formats.count(counts.localities, "locality", "localities")
        self.size_text.setText(
            f"{services} × {places}, {age.words.lower()}: {formats.count(counts.cells, 'cell')}"
        )
