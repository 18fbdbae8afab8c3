"""What was read, used and left out, reconciled to the patient, before anything is made."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QVBoxLayout, QWidget
from typing_extensions import override

from workbench.session.published.importing import Imported
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.facts import Fact
from workbench.ui.components.labels import Role, card, label, row
from workbench.ui.dialogs.plain_table import fill_table, plain_table
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.page import Page
from workbench.ui.import_wizard.report_rows import CHECK, DECIDE, ReportRow, report_rows
from workbench.ui.import_wizard.totals_bar import TotalsBar
from workbench.ui.theme import current_theme

TITLES = ("Result", "Check", "Rows", "People", "For example", "File")
_NUMBERS = (2, 3)


def _narrow(table: QTableWidget, widths: dict[int, int]) -> None:
    """Give columns of long texts a width; the whole text is in the tooltip."""
    for column, width in widths.items():
        table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().resizeSection(column, current_theme().px(width))


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
        _narrow(self.table, {4: 150, 5: 190})
        self.table.setMinimumHeight(160)
        self.body.addWidget(self.table, 1)
        self.detail = label("", Role.SECONDARY, wrap=True)
        self.detail.setMinimumHeight(current_theme().px(36))
        self.table.itemSelectionChanged.connect(self._show_detail)
        self.body.addWidget(self.detail)
        self.agree = label("", Role.STRONG)
        self._totals = QVBoxLayout()
        self._totals.setSpacing(10)
        totals = QWidget()
        totals.setLayout(self._totals)
        self.body.addWidget(self.agree)
        self.body.addWidget(totals)
        self.save = button("&Save report…", icon="export", clicked=self.save_wanted.emit)
        self.body.addLayout(row(self.save, None))
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
        theme = current_theme()
        tokens = {DECIDE: "over", CHECK: "near", "Passed": "in"}
        for at, one in enumerate(self.rows):
            item = self.table.item(at, 0)
            token = tokens.get(one.result)
            if item is not None and token is not None:
                item.setForeground(theme.color(token))
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
        words = "Do the totals agree? Every row and every person is accounted for, difference 0"
        self.agree.setText(words if report.reconciled else "The totals do not agree: nothing can be imported")

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
