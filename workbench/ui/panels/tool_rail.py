"""The rail at the left: the view, then the tools, each with its key in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import keys_text, plain_text
from workbench.ui.components.buttons import rail_button
from workbench.ui.components.labels import column, rule
from workbench.ui.theme import current_theme

GROUPS = (("tool_select", "tool_box"), ("tool_brush", "tool_eraser"), ("lock", "limits"), ("tool_pan",))
"""Tools of the rail; a line stands between groups."""
VIEWS = ("view_map", "view_services", "view_compare")


class ToolRail(QFrame):
    """One button a tool; it follows its action and triggers it."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Tools")
        self.buttons: dict[str, QToolButton] = {}
        layout = column(margins=(7, 7, 7, 6), spacing=2)
        for key in VIEWS:
            layout.addWidget(self._button(actions, key, view=True))
        tools = column(spacing=2)
        for group in GROUPS:
            tools.addSpacing(current_theme().px(3))
            tools.addWidget(rule())
            tools.addSpacing(current_theme().px(3))
            for key in group:
                tools.addWidget(self._button(actions, key))
        self.tools = QWidget()
        self.tools.setLayout(tools)
        layout.addWidget(self.tools)
        layout.addStretch(1)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _button(self, actions: ActionSet, key: str, *, view: bool = False) -> QToolButton:
        spec, action = actions.spec(key), actions[key]
        made = rail_button(
            plain_text(spec), spec.icon, shortcut=spec.keys[0] if spec.keys else "", tip=spec.help, view=view
        )
        made.setToolTip(f"{plain_text(spec)} ({keys_text(spec)})\n{spec.help}")
        made.setCheckable(bool(spec.choice) or spec.checkable)
        made.clicked.connect(lambda _checked=False: self._press(action, made))
        action.changed.connect(lambda: self._follow(action, made))
        action.toggled.connect(lambda _on: self._follow(action, made))
        self._follow(action, made)
        self.buttons[key] = made
        return made

    @staticmethod
    def _press(action: QAction, made: QToolButton) -> None:
        action.trigger()
        made.setChecked(action.isChecked())

    @staticmethod
    def _follow(action: QAction, made: QToolButton) -> None:
        made.setEnabled(action.isEnabled())
        if made.isCheckable():
            made.setChecked(action.isChecked())

    def _fit(self) -> None:
        self.setFixedWidth(current_theme().size("tool_rail"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
