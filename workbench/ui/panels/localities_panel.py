"""The tab "Localities": four facts, the table that lives during a stroke, and its total."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.ui import formats
from workbench.ui.components.band_gauge import GaugeScale
from workbench.ui.components.buttons import button
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.facts import Fact
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.components.tips import plain_tip
from workbench.ui.shown_figures import ShownFigures, StrokeRows
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.locality_columns import ALWAYS_SHOWN, LocalityRow, locality_columns
from workbench.ui.tables.table_view import LEAST_OF_NAME, TableView
from workbench.ui.theme import current_theme

EXTRA = ("practices", "registered", "aged", "imd", "parts")
"""Columns that follow in this order as there is room."""
WIDE_EXTRA = EXTRA[:-1]


NAME_IN_FULL = "Chesterton & Wolstanton"
"""A name that the other columns make room for; a wider one is shortened, so that the gauge stays."""


@dataclass(frozen=True)
class LocalityCalls:
    """What the panel asks for."""

    rename: Callable[[str, str], bool]
    add: Callable[[], object]


class LocalitiesPanel(QWidget):
    """Facts, table and total. ``chosen`` tells which row the user took."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        calls: LocalityCalls,
        *,
        layout_text: str = "",
        remember: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.in_band = Fact("In band", tip="Localities inside the band")
        self.spread = Fact("Spread", tip="People of the largest locality less those of the smallest")
        self.assigned = Fact("Assigned", tip="Share of the residents who live in a locality")
        self.own = Fact(
            "Patients in own locality",
            tip="Share of the residents registered at a practice of their own locality",
        )
        facts = row(margins=(14, 8, 14, 8), spacing=18)
        for fact in (self.in_band, self.spread, self.assigned, self.own):
            facts.addWidget(fact, 1)
        self.model = ColumnTableModel[LocalityRow](
            locality_columns(lambda r, name: calls.rename(r.code, name)), lambda r: r.code, parent=self
        )
        self.table = TableView(self.model, "Localities", layout_text=layout_text, remember=remember)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.row_opened.connect(self.opened)
        self.table.columns_chosen.connect(self._fit_again)
        self._stroke_rows = StrokeRows()
        self._following = False
        self._fitted: tuple[int, bool, str, float] | None = None
        empty = EmptyState(
            "locality", "No localities yet", "Add one, then paint areas into it with the brush.",
            button("New locality", icon="add", clicked=calls.add),
        )  # fmt: skip
        holder = QWidget()
        holder.setLayout(column(empty, None, margins=(16, 12, 16, 12)))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(holder)
        self._empty = holder
        self.total = label("", Role.SECONDARY)
        self._details = label("", Role.CAPTION)
        self._details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._total_line = QWidget()
        self._total_line.setLayout(
            column(
                row(label("Total", Role.STRONG), None, self.total),
                self._details,
                margins=(12, 6, 14, 6),
                spacing=2,
            )
        )
        self._facts_line = QWidget()
        self._facts_line.setLayout(facts)
        layout = column(self._facts_line, spacing=0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._total_line)
        layout.addWidget(rule())
        self.setLayout(layout)

    # -- showing
    def show_figures(
        self, shown: ShownFigures, localities: Mapping[str, Locality], *, near: int, target: str | None
    ) -> None:
        """Show these figures; only rows that differ are painted again."""
        band = shown.rules.band
        changed = self._stroke_rows.changed(shown, band, near)
        rows, hues = [], shown.hues
        for figures in shown.rows if changed is None else changed:
            locality = localities[figures.code]
            before = shown.before.get(figures.code)
            if before == figures.people:
                before = None
            parts, hue = locality.in_parts(figures.parts), hues.get(figures.code, locality.colour)
            rows.append(LocalityRow(figures, band, near, hue, locality.locked, before, parts))
        if changed is None:
            self.model.set_rows(rows)
        else:
            self.model.update_rows(rows)
        self.model.set_strong(shown.touched)
        self.model.set_header_cell("gauge", GaugeScale.for_band(band))
        self._pages.setCurrentIndex(0 if shown.rows else 1)
        self.choose(target)
        self._show_facts(shown)
        self.show_details(shown, target)
        if changed is None:
            self._fit_columns()

    def _show_facts(self, shown: ShownFigures) -> None:
        self.in_band.set_figure(f"{shown.in_band} of {len(shown.rows)}")
        self.spread.set_figure(
            formats.number(shown.spread, unknown="–" if not shown.rows else formats.NOT_KNOWN)
        )
        self.assigned.set_figure(formats.percent(shown.assigned_share))
        self.own.set_figure(formats.percent(shown.own_residents_share, unknown="–"))
        assigned, everybody = formats.number(shown.assigned_resident), formats.number(shown.area_resident)
        known = formats.known(shown.area_resident)
        words = f"{assigned} of {everybody} residents assigned" if known else "Residents not known"
        if shown.rules.basis is not PopulationBasis.RESIDENT:
            words = f"{formats.number(shown.people)} {shown.rules.basis.value}   {words}"
        self.total.setText(words)

    def show_details(self, shown: ShownFigures, target: str | None) -> None:
        """Say what a narrow table has no columns for about the locality in hand."""
        figures = None if target is None else shown.row(target)
        if figures is None:
            self._details.setText("")
            return
        lies = next((row.parts for row in self.model.rows if row.code == target), "")
        texts = [
            formats.count(figures.units, "area"),
            lies[:1].lower() + lies[1:] or formats.count(figures.parts, "part"),
            formats.count(figures.practices, "practice"),
            f"65+ {formats.percent(figures.aged_65_plus_share)}",
            f"IMD {formats.number(figures.imd_score, 1)}",
        ]
        text = f"{figures.number}   {',  '.join(texts)}"
        self._details.setText(text)
        self._details.setToolTip(plain_tip(text))

    def choose(self, code: str | None) -> None:
        """Make the row of a locality current without telling anybody."""
        if self.table.current_id() != code:
            self._following = True
            self.table.choose(code)
            self._following = False

    def set_basis(self, basis: PopulationBasis) -> None:
        """Say in the tooltip of the facts which people are counted."""
        self.spread.setToolTip(f"{basis.words} of the largest locality less those of the smallest")

    def chrome_height(self) -> int:
        """Height of everything but the table."""
        return self._facts_line.sizeHint().height() + self._total_line.sizeHint().height() + 1

    def height_for_rows(self, rows: int) -> int:
        """Height that shows so many localities, or in full why there are none."""
        empty = self._empty
        inner = empty.layout()
        shown = self.table.height_for_rows(rows) + current_theme().px(10)
        if not rows and inner is not None:
            shown = max(empty.sizeHint().height(), inner.totalHeightForWidth(self.width()))
        return self.chrome_height() + shown

    def least_width(self, *, wide: bool) -> int:
        """Width that shows the usual columns of a narrow or a wide window with names in full."""
        return self._natural_width(
            {*ALWAYS_SHOWN, "lock", *(WIDE_EXTRA if wide else ())}
        ) + current_theme().px(16)

    # -- room
    def _fit_columns(self) -> None:
        """Show as many columns as the dock has room for, names in full first."""
        locked = any(line.locked for line in self.model.rows)
        longest = max((line.figures.name for line in self.model.rows), key=len, default="")
        state = (self.width(), locked, longest, current_theme().factor)
        if state == self._fitted:
            return
        self._fitted = state
        wanted = set(ALWAYS_SHOWN)
        if locked:
            wanted.add("lock")
        room = self.width() - current_theme().px(10)
        if self.table.natural_width_of(self.table.as_chosen(wanted), LEAST_OF_NAME) > room:
            wanted.discard("gauge")  # the status says the same in words; not even a short name has room
        for extra in EXTRA:
            trial = wanted | {extra}
            if self._natural_width(self.table.as_chosen(trial)) > room:
                break
            wanted = trial
        hidden = {c.id for at, c in enumerate(self.model.columns) if self.table.isColumnHidden(at)}
        shown = {c.id for c in self.model.columns} - hidden
        if shown != self.table.as_chosen(wanted):
            self.table.set_columns_shown(wanted)
        self._details.setVisible("parts" not in self.table.as_chosen(wanted))

    def _fit_again(self) -> None:
        """Find the room anew after a person has shown or hidden columns."""
        self._fitted = None
        self._fit_columns()

    def _natural_width(self, columns: set[str]) -> int:
        """Width of these columns with the names that there are in full."""
        longest = max((line.figures.name for line in self.model.rows), key=len, default="")
        metrics = self.table.fontMetrics()
        measure = min(longest, NAME_IN_FULL, key=metrics.horizontalAdvance)
        return self.table.natural_width_of(columns, measure)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _row_chosen(self, code: object) -> None:
        if not self._following:
            self.chosen.emit(code)
