"""The rail at the left: the views, then the tools, each with its key in the tooltip; the last ones fold."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import keys_text, plain_text
from workbench.ui.components.buttons import rail_button
from workbench.ui.components.labels import column, rule
from workbench.ui.icons import set_icon
from workbench.ui.theme import current_theme

GROUPS = (
    ("tool_select", "tool_box", "tool_lasso", "tool_polygon"),
    ("tool_brush", "tool_eraser", "tool_fill", "tool_bigger_area", "tool_click"),
    ("tool_border", "tool_outline", "tool_split_line", "tool_merge"),
    ("lock", "limits"),
    ("tool_identify", "tool_measure", "tool_pan"),
)
"""Tools of the rail from the top; a line stands between groups, the last ones fold away first."""
VIEWS = ("view_map", "view_services", "view_compare")
SPACING = 2


class ToolRail(QFrame):
    """One button a tool; it follows its action and triggers it."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Tools")
        self.buttons: dict[str, QToolButton] = {}
        layout = column(margins=(7, 7, 7, 6), spacing=SPACING)
        for key in VIEWS:
            layout.addWidget(self._button(actions, key, view=True))
        self.tools = FoldingTools(
            [
                [Entry(actions[key], self._button(actions, key), actions.spec(key).icon) for key in group]
                for group in GROUPS
            ]
        )
        layout.addWidget(self.tools, 1)
        layout.addStretch()
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def _button(self, actions: ActionSet, key: str, *, view: bool = False) -> QToolButton:
        spec, action = actions.spec(key), actions[key]
        made = rail_button(
            plain_text(spec), spec.icon, shortcut=spec.keys[0] if spec.keys else "", tip=spec.help, view=view
        )
        keys = f" ({keys_text(spec)})" if spec.keys else ""
        made.setToolTip(f"{plain_text(spec)}{keys}\n{spec.help}")
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


@dataclass(frozen=True)
class Entry:
    """A tool of the rail: its action, its button, and the icon of both."""

    action: QAction
    button: QToolButton
    icon: str


class FoldingTools(QWidget):
    """The tools from the top as far as there is room; a button at the end opens the others as a menu.

    That button stays pressed, under the icon of the tool, while a tool of the menu is in hand.
    """

    def __init__(self, groups: list[list[Entry]]) -> None:
        super().__init__()
        self._groups: list[tuple[QWidget, list[Entry]]] = []
        layout = column(spacing=SPACING)
        for entries in groups:
            line = QWidget()
            line.setLayout(column(rule(), margins=(0, 3, 0, 3)))
            layout.addWidget(line)
            for entry in entries:
                layout.addWidget(entry.button)
                entry.action.toggled.connect(self._show_folded)
            self._groups.append((line, entries))
        self._folded: list[Entry] = []
        self.more = rail_button("More tools", "more", tip="Tools that have no room here")
        self.more.clicked.connect(self._open)
        self.more.hide()
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    @property
    def folded(self) -> list[QAction]:
        """What the menu holds."""
        return [entry.action for entry in self._folded]

    def fold(self, height: int) -> None:
        """Show as many tools as go into this height."""
        gap = current_theme().px(SPACING)
        buttons = [entry.button for _, entries in self._groups for entry in entries]
        whole = sum(
            part.sizeHint().height() + gap for part in (*buttons, *(line for line, _ in self._groups))
        )
        room = height + gap - (self.more.sizeHint().height() + gap if whole > height + gap else 0)
        self._folded = []
        for line, entries in self._groups:
            room -= line.sizeHint().height() + gap
            for entry in entries:
                room -= entry.button.sizeHint().height() + gap
                entry.button.setVisible(room >= 0)
                if room < 0:
                    self._folded.append(entry)
            line.setVisible(entries[0] not in self._folded)
        self.more.setVisible(bool(self._folded))
        self._show_folded()

    def _show_folded(self) -> None:
        """Let the last button show which of the folded tools is in hand."""
        chosen = next((entry for entry in self._folded if entry.action.isChecked()), None)
        self.more.setChecked(chosen is not None)
        set_icon(self.more, "more" if chosen is None else chosen.icon)

    def _open(self) -> None:
        self._show_folded()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.folded)
        menu.popup(self.more.mapToGlobal(QPoint(self.more.width() + current_theme().px(SPACING), 0)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold(self.height())
