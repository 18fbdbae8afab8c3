"""The menu row: menus from the table of actions, the scenario switcher at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QMenu, QMenuBar, QSizePolicy, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import ACTIONS, SEPARATOR, Menu
from workbench.ui.components.labels import row
from workbench.ui.components.relayout import relayout
from workbench.ui.theme import current_theme

SIGN_GAP = 10
WIDE = 1200
"""From this width on the signs have room for their words."""


class MenuRow(QFrame):
    """Every command of the table stands in one of its menus."""

    def __init__(self, actions: ActionSet, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("menurow")
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.bar.setAccessibleName("Menus")
        self.menus = {menu: self.bar.addMenu(menu.value) for menu in Menu}
        self._fill(actions)
        layout = row(self.bar, None, spacing=0)
        layout.addWidget(right)
        self._row = layout
        self._signs: list[tuple[QWidget, QWidget]] = []
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def add_sign(self, sign: QWidget, word: QWidget) -> None:
        """Stand something between the menus and the scenarios; its ``word`` gives way in a narrow row."""
        self._signs.append((sign, word))
        self._row.insertWidget(self._row.count() - 1, sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.insertSpacing(self._row.count() - 1, current_theme().px(SIGN_GAP))

    def fit_signs(self, width: int) -> int:
        """Shorten the signs in a narrow row; what is left for the scenarios beside them and the menus."""
        theme = current_theme()
        left = width - self.bar.sizeHint().width()
        for sign, word in self._signs:
            word.setVisible(width >= theme.px(WIDE))
            relayout(sign)
            if not sign.isHidden():
                left -= sign.sizeHint().width()
        return left - theme.px(SIGN_GAP) * len(self._signs)  # a gap stands with a hidden sign too

    def _fill(self, actions: ActionSet) -> None:
        submenus: dict[str, QMenu] = {}
        last: QMenu | None = None
        line = False
        for spec in ACTIONS:
            if spec is SEPARATOR:
                line = True
                continue
            menu = self.menus[spec.menu]
            if spec.submenu:
                if spec.submenu not in submenus:
                    if line:
                        menu.addSeparator()
                    submenus[spec.submenu] = menu.addMenu(spec.submenu)
                submenus[spec.submenu].addAction(actions[spec.id])
            else:
                if line and last is menu:
                    menu.addSeparator()
                menu.addAction(actions[spec.id])
            last, line = menu, False

    def _fit(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.size("menu_bar") + 2)
        self.bar.setFixedHeight(theme.size("menu_bar"))
