"""The services view: what can be done on the services page, by mouse, keyboard and menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from workbench.errors import WorkbenchError
from workbench.models.scope import Scope
from workbench.models.services import AgeGroup
from workbench.ui.desk import Desk
from workbench.ui.services.findings import Finding, Place
from workbench.ui.services.grid import Which
from workbench.ui.services.matrix_grid_view import Wish
from workbench.ui.services.matrix_model import FIRST
from workbench.ui.services.services_page import ServicesPage
from workbench.ui.services.shown_fields import SCOPE, ShownField


class ServicesView(ServicesPage):
    """The matrix editor; ``options`` and ``strip`` belong to it and are laid out by the window."""

    register_wanted = Signal(object)
    """``Place`` where something that is missing is recorded."""

    def __init__(self, desk: Desk, *, bar: Iterable[QToolButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(desk, bar=bar, parent=parent)
        self._connect()
        self._project_changed()

    def _connect(self) -> None:
        grid, options, panel = self.table.grid, self.options, self.panel
        self._desk.project_changed.connect(self._project_changed)
        self._desk.scenario_changed.connect(self._rebuild)
        self._desk.shown_changed.connect(self._show_people)
        self._desk.situation_changed.connect(self._situation_changed)
        self._desk.presenting_changed.connect(lambda on: self.panel.note_block.setVisible(not on))
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
        self.side.findings_shown.connect(self._tell_if_seen)
        self.findings.chosen.connect(self.show_finding)
        self.findings.opened.connect(self._open_finding)
        self.findings.left.connect(self._panel_left)

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

    # -- what the matrix says
    def next_gap(self, *, back: bool = False) -> bool:
        """Go to the next line of what the matrix says; tells whether there is one."""
        order = self.order_of_cells()
        index = self.table.grid.currentIndex()
        here = self.model.key(index.row(), index.column())
        finding = self.findings.step(here, back=back, order=order)
        return finding is not None and self.show_finding(finding)

    def show_findings(self) -> None:
        """Bring the list of what the matrix says to the front, with the keyboard."""
        self._panel_wanted = True
        self._fit_panel()
        self.side.show_findings()
        self.order_of_cells()
        self.findings.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_finding(self, finding: Finding) -> bool:
        """Show the cell that a line speaks of, or the column of its locality; tells whether it has one."""
        if finding.key is not None:
            return self.show_cell(finding.key.service, finding.key.locality, age=finding.key.age)
        return bool(finding.locality) and self.table.choose_locality(finding.locality)

    def _open_finding(self, finding: Finding) -> None:
        """Go to the cell with the keyboard, or to the table where something missing is recorded."""
        self.show_finding(finding)
        if isinstance(finding.settled_in, Place):
            self.register_wanted.emit(finding.settled_in)
        else:
            self.table.setFocus()

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
        self.side.show_cell()
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
            self.side.show_cell()
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
