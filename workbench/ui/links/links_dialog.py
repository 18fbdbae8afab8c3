"""The list of bridges and ferries: add, rename, change, remove, and take what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.metrics.border_gaps import WIDEST_M
from workbench.models.adjacency import LINK_KINDS, Link
from workbench.models.edits import Edit
from workbench.session import link_edits
from workbench.session.link_edits import LinkInfo, Pair, pair_of
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.desk import Desk
from workbench.ui.jobs import Jobs
from workbench.ui.links.link_columns import link_columns, proposal_columns
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

WIDTH, HEIGHT = 860, 560


class LinksDialog(QDialog):
    """Each change is a step of its own, which undo takes back. ``show`` goes to a link on the map."""

    def __init__(
        self, desk: Desk, *, show: Callable[[LinkInfo], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bridges and ferries")
        self.setModal(True)
        self._desk, self._show = desk, show
        self.jobs = Jobs(self)
        self.model = ColumnTableModel[LinkInfo](
            link_columns(self._renamed), lambda r: pair_of(r.link), parent=self
        )
        self.table = TableView(self.model, "Bridges and ferries")
        self.table.setMinimumHeight(self.table.height_for_rows(3))
        self.found_model = ColumnTableModel[LinkInfo](
            proposal_columns(), lambda r: pair_of(r.link), parent=self
        )
        self.found = TableView(self.found_model, "Proposed links", compact=True)
        self.found.setMinimumHeight(self.found.height_for_rows(4))
        self.summary = label("", Role.SECONDARY)
        self.told = label("", Role.SECONDARY, wrap=True)
        self.selected = label("", Role.CAPTION)
        self.add = button("Add between the selected areas", icon="add", clicked=self._add_selected)
        self.kind = button("Make it a ferry", icon="ferry", clicked=self._change_kind)
        self.go = button("Show on the map", icon="fit", clicked=self._go)
        self.remove = button("Remove", icon="delete", clicked=self._remove)
        self.look = button(
            f"Look for gaps up to {WIDEST_M:.0f} m", icon="search", clicked=self._look,
            tip="Areas close to each other that share no border, as where water is clipped out of them",
        )  # fmt: skip
        self.take = button("Add the marked", icon="add", clicked=lambda: self._take(marked=True))
        self.take_all = button("Add all", clicked=lambda: self._take(marked=False))
        self._pages = _pages(self.table, "link", "No bridge or ferry yet")
        self._found_pages = _pages(self.found, "search", "Nothing proposed")
        self.progress = ProgressPanel()
        done = button("Done", kind=Kind.PRIMARY, clicked=self.accept)
        self._lay_out(done)
        self.jobs.started.connect(self.progress.start)
        self.jobs.reported.connect(self.progress.report)
        self.jobs.ended.connect(self.progress.finish)
        self.progress.cancelled.connect(self.jobs.cancel)
        self.table.row_chosen.connect(lambda _pair: self._weigh())
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._weigh())
        self.found.selectionModel().selectionChanged.connect(lambda *_both: self._weigh())
        self.found.row_opened.connect(lambda _pair: self._take(marked=True))
        self.resize(current_theme().px(WIDTH), current_theme().px(HEIGHT))
        self._fill()

    def _lay_out(self, done: QWidget) -> None:
        editable = self._desk.editable
        for part in (self.add, self.kind, self.remove, self.take, self.take_all, self.look):
            part.setVisible(editable)
        layout = column(
            row(label("Which bridges and ferries join areas?", Role.HEADING), None, self.summary),
            label(
                "A locality hangs together over them, for figures, warnings and the balancer. "
                "Select two areas on the map to join them.",
                Role.SECONDARY, wrap=True,
            ),
            self._pages,
            row(self.add, self.selected, None, self.kind, self.go, self.remove),
            6,
            row(label("Proposed", Role.SECTION), None, self.look),
            self.told,
            self._found_pages,
            self.progress,
            row(self.take, self.take_all, None, done),
            margins=(24, 20, 24, 18), spacing=10,
        )  # fmt: skip
        layout.setStretchFactor(self._pages, 2)
        layout.setStretchFactor(self._found_pages, 3)
        self.setLayout(layout)

    # -- showing
    def _fill(self) -> None:
        """Show the links as they are now."""
        bridge = self._desk.bridge
        links = [] if bridge is None else link_edits.listed_links(bridge.project.area, bridge.scenario)
        self.model.set_rows(links)
        self._pages.setCurrentIndex(0 if links else 1)
        self.summary.setText(formats.count(len(links), "link") if links else "")
        have = {pair_of(info.link) for info in links}
        self.found_model.set_rows([one for one in self.found_model.rows if pair_of(one.link) not in have])
        self._tell_found()
        self._weigh()

    def _show_found(self, links: Sequence[LinkInfo]) -> None:
        """Show what is proposed."""
        self.found_model.set_rows(links)
        self._proposed = len(links)
        self._tell_found()
        self._weigh()

    _proposed: int | None = None
    """How many were proposed; None before anybody has looked."""

    def _tell_found(self) -> None:
        """Say what is proposed, or why nothing is."""
        links = self.found_model.rows
        if self._proposed is None:
            words = "Water clipped out of the areas leaves gaps of some metres, which may hide a bridge."
        elif not self._proposed:
            words = f"There is no gap of up to {WIDEST_M:.0f} m without a border."
        elif not links:
            words = "All that was proposed is among the links."
        else:
            apart = sum(one.apart for one in links)
            words = f"{formats.count(len(links), 'gap')} up to {WIDEST_M:.0f} m without a border"
            if apart:
                words += f"; {formats.number(apart)} of them between parts that nothing else joins"
        self.told.setText(words)

    def _weigh(self) -> None:
        """Offer what can be done with what is marked."""
        link = self._chosen()
        self.kind.setEnabled(link is not None)
        self.go.setEnabled(self._to_show() is not None)
        self.remove.setEnabled(bool(self.table.selected_ids()))
        other = LINK_KINDS[1] if link is None or link.link.kind == LINK_KINDS[0] else LINK_KINDS[0]
        self.kind.setText(f"Make it a {other}")
        selection = self._desk.focus.selection
        self.add.setEnabled(len(selection) == 2)
        self.selected.setText(
            "" if len(selection) == 2 else f"{formats.count(len(selection), 'area')} selected"
        )
        self._found_pages.setCurrentIndex(0 if self.found_model.rows else 1)
        self.take.setEnabled(bool(self.found.selected_ids()))
        self.take_all.setEnabled(bool(self.found_model.rows))
        for part in (self.take, self.take_all):
            part.setVisible(self._desk.editable and bool(self.found_model.rows))

    def _chosen(self) -> LinkInfo | None:
        ids = self.table.selected_ids()
        return next((info for info in self.model.rows if [pair_of(info.link)] == ids), None)

    def _to_show(self) -> LinkInfo | None:
        """The link that is marked, or else the proposal; None where that has no place."""
        ids = self.found.selected_ids()
        proposed = next((info for info in self.found_model.rows if [pair_of(info.link)] == ids), None)
        info = self._chosen() or proposed
        return info if info is not None and info.known else None

    # -- acting
    def _attempt(self, make: Callable[[], Edit | None]) -> bool:
        """Make an edit and carry it out; what stands in its way is told here, above the map's own bar."""
        bridge = self._desk.bridge
        if bridge is None:
            return False
        try:
            bridge.apply(make())
        except WorkbenchError as problem:
            self._tell(problem)
            return False
        self._fill()
        return True

    def _tell(self, problem: WorkbenchError) -> None:
        self.told.setText(" ".join(part for part in (problem.what, problem.why, problem.remedy) if part))

    def _add_selected(self) -> None:
        bridge = self._desk.bridge
        if bridge is None or len(self._desk.focus.selection) != 2:
            return
        one, other = (str(code) for code in bridge.project.area.units.codes[self._desk.focus.selection])
        info = link_edits.link_info(bridge.project.area, Link(one, other, ""))
        link = Link(one, other, f"{info.name_a} to {info.name_b}")
        if self._attempt(lambda: link_edits.add_links(bridge.project, bridge.scenario, [link])):
            self.table.edit_cell(pair_of(link), "name")

    def _renamed(self, info: LinkInfo, name: str) -> bool:
        bridge = self._desk.bridge
        if bridge is None or not self._desk.editable:
            return False
        return self._attempt(lambda: link_edits.change_link(bridge.scenario, pair_of(info.link), name=name))

    def _change_kind(self) -> None:
        bridge, info = self._desk.bridge, self._chosen()
        if bridge is not None and info is not None:
            kind = LINK_KINDS[1] if info.link.kind == LINK_KINDS[0] else LINK_KINDS[0]
            self._attempt(lambda: link_edits.change_link(bridge.scenario, pair_of(info.link), kind=kind))

    def _remove(self) -> None:
        bridge = self._desk.bridge
        pairs: list[Pair] = [pair for pair in self.table.selected_ids() if isinstance(pair, tuple)]
        if bridge is not None and pairs:
            self._attempt(lambda: link_edits.remove_links(bridge.scenario, pairs))

    def _go(self) -> None:
        info = self._to_show()
        if info is not None:
            self._show(info)
            self.accept()

    # -- proposals
    def _look(self) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        area, scenario = bridge.project.area, bridge.scenario
        self.jobs.start(
            "Looking for gaps",
            lambda progress: link_edits.proposed_links(area, scenario, progress=progress),
            self._show_found,
            failed=self._tell,
        )

    def _take(self, *, marked: bool) -> None:
        bridge = self._desk.bridge
        ids = self.found.selected_ids()
        links = [one.link for one in self.found_model.rows if not marked or pair_of(one.link) in ids]
        if bridge is not None and links:
            self._attempt(lambda: link_edits.add_links(bridge.project, bridge.scenario, links))

    @override
    def done(self, result: int) -> None:
        """Stop a search that still runs before the dialog goes."""
        self.jobs.join()
        super().done(result)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _pages(table: TableView, icon: str, nothing: str) -> QStackedWidget:
    """The table, or what stands in its place while it is empty."""
    pages = QStackedWidget()
    pages.addWidget(table)
    empty = EmptyState(icon, nothing)
    pages.addWidget(framed(column(None, row(None, empty, None), None), "surface"))
    return pages
