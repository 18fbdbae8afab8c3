"""The option bar of the services view: find, group, ages, which services, what cells show, and commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from workbench.models.services import AgeGroup
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, label, row, rule
from workbench.ui.components.segment import Segment
from workbench.ui.icons import icon
from workbench.ui.services.grid import Which
from workbench.ui.services.shown_fields import FIELDS, ShownField
from workbench.ui.theme import current_theme

ALL_GROUPS = "All groups"
_COMPACT, _SMALL, _SMALLER, _SMALLEST = 1180, 1100, 1000, 840
"""Widths of the window in design pixels below which parts are left to the menu."""


class FindField(QLineEdit):
    """Find a service: Esc clears it, Enter and Down go to the table."""

    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ServicesOptions(QFrame):
    """Tells what is wanted; ``left`` are widgets that stand before it, such as undo and redo."""

    filter_changed = Signal(str, object)
    """Field of ``Filter`` and its value."""
    age_chosen = Signal(object)
    field_chosen = Signal(object)
    fill_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, left: Sequence[QToolButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.setAccessibleName("Options of the services view")
        self.search = FindField()
        self.search.setPlaceholderText("Find a service")
        self.search.setAccessibleName("Find a service")
        self.search.setToolTip("Words of its name or its id (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", color="text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda text: self.filter_changed.emit("words", text))
        self.group = QComboBox()
        self.group.setAccessibleName("Group")
        self.group.setToolTip("Show the services of one group")
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.activated.connect(self._group_taken)
        self.ages = Segment("Ages")
        self.ages.set_choices([(age.value, age.words) for age in AgeGroup], AgeGroup.ADULTS.value)
        self.ages.chosen.connect(lambda key: self.age_chosen.emit(AgeGroup(key)))
        self.which = Segment("Services shown")
        self.which.set_choices([(w.value, w.value.capitalize()) for w in Which], Which.ALL.value)
        self.which.chosen.connect(lambda key: self.filter_changed.emit("which", Which(key)))
        self._show_word = label("Show in cells", Role.CAPTION)
        self.field = QComboBox()
        self.field.setAccessibleName("Show in cells")
        self.field.setToolTip("What the cells show; copy, paste, fill and Delete act on it")
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for shown in FIELDS:
            self.field.addItem(shown.title, shown.name)
        self.field.activated.connect(lambda place: self.field_chosen.emit(FIELDS[place]))
        self.fill = button(
            "Fill down", tip="Copy the uppermost selected cell down (Ctrl+D)", clicked=self.fill_wanted.emit
        )
        self.take_in = button(
            "Import workbook",
            icon="import",
            tip="Bring an edited scope workbook back",
            clicked=self.import_wanted.emit,
        )
        self.export = button(
            "Export",
            kind=Kind.PRIMARY,
            icon="export",
            tip="Write the scope workbook",
            clicked=self.export_wanted.emit,
        )
        layout = row(*left, margins=(10, 0, 12, 0))
        if left:
            layout.addWidget(rule(vertical=True, length=22))
        for part in (self.search, self.group, self.ages, self.which, self._show_word, self.field):
            layout.addWidget(part)
        layout.addStretch(1)
        for last in (self.fill, self.take_in, self.export):
            layout.addWidget(last)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        theme = current_theme()
        self.setMinimumWidth(1)  # the window may be made narrow; parts are left out then
        self.setFixedHeight(theme.size("option_bar"))
        self.search.setMinimumWidth(theme.px(96))
        self.search.setMaximumWidth(theme.px(170))
        self.group.setMinimumWidth(theme.px(112))
        self.group.setMaximumWidth(theme.px(170))
        self.field.setMinimumWidth(theme.px(128))
        self.field.setMaximumWidth(theme.px(170))
        for combo in (self.group, self.field):
            view = combo.view()
            view.setMinimumWidth(max(view.sizeHintForColumn(0) + theme.px(28), theme.px(120)))

    def fit_width(self, width: int) -> None:
        """Leave words out where the bar is narrow."""
        narrow = width < current_theme().px(1320)
        self._show_word.setVisible(not narrow)
        self.take_in.setText("Import" if narrow else "Import workbook")
        self.fill.setVisible(width >= current_theme().px(_COMPACT))
        self.take_in.setVisible(width >= current_theme().px(_SMALL))
        self.group.setVisible(width >= current_theme().px(_SMALLER))
        self.field.setVisible(width >= current_theme().px(_SMALLEST))

    def show_groups(self, groups: Sequence[str], current: str) -> None:
        """Offer these groups."""
        self.group.clear()
        self.group.addItem(ALL_GROUPS, "")
        for group in groups:
            self.group.addItem(group, group)
        self.group.setCurrentIndex(max(0, self.group.findData(current)))
        self._fit()

    def show_state(
        self, *, age: AgeGroup, which: Which, field: ShownField, words: str, editable: bool
    ) -> None:
        """Show what the table shows."""
        self.ages.set_current(age.value)
        self.which.set_current(which.value)
        self.field.setCurrentIndex(self.field.findData(field.name))
        if self.search.text() != words:
            self.search.setText(words)
        self.fill.setEnabled(editable)
        self.take_in.setEnabled(editable)

    def _group_taken(self, place: int) -> None:
        self.filter_changed.emit("group", self.group.itemData(place))
