"""The compare view: maps of two to four scenarios, what differs, and all their figures below."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from workbench.metrics.unit_indicators import indicators
from workbench.session.frozen import frozen
from workbench.ui import formats
from workbench.ui.compare.below import CHARTS, FIGURES, MOVES, Below
from workbench.ui.compare.charts_panel import DrawnChart, draw_charts
from workbench.ui.compare.choice import BY_BAND, Choice
from workbench.ui.compare.compare_bar import CompareBar, CompareStrip
from workbench.ui.compare.compare_maps import CompareMaps
from workbench.ui.compare.figure_rows import figure_rows
from workbench.ui.compare.reading import Figures, Plans, read_figures, read_plans
from workbench.ui.compare.side_panel import SidePanel
from workbench.ui.compare.who_moves_panel import WhoMovesPanel, moves_of
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import column, row, rule
from workbench.ui.desk import Desk
from workbench.ui.latest import Latest
from workbench.ui.map_layers import LayersOnMap
from workbench.ui.shared_layers import SharedLayers
from workbench.ui.theme import current_theme

SETTLE_MS = 120
SIDE = 200
"""Least width of the side panel in design pixels; the switch below it may want more."""
WORKING = "Working out the figures"


class CompareView(QWidget):
    """Shows; ``bar`` and ``strip`` belong to it and are laid out by the window."""

    situation_changed = Signal()
    """Whether there is something to compare, or what, has changed."""
    copy_wanted = Signal()
    """There is only one scenario: the planner wants a copy of it."""
    figures_read = Signal(object)
    """``Figures`` that are now shown."""

    def __init__(self, desk: Desk, *, bar: Sequence[QToolButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choice = Choice()
        self.plans: Plans | None = None
        self.figures: Figures | None = None
        self._stale = True
        self._before: Sequence[str] = ()
        self._shared: list[SharedLayers] = []
        self.latest = Latest(self)
        self.bar, self.strip = CompareBar(bar), CompareStrip()
        self.maps, self.side, self.below = CompareMaps(desk.host), SidePanel(), Below()
        self.who = WhoMovesPanel(desk.settings.now.consultation_threshold)
        self.below.moves.addWidget(self.who)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        upper = QWidget()
        line = row(self.side, rule(vertical=True), spacing=0)
        line.addWidget(self.maps, 1)
        upper.setLayout(line)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(current_theme().px(4))
        upper.setMinimumHeight(current_theme().px(120))
        self.below.setMinimumHeight(current_theme().px(90))
        for part, share in ((upper, 3), (self.below, 2)):
            self._split.addWidget(part)
            self._split.setStretchFactor(self._split.count() - 1, share)
        self._split.setSizes([600, 400])
        self.copy_button = button(
            "Copy this scenario…", kind=Kind.PRIMARY, icon="copy", clicked=self.copy_wanted.emit
        )
        empty = QWidget()
        empty.setObjectName("surface")
        state = EmptyState(
            "compare",
            "There is only one scenario",
            "Copy it, change the copy, and come back: both stand side by side here, with what differs.",
            self.copy_button,
        )
        state.setMaximumWidth(current_theme().px(520))
        empty.setLayout(column(None, row(None, state, None), None, margins=(24, 24, 24, 24)))
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self._split)
        self.setLayout(column(self._pages, spacing=0))

    def _connect(self) -> None:
        desk = self._desk
        desk.project_changed.connect(self._project_changed)
        desk.scenario_changed.connect(self._outdate)
        desk.changed.connect(lambda _changes: self._outdate())
        self.latest.problem.connect(desk.problem)
        self.latest.busy_changed.connect(lambda busy: self.strip.show_working(WORKING if busy else ""))
        self.bar.wanted.connect(self.choose)
        self.bar.moves_wanted.connect(lambda: self.show_page(MOVES))
        self.maps.hovered.connect(self._hovered)
        self.maps.clicked.connect(self._clicked)
        self.below.page_changed.connect(lambda _name: self._draw_charts())
        self.below.charts.wanted.connect(self._draw_charts)
        self.figures_read.connect(lambda figures: self.who.show_moves(moves_of(figures)))
        self.who.chosen.connect(self._light)
        self.who.threshold_changed.connect(lambda text: desk.settings.change(consultation_threshold=text))
        current_theme().theme_changed.connect(self._fit_widths)

    # -- what is compared
    @property
    def ready(self) -> bool:
        """Whether there is something to compare."""
        return self.choice.complete

    def share_layers(self, layers: LayersOnMap) -> None:
        """Let every map show the layers of the main map, in their order and opacity, while it is seen."""
        self._shared = [SharedLayers(layers, pane, shading=False) for pane in self.maps.panes]

    def let_go(self) -> None:
        """Stop all work, before the window goes."""
        self.latest.forget()
        for shared in self._shared:
            shared.let_go()

    def choose(self, choice: Choice) -> None:
        """Compare other scenarios, or show them in another way."""
        self.choice = choice
        self.refresh()

    def show_page(self, name: str) -> None:
        """Show figures, charts or who moves below the maps."""
        self.below.show_page(name)

    def _project_changed(self) -> None:
        self._settle.stop()
        self.latest.forget()
        self.choice, self.plans, self.figures, self._before = Choice(), None, None, ()
        self.maps.plans = self.maps.figures = None
        self.side.show_area("", "", ())
        self.who.show_moves([])
        self._outdate()

    def _outdate(self) -> None:
        """Something has changed: what is shown is worked out again when it is quiet, or seen again."""
        self._stale = True
        if self.isVisible():
            self._settle.start()

    def refresh(self) -> None:
        """Show the scenarios as they are now."""
        self._settle.stop()
        self._stale = False
        bridge = self._desk.bridge
        there = [] if bridge is None else [one.id for one in bridge.project.scenarios]
        current = bridge.scenario.id if bridge is not None else ""
        self.choice, self._before = self.choice.settled(there, current, self._before), there
        self._pages.setCurrentIndex(1 if self.choice.complete else 0)
        self.copy_button.setEnabled(self._desk.editable)
        self.strip.show_together(self.choice.complete)
        if bridge is None or not self.choice.complete:
            self.latest.forget()
            self.plans = self.figures = None
            self.bar.show_nothing()
            self.situation_changed.emit()
            return
        project, choice = bridge.project, self.choice
        letters = {one: formats.letter(at) for at, one in enumerate(there)}
        self.bar.show_choice(
            choice,
            {one.id: f"{letters[one.id]}  {one.name}" for one in project.scenarios},
            indicators(project.area),
        )
        session = frozen(project, [project.scenario(one) for one in choice.scenarios])
        if self.plans is None:
            self.maps.use(project.area)
            shown = [letters[one] for one in choice.scenarios]
            self.maps.show_drawn(session.project.scenarios, shown, difference=choice.difference)
            self.maps.use(project.area)
            self._fit_widths()
        self.latest.ask(
            "compare", lambda progress: read_plans(session, choice, letters, progress), self._plans_read
        )
        self.situation_changed.emit()

    def _plans_read(self, plans: Plans) -> None:
        self.plans = plans
        self.maps.show_plans(plans)
        self._fit_widths()
        self.side.show_legends(self.maps.legends())
        near = float(self._desk.near)
        self.latest.ask("compare", lambda progress: read_figures(plans, near, progress), self._figures_read)

    def _figures_read(self, figures: Figures) -> None:
        self.figures = figures
        self.maps.show_figures(figures)
        if figures.plans.choice.colour == BY_BAND:
            self.side.show_legends(self.maps.legends())
        plans = figures.plans
        titles = [f"{plans.letters[one.id]}  {one.name}" for one in plans.scenarios]
        letter = plans.letters[plans.choice.baseline]
        difference = f"Difference from {letter}" if plans.choice.difference else ""
        rows = figure_rows(figures, float(self._desk.near))
        self.below.table.show_rows(rows, titles, difference)
        self.below.show_titles([*titles, *([difference] if difference else [])])
        self.strip.show_people(figures.people)
        self._fit_widths()
        self._draw_charts(anew=True)
        self.figures_read.emit(figures)

    # -- charts
    def _draw_charts(self, *, anew: bool = False) -> None:
        """Draw the charts where they are seen; those of other figures give way."""
        panel, figures = self.below.charts, self.figures
        if anew and not panel.isVisible():
            panel.say("Charts are being drawn")
        if figures is None or self.below.page != CHARTS or not self.isVisible():
            return
        room, scale = panel.room, panel.scale
        self.latest.ask(
            "charts", lambda progress: draw_charts(figures, room, scale, progress), self._charts_drawn
        )

    def _charts_drawn(self, drawn: list[DrawnChart]) -> None:
        self.below.charts.show_charts(drawn)

    # -- pointing
    def _hovered(self, unit: int) -> None:
        bridge = self._desk.bridge
        if unit < 0 or bridge is None:
            self.side.show_area("", "", ())
            return
        units = bridge.project.area.units
        name = str(units.names[unit]) or str(units.codes[unit])
        self.side.show_area(name, formats.people(float(units.resident[unit])), self.maps.said_of(unit))

    def _clicked(self, unit: int) -> None:
        self.maps.light(unit if unit >= 0 else None)

    def _light(self, codes: list[str]) -> None:
        """Light areas on all maps, the difference too."""
        bridge = self._desk.bridge
        if bridge is not None:
            index = bridge.project.area.units.index_of
            self.maps.light_all(np.array([index[code] for code in codes if code in index], dtype=np.int64))

    # -- places
    def _fit_widths(self) -> None:
        """Give the side panel what it needs, the maps equal widths, and the columns the same."""
        theme = current_theme()
        count = max(1, len(self.maps.shown))
        side = max(theme.px(SIDE), self.below.head.switch_width)
        side += (self.width() - side - 1 - (count - 1)) % count
        self.side.setFixedWidth(side)
        wide = (self.width() - side - 1 - (count - 1)) // count
        last = max(1, self.width() - side - 1 - (count - 1) * (wide + 1) - self.below.table.bar_width)
        self.below.set_widths([side + 1, *[wide + 1] * (count - 1), last])
        self.bar.fit_width(self.window().width())
        self.maps.fit_names()

    def panes(self) -> list[QWidget]:
        """The parts that F6 walks through."""
        if not self.ready:
            return [self.copy_button]
        page = {FIGURES: self.below.table, CHARTS: self.below.charts, MOVES: self.below.moves}
        return [*(pane.canvas for pane in self.maps.shown), page[self.below.page], self.below.head]

    def picture(self) -> QImage:
        """The view as it is shown, maps finished."""
        for pane in self.maps.shown:
            pane.canvas.finish_drawing()
        return self._pages.grab().toImage()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_widths()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self._fit_widths()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle.stop()
        if self.latest.busy:
            self._stale = True
