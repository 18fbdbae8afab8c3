"""Which larger areas are painted, as a menu: in workshop mode no option bar stands there to choose them."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.area_finder import AreaFinder


class KindMenu(QMenu):
    """The finder's kinds by their titles, filled as it opens; the one in use is ticked."""

    def __init__(self, finder: AreaFinder, parent: QWidget | None = None) -> None:
        super().__init__("Larger areas", parent)
        self._finder = finder
        self._group: QActionGroup | None = None
        self.aboutToShow.connect(self._fill)
        finder.kinds_changed.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        self.menuAction().setEnabled(bool(self._finder.kind))

    def _fill(self) -> None:
        self.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self)
        for column in self._finder.columns().values():
            words = column.title.replace("&", "&&")
            action = self.addAction(words, partial(self._finder.set_kind, column.kind))
            action.setCheckable(True)
            action.setChecked(column.kind == self._finder.kind)
            self._group.addAction(action)
