"""The right side of the balance preview: a proposal in words and figures, its moves, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget

from workbench.ui import formats
from workbench.ui.balance.bound_line import BoundBlock
from workbench.ui.balance.moves_table import LEAST_ROWS, MovesTable
from workbench.ui.balance.offer import BEST, FEWEST
from workbench.ui.balance.progress_page import ProgressPage
from workbench.ui.balance.score_table import ScoreTable
from workbench.ui.balance.shown import ShownProposal
from workbench.ui.balance.trouble_page import TroublePage
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, framed, label, row, rule
from workbench.ui.components.segment import Segment
from workbench.ui.theme import current_theme


@dataclass(frozen=True)
class PanelCalls:
    """What the panel asks for."""

    discard: Callable[[], object]
    keep: Callable[[], object]
    accept: Callable[[], object]
    cancel: Callable[[], object]
    tick: Callable[[list[int], bool], object]
    order: Callable[[str], object]
    bound: Callable[[], object]
    no_bound: Callable[[], object]


class ProposalPage(QWidget):
    """One proposal."""

    def __init__(self, calls: PanelCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("", Role.HEADING)
        self.order = Segment("Order of the proposals")
        self.order.set_choices([(FEWEST, "Fewest moves"), (BEST, "Best fit")], BEST)
        self.order.chosen.connect(calls.order)
        self.sentence = label("", wrap=True)
        self.told = label("", Role.SECONDARY, wrap=True)
        self.scores = ScoreTable()
        self.bound = BoundBlock()
        self.bound.wanted.connect(calls.bound)
        self.bound.stop_wanted.connect(calls.no_bound)
        self.moves = MovesTable()
        self.moves.ticked.connect(calls.tick)
        self.moves.setMinimumHeight(self.moves.height_for_rows(LEAST_ROWS))
        self._moves_title = label("Moves", Role.SECTION)
        self._hint = label("Untick a move to see the effect", Role.CAPTION)
        head = column(
            row(self.heading, None, self.order), self.sentence, self.told, margins=(14, 12, 14, 8), spacing=6
        )
        body = column(head, self.scores, self.bound, rule(), spacing=0)
        body.addLayout(row(self._moves_title, None, self._hint, margins=(12, 6, 12, 4)))
        body.addWidget(self.moves, 1)
        inner = QWidget()
        inner.setObjectName("surface")
        inner.setLayout(body)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.discard = button(
            "Discard", kind=Kind.QUIET, tip="Drop the proposals; the drawing stays", clicked=calls.discard
        )
        self.keep = button(
            "Keep as new scenario", tip="Beside the drawing, which stays as it is", clicked=calls.keep
        )
        self.accept = button("Accept", kind=Kind.PRIMARY, icon="check", clicked=calls.accept)
        self.accept.setToolTip("Change the drawing in one step that you can undo (Ctrl+Enter)")
        feet = framed(row(self.discard, None, self.keep, self.accept, margins=(12, 8, 12, 8)), "strip")
        layout = column(spacing=0)
        layout.addWidget(scroll, 1)
        layout.addWidget(feet)
        self.setLayout(layout)

    def show_proposal(
        self, shown: ShownProposal, *, number: int, of: int, editable: bool, note: str = ""
    ) -> None:
        """Show a proposal; rows of the tables keep their place where they stay."""
        self.heading.setText(f"Proposal {number}" if of > 1 else "Proposal")
        self.order.setVisible(of > 1)
        self.sentence.setText(shown.sentence)
        told = [*([note] if note else []), *shown.told]
        self.told.setText("\n".join(told))
        self.told.setVisible(bool(told))
        self.scores.show_lines(shown.scores)
        self.moves.moves.set_rows(shown.moves)
        self._hint.setVisible(bool(shown.moves))
        self._moves_title.setText(
            "Moves" if shown.taken == len(shown.moves) else f"Moves, {len(shown.moves) - shown.taken} refused"
        )
        self.accept.setText(f"Accept {formats.count(shown.taken, 'move')}" if shown.moves else "Accept")
        self.accept.setEnabled(editable and (shown.taken > 0 or not shown.moves))
        self.keep.setEnabled(editable)


class BalancePanel(QFrame):
    """Shows the search on its way, a proposal, or why there is none."""

    moved_to = Signal(object)
    """Unit of the move that is chosen, None for none."""

    def __init__(self, calls: PanelCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        self.setAccessibleName("Proposal")
        self.proposal = ProposalPage(calls)
        self.progress = ProgressPage(calls.cancel)
        self.trouble = TroublePage()
        self._pages = QStackedLayout()
        self._pages.setContentsMargins(1, 0, 0, 0)
        for page in (self.proposal, self.progress, self.trouble):
            self._pages.addWidget(page)
        self.setLayout(self._pages)
        self.proposal.moves.row_chosen.connect(self.moved_to)

    def show_page(self, page: QWidget) -> None:
        """Bring one of the three pages to the front."""
        self._pages.setCurrentWidget(page)

    @property
    def page(self) -> QWidget:
        """The page in front."""
        current = self._pages.currentWidget()
        return self.proposal if current is None else current

    def fit_width(self, width: int) -> None:
        """Take about a third of the window."""
        theme = current_theme()
        least = self.proposal.moves.natural_width()
        self.setFixedWidth(max(min(theme.px(440), width // 2), min(least, round(width * 0.36))))
