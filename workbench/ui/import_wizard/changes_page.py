"""What a refresh changes, and what a planner decides about it, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from workbench.models.conversion import Change
from workbench.session.refresh.report import RefreshReport
from workbench.ui import formats
from workbench.ui.components.facts import Fact
from workbench.ui.components.labels import Role, card, column, framed, row
from workbench.ui.components.segment import Segment
from workbench.ui.import_wizard.change_tables import (
    area_rows,
    number_table,
    practice_change_rows,
    source_rows,
    source_table,
)
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.lines_panel import LinesPanel
from workbench.ui.import_wizard.page import Page
from workbench.ui.import_wizard.report_rows import decision_rows

DECISIONS, AREAS, PRACTICES, SOURCES = "decisions", "areas", "practices", "sources"
TITLES = {DECISIONS: "Decisions", AREAS: "Areas and people", PRACTICES: "Practices", SOURCES: "Data sets"}


class ChangesPage(Page):
    """Four figures, then decisions with their choices, people by source, practices and data sets."""

    title = "Changes"
    acted = Signal(object, object)
    """A decision's line, and what was chosen about it."""

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__(
            "What changes?",
            "Nothing is in the project yet. What is decided here becomes steps, which undo takes back.",
        )
        self._draft = draft
        self.facts = [
            Fact(caption, role=Role.FIGURE) for caption in ("Residents", "Areas", "Practices", "To decide")
        ]
        cards = row(spacing=12)
        for fact in self.facts:
            cards.addWidget(card(fact), 1)
        self.body.addLayout(cards)
        self.which = Segment("Which changes")
        self.which.chosen.connect(self.show_part)
        self.body.addLayout(row(self.which, None))
        self.decisions = LinesPanel(draft, "Decisions", of_files=False)
        self.decisions.acted.connect(self.acted)
        self.areas = number_table("Changes of areas and people", ("Of", "Kind or locality", "Areas"))
        self.practices = number_table("Changes of practices", ("Change", "Practice", "More"))
        self.sources = source_table()
        self.stage = QStackedWidget()
        parts: tuple[QWidget, ...] = (self.decisions, self.areas, self.practices, self.sources)
        for part in parts:
            plain = part is self.decisions
            self.stage.addWidget(part if plain else framed(column(part, spacing=0), "card"))
        self.body.addWidget(self.stage, 1)

    @override
    def enter(self) -> None:
        """Show what came of the files that were read."""
        imported = self._draft.imported
        report = imported.refresh if imported is not None else None
        if report is None:
            return
        asked = len(report.decisions)
        words = f"{formats.count(asked, 'thing is', 'things are')} for you to decide"
        self.heading.setText(words if asked else "Nothing is to be decided")
        self._show_figures(report)
        self.decisions.show_lines(decision_rows(report))
        for table, rows in (
            (self.areas, area_rows(report)),
            (self.practices, practice_change_rows(report)),
            (self.sources, source_rows(report)),
        ):
            table.table_model.set_rows(rows)
        counts = (asked, None, len(report.practices), len(report.sources))
        self.which.set_choices(
            [
                (key, title if count is None else f"{title} ({count:,})")
                for (key, title), count in zip(TITLES.items(), counts, strict=True)
            ],
            self.which.current or DECISIONS,
        )

    def show_part(self, key: str) -> None:
        """Show decisions, areas, practices or data sets."""
        self.stage.setCurrentIndex(list(TITLES).index(key))

    def _show_figures(self, report: RefreshReport) -> None:
        """Each figure after, with what it was and why it differs."""
        split = [one for one in report.people if one.group == Change.SPLIT.words]
        told = ", ".join(f"{one.areas_before:,} split into {one.areas_after:,}" for one in split)
        before, after = (
            sum(one.areas_before for one in report.people), sum(one.areas_after for one in report.people),
        )  # fmt: skip
        kinds = [one.kind for one in report.practices]
        imported = self._draft.imported
        listed = len(imported.built.area.practices) if imported is not None else 0
        figures = (
            (formats.number(report.after),
             f"{formats.number(report.before)} before, {formats.signed(report.after - report.before)}"),
            (formats.number(after), f"{before:,} before{f', {told}' if told else ''}"),
            (formats.number(listed), f"{kinds.count('new'):,} new, {kinds.count('gone'):,} gone"),
            (formats.number(len(report.decisions)), ""),
        )  # fmt: skip
        for fact, (figure, note) in zip(self.facts, figures, strict=True):
            fact.set_figure(figure, note=note)
