"""Who moves: from which locality to which, how many people that is, and whether to consult them (R75)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget
from typing_extensions import override

from workbench.io.moves_csv import write_moves_csv
from workbench.metrics.threshold import USUAL_THRESHOLD, Threshold
from workbench.metrics.who_moves import MoveRow, WhoMoves
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.compare.reading import Figures
from workbench.ui.components.buttons import button
from workbench.ui.components.icon_label import IconLabel
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.components.scrolled import scrolled
from workbench.ui.components.tips import plain_tip
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, ChipValue, Column
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

SIDE = 292
LEAST_OF_NAMES = "High Peak & Bux…"
"""Names in the table have room for this at least."""
FIRST_TO_GO = ("share", "practices", "areas", "before")
"""Columns that give way where the table is narrow, in this order; the CSV file has them all."""
CONSULT = "Consult patients and the public before this is decided"
NO_NEED = "Fewer people than the threshold move"
NOBODY = "Nobody moves: both scenarios are the same plan, whatever its localities are called"
Chips = Mapping[str, ChipValue]
"""How localities are shown, by code."""


@dataclass(frozen=True, eq=False)
class ShownMoves:
    """Who moves from one scenario to another; ``title`` names both, as in "A PCN to B Patient flow"."""

    key: str
    title: str
    moves: WhoMoves
    before: Scenario
    after: Scenario
    chips_before: Chips
    chips_after: Chips


@dataclass(frozen=True)
class MoveLine:
    """One row of the table."""

    row: MoveRow
    before: str
    after: str
    chip_before: ChipValue
    chip_after: ChipValue
    share: float


class WhoMovesPanel(QWidget):
    """Totals and threshold at the left, the from-to table at the right."""

    chosen = Signal(list)
    """Codes of the areas of the rows taken, for the map."""
    threshold_changed = Signal(str)
    """The threshold as it was typed, to be remembered."""
    export_wanted = Signal(object)
    """``ShownMoves`` that are to be written as CSV."""

    def __init__(self, threshold: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, ShownMoves] = {}
        self._columns_shown: set[str] = set()
        self._threshold = Threshold.parse(threshold) or USUAL_THRESHOLD
        self.pair = QComboBox()
        self.pair.setAccessibleName("Which scenarios")
        self.pair.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pair.setMinimumContentsLength(12)
        self.pair.currentIndexChanged.connect(lambda _at: self._show())
        self.headline = label("", Role.STRONG, wrap=True)
        self.details = label("", Role.SECONDARY, wrap=True)
        self.limit = QLineEdit(self._threshold.typed)
        self.limit.setAccessibleName("Consult from")
        self.limit.setToolTip("A share as 5% or a number of people as 10,000")
        self.limit.setMaximumWidth(current_theme().px(84))
        self.limit.editingFinished.connect(self._limit_typed)
        self._mark = IconLabel("check", color="in", size=16)
        self.verdict = label("", Role.BODY, wrap=True)
        self.export = button(
            "Export as CSV…", icon="export", tip="The from-to table for a spreadsheet",
            clicked=self._export,
        )  # fmt: skip
        self.model = ColumnTableModel[MoveLine](_columns(), lambda line: (line.row.before, line.row.after))
        self.table = TableView(self.model, "Who moves, by from and to", compact=True)
        self.model.setParent(self)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self._units()))
        self._lay_out()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        theme = current_theme()
        verdict = row(self._mark, spacing=6)
        verdict.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        verdict.addWidget(self.verdict, 1)
        limit = row(label("Consult from", Role.CAPTION), self.limit, None, spacing=6)
        side = QFrame()
        side.setObjectName("surface")
        side.setLayout(
            column(
                self.pair, self.headline, verdict, limit, self.details, row(self.export, None), None,
                margins=(12, 10, 12, 10), spacing=8,
            )
        )  # fmt: skip
        scroll = scrolled(side)
        scroll.setFixedWidth(theme.px(SIDE))
        line = row(scroll, rule(vertical=True), spacing=0)
        line.addWidget(self.table, 1)
        self.setLayout(line)

    def _fit_columns(self) -> None:
        """Leave columns out until names have room."""
        room = self.width() - current_theme().px(SIDE)
        shown = {one.id for one in self.model.columns}
        for name in FIRST_TO_GO:
            if self.table.natural_width_of(self.table.as_chosen(shown), LEAST_OF_NAMES) <= room:
                break
            shown.discard(name)
        if shown != self._columns_shown:
            self._columns_shown = shown
            self.table.set_columns_shown(shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # -- what is shown
    def show_moves(self, shown: Sequence[ShownMoves]) -> None:
        """Show who moves from the baseline to each of the other scenarios, one at a time."""
        kept = self.pair.currentData()
        self._all = {one.key: one for one in shown}
        self.pair.blockSignals(True)
        self.pair.clear()
        for one in shown:
            self.pair.addItem(one.title, one.key)
            self.pair.setItemData(self.pair.count() - 1, one.title, Qt.ItemDataRole.ToolTipRole)
        self.pair.setCurrentIndex(max(0, self.pair.findData(kept)))
        self.pair.blockSignals(False)
        self._show()

    @property
    def shown(self) -> ShownMoves | None:
        """The moves in front."""
        return self._all.get(str(self.pair.currentData()))

    def _show(self) -> None:
        shown = self.shown
        self.pair.setToolTip(plain_tip(self.pair.currentText()))
        self.export.setEnabled(shown is not None)
        self.model.set_rows([] if shown is None else _lines(shown))
        self.headline.setText("" if shown is None else _headline(shown.moves))
        self.details.setText("" if shown is None else "\n".join(_details(shown.moves)))
        self._show_verdict()
        if self.table.selected_ids():  # maps that were drawn anew have forgotten what was lit
            self.chosen.emit(self._units())

    def _show_verdict(self) -> None:
        shown = self.shown
        if shown is None:
            self.verdict.setText("")
            return
        needed = shown.moves.needs_consultation(self._threshold)
        self._mark.set_icon("warning" if needed else "check", "over" if needed else "in")
        words = CONSULT if needed else NO_NEED if shown.moves.units else "Nothing to consult on"
        self.verdict.setText(words)

    def _limit_typed(self) -> None:
        wanted = Threshold.parse(self.limit.text())
        if wanted is None:
            self.limit.setText(self._threshold.typed)
            self.verdict.setText("Type a share as 5% or a number of people as 10,000")
            return
        self.limit.setText(wanted.typed)
        if wanted != self._threshold:
            self._threshold = wanted
            self.threshold_changed.emit(wanted.typed)
        self._show_verdict()

    def _units(self) -> list[str]:
        wanted = set(self.table.selected_ids())
        return [
            code
            for line in self.model.rows
            if (line.row.before, line.row.after) in wanted
            for code in line.row.unit_codes
        ]

    # -- taken home
    def _export(self) -> None:
        if self.shown is not None:
            self.export_wanted.emit(self.shown)

    @staticmethod
    def write(shown: ShownMoves, path: Path) -> None:
        """Write moves as CSV.

        Raises:
            ExportError: the file cannot be written.
        """
        write_moves_csv(shown.moves, shown.before, shown.after, path)


def moves_of(figures: Figures) -> list[ShownMoves]:
    """Who moves from the baseline to each of the other scenarios compared."""
    plans = figures.plans
    chips = {
        one.id: {
            code: ChipValue(str(like.number), like.hue) for code, like in plans.alike.likeness[one.id].items()
        }
        for one in plans.scenarios
    }
    base = plans.baseline
    return [
        ShownMoves(
            other.id,
            f"{plans.letters[base.id]} {base.name} to {plans.letters[other.id]} {other.name}",
            figures.moves[other.id], base, other, chips[base.id], chips[other.id],
        )
        for other in plans.others
    ]  # fmt: skip


def _headline(moves: WhoMoves) -> str:
    if not moves.units and not moves.practices:
        return NOBODY
    verb = "moves" if moves.units == 1 else "move"
    words = f"{formats.count(moves.units, 'area')} with {formats.people(moves.people)} {verb}"
    return f"{words}, {formats.percent(moves.share)} of all"


def _details(moves: WhoMoves) -> list[str]:
    """Patients, those who stay, and whom another council or PCN concerns."""
    lines = [f"{formats.people(moves.stayed)} stay; {formats.people(moves.total)} in the study area"]
    if moves.practices:
        words = formats.count(moves.practices, "practice")
        verb = "moves" if moves.practices == 1 else "move"
        lines.append(f"{words} with {formats.number(moves.registered)} patients {verb}")
    lines += [
        f"{formats.people(people)}: another main {title}" for title, people in moves.other_main if people
    ]
    return lines


def _lines(shown: ShownMoves) -> list[MoveLine]:
    nowhere = ChipValue("", None)
    return [
        MoveLine(
            one,
            shown.before.locality_name(one.before),
            shown.after.locality_name(one.after),
            shown.chips_before.get(one.before or "", nowhere),
            shown.chips_after.get(one.after or "", nowhere),
            one.people / shown.moves.total,
        )
        for one in shown.moves.rows
    ]


def _columns() -> tuple[Column[MoveLine], ...]:
    return (
        Column(
            "from_no", "", "Number of the locality left", lambda r: r.chip_before.text,
            lambda r: r.before, CellKind.CHIP, "88", cell=lambda r: r.chip_before,
        ),
        Column(
            "from", "From", "Locality left", lambda r: r.before, lambda r: r.before,
            tip=lambda r: r.before,
        ),
        Column(
            "to_no", "", "Number of the locality joined", lambda r: r.chip_after.text,
            lambda r: r.after, CellKind.CHIP, "88", cell=lambda r: r.chip_after,
        ),
        Column("to", "To", "Locality joined", lambda r: r.after, lambda r: r.after, tip=lambda r: r.after),
        Column(
            "areas", "Areas", "Areas that move", lambda r: formats.number(r.row.units),
            lambda r: r.row.units, CellKind.NUMBER, "8,888",
        ),
        Column(
            "people", "People", "Their residents", lambda r: formats.number(r.row.people),
            lambda r: r.row.people, CellKind.NUMBER, "888,888", strong=True,
        ),
        Column(
            "share", "Of all", "Share of all people of the study area", lambda r: formats.percent(r.share),
            lambda r: r.share, CellKind.NUMBER, "88.8%",
        ),
        Column(
            "practices", "Practices", "Practices that move", lambda r: formats.number(r.row.practices),
            lambda r: r.row.practices, CellKind.NUMBER, "8,888",
        ),
        Column(
            "registered", "Patients", "Registered patients of these practices",
            lambda r: formats.number(r.row.registered), lambda r: r.row.registered, CellKind.NUMBER,
            "888,888",
        ),
        Column(
            "before", "Hub before", "Mean straight line to the hub site of the locality left",
            lambda r: formats.kilometres(r.row.km_before * 1000), lambda r: r.row.km_before,
            CellKind.NUMBER, "Not known",
        ),
        Column(
            "after", "Hub after", "Mean straight line to the hub site of the locality joined",
            lambda r: formats.kilometres(r.row.km_after * 1000), lambda r: r.row.km_after,
            CellKind.NUMBER, "Not known",
        ),
    )  # fmt: skip
