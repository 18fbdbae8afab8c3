"""The services view: the matrix with its detail panel, option bar and strip, over the open project."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
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
from workbench.ui.services.grid import Grid, Which
from workbench.ui.services.matrix_grid_view import Wish
from workbench.ui.services.matrix_model import FIRST, MatrixModel
from workbench.ui.services.matrix_table import MatrixTable
from workbench.ui.services.organisations import organisations
from workbench.ui.services.services_options import ServicesOptions
from workbench.ui.services.services_strip import ServicesStrip
from workbench.ui.services.shown_fields import SCOPE, ShownField
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.theme import current_theme

ROOM_FOR_PANEL = 720
"""Width of the view, in pixels of the design, from which the panel is always shown."""


class ServicesView(QWidget):
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
        self.options = ServicesOptions(tuple(bar))
        self.strip = ServicesStrip()
        self.editing = MatrixEditing(desk, self.model, waiting_changed=self._waiting_changed)
        self._lay_out()
        self._connect()
        self._project_changed()

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
        layout.addWidget(self.panel)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        grid, options, panel = self.table.grid, self.options, self.panel
        self._desk.project_changed.connect(self._project_changed)
        self._desk.scenario_changed.connect(self._rebuild)
        self._desk.shown_changed.connect(self._show_people)
        self._desk.situation_changed.connect(self._situation_changed)
        self.table.selection_changed.connect(self._selection_changed)
        grid.scope_typed.connect(self.set_scope)
        grid.wished.connect(self._wished)
        options.filter_changed.connect(self._seek)
        options.age_chosen.connect(lambda age: self.show_cells_of(age=age))
        options.field_chosen.connect(lambda field: self.show_cells_of(field=field))
        options.fill_wanted.connect(self.fill_down)
        options.search.left.connect(self.table.setFocus)
        self.strip.which_wanted.connect(lambda which: self._seek("which", Which(which)))
        self.strip.next_wanted.connect(self.next_gap)
        panel.scope_chosen.connect(self._scope_from_panel)
        panel.field_changed.connect(self._set_field)
        panel.refused.connect(self._refused)
        panel.left.connect(self._panel_left)

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
        if grid.set_people({figures.code: figures.people for figures in shown.rows}):
            self.model.people_changed()
            self._show_total()

    def _session_changed(self, changes: Changes) -> None:
        grid, bridge = self.model.grid, self._desk.bridge
        if grid is None or bridge is None:
            return
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

    # -- showing
    def _situation_changed(self) -> None:
        """Count again only where that is seen: a stroke on the map changes the situation too."""
        if self.isVisible():
            self._show_state()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_state()

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

    def show_cells_of(self, *, age: AgeGroup | None = None, field: ShownField | None = None) -> None:
        """Show another age group or another field."""
        index = self.table.grid.currentIndex()
        service, place = self.model.service_at(index.row()), self.model.locality_at(index.column())
        self.model.rearrange(lambda g: g.show(age=age, field=field))
        self._content_changed()
        if service is not None and place is not None and not self.table.selected_keys():
            self.table.choose_cell(service.id, place.code)

    def find_service(self) -> None:
        """Put the keyboard into the search field."""
        self.options.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.options.search.selectAll()

    def fold_all(self) -> None:
        """Fold every group."""
        self.table.fold_all(fold=True)

    def open_all(self) -> None:
        """Open every group."""
        self.table.fold_all(fold=False)

    # -- gaps
    def next_gap(self, *, back: bool = False) -> bool:
        """Go to the next cell without an accountable organisation; tells whether there is one."""
        grid = self.model.grid
        if grid is None:
            return False
        gaps = [
            (service.id, place.code)
            for service in grid.services
            for place in grid.localities
            if grid.look(service, place).gap
        ]
        if not gaps:
            return False
        index = self.table.grid.currentIndex()
        service, place = self.model.service_at(index.row()), self.model.locality_at(index.column())
        order = {
            (one.id, there.code): at
            for at, (one, there) in enumerate(
                (one, there) for one in grid.services for there in grid.localities
            )
        }
        here = order.get((service.id, place.code), -1) if service and place else -1
        if back:
            target = next((gap for gap in reversed(gaps) if order[gap] < here), gaps[-1])
        else:
            target = next((gap for gap in gaps if order[gap] > here), gaps[0])
        return self.show_cell(*target)

    def show_cell(self, service: str, locality: str, *, age: AgeGroup | None = None) -> bool:
        """Show one cell, whatever is filtered or folded."""
        grid = self.model.grid
        if grid is None:
            return False
        if age is not None and age is not grid.age:
            self.show_cells_of(age=age)
        if self.table.choose_cell(service, locality):
            return True
        self.model.rearrange(lambda g: g.seek(words="", group="", which=Which.ALL))
        self.options.show_groups(grid.groups(), "")
        self._content_changed()
        return self.table.choose_cell(service, locality)

    # -- acting
    @property
    def has_selection(self) -> bool:
        """Whether a cell that exists is selected."""
        return bool(self.table.selected_keys())

    def set_scope(self, scope: Scope) -> None:
        """Set the scope of the selected cells; Out opens the reason at once."""
        keys = self.table.selected_keys()
        self.editing.set_scope(keys, scope)
        if scope is Scope.OUT and any(key in self.editing.waiting for key in keys):
            self._open_reason()

    def _open_reason(self) -> None:
        self._panel_wanted = True
        self._fit_panel()
        self.panel.open_reason()

    def _scope_from_panel(self, scope: Scope) -> None:
        self.set_scope(scope)
        self._show_cells()

    def _set_field(self, name: str, value: object) -> None:
        keys = self.table.selected_keys()
        changes: dict[str, object] = {name: value}
        if name == "local_variation":
            changes = {name: bool(value)}
            reason = self.panel.form.field("variation_reason")
            if value and not any(self.editing.cell(key).variation_reason for key in keys):
                reason.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if not value:
                changes["variation_reason"] = ""
        elif name == "variation_reason":
            changes["local_variation"] = bool(value)
        if not self.editing.set_fields(keys, **changes):
            self._show_cells()

    def _refused(self, problem: WorkbenchError) -> None:
        self._desk.problem.emit(problem)

    def _panel_left(self) -> None:
        self.editing.drop(self.table.selected_keys())
        self._show_cells()
        self.table.setFocus()
        self._panel_wanted = False
        self._fit_panel()

    def _wished(self, wish: Wish) -> None:
        acts: dict[Wish, Callable[[], object]] = {
            Wish.COPY: self.copy, Wish.PASTE: self.paste, Wish.FILL_DOWN: self.fill_down,
            Wish.FILL_RIGHT: self.fill_right, Wish.RESET: self.reset, Wish.FIND: self.find_service,
            Wish.DETAILS: self.details, Wish.DROP: self.drop, Wish.NEXT_GAP: self.next_gap,
            Wish.PREVIOUS_GAP: self.previous_gap,
        }  # fmt: skip
        acts[wish]()

    def copy(self) -> None:
        """Copy the selected cells as a spreadsheet does."""
        self.editing.copy(self.table.selected_places())

    def paste(self) -> None:
        """Paste over the selection, or from its first cell on."""
        self.editing.paste(self.table.selected_places())
        if any(key in self.editing.waiting for key in self.table.selected_keys()):
            self._open_reason()

    def fill_down(self) -> None:
        """Copy the uppermost selected cells down."""
        self.editing.fill_down(self.table.selected_places())

    def fill_right(self) -> None:
        """Copy the leftmost selected cells to the right."""
        self.editing.fill_right(self.table.selected_places())

    def reset(self) -> None:
        """Take the selected cells back to In, or the field shown to not recorded."""
        self.editing.reset(self.table.selected_keys())

    def details(self) -> None:
        """Put the keyboard into the panel."""
        if self.has_selection:
            self._panel_wanted = True
            self._fit_panel()
            self.panel.open_first()

    def drop(self) -> None:
        """Drop what waits for a reason; else select only the current cell."""
        if self.editing.drop():
            return
        index = self.table.grid.currentIndex()
        if index.isValid() and index.column() >= FIRST:
            self.table.grid.choose(index)

    def previous_gap(self) -> None:
        """Go to the gap before."""
        self.next_gap(back=True)

    def showing_scope(self) -> bool:
        """Whether cells show their scope."""
        return self.model.grid is None or self.model.grid.field is SCOPE

    def _ask_organisations(self, codes: tuple[str, ...], many: bool, what: str) -> tuple[str, ...] | None:
        bridge = self._desk.bridge
        if bridge is None:
            return None
        return OrganisationsDialog.ask(
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
        self.panel.setVisible(self._panel_wanted or self.width() >= current_theme().px(ROOM_FOR_PANEL))
