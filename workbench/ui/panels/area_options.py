"""What the tools for areas have in the option bar: the switch "Touching", and the kind of larger area."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from workbench.ui.action_set import ActionSet
from workbench.ui.area_finder import AreaFinder
from workbench.ui.components.buttons import ICON_GAP
from workbench.ui.draw_limits import DrawLimits
from workbench.ui.icons import set_icon
from workbench.ui.stroke_host import SessionStrokeHost
from workbench.ui.theme import current_theme

KIND_WIDTH = 150
LIMIT_WIDTH = 240
DROPS = "\N{MULTIPLICATION SIGN}"


class TouchingSwitch(QPushButton):
    """Stays pressed while shapes select all areas they touch."""

    def __init__(self, actions: ActionSet, finder: AreaFinder) -> None:
        super().__init__("Touching")
        action = actions["touching"]
        self.setCheckable(True)
        self.setToolTip(action.toolTip())
        self.setAccessibleName("Touching")
        set_icon(self, "touching", on="accent", gap=ICON_GAP)
        self.clicked.connect(lambda _checked=False: action.trigger())
        finder.touching_changed.connect(action.setChecked)
        finder.touching_changed.connect(self.setChecked)

    def fit(self, narrow: bool) -> None:
        """Let the icon do where there is no room for the word."""
        self.setText("" if narrow else "Touching")


class LimitChip(QPushButton):
    """Says what drawing is limited to while it is, whoever limited it and how; a click drops the limits."""

    def __init__(self, host: SessionStrokeHost) -> None:
        super().__init__()
        self._host = host
        self._words = ""
        self.setProperty("chip", "limit")
        self.setMaximumWidth(current_theme().px(LIMIT_WIDTH))
        set_icon(self, "filter", gap=ICON_GAP)
        self.clicked.connect(lambda _checked=False: host.set_limits(DrawLimits()))
        self.hide()

    def follow(self) -> bool:
        """Show the limits as they are; tells whether there are any."""
        bridge, limits = self._host.bridge, self._host.limits
        limited = bridge is not None and limits.any
        self._words = limits.words(bridge.scenario) if bridge is not None and limited else ""
        self.setAccessibleName(f"Drop the limit: {self._words}" if limited else "")
        self.setToolTip(f"Drawing takes {self._words}; a click drops this, Shift+L changes it")
        self.fit(narrow=False)
        return limited

    def fit(self, narrow: bool) -> None:
        """Let the icon do where there is no room for the words."""
        words = self._words[:1].upper() + self._words[1:]
        room = current_theme().px(LIMIT_WIDTH - 64)
        elided = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText("" if narrow else f"{elided.replace('&', '&&')}  {DROPS}")


class KindChoice(QComboBox):
    """Which larger areas are painted: the finder's kinds by their titles."""

    def __init__(self, finder: AreaFinder) -> None:
        super().__init__()
        self._finder = finder
        self.setAccessibleName("Larger areas")
        self.setToolTip("Which larger areas are painted as a whole")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _at: finder.set_kind(self.currentData()))
        self.setMaximumWidth(current_theme().px(KIND_WIDTH))
        finder.kinds_changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for column in self._finder.columns().values():
            self.addItem(column.title, column.kind)
            self.setItemData(self.count() - 1, column.derived or None, Qt.ItemDataRole.ToolTipRole)
        self.setPlaceholderText("No larger areas")
        self.setCurrentIndex(self.findData(self._finder.kind))
        self.setEnabled(self.count() > 0)
