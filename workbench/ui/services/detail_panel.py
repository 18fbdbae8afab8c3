"""The panel at the right: everything that is decided for the selected cells, to be read and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.models.scope import CellKey, Scope, ScopeCell, problem_of
from workbench.models.services import Service, Tier
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.chip import Chip
from workbench.ui.components.labels import Role, column, framed, label, row, rule
from workbench.ui.components.segment import Segment
from workbench.ui.services.cell_fields import SEVERAL_VALUES, ChoiceField, LongTextField, OrganisationField
from workbench.ui.services.cell_painting import CellShape
from workbench.ui.services.detail_form import AskOrganisations, DetailForm, tier_choices
from workbench.ui.services.grid import CellState
from workbench.ui.services.organisations import Organisation
from workbench.ui.services.shown_fields import SPOKEN
from workbench.ui.theme import current_theme

WIDTH = 332
_NAMES = tuple(field.name for field in fields(ScopeCell) if field.name != "scope")


class DetailPanel(QFrame):
    """Shows cells and tells what a person changes; it changes nothing itself."""

    scope_chosen = Signal(object)
    """``Scope``."""
    field_changed = Signal(str, object)
    """Name of the field of ``ScopeCell`` and its value."""
    refused = Signal(object)
    left = Signal()
    """Esc was pressed: back to the table."""

    def __init__(self, ask: AskOrganisations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        self.setAccessibleName("Details of the selected cells")
        self._scope: Scope | None = None
        self.form = DetailForm(ask, self)
        self.form.changed.connect(self.field_changed)
        self.form.refused.connect(self.refused)
        self._make_parts()
        self._lay_out()
        self.show_nothing()

    def _make_parts(self) -> None:
        self.title = label("", Role.TITLE, wrap=True)
        self.chip = Chip()
        self.where = label("", Role.SECONDARY, wrap=True)
        self.group = label("", Role.CAPTION, wrap=True)
        self.group.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.scope = Segment("Scope")
        self.scope.set_choices([(scope.name, SPOKEN[scope]) for scope in Scope], "")
        self.scope.chosen.connect(lambda key: self.scope_chosen.emit(Scope[key]))
        self.told = label("", wrap=True)
        self._good, self._bad = CellShape(CellState.IN), CellShape(CellState.PENDING)
        self._take_out = button("Take out", tip="Take the cells out of scope", clicked=self._press_take_out)
        self._keep = button("Keep in", kind=Kind.QUIET, tip="Drop it (Esc)", clicked=self.left.emit)
        self.total_head = label("All localities, this service", Role.SECTION)
        self.total = label("")
        self.parity = label("", Role.STRONG)
        self.parity.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.empty = label("", Role.SECONDARY, wrap=True)
        self._empty = framed(column(self.empty, margins=(14, 12, 12, 12)), "surface")

    def _lay_out(self) -> None:
        form = self.form
        self._notice = framed(
            column(
                row(self._good, self._bad, self.told, spacing=8),
                row(None, self._keep, self._take_out, spacing=6),
                margins=(10, 7, 8, 7),
                spacing=6,
            ),
            "message_in",
        )
        self.told.setSizePolicy(
            self.told.sizePolicy().Policy.Expanding, self.told.sizePolicy().verticalPolicy()
        )
        self.note_block = form.block(form.note)
        self._body = QWidget()
        self._body.setObjectName("surface")
        self._body.setLayout(
            column(
                column(label("Scope", Role.SECTION), row(self.scope, None), spacing=6),
                form.block(form.first),
                form.block(form.reason),
                self._notice,
                form.block(form.review),
                form.block(form.contract, "Contract and payment"),
                form.block(form.delivery, "Now and planned"),
                form.block(form.variation, "Local variation"),
                self.note_block,
                None,
                margins=(14, 10, 12, 12),
                spacing=12,
            )
        )
        self._area = QScrollArea()
        self._area.setWidget(self._body)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        where = row(self.chip, self.where, self.group, spacing=8)
        where.setStretch(1, 1)
        self._head = QWidget()
        self._head.setLayout(column(self.title, where, margins=(14, 12, 12, 8), spacing=5))
        self._nothing = QWidget()
        self._foot = QWidget()
        self._foot.setLayout(
            column(
                rule(),
                self.total_head,
                row(self.total, None, self.parity),
                margins=(14, 0, 12, 10),
                spacing=6,
            )
        )
        self.setLayout(
            column(
                self._head,
                rule(),
                self._empty,
                self._nothing,
                self._area,
                self._foot,
                spacing=0,
            )
        )
        layout = self.layout()
        if layout is not None:
            layout.setStretchFactor(self._nothing, 1)  # type: ignore[attr-defined]  # a box layout
            layout.setStretchFactor(self._area, 1)  # type: ignore[attr-defined]  # a box layout

    # -- showing
    def show_nothing(self, title: str = "No cell selected", line: str = "") -> None:
        """Say that no cell is selected, or what stands at the current row."""
        self.title.setText(title)
        self.empty.setText(line or "Choose a cell to see what is decided for it.")
        for part in (self.chip, self.where, self.group, self._area, self._foot):
            part.hide()
        self._empty.show()
        self._nothing.show()
        self._scope = None

    def show_cells(
        self,
        keys: Sequence[CellKey],
        cells: Sequence[ScopeCell],
        services: Sequence[Service],
        localities: Sequence[Locality],
        *,
        waiting: bool,
        editable: bool,
    ) -> None:
        """Show these cells; what differs among them is told as several."""
        self._empty.hide()
        self._nothing.hide()
        for part in (self.where, self._area, self._foot):
            part.show()
        one = services[0] if len(services) == 1 else None
        self.title.setText(one.name if one else formats.count(len(services), "service"))
        ages = keys[0].age.words
        groups = list(dict.fromkeys(service.group for service in services))
        self.group.setText(
            f"{groups[0] if len(groups) == 1 else formats.count(len(groups), 'group')}, {ages.lower()}"
        )
        self.group.show()
        place = localities[0] if len(localities) == 1 else None
        self.chip.setVisible(place is not None)
        if place is not None:
            self.chip.set_value(str(place.number), place.colour)
        words = place.name if place else formats.count(len(localities), "locality", "localities")
        self.where.setText(words if len(keys) == 1 else f"{words}, {formats.count(len(keys), 'cell')}")
        self._fill(cells, usual=one.tier if one else None)
        self._body.setEnabled(editable)
        self._show_scope(cells, waiting=waiting)

    def _fill(self, cells: Sequence[ScopeCell], usual: Tier | None) -> None:
        tier = self.form.field("tier")
        if isinstance(tier, ChoiceField):
            tier.set_choices(tier_choices(usual))
        for name in _NAMES:
            values = {getattr(cell, name) for cell in cells}
            value = values.pop() if len(values) == 1 else SEVERAL_VALUES
            if name == "local_variation" and value is False:
                value = None
            self.form.field(name).show_value(value)

    def _show_scope(self, cells: Sequence[ScopeCell], *, waiting: bool) -> None:
        scopes = {cell.scope for cell in cells}
        self._scope = scopes.pop() if len(scopes) == 1 else None
        self.scope.set_current(self._scope.name if self._scope else "")
        out = self._scope is Scope.OUT
        reason = "Reason for Out (needed)" if out else "Reason"
        self.form.set_label("reason", "Reason for Part" if self._scope is Scope.PARTIAL else reason)
        problems = [problem_of(cell) for cell in cells]
        problem = next((text for text in problems if text), "")
        self._notice.setVisible(out or bool(problem))
        self._notice.setObjectName("message_near" if problem else "message_in")
        self._notice.style().unpolish(self._notice)
        self._notice.style().polish(self._notice)
        self._good.setVisible(not problem)
        self._bad.setVisible(bool(problem))
        self.told.setText(problem.rstrip(".") if problem else "Out has a reason, a decider and a date")
        self._take_out.setVisible(waiting)
        self._keep.setVisible(waiting)

    def show_total(self, inside: int, part: int, out: int, parity: str, *, one: bool) -> None:
        """Show how a service stands over all localities."""
        self._foot.setVisible(one)
        self.total.setText(f"{inside} In   {part} Part   {out} Out")
        self.parity.setText(f"Parity {parity}")
        self.total_head.setAccessibleName(
            f"All localities, this service: {inside} In, {part} Part, {out} Out, parity {parity}"
        )

    def know(self, organisations: dict[str, Organisation]) -> None:
        """Use these names for codes."""
        for name in ("delivered_by", "accountable"):
            field = self.form.field(name)
            if isinstance(field, OrganisationField):
                field.known = organisations

    # -- going there
    def open_reason(self) -> None:
        """Put the keyboard where the reason is typed."""
        field = self.form.field("reason")
        self._area.verticalScrollBar().setValue(0)
        QTimer.singleShot(
            0, self, lambda: self._area.ensureWidgetVisible(self._notice, 0, current_theme().px(8))
        )
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_first(self) -> None:
        """Put the keyboard on the first field."""
        self._area.verticalScrollBar().setValue(0)
        self.form.field("role").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _press_take_out(self) -> None:
        """The button takes the focus, so that what was typed is told; then the first empty field gets it."""
        for name in ("reason", "decided_by", "decided_on"):
            field = self.form.field(name)
            text = field.toPlainText() if isinstance(field, LongTextField) else field.text()  # type: ignore[union-attr]  # two kinds of text fields
            if not text.strip():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
