"""The balance preview: a search on its way, then its proposals, over the map until it is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import StudyArea
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario
from workbench.session.balance_proposal import BalanceProposal
from workbench.ui import formats
from workbench.ui.actions import Situation
from workbench.ui.balance.balance_bar import BalanceBar, BalanceStrip, BarCalls
from workbench.ui.balance.framing import part_to_show
from workbench.ui.balance.offer import Offer, Offered
from workbench.ui.balance.proposal_panel import BalancePanel, PanelCalls
from workbench.ui.balance.reading import locked_words
from workbench.ui.balance.runner import Passing
from workbench.ui.balance.shown import ShownBound
from workbench.ui.balance.twin_maps import TwinMaps
from workbench.ui.components.labels import column, row
from workbench.ui.components.message_bar import MessageAction
from workbench.ui.desk import Desk
from workbench.ui.panels.option_bar import band_text
from workbench.ui.panes.map_pane import NOBODY
from workbench.ui.panes.map_side import MapSide, side_of


class BalanceView(QWidget):
    """Shows; what happens is told by the signals, which the commands take."""

    front_changed = Signal()
    """It came to the front or left, or what can be done in it has changed."""
    waiting_changed = Signal(str)
    """Proposals wait behind the page, in words; "" for none."""
    back_wanted = Signal()
    cancel_wanted = Signal()
    change_wanted = Signal()
    again_wanted = Signal()
    discard_wanted = Signal()
    keep_wanted = Signal()
    accept_wanted = Signal()
    bound_wanted = Signal()
    no_bound_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.offer: Offer | None = None
        self.running = False
        self._stack: QStackedWidget | None = None
        self.bar = BalanceBar(
            BarCalls(
                back=self.back_wanted.emit,
                previous=self.previous,
                next=self.next,
                change=self.change_wanted.emit,
                again=self.again_wanted.emit,
            )
        )
        self.maps = TwinMaps(desk.host)
        self.panel = BalancePanel(
            PanelCalls(
                discard=self.discard_wanted.emit,
                keep=self.keep_wanted.emit,
                accept=self.accept_wanted.emit,
                cancel=self.cancel_wanted.emit,
                tick=self.tick,
                order=self.order,
                bound=self.bound_wanted.emit,
                no_bound=self.no_bound_wanted.emit,
            )
        )
        self.strip = BalanceStrip()
        middle = row(spacing=0)
        middle.addWidget(self.maps, 1)
        middle.addWidget(self.panel)
        layout = column(self.bar, spacing=0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.strip)
        self.setLayout(layout)
        self.front_changed.connect(lambda: self.waiting_changed.emit(self.waiting))
        self.maps.hovered.connect(self._hovered)
        self.maps.clicked.connect(self._clicked)
        self.panel.moved_to.connect(self._row_chosen)
        desk.jobs.started.connect(lambda _what: self._follow_jobs())
        desk.jobs.ended.connect(self._follow_jobs)

    # -- over the window
    def over(self, page: QWidget) -> QStackedWidget:
        """A stack of a page and this preview, to be put in the page's place."""
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(self)
        return self._stack

    @property
    def in_front(self) -> bool:
        """Whether the preview covers the page."""
        return self._stack is not None and self._stack.currentWidget() is self

    @property
    def waiting(self) -> str:
        """The proposals that wait behind the page: "8 proposals wait"; "" for none."""
        if self.offer is None or self.in_front:
            return ""
        count = len(self.offer)
        return f"{formats.count(count, 'proposal')} {'waits' if count == 1 else 'wait'}"

    def come(self) -> None:
        """Cover the page."""
        if self._stack is not None:
            self._stack.setCurrentWidget(self)
        self.fit_width()
        self.front_changed.emit()

    def go(self) -> None:
        """Give the page back; the proposals stay on offer."""
        if self._stack is not None and self.in_front:
            self._stack.setCurrentIndex(0)
            self.front_changed.emit()

    def narrowed(self, now: Situation) -> Situation:
        """What can be done while the preview is in front: nothing that changes the drawing."""
        kept = self.offer is not None
        if not self.in_front:
            ready = now.project and not self._desk.jobs.busy
            return replace(
                now, balance_ready=ready, balance_kept=ready and kept, balance_good=ready and now.localities
            )
        shown = kept and not self.running and self.panel.page is self.panel.proposal
        quiet = Situation()
        free = quiet if self.running else replace(quiet, project=now.project, can_save=now.can_save)
        return replace(
            free,
            editable=False,
            balance=True,
            balance_idle=not self._desk.jobs.busy,
            balance_result=shown,
            balance_editable=shown and now.editable,
            balance_good=shown and not self._desk.jobs.busy,
            balance_several=shown and self.offer is not None and len(self.offer) > 1,
        )

    # -- a search
    def show_search(
        self, what: str, area: StudyArea, scenario: Scenario, rules: Rules, figures: ScenarioFigures
    ) -> None:
        """Show the drawing, and that a search begins."""
        self.running = True
        self.panel.progress.start(what)
        self.panel.show_page(self.panel.progress)
        self.come()
        self.show_drawing(area, scenario, rules, figures)
        self.bar.show_place(0, 0)
        self.strip.show_hatch(False)
        self.panel.progress.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_drawing(
        self, area: StudyArea, scenario: Scenario, rules: Rules, figures: ScenarioFigures
    ) -> None:
        """Show what is started from on both maps; ``rules`` are those that will be kept to."""
        self.bar.show_request(rules.basis.words, band_text(rules.band))
        self.strip.show_locked("")
        self.maps.use(area)
        self.maps.frame(part_to_show(area, NOBODY))
        self.maps.light(None)
        self.panel.proposal.moves.choose(None)
        self.maps.show_before(side_of(scenario, figures), near=self._desk.near)

    def end_search(self) -> None:
        """The search is over, however it ended."""
        self.running = False
        self.front_changed.emit()

    def show_trouble(self, what: str, why: str, suggestion: str, ways: Sequence[MessageAction]) -> None:
        """Say why there is no plan."""
        page = self.panel.trouble
        page.show_trouble(what, why, suggestion, ways)
        self.panel.show_page(page)
        self.front_changed.emit()
        first = page.first_way()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self, words: str) -> None:
        """Say that the balancer is being compiled."""
        self.panel.progress.say(words)

    def show_passing(self, passing: Passing) -> None:
        """Show how far a search is, and the best plan so far on the map at the right."""
        self.panel.progress.show_progress(passing.done, passing.tried, passing.words)
        if passing.labels is not None and passing.colours is not None:
            self.maps.after.show_labels_only(passing.labels, passing.colours, "best so far")

    # -- proposals
    def show_offer(self, offer: Offer) -> None:
        """Show proposals, the first of them in front."""
        self.offer = offer
        self.panel.show_page(self.panel.proposal)
        self.panel.proposal.order.set_current(offer.ordered_by)
        self._show_current()
        self.come()
        first = offer.current
        if not first.seen:
            first.seen = True
            self.maps.frame(part_to_show(first.whole.task.project.area, first.shown.hatched))
        self.panel.proposal.accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """There are no proposals any more."""
        self.offer = None
        self.go()
        self.front_changed.emit()

    def previous(self) -> None:
        """Show the proposal before."""
        self._step(-1)

    def next(self) -> None:
        """Show the next proposal."""
        self._step(1)

    def _follow_jobs(self) -> None:
        """Nothing is begun while something else is worked out."""
        self.bar.show_running(self._desk.jobs.busy)
        self.panel.proposal.bound.allow(not self._desk.jobs.busy)
        self.front_changed.emit()

    def _step(self, by: int) -> None:
        if self.offer is not None and self.offer.step(by):
            self._show_current()

    def order(self, by: str) -> None:
        """Order the proposals."""
        if self.offer is not None:
            self.offer.order(by)
            self._show_current()

    def tick(self, units: list[int], refused: bool) -> None:
        """Refuse some moves, or take them again; figures and map follow."""
        if self.offer is None:
            return
        self.offer.refuse(units, refused=not refused)
        self._show_current(same=True)

    def show_bound(self, one: Offered, asked: BalanceProposal, bound: ShownBound) -> None:
        """Show how close a proposal is to the best possible, now or when it comes to the front again.

        A bound worked out before a move was refused or taken again tells of another plan: it is left out.
        """
        if one.now is not asked:
            return
        one.bound = bound
        if self.offer is not None and self.offer.current is one:
            self.panel.proposal.bound.show_bound(bound)

    def offer_bound(self) -> None:
        """Offer to work the bound out again, after it was stopped."""
        if self.offer is not None:
            self.panel.proposal.bound.ask(self.offer.effort)

    def _show_current(self, *, same: bool = False) -> None:
        offer = self.offer
        if offer is None:
            return
        one, number, count = offer.current, offer.number, len(offer)
        note = f"proposal {number} of {count}" if count > 1 else "proposal"
        self.maps.show_proposal(one.shown, note, near=self._desk.near)
        page = self.panel.proposal
        page.show_proposal(one.shown, number=number, of=count, editable=self._desk.editable, note=offer.note)
        page.bound.setVisible(one.whole.candidate is not None)
        page.bound.ask(offer.effort)
        if one.bound is not None:
            page.bound.show_bound(one.bound)
        self.bar.show_place(number, count)
        self.strip.show_hatch(bool(len(one.shown.hatched)))
        self.strip.show_locked(locked_words(one.whole.task.scenario))
        if not same:
            self.maps.place_labels_anew()
            self.maps.light(None)
            page.moves.choose(None)
        self.front_changed.emit()

    # -- pointing
    def _hovered(self, unit: int) -> None:
        before, after = self.maps.before.side, self.maps.after.side
        bridge = self._desk.bridge
        if unit < 0 or before is None or after is None or bridge is None:
            self.strip.show_place("")
            return
        units = bridge.project.area.units
        name = str(units.names[unit]) or str(units.codes[unit])
        sides = [_who(side, int(side.labels[unit])) for side in (before, after)]
        where = sides[0] if sides[0] == sides[1] else f"{sides[0]} \N{RIGHTWARDS ARROW} {sides[1]}"
        self.strip.show_place(f"{name}   {formats.people(float(units.resident[unit]))}   {where}")

    def _clicked(self, unit: int) -> None:
        table = self.panel.proposal.moves
        if self.offer is None or unit < 0:
            self.maps.light(None)
            return
        moves = any(move.unit == unit for move in self.offer.current.shown.moves)
        table.choose(unit if moves else None)
        self.maps.light(unit)

    def _row_chosen(self, unit: object) -> None:
        bridge = self._desk.bridge
        if unit is None or bridge is None:
            self.maps.light(None)
            return
        at = int(str(unit))
        self.maps.light(at)
        x, y = bridge.project.area.units.points[at]
        self.maps.bring_into_view(float(x), float(y))

    # -- width
    def fit_width(self) -> None:
        """Share the width among maps and panel."""
        width = self.width() if self._stack is None else self._stack.width()
        self.panel.fit_width(width)
        self.bar.fit_width(width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_width()


def _who(side: MapSide, slot: int) -> str:
    locality = side.locality(slot)
    return "Unassigned" if locality is None else f"{locality.number} {locality.name}"
