"""The bar of workshop mode: a few large buttons of icon and word; everything else is behind "More"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import plain_text, specs
from workbench.ui.area_finder import AreaFinder
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.icons import set_icon
from workbench.ui.theme import current_theme
from workbench.ui.workshop.more_menu import MoreMenu

TOOLS = ("tool_brush", "tool_eraser", "tool_fill")
ACTS = ("undo",)
MEETING = ("snapshot", "park", "view_compare")
MORE_TIP = "All other tools, scenarios and screens"
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
        self.more = self._plain("More", "more", MORE_TIP)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more_menu = self._menu(actions)
        self.more.setMenu(self._more_menu)
        self.more.setCheckable(True)
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

    def offer_kinds(self, finder: AreaFinder) -> None:
        """Let the kind of larger areas be chosen among the tools."""
        self._more_menu.offer_kinds(finder)

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

    def _menu(self, actions: ActionSet) -> MoreMenu:
        menu = MoreMenu(actions, TOOLS, self)
        for key in menu.tools:
            actions[key].toggled.connect(lambda _on: self._show_tool(actions, menu.tools))
        self.more.pressed.connect(lambda: self._show_tool(actions, menu.tools))
        menu.aboutToHide.connect(lambda: self._show_tool(actions, menu.tools))
        return menu

    def _show_tool(self, actions: ActionSet, tools: Sequence[str]) -> None:
        """Let "More" stand for the tool in hand where that has no button of its own."""
        held = next((key for key in tools if actions[key].isChecked()), None)
        spec = None if held is None else actions.spec(held)
        self.more.setChecked(spec is not None)
        set_icon(self.more, "more" if spec is None else spec.icon, size=ICON)
        held_words = "" if spec is None else f"{plain_text(spec)} in hand"
        self.more.setToolTip(f"{held_words}. {MORE_TIP}" if held_words else MORE_TIP)
        self.more.setAccessibleName(f"More, {held_words}" if held_words else "More")

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
