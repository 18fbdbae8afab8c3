"""What makes a locality hang together: bridges and ferries, and the parts it may lie in."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from workbench.session.link_edits import LinkInfo
from workbench.session.permitted_parts import permit_parts
from workbench.ui.desk import Desk
from workbench.ui.links.links_dialog import LinksDialog
from workbench.ui.links.parts_dialog import PartsDialog
from workbench.ui.map_area import MapArea


class LinkCommands:
    """Act on the links of the scenario shown and on the locality in hand."""

    def __init__(self, desk: Desk, map_area: MapArea, parent: QWidget) -> None:
        self._desk, self._map, self._parent = desk, map_area, parent

    def open(self) -> None:
        """Show the bridges and ferries of the scenario."""
        if self._desk.bridge is None:
            return
        dialog = LinksDialog(self._desk, show=self._show, parent=self._parent)
        dialog.exec()
        dialog.deleteLater()

    def permit_parts(self) -> None:
        """Ask in how many parts the locality in hand may lie."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        now = bridge.live.parts(bridge.scenario.plan.slot(target.code)).count
        wanted = PartsDialog.ask(self._parent, target, now)
        if wanted is not None:
            self._desk.attempt(lambda: bridge.apply(permit_parts(bridge.scenario, target.code, *wanted)))

    def _show(self, info: LinkInfo) -> None:
        """Select the two areas of a link and bring them into view."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        index = bridge.project.area.units.index_of
        units = np.array(sorted(index[code] for code in (info.link.unit_a, info.link.unit_b)), dtype=np.int64)
        self._desk.focus.set_selection(units)
        self._map.canvas.fit_to(units)
