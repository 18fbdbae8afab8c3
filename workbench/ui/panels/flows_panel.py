"""Where the residents of the locality in hand are registered; shown where the window is tall and wide."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workbench.metrics.resident_flows import ResidentFlows
from workbench.models.localities import Locality
from workbench.ui import formats
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.components.share_line import ShareLine
from workbench.ui.theme import current_theme

SHOWN = 6


class FlowsPanel(QWidget):
    """The localities that hold most of the residents' registrations, with bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", Role.SECTION)
        self._total = label("", Role.CAPTION)
        self._lines = [ShareLine() for _ in range(SHOWN)]
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
            line.show(
                holder,
                people,
                people / flows.total,
                own=holder is not None and holder.code == locality.code,
                other="All other practices",
            )
