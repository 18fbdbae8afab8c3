"""Providers: which localities sites serve, and the sectors of kinds of provider."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.metrics.providers_by_locality import sites_in_use
from workbench.session.provider_edits import serve_localities
from workbench.ui import formats
from workbench.ui.components.chip import chip_icon
from workbench.ui.desk import Desk
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.providers.sector_rules_dialog import SectorRulesDialog


class ProviderCommands:
    """Acts on the provider sites in hand."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    def choose_localities(self) -> None:
        """Ask which localities the sites in hand serve."""
        bridge, sites = self._desk.bridge, self._desk.focus.sites
        if bridge is None or not sites:
            return
        area, registers = bridge.project.area, bridge.project.registers
        first = sites_in_use(area, bridge.scenario, registers)[area.sites.index_of[sites[0]]]
        who = first.name if len(sites) == 1 else formats.count(len(sites), "site")
        items = [(x.code, x.name, chip_icon(str(x.number), x.colour)) for x in self._desk.localities]
        wanted = TickListDialog.ask(
            self._parent, f"Which localities does {who} serve?", "Use these", items, first.localities,
            note="None ticked: it serves no locality.",
        )  # fmt: skip
        if wanted is not None:
            self._serve(sites, wanted)

    def where_they_stand(self) -> None:
        """The sites in hand serve the localities that they stand in."""
        self._serve(self._desk.focus.sites, None)

    def _serve(self, sites: Sequence[str], localities: Sequence[str] | None) -> None:
        bridge = self._desk.bridge
        if bridge is not None and sites:
            self._desk.attempt(
                lambda: bridge.apply(serve_localities(bridge.project, bridge.scenario, sites, localities))
            )

    def sector_rules(self) -> None:
        """Show the table of sectors."""
        bridge = self._desk.bridge
        if bridge is not None:
            dialog = SectorRulesDialog(self._desk, bridge.project, self._parent)
            dialog.exec()
            dialog.deleteLater()
