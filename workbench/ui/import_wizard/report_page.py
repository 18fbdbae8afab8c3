"""What was read, used and left out, reconciled to the patient, before anything is made."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Signal
from typing_extensions import override

from workbench.session.published.importing import Imported
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.facts import Fact
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, card, column, framed, label, row
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.lines_panel import LinesPanel
from workbench.ui.import_wizard.page import Page
from workbench.ui.import_wizard.report_rows import CHECK, report_rows
from workbench.ui.import_wizard.totals_bar import TotalsBar
from workbench.ui.status import BandState


class ReportPage(Page):
    """Four figures, every reason with rows and people, and the totals."""

    title = "Report"
    read_wanted = Signal()
    save_wanted = Signal()
    rows_wanted = Signal(object)
    """The line whose rows shall be looked up."""
    acted = Signal(object, object)
    """A line, and what shall be done about it."""

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__("Reading the files", "Nothing is in the project yet.")
        self._draft = draft
        self.facts = [
            Fact(caption, role=Role.FIGURE)
            for caption in ("Rows read", "Rows used", "People in the project", "To look at")
        ]
        cards = row(spacing=12)
        for fact in self.facts:
            holder = card(fact)
            cards.addWidget(holder, 1)
        self.body.addLayout(cards)
        self.lines = LinesPanel(draft, "Report", of_files=True)
        self.lines.rows_wanted.connect(self.rows_wanted)
        self.lines.acted.connect(self.acted)
        self.body.addWidget(self.lines, 1)
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
            self.heading.setText("Reading the files")
            self.read_wanted.emit()
        else:
            self.show_imported(self._draft.imported)

    def show_nothing(self) -> None:
        """Say that there is nothing to show: reading was stopped, or the files do not fit together."""
        if self._draft.imported is None:
            self.heading.setText("Nothing was read")

    def show_imported(self, imported: Imported) -> None:
        """Show what came of it."""
        report = imported.built.report
        rows = report_rows(imported, self._draft.choice)
        asked = sum(one.result == CHECK for one in rows)
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
        self.lines.show_lines(rows)
        self._show_totals(imported)
        self.changed.emit()

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
