"""The bar of workshop mode: a few large buttons of icon and word; everything else is behind "More"."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import specs
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.icons import set_icon
from workbench.ui.theme import current_theme

TOOLS = ("tool_brush", "tool_eraser", "tool_fill")
ACTS = ("undo",)
MEETING = ("snapshot", "park", "view_compare")
MORE = (
    "redo", "history", "", "new_locality", "rename", "lock", "limits", "", "fit", "fit_locality",
    "next_issue", "", "previous_scenario", "next_scenario", "", "projector", "presenting", "full_screen",
)  # fmt: skip
"""What follows the other tools in the menu "More"; an empty one draws a line."""
WORDS = {"tool_brush": "Brush", "tool_eraser": "Eraser", "tool_fill": "Fill", "undo": "Undo",
         "snapshot": "Snapshot", "park": "Park this", "view_compare": "Compare"}  # fmt: skip
HEIGHT, BUTTON, ICON = 52, (60, 41), 17
"""In pixels of the design, of which workshop mode makes half as many again: 78, 90 x 62, 26."""


class WorkshopBar(QFrame):
    """Each button follows its action and triggers it; the tool in hand is filled blue."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.setAccessibleName("Workshop")
        there = {spec.id for spec in specs()}
        self.buttons: dict[str, QToolButton] = {}
        layout = row(margins=(10, 6, 10, 6), spacing=4)
        for group in (TOOLS + ACTS, MEETING):
            if self.buttons:
                layout.addWidget(rule(vertical=True, length=44))
            for key in group:
                if key in there:
                    layout.addWidget(self._button(actions, key, WORDS[key]))
        self.more = self._plain("More", "more", "All other tools, scenarios and screens")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu(actions, there))
        layout.addWidget(self.more)
        layout.addStretch(1)
        self._caption = label("", Role.SECONDARY)
        self._scenario = ElidedLabel("", Role.TITLE)
        self._scenario.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._presenting = label("Presenting", Role.STRONG)
        self._presenting.setToolTip("Internal notes are hidden on every screen; Shift+F11 shows them")
        self._presenting.hide()
        names = QWidget()
        names.setLayout(column(None, row(self._caption, self._presenting), self._scenario, None, spacing=0))
        names.setMinimumWidth(1)
        names.setMaximumWidth(260)
        layout.addWidget(names)
        self.leave = self._plain("Leave F11", "leave", "Back to the window as it was (F11)")
        self.leave.clicked.connect(actions["workshop"].trigger)
        layout.addWidget(self.leave)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def show_scenario(self, letter: str, name: str) -> None:
        """Say which scenario is on the map."""
        self._caption.setText(f"Scenario {letter}")
        self._scenario.setText(name)

    def show_presenting(self, *, on: bool) -> None:
        """Say whether internal notes are hidden."""
        self._presenting.setVisible(on)
        self._caption.setVisible(not on)

    def _button(self, actions: ActionSet, key: str, word: str) -> QToolButton:
        spec, action = actions.spec(key), actions[key]
        made = self._plain(word, spec.icon, spec.help)
        made.setToolTip(action.toolTip())
        made.setCheckable(bool(spec.choice))
        made.clicked.connect(lambda _checked=False: self._press(action, made))
        action.changed.connect(lambda: _follow(action, made))
        action.toggled.connect(lambda _on: _follow(action, made))
        _follow(action, made)
        self.buttons[key] = made
        return made

    @staticmethod
    def _press(action: QAction, made: QToolButton) -> None:
        """Do it; a view that is in front already gives way to the map."""
        window = made.window()
        back = window.findChild(QAction, "view_map")
        if action.objectName() == "view_compare" and action.isChecked() and back is not None:
            back.trigger()
        else:
            action.trigger()
        _follow(action, made)

    def _plain(self, word: str, icon: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setText(word)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setProperty("workshop", "true")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(word)
        made.setToolTip(tip)
        set_icon(made, icon, size=ICON)
        return made

    def _menu(self, actions: ActionSet, there: set[str]) -> QMenu:
        menu = QMenu(self)
        tools = [spec.id for spec in specs() if spec.choice == "tool" and spec.id not in TOOLS]
        for key in (*tools, "", *MORE):
            if not key:
                menu.addSeparator()
            elif key in there:
                menu.addAction(actions[key])
        return menu

    def _fit(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(HEIGHT))
        for made in self.findChildren(QToolButton):
            made.setFixedSize(theme.px(BUTTON[0]), theme.px(BUTTON[1]))
            made.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))


def _follow(action: QAction, made: QToolButton) -> None:
    made.setEnabled(action.isEnabled())
    if made.isCheckable():
        made.setChecked(action.isChecked())
