"""What was read, used and left out, reconciled to the patient, before anything is made."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from workbench.session.published.importing import Imported
from workbench.session.published.rows_behind import can_be_shown
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.facts import Fact
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, card, column, framed, label, row
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.line_actions import LineAction, actions_of, now_of
from workbench.ui.import_wizard.page import Page
from workbench.ui.import_wizard.report_rows import CHECK, DECIDE, ReportRow, report_rows
from workbench.ui.import_wizard.report_table import report_table
from workbench.ui.import_wizard.totals_bar import TotalsBar
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme


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
        self.deeds: tuple[LineAction, ...] = ()
        self.table = report_table()
        self.table.setMinimumHeight(current_theme().px(150))
        self.table.row_chosen.connect(lambda _place: self.show_line())
        self.table.row_opened.connect(lambda _place: self._ask_rows())
        self.table.clicked.connect(self._clicked)
        self.body.addWidget(framed(column(self.table, spacing=0), "card"), 1)
        self.detail = label("", Role.SECONDARY, wrap=True)
        self.detail.setMinimumHeight(current_theme().px(36))
        self.detail.setAccessibleName("The chosen line in full")
        self.show_rows = button("Show &rows…", clicked=self._ask_rows)
        self.act = button("&Decide ▾", clicked=self.open_menu)
        under = row(spacing=8)
        under.addWidget(self.detail, 1)
        under.addWidget(self.show_rows)
        under.addWidget(self.act)
        self.body.addLayout(under)
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
        chosen = self.current
        self.rows = [
            replace(one, happens=now_of(actions_of(one, self._draft)))
            for one in report_rows(imported, self._draft.choice)
        ]
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
        self.table.table_model.set_rows(self.rows)
        same = [one.place for one in self.rows if chosen is not None and one.what == chosen.what]
        self.table.choose(same[0] if same else 0)
        self.show_line()
        self._show_totals(imported)
        self.changed.emit()

    # -- the chosen line
    @property
    def current(self) -> ReportRow | None:
        """The line that is chosen."""
        place = self.table.current_id()
        return self.rows[place] if isinstance(place, int) and place < len(self.rows) else None

    def show_line(self) -> None:
        """The chosen line in full, and what can be done about it."""
        one = self.current
        self.detail.setText("" if one is None else one.told)
        self.deeds = () if one is None else actions_of(one, self._draft)
        self.act.setEnabled(bool(self.deeds))
        self.show_rows.setEnabled(
            one is not None and one.account is not None and can_be_shown(one.account, one.reason)
        )

    def _ask_rows(self) -> None:
        if self.show_rows.isEnabled():
            self.rows_wanted.emit(self.current)

    def _clicked(self, index: QModelIndex) -> None:
        """A click on what happens opens what else can be done."""
        if self.table.table_model.columns[index.column()].id == "action" and self.deeds:
            self._pop_up(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def open_menu(self) -> None:
        """Show what can be done about the chosen line, over the button."""
        self._pop_up(self.act.mapToGlobal(QPoint(0, self.act.height())))

    def menu(self) -> QMenu:
        """What can be done about the chosen line, with a mark at what happens now."""
        menu = QMenu(self)
        for one in self.deeds:
            entry = menu.addAction(one.words)
            entry.setCheckable(one.now)
            entry.setChecked(one.now)
            entry.triggered.connect(lambda _checked=False, one=one: self._take(one))
        return menu

    def _pop_up(self, place: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _take(self, action: LineAction) -> None:
        if not action.now and self.current is not None:
            self.acted.emit(self.current, action)

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
