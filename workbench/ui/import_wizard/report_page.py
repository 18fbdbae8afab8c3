"""What was read, used and left out, reconciled to the patient, before anything is made."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableWidget
from typing_extensions import override

from workbench.session.published.importing import Imported
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.facts import Fact
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, card, column, framed, label, row
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.page import Page
from workbench.ui.import_wizard.report_rows import CHECK, DECIDE, PASSED, ReportRow, report_rows
from workbench.ui.import_wizard.totals_bar import TotalsBar
from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import current_theme

TITLES = ("Result", "Check", "Rows", "People", "For example")
STATES = {DECIDE: BandState.OVER, CHECK: BandState.NEAR, PASSED: BandState.IN}
"""The shape and the colour beside the word of a result; a note has none."""
_NUMBERS = (2, 3)
_EXAMPLES, _EXAMPLES_WIDE = 4, 170
_SHAPE = 14


def _shape(state: BandState) -> QIcon:
    """The shape of a state, sharp on every screen."""
    side, ratio = current_theme().px(_SHAPE), QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_status(painter, state, QRectF(0, 0, side, side))
    painter.end()
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


class ReportPage(Page):
    """Four figures, every reason with rows and people, and the totals."""

    title = "Report"
    read_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__("Reading the files", "Nothing is in the project yet.")
        self._draft = draft
        self.rows: list[ReportRow] = []
        self.facts = [
            Fact(caption, role=Role.FIGURE)
            for caption in ("Rows read", "Rows used", "People in the project", "To look at")
        ]
        cards = row(spacing=12)
        for fact in self.facts:
            holder = card(fact)
            cards.addWidget(holder, 1)
        self.body.addLayout(cards)
        self.table: QTableWidget = plain_table("Report", TITLES, stretch=(1,))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_EXAMPLES, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(_EXAMPLES, current_theme().px(_EXAMPLES_WIDE))
        for place in _NUMBERS:
            title = self.table.horizontalHeaderItem(place)
            if title is not None:
                title.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setMinimumHeight(current_theme().px(130))
        self.body.addWidget(self.table, 1)
        self.detail = label("", Role.SECONDARY, wrap=True)
        self.detail.setMinimumHeight(current_theme().px(36))
        self.table.itemSelectionChanged.connect(self._show_detail)
        self.body.addWidget(self.detail)
        self.agree = label("", Role.STRONG)
        self.agreed = StatusShape(BandState.IN)
        self.save = button("&Save report…", icon="export", clicked=self.save_wanted.emit)
        self.save.setEnabled(False)
        self._totals = column(spacing=4)
        self.sums = framed(
            column(
                row(self.agreed, self.agree, None, self.save, spacing=8),
                self._totals,
                margins=(14, 8, 14, 8),
                spacing=6,
            ),
            "card",
        )
        self.sums.hide()
        self.body.addWidget(self.sums)
        self.bars: list[TotalsBar] = []

    @property
    @override
    def ready(self) -> bool:
        """Whether everything was read and adds up."""
        return self._draft.imported is not None and self._draft.imported.built.report.reconciled

    @override
    def enter(self) -> None:
        """Read where that was not done for these choices."""
        if self._draft.imported is None:
            self.read_wanted.emit()
        else:
            self.show_imported(self._draft.imported)

    def show_imported(self, imported: Imported) -> None:
        """Show what came of it."""
        report = imported.built.report
        self.rows = report_rows(imported)
        asked = sum(one.result in (DECIDE, CHECK) for one in self.rows)
        self.heading.setText(
            f"{formats.count(asked, 'thing needs', 'things need')} a look" if asked else "Everything adds up"
        )
        self.help.setText(
            "Nothing is in the project yet. Rows that are not used are listed with the reason; "
            "what needs a look is kept with the project."
        )
        read = sum(account.read for account in report.accounts)
        used = sum(account.used for account in report.accounts)
        figures = (
            (formats.number(read), formats.count(len(report.accounts), "file")),
            (formats.number(used), formats.percent(used / read if read else None)),
            (formats.number(imported.built.area.units.resident_total), "residents"),
            (formats.number(asked), ""),
        )
        for fact, (figure, note) in zip(self.facts, figures, strict=True):
            fact.set_figure(figure, note=note)
        fill_table(self.table, [one.cells for one in self.rows])
        self._colour()
        self.table.selectRow(0)
        self._show_totals(imported)
        self.changed.emit()

    def _show_detail(self) -> None:
        """The chosen line in full."""
        at = self.table.currentRow()
        if 0 <= at < len(self.rows):
            one = self.rows[at]
            shown = f" For example {'; '.join(one.examples)}." if one.examples else ""
            self.detail.setText(f"{one.what}.{shown}{f' In {one.file}.' if one.file else ''}")

    def _colour(self) -> None:
        """The result by shape and colour besides its word, figures to the right."""
        theme = current_theme()
        shapes = {result: _shape(state) for result, state in STATES.items()}
        for at, one in enumerate(self.rows):
            item = self.table.item(at, 0)
            if item is not None and one.result in STATES:
                item.setIcon(shapes[one.result])
                item.setForeground(theme.color(STATES[one.result].token))
            for place in _NUMBERS:
                number = self.table.item(at, place)
                if number is not None:
                    number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _show_totals(self, imported: Imported) -> None:
        report = imported.built.report
        while self._totals.count():
            taken = self._totals.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
        self.bars = []
        for total in report.totals:
            caption = label(f"{total.name}: {formats.number(total.before)} in the file", Role.SECONDARY)
            bar = TotalsBar()
            bar.show_total(total)
            self._totals.addWidget(caption)
            self._totals.addWidget(bar)
            self.bars.append(bar)
        words = "The totals agree: every row and every person is accounted for"
        self.agree.setText(words if report.reconciled else "The totals do not agree: nothing can be imported")
        self.agreed.set_state(BandState.IN if report.reconciled else BandState.OVER)
        self.save.setEnabled(True)
        self.sums.show()

    def write(self, path: Path) -> None:
        """Write the report as text, or as JSON where the file is named so.

        Raises:
            OSError: the file cannot be written.
        """
        imported = self._draft.imported
        if imported is None:
            return
        text = "\n".join(imported.as_text())
        if path.suffix.casefold() == ".json":
            text = json.dumps(imported.as_json(), indent=2, ensure_ascii=False, allow_nan=False)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
