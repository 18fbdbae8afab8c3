"""The practice in hand: its locality, lock and view, where its patients live, where it would fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.models.practices import AssignedHow, ConsultationView
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button, describe, tool_button
from workbench.ui.components.chip import chip_icon, chip_size
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, framed, label, row
from workbench.ui.components.share_line import ShareLine
from workbench.ui.icons import set_icon
from workbench.ui.practices.practice_shown import PracticeShown, better_words
from workbench.ui.practices.view_marks import view_icon
from workbench.ui.tables.practice_columns import HOW_SENTENCES
from workbench.ui.theme import current_theme

MOST_LINES = 9
OUTSIDE = "outside"
SPLIT = "split"
_SHORT_NAME = 16
_FEW = 2
"""Parts of a split list that have room in the choice of its locality."""


@dataclass(frozen=True)
class DetailCalls:
    """What the practice in hand asks for.

    ``assign`` takes practices and a locality code, None for nobody; ``outside`` leaves them outside;
    ``keep`` takes the present locality as chosen by hand.
    """

    assign: Callable[[Sequence[str], str | None], object]
    outside: Callable[[Sequence[str]], object]
    split: Callable[[str], object]
    view: Callable[[Sequence[str], ConsultationView], object]
    lock: Callable[[Sequence[str], bool], object]
    keep: Callable[[str], object]
    unmerge: Callable[[str], object]


class PracticeDetail(QWidget):
    """Shows one practice; ``codes`` gives all that are selected, which a choice is for."""

    def __init__(
        self, calls: DetailCalls, codes: Callable[[], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._calls, self._codes = calls, codes
        self._shown: PracticeShown | None = None
        self._localities: list[Locality] = []
        self._lines_shown = 6
        self._name = ElidedLabel("", Role.TITLE)
        self._codes_text = label("", Role.CAPTION)
        self._make_choices()
        self._how = ElidedLabel("", Role.CAPTION)
        self._where = label("Where its patients live", Role.SECTION)
        self._counted = label("", Role.CAPTION)
        self.lines = [ShareLine(bar_width=110, decimals=0) for _ in range(MOST_LINES)]
        grid = QGridLayout()
        theme = current_theme()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.px(3))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(self.lines):
            line.put_into(grid, place)
        self._against = ElidedLabel("", Role.CAPTION)
        head = row(spacing=8)
        head.addWidget(self._name, 1)
        head.addWidget(self._codes_text)
        self.setLayout(
            column(
                head,
                self._choice_row(),
                self._how,
                row(self._where, None, self._counted),
                grid,
                self._against,
                self._make_hint(),
                margins=(14, 8, 14, 10),
                spacing=5,
            )
        )
        self.show_practice(None)

    def _make_choices(self) -> None:
        self.assign_to = QComboBox()
        self.assign_to.setAccessibleName("Locality of the practice in hand")
        self.assign_to.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.assign_to.setMinimumContentsLength(_SHORT_NAME)
        self.assign_to.setIconSize(chip_size("88"))
        self.assign_to.activated.connect(self._assign)
        self.lock = tool_button("Lock the practice", "unlock", checkable=True)
        self.lock.clicked.connect(self._lock)
        self.view = QComboBox()
        self.view.setAccessibleName("View of the practice in the consultation")
        side = current_theme().px(14)
        self.view.setIconSize(QSize(side, side))
        for view in ConsultationView:
            self.view.addItem(view_icon(view), str(view), view)
        self.view.activated.connect(self._take_view)

    def _choice_row(self) -> QWidget:
        box = QWidget()
        layout = row(label("Assigned to", Role.CAPTION), spacing=8)
        layout.addWidget(self.assign_to, 1)
        layout.addWidget(self.lock)
        layout.addWidget(label("View", Role.CAPTION))
        layout.addWidget(self.view)
        box.setLayout(layout)
        return box

    def _make_hint(self) -> QWidget:
        self._hint_words = label("", wrap=True)
        self.move_button = button("Move", clicked=self._move)
        self.split_button = button("Split list", clicked=self._split)
        self.keep_button = button("Keep here", kind=Kind.QUIET, clicked=self._keep)
        self.unmerge_button = button("Take apart", clicked=self._unmerge)
        self.hint = framed(
            column(
                self._hint_words,
                row(
                    self.move_button, self.split_button, self.keep_button, self.unmerge_button, None,
                    spacing=8,
                ),
                margins=(10, 7, 10, 7),
                spacing=6,
            ),
            "message_near",
        )  # fmt: skip
        return self.hint

    # -- showing
    @property
    def hint_words(self) -> str:
        """What the hint says, empty where there is none."""
        return self._hint_words.text() if not self.hint.isHidden() else ""

    def show_localities(self, localities: Sequence[Locality]) -> None:
        """Offer these localities."""
        if list(localities) == self._localities:
            return
        self._localities = list(localities)
        self.assign_to.clear()
        self.assign_to.addItem("No locality", None)
        self.assign_to.addItem("Outside", OUTSIDE)
        for locality in localities:
            self.assign_to.addItem(
                chip_icon(str(locality.number), locality.colour), locality.name, locality.code
            )

    def show_practice(self, shown: PracticeShown | None, *, editable: bool = False) -> None:
        """Show another practice, or the same one after a change; None hides all."""
        self._shown = shown
        self.setVisible(shown is not None)
        if shown is None:
            return
        self._name.setText(shown.name)
        self.show_selected()
        self._show_assignment(shown, editable=editable)
        self._show_homes(shown)
        self._show_hint(shown, editable=editable)

    def show_selected(self) -> None:
        """Say beside the name how many more are selected, which locality, lock and view are for too."""
        shown, more = self._shown, len(self._codes()) - 1
        if shown is None:
            return
        codes = "   ".join(part for part in (shown.code, shown.postcode) if part)
        self._codes_text.setText(f"and {formats.number(more)} more selected" if more > 0 else codes)
        self._codes_text.setToolTip("Locality, lock and view are chosen for all of them" if more > 0 else "")

    def _show_assignment(self, shown: PracticeShown, *, editable: bool) -> None:
        at = self.assign_to.findData(SPLIT)
        if at >= 0:
            self.assign_to.removeItem(at)
        now = shown.assignment
        if len(shown.own) > 1:
            self.assign_to.addItem(_split_words(shown), SPLIT)
            at = self.assign_to.count() - 1
            whole = ", ".join(f"{one.name} {formats.percent(share, 0)}" for one, share in shown.own)
            self.assign_to.setItemData(at, whole, Qt.ItemDataRole.ToolTipRole)
        elif shown.own:
            at = self.assign_to.findData(shown.own[0][0].code)
        else:
            at = self.assign_to.findData(OUTSIDE) if now.how is AssignedHow.OUTSIDE else 0
        self.assign_to.setCurrentIndex(at)
        self.assign_to.setEnabled(editable and not now.locked)
        self.lock.setChecked(now.locked)
        set_icon(self.lock, "lock" if now.locked else "unlock")
        describe(
            self.lock,
            "Unlock the practice" if now.locked else "Lock the practice",
            tip="A locked practice keeps its locality, whatever rule is used",
        )
        self.lock.setEnabled(editable)
        self.view.setCurrentIndex(self.view.findData(now.view))
        self.view.setEnabled(editable)
        words = HOW_SENTENCES[now.how] + ("; locked" if now.locked else "")
        if shown.merged:
            words = f"{formats.count(len(shown.merged), 'practice')} taken as one: {', '.join(shown.merged)}"
        self._how.setText(words)

    def _show_homes(self, shown: PracticeShown) -> None:
        size = shown.homes.list_size
        counted = f"{formats.number(size)} registered" if formats.known(size) else "List not known"
        self._counted.setText(f"{counted}, {shown.edition}" if shown.edition else counted)
        known = shown.homes.in_file > 0
        self._where.setText("Where its patients live" if known else "Where its patients live is not known")
        places = list(shown.held) if known else []
        room = self._lines_shown - 1
        named, rest = places[:room], places[room:]
        others = sum(people for _, people in rest) + shown.elsewhere
        own = {one.code for one, _ in shown.own}
        rows: list[tuple[Locality | None, float]] = [*named]
        if known and others > 0:
            rows.append((None, others))
        for place, line in enumerate(self.lines):
            if place >= len(rows):
                line.hide()
                continue
            locality, people = rows[place]
            line.show(
                locality, people, shown.share(people),
                own=locality is not None and locality.code in own,
                other=_others_words(shown, more=bool(rest)),
            )  # fmt: skip
        main, residents = shown.main, shown.homes.residents
        words = ""
        if main is not None and formats.known(size) and residents > 0:
            where = main.name if len(shown.own) == 1 else "its localities"
            words = (
                f"List is {formats.percent(size / residents)} of the {formats.number(residents)} residents"
                f" of {where}"
            )
        self._against.setText(words)

    def _show_hint(self, shown: PracticeShown, *, editable: bool) -> None:
        words = better_words(shown) if shown.assignment.how is not AssignedHow.HAND else ""
        better = shown.better
        self._hint_words.setText(words)
        self._hint_words.setVisible(bool(words))
        self.hint.setObjectName("message_near" if words else "plain")
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)
        free = editable and not shown.assignment.locked
        self.move_button.setVisible(bool(words))
        self.keep_button.setVisible(bool(words))
        if better is not None:
            self.move_button.setText(f"Move to {better.number} {_short(better.name)}")
            self.move_button.setAccessibleName(f"Move to {better.name}")
        self.move_button.setEnabled(free)
        self.keep_button.setEnabled(editable)
        self.split_button.setVisible(shown.split_possible)
        self.split_button.setEnabled(free)
        self.unmerge_button.setVisible(bool(shown.merged))
        self.unmerge_button.setEnabled(editable)
        self.hint.setVisible(bool(words) or shown.split_possible or bool(shown.merged))

    def use_lines(self, lines: int) -> None:
        """Show up to so many lines of homes."""
        lines = min(lines, MOST_LINES)
        if lines != self._lines_shown:
            self._lines_shown = lines
            if self._shown is not None:
                self._show_homes(self._shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window().height()
        self.use_lines(6 if window < current_theme().px(900) else MOST_LINES)

    # -- asking
    def _assign(self, _place: int) -> None:
        wanted = self.assign_to.currentData()
        if wanted == OUTSIDE:
            self._calls.outside(self._codes())
        elif wanted != SPLIT:
            self._calls.assign(self._codes(), wanted)

    def _take_view(self, _place: int) -> None:
        self._calls.view(self._codes(), ConsultationView(self.view.currentData()))

    def _lock(self, checked: bool) -> None:
        self._calls.lock(self._codes(), checked)

    def _move(self) -> None:
        if self._shown is not None and self._shown.better is not None:
            self._calls.assign([self._shown.code], self._shown.better.code)

    def _split(self) -> None:
        if self._shown is not None:
            self._calls.split(self._shown.code)

    def _keep(self) -> None:
        if self._shown is not None:
            self._calls.keep(self._shown.code)

    def _unmerge(self) -> None:
        if self._shown is not None:
            self._calls.unmerge(self._shown.code)


def _split_words(shown: PracticeShown) -> str:
    """How a list is split, by the numbers of its localities where these are few: "Split 3: 60%, 7: 40%"."""
    if len(shown.own) > _FEW:
        return f"Split over {formats.count(len(shown.own), 'locality', 'localities')}"
    return "Split " + ", ".join(f"{one.number}: {formats.percent(share, 0)}" for one, share in shown.own)


def _others_words(shown: PracticeShown, *, more: bool) -> str:
    """Who the last line stands for: "All others: outside, unassigned areas, without a place"."""
    homes = shown.homes
    parts = (
        ("other localities", more),
        ("outside", homes.outside > 0),
        ("unassigned areas", homes.unassigned_areas > 0),
        ("without a place", homes.unplaced > 0),
    )
    return "All others: " + ", ".join(words for words, there in parts if there)


def _short(name: str) -> str:
    """The first of the places that a long name joins."""
    return name if len(name) <= _SHORT_NAME else name.split(" & ", maxsplit=1)[0]
