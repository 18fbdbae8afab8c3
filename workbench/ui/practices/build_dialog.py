"""Build localities from practices: which groups, what comes of them, and what a repair would move."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from workbench.errors import WorkbenchError
from workbench.metrics.figures import LocalityFigures
from workbench.metrics.practice_groups import groups_by_pcn
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.build_from_practices import FromPractices, propose_by_hand, propose_by_pcn
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.practices.groups_dialog import GroupsDialog, groupable_practices
from workbench.ui.status import BandState, band_state, band_word
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, Column, StatusValue
from workbench.ui.tables.table_view import TableView

GROUPS = ("PCNs of the practices", "Localities that the practices have now", "Groups made by hand")
"""Words of the ways to group."""
BY_PCN, BY_LOCALITY, BY_HAND = range(3)


@dataclass(frozen=True)
class ProposedLocality:
    """A line of the preview."""

    code: str
    name: str
    practices: int
    areas: int
    people: float
    state: BandState
    word: str
    parts: int
    own_share: float


@dataclass(frozen=True)
class MovedArea:
    """An area that a repair gives to a neighbour."""

    unit: str
    name: str
    people: float
    before: str
    after: str


class BuildDialog(AskingDialog):
    """The preview follows every choice; nothing is changed before the main button."""

    def __init__(
        self, project: Project, scenario: Scenario, *, near: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Which localities come of these practices?", "Build localities", width=760, parent=parent
        )
        self._project, self._scenario, self._near = project, scenario, near
        self.proposal: FromPractices | None = None
        form = form_layout()
        self.groups = add_row(
            form,
            "&Practices belong together by",
            QComboBox(),
            tip="Each area goes to the group that holds most of its registered patients",
        )
        self.groups.addItems(list(GROUPS))
        self.change = button(
            "Change the groups…", icon="rename", clicked=self.change_groups,
            tip="Give each practice the name of its group",
        )  # fmt: skip
        self.change.hide()
        self._by_hand: dict[str, str] = {}
        self._before = BY_PCN
        self.repair = QCheckBox("&Repair contiguity: detached parts join a neighbour")
        self.repair.setToolTip("Each detached part joins the neighbour that holds most of its patients")
        self.model = ColumnTableModel[ProposedLocality](_columns(), lambda r: r.code, parent=self)
        self.table = TableView(self.model, "Localities that would be built")
        self.table.setMinimumHeight(self.table.height_for_rows(7))
        self.moved_model = ColumnTableModel[MovedArea](_moved_columns(), lambda r: r.unit, parent=self)
        self.moved = TableView(self.moved_model, "Areas that the repair moves", compact=True)
        self.moved.setMinimumHeight(self.moved.height_for_rows(4))
        self._moved_title = label("", Role.SECTION)
        self.summary = label("", Role.STRONG, wrap=True)
        self.told = label("", Role.SECONDARY, wrap=True)
        self.fill(
            form,
            row(self.repair, None, self.change),
            self.table,
            self.summary,
            self.told,
            column(self._moved_title, self.moved, spacing=4),
        )
        self.groups.currentIndexChanged.connect(self._way_chosen)
        self.repair.toggled.connect(self._propose)
        if not any(str(code) for code in project.area.practices.pcn_codes):
            self.groups.setCurrentIndex(BY_LOCALITY)
        self._propose()

    # -- groups
    def _way_chosen(self, way: int) -> None:
        if way == BY_HAND and not self._by_hand and not self.change_groups():
            self.groups.setCurrentIndex(self._before)
            return
        self._before = way
        self.change.setVisible(way == BY_HAND)
        self._propose()

    def change_groups(self) -> bool:
        """Ask for groups by hand, beginning with those shown; tells whether there are any."""
        practices = groupable_practices(self._project.area, self._scenario)
        wanted = GroupsDialog.ask(self, practices, self._by_hand or self._groups_shown(self._before))
        if wanted is None:
            return False
        self._by_hand = wanted
        if self.groups.currentIndex() == BY_HAND:
            self._propose()
        return True

    def _groups_shown(self, way: int) -> dict[str, str]:
        """Names of the groups of a way to group, by practice code."""
        if way == BY_PCN:
            groups = groups_by_pcn(self._project.area, self._scenario)
            return {code: group.name for group in groups for code in group.practices}
        names = {locality.code: locality.name for locality in self._scenario.plan}
        return {code: names[locality] for code, locality in self._held().items()}

    def _held(self) -> dict[str, str]:
        """The locality that each practice has now."""
        plan = self._scenario.plan
        return {
            code: assignment.main
            for code, assignment in self._scenario.practices.items()
            if assignment.main is not None and plan.get(assignment.main) is not None
        }

    # -- the proposal

    def _propose(self, *_choice: object) -> None:
        try:
            self.proposal = self._made()
        except WorkbenchError as problem:
            self.proposal = None
            self.model.set_rows([])
            self._show_moved([])
            self.summary.setText(problem.what)
            self.told.setText(" ".join(part for part in (problem.why, problem.remedy) if part))
            self.main.setEnabled(False)
            return
        self._show(self.proposal)

    def _made(self) -> FromPractices:
        repair = self.repair.isChecked()
        way = self.groups.currentIndex()
        if way == BY_PCN:
            return propose_by_pcn(self._project, self._scenario, repair=repair)
        if way == BY_HAND:
            return propose_by_hand(self._project, self._scenario, self._by_hand, repair=repair)
        names = {locality.code: locality.name for locality in self._scenario.plan}
        return propose_by_hand(self._project, self._scenario, self._held(), names, repair=repair)

    def _show(self, made: FromPractices) -> None:
        self.model.set_rows([self._line(figures) for figures in made.figures.localities])
        self._show_moved(
            [MovedArea(one.unit, one.name, one.people, one.before, one.after) for one in made.moved]
        )
        self.summary.setText(_summary(made))
        self.told.setText(_details(made))
        self.main.setEnabled(made.edit is not None)

    def _show_moved(self, rows: list[MovedArea]) -> None:
        self.moved_model.set_rows(rows)
        self._moved_title.setText(f"{formats.count(len(rows), 'area')} moved by the repair")
        self._moved_title.setVisible(bool(rows))
        self.moved.setVisible(bool(rows))

    def _line(self, figures: LocalityFigures) -> ProposedLocality:
        band = self._scenario.rules.band
        return ProposedLocality(
            figures.code, figures.name, figures.practices, figures.units, figures.people,
            band_state(figures.people, band, self._near), band_word(figures.people, band, self._near),
            figures.parts, figures.own_residents_share,
        )  # fmt: skip

    @classmethod
    def ask(
        cls, parent: QWidget | None, project: Project, scenario: Scenario, *, near: int
    ) -> FromPractices | None:
        """The proposal that was accepted, None for none."""
        dialog = cls(project, scenario, near=near, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.proposal
        dialog.deleteLater()
        return answer if accepted else None


def _summary(made: FromPractices) -> str:
    out, parted = len(made.out_of_band), len(made.in_parts)
    words = [
        formats.count(len(made.figures.localities), "locality", "localities"),
        f"{out} outside the band" if out else "all in the band",
        f"{parted} in parts" if parted else "each in one piece",
    ]
    if not math.isnan(made.in_group_share):
        share = formats.percent(made.in_group_share)
        words.append(f"{share} of registered people are with the group of their area")
    return ", ".join(words)


def _details(made: FromPractices) -> str:
    found = [
        (len(made.unassigned), "area stays unassigned", "areas stay unassigned"),
        (len(made.empty_groups), "group holds most patients nowhere", "groups hold most patients nowhere"),
        (len(made.ungrouped), "practice is in no group", "practices are in no group"),
        (len(made.kept), "practice by hand or locked stays", "practices by hand or locked stay"),
        (len(made.outside), "border practice stays outside", "border practices stay outside"),
    ]
    words = [formats.count(count, one, many) for count, one, many in found if count]
    if made.edit is None:
        words.append("The scenario is like this already")
    return ". ".join(words)


def _columns() -> tuple[Column[ProposedLocality], ...]:
    return (
        Column("name", "Locality", "Name of the group", lambda r: r.name, lambda r: r.name),
        Column(
            "practices", "Practices", "Practices of the group", lambda r: formats.number(r.practices),
            lambda r: r.practices, CellKind.NUMBER, "888",
        ),
        Column(
            "areas", "Areas", "Areas where it holds most patients", lambda r: formats.number(r.areas),
            lambda r: r.areas, CellKind.NUMBER, "8,888",
        ),
        Column(
            "people", "People", "People on the basis of the scenario", lambda r: formats.number(r.people),
            lambda r: r.people, CellKind.NUMBER, "888,888",
        ),
        Column(
            "status", "Status", "Against the band of the scenario", lambda r: r.word, lambda r: r.word,
            CellKind.STATUS, "Under −88,888", cell=lambda r: StatusValue(r.state, r.word),
        ),
        Column(
            "parts", "Parts", "Pieces that do not touch", lambda r: formats.number(r.parts),
            lambda r: r.parts, CellKind.NUMBER, "88",
        ),
        Column(
            "own", "Own residents", "Residents registered in their own locality",
            lambda r: formats.percent(r.own_share), lambda r: r.own_share, CellKind.NUMBER, "100.0%",
        ),
    )  # fmt: skip


def _moved_columns() -> tuple[Column[MovedArea], ...]:
    return (
        Column("name", "Area", "Area that moves", lambda r: r.name or r.unit, lambda r: r.name or r.unit),
        Column(
            "people", "People", "Its residents", lambda r: formats.number(r.people), lambda r: r.people,
            CellKind.NUMBER, "88,888",
        ),
        Column("before", "From", "Group with most of its patients", lambda r: r.before, lambda r: r.before),
        Column("after", "To", "Neighbour that it joins", lambda r: r.after, lambda r: r.after),
    )  # fmt: skip
