"""The services page: matrix, detail panel, option bar and strip, laid out and shown over the open project."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from workbench.metrics.services.overview import ServiceFigures
from workbench.models.scope import CellKey, Scope
from workbench.models.services import AgeGroup
from workbench.session.changes import Changes
from workbench.ui.components.buttons import button
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import column, row
from workbench.ui.desk import Desk
from workbench.ui.services.detail_panel import DetailPanel
from workbench.ui.services.dialogs.organisations_dialog import OrganisationsDialog
from workbench.ui.services.editing import MatrixEditing
from workbench.ui.services.finding_figures import findings
from workbench.ui.services.findings import places_of_cells
from workbench.ui.services.findings_panel import FindingsPanel
from workbench.ui.services.grid import Grid, Which
from workbench.ui.services.matrix_model import MatrixModel
from workbench.ui.services.matrix_table import MatrixTable
from workbench.ui.services.organisations import organisations
from workbench.ui.services.services_options import ServicesOptions
from workbench.ui.services.services_side import ServicesSide
from workbench.ui.services.services_strip import ServicesStrip
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.theme import current_theme

ROOM_FOR_PANEL = 720
"""Width of the view, in pixels of the design, from which the panel is always shown."""
SETTLE_MS = 150
"""After a change, the time until the list of what the matrix says is made anew."""


class ServicesPage(QWidget):
    """``options`` and ``strip`` belong to the view and are laid out by the window."""

    situation_changed = Signal()
    """Selection or content changed, so that commands may be on or off."""
    localities_wanted = Signal()
    """There are no localities: the map is asked for."""

    def __init__(self, desk: Desk, *, bar: Iterable[QToolButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bridge: SessionBridge | None = None
        self._panel_wanted = False
        self.model = MatrixModel(self)
        self.table = MatrixTable(self.model)
        self.panel = DetailPanel(self._ask_organisations)
        self.findings = FindingsPanel()
        self.side = ServicesSide(self.panel, self.findings)
        self._cells_in_order: dict[CellKey, int] | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._tell_if_seen)
        self.options = ServicesOptions(tuple(bar))
        self.strip = ServicesStrip()
        self.editing = MatrixEditing(desk, self.model, waiting_changed=self._waiting_changed)
        self._lay_out()

    def _lay_out(self) -> None:
        self._no_places = EmptyState(
            "services", "No localities yet",
            "Services are decided locality by locality. Draw one on the map.",
            button("Go to the map", icon="map", clicked=self.localities_wanted.emit),
        )  # fmt: skip
        self._none_found = EmptyState(
            "search", "No service found", "Nothing has these words, this group and this kind.",
            button("Show all services", clicked=self.show_all),
        )  # fmt: skip
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        for state in (self._no_places, self._none_found):
            page = QWidget()
            page.setObjectName("surface")
            page.setLayout(column(60, row(None, state, None), None))
            self._pages.addWidget(page)
        layout = row(spacing=0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.side)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    # -- the project
    def _project_changed(self) -> None:
        self._bridge = self._desk.bridge
        self.editing.waiting.clear()
        if self._bridge is not None:
            self._bridge.changed.connect(self._session_changed)
        self._rebuild()

    def _rebuild(self) -> None:
        """Another project or scenario: read everything anew."""
        bridge = self._desk.bridge
        if bridge is None:
            self.model.use(None)
            self.panel.show_nothing()
            self._outdate_findings()
            self._show_state()
            return
        grid = Grid(bridge.project, bridge.scenario, self._people())
        before = self.model.grid
        if before is not None:
            grid.age, grid.field, grid.collapsed = before.age, before.field, before.collapsed
            grid.filter = before.filter
            grid.arrange()
        self.model.use(grid)
        self.editing.prune(self._exists)
        self._outdate_findings()
        self._content_changed()

    def _exists(self, key: CellKey) -> bool:
        grid = self.model.grid
        return (
            grid is not None
            and any(one.id == key.service and one.serves(key.age) for one in grid.services)
            and (any(place.code == key.locality for place in grid.localities))
        )

    def _people(self) -> dict[str, float]:
        shown = self._desk.shown
        return {} if shown is None else {figures.code: figures.people for figures in shown.rows}

    def _show_people(self, shown: ShownFigures) -> None:
        grid = self.model.grid
        if grid is None or shown.preview is not None:
            return
        self._outdate_findings()
        if grid.set_people({figures.code: figures.people for figures in shown.rows}):
            self.model.people_changed()
            self._show_total()

    def _session_changed(self, changes: Changes) -> None:
        grid, bridge = self.model.grid, self._desk.bridge
        if grid is None or bridge is None:
            return
        self._outdate_findings()
        if grid.scenario is not bridge.scenario or changes.scenarios:
            self._rebuild()
            return
        if "service" in changes.registers or (changes.localities and self._places_differ(grid)):
            self.model.rearrange(lambda g: g.reload())
            self.editing.prune(self._exists)
            self._content_changed()
            return
        if changes.registers & {"partner"}:
            self._know_organisations()
        if changes.cells:
            if grid.filter.which is Which.ALL:
                self.model.cells_changed(changes.cells)
            else:
                grid.forget(changes.cells)
                grid.begun_changed()
                self.model.rearrange(lambda g: g.arrange())
            self._content_changed()

    @staticmethod
    def _places_differ(grid: Grid) -> bool:
        return list(grid.scenario.plan) != grid.localities

    def _content_changed(self) -> None:
        self._know_organisations()
        self._show_state()
        self._selection_changed()

    def _know_organisations(self) -> None:
        bridge = self._desk.bridge
        if bridge is not None:
            self.panel.know({one.code: one for one in organisations(bridge.project, bridge.scenario)})

    # -- what the matrix says
    def _outdate_findings(self) -> None:
        """Something has changed: the list is made anew when it is next seen or walked through."""
        self._cells_in_order = None
        if self.side.showing_findings:
            self._settle.start()

    def _tell_if_seen(self) -> None:
        if self.side.showing_findings:
            self.order_of_cells()

    def order_of_cells(self) -> dict[CellKey, int]:
        """Bring the list up to date; the place of every cell in it."""
        if self._cells_in_order is None:
            bridge = self._desk.bridge
            if bridge is None:
                self.findings.show_findings((), {})
                self._cells_in_order = {}
            else:
                figures = ServiceFigures(bridge.project, bridge.scenario, bridge.live.figures())
                places = {place.code: place for place in bridge.scenario.plan}
                today = datetime.now().astimezone().date()
                self.findings.show_findings(findings(figures, today=today), places)
                self._cells_in_order = places_of_cells(figures)
        return self._cells_in_order

    # -- showing
    def _situation_changed(self) -> None:
        """Count again only where that is seen: a stroke on the map changes the situation too."""
        if self.isVisible():
            self._show_state()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_state()
        self._tell_if_seen()

    def _show_state(self) -> None:
        grid = self.model.grid
        if grid is None:
            self.strip.show_counts(None, age=AgeGroup.ADULTS, waiting=0)
            return
        if self.options.group.count() != len(grid.groups()) + 1:
            self.options.show_groups(grid.groups(), grid.filter.group)
        self.options.show_state(
            age=grid.age, which=grid.filter.which, field=grid.field, words=grid.filter.words,
            editable=self._desk.editable,
        )  # fmt: skip
        self.strip.show_counts(self.model.counts(), age=grid.age, waiting=len(self.editing.waiting))
        self._pages.setCurrentIndex(1 if not grid.localities else 2 if not grid.rows else 0)

    def _waiting_changed(self) -> None:
        grid = self.model.grid
        if grid is None:
            return
        before = grid.pending
        now = frozenset(self.editing.waiting)
        grid.set_pending(now)
        self.model.cells_changed(before | now)
        self._show_state()
        self._selection_changed()

    def _selection_changed(self) -> None:
        self._show_cells()
        self.situation_changed.emit()

    def _show_cells(self) -> None:
        grid = self.model.grid
        keys = self.table.selected_keys()
        if grid is None or not keys:
            self._show_row()
            return
        services = {service.id: service for service in grid.services}
        places = {locality.code: locality for locality in grid.localities}
        self.panel.show_cells(
            keys,
            [self.editing.cell(key) for key in keys],
            [services[code] for code in dict.fromkeys(key.service for key in keys)],
            [places[code] for code in dict.fromkeys(key.locality for key in keys)],
            waiting=any(key in self.editing.waiting for key in keys),
            editable=self._desk.editable,
        )
        self._show_total()

    def _show_row(self) -> None:
        """No cell that exists is selected: say what the current row is."""
        index = self.table.grid.currentIndex()
        here = self.model.row_at(index.row())
        if here is None:
            self.panel.show_nothing()
        elif here.service is None:
            self.panel.show_nothing(here.group, "Space folds the group or opens it.")
        else:
            age = self.model.grid.age.words.lower() if self.model.grid is not None else ""
            self.panel.show_nothing(here.service.name, f"This service is not for {age}: not applicable.")

    def _show_total(self) -> None:
        grid = self.model.grid
        keys = self.table.selected_keys()
        if grid is None or not keys:
            return
        wanted = {key.service for key in keys}
        service = next(one for one in grid.services if one.id == keys[0].service)
        scopes = [grid.cell(service, place).scope for place in grid.localities]
        self.panel.show_total(
            scopes.count(Scope.IN), scopes.count(Scope.PARTIAL), scopes.count(Scope.OUT),
            self.model.parity_text(service), one=len(wanted) == 1,
        )  # fmt: skip

    # -- filtering
    def _seek(self, name: str, value: object) -> None:
        self.model.rearrange(lambda g: g.seek(**{name: value}))
        self._content_changed()

    def show_all(self) -> None:
        """Show every service of every group."""
        self.model.rearrange(lambda g: g.seek(words="", group="", which=Which.ALL))
        grid = self.model.grid
        if grid is not None:
            self.options.show_groups(grid.groups(), "")
        self._content_changed()

    def _ask_organisations(self, codes: tuple[str, ...], many: bool, what: str) -> tuple[str, ...] | None:
        bridge = self._desk.bridge
        if bridge is None:
            return None
        return OrganisationsDialog.choose(
            self, organisations(bridge.project, bridge.scenario), codes, many=many, what=what
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.options.fit_width(self.window().width())
        self.strip.fit_width(self.window().width())
        self._fit_panel()

    def _fit_panel(self) -> None:
        """Where the view is narrow, as at 200 %, the panel shows only while it is wanted."""
        self.side.setVisible(self._panel_wanted or self.width() >= current_theme().px(ROOM_FOR_PANEL))
