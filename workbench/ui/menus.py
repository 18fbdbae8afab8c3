"""The menu row: menus from the table of actions, the scenario switcher at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QMenu, QMenuBar, QSizePolicy, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import ACTIONS, SEPARATOR, Menu
from workbench.ui.components.labels import row
from workbench.ui.theme import current_theme

SIGN_GAP = 10


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
        self._signs: list[QWidget] = []
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def add_sign(self, sign: QWidget) -> None:
        """Stand something between the menus and the scenarios."""
        self._signs.append(sign)
        self._row.insertWidget(self._row.count() - 1, sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.insertSpacing(self._row.count() - 1, current_theme().px(SIGN_GAP))

    def beside_menus(self, width: int) -> int:
        """What a row as wide as ``width`` leaves for the scenarios, once menus and signs have theirs."""
        signs = sum(sign.sizeHint().width() for sign in self._signs if not sign.isHidden())
        return width - self.bar.sizeHint().width() - signs - current_theme().px(SIGN_GAP) * len(self._signs)

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
