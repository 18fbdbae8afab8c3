"""Localities: new, rename, recolour, lock, delete, band and basis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from workbench.models.edits import Compound, Edit
from workbench.models.populations import PopulationBasis
from workbench.models.rules import Band
from workbench.session import hue_edits, plan_edits
from workbench.session.hub_sites import choose_hub_site, hub_choices
from workbench.session.shape_edits import new_locality_of
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.band_dialog import BandDialog
from workbench.ui.dialogs.colour_dialog import ColourDialog
from workbench.ui.dialogs.hub_site_dialog import HubSiteDialog


class LocalityCommands:
    """``edit_name`` opens the name of a row for typing."""

    def __init__(self, desk: Desk, parent: QWidget, *, edit_name: Callable[[str], object]) -> None:
        self._desk = desk
        self._parent = parent
        self._edit_name = edit_name

    def new(self) -> None:
        """Add an empty locality, take it in hand and let its name be typed."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        edit = plan_edits.add_locality(bridge.scenario)
        if self._desk.apply(edit) and edit.after is not None:
            self._desk.focus.set_target(edit.after.code)
            self._edit_name(edit.after.code)

    def new_from_selection(self) -> None:
        """Make the selected areas a locality, in one step."""
        bridge, units = self._desk.bridge, self._desk.focus.selection
        if bridge is None or not len(units):
            return
        plan = bridge.scenario.plan
        allowed = self._desk.host.allowed(units, plan.slots)
        self._desk.host.stroke_cancel()
        edit = new_locality_of(bridge.project, bridge.scenario, allowed)
        if edit is not None and self._desk.apply(edit):
            code = plan.slot_codes[-1]
            self._desk.focus.clear_selection()
            self._desk.focus.set_target(code)
            self._edit_name(code)

    def rename(self) -> None:
        """Open the name of the locality in hand for typing."""
        if self._desk.target is not None:
            self._edit_name(self._desk.target.code)

    def give_name(self, code: str, name: str) -> bool:
        """Rename a locality; tells whether the name was taken."""
        bridge = self._desk.bridge
        if bridge is None or bridge.read_only:
            return False
        locality = bridge.scenario.plan.get(code)
        if locality is None or locality.name == name.strip():
            return locality is not None
        return self._desk.apply(plan_edits.rename_locality(bridge.scenario, code, name))

    def recolour(self) -> None:
        """Choose another hue."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        colour = ColourDialog.ask(self._parent, target)
        if colour is not None and colour != target.colour:
            self._desk.apply(plan_edits.recolour_locality(bridge.scenario, target.code, colour))

    def hub_site(self) -> None:
        """Choose the site that is the hub of the locality in hand."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        area = bridge.project.area
        choices = hub_choices(area, bridge.scenario, target.code)
        site = HubSiteDialog.ask(self._parent, target.name, choices, target.hub_site)
        if site is not None and site != target.hub_site:
            self._desk.apply(choose_hub_site(area, bridge.scenario, target.code, site))

    def colour_apart(self) -> None:
        """Give neighbours in any scenario different hues, as one step."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        edit = hue_edits.colour_apart(bridge.project, bridge.scenario)
        if edit is not None:
            self._desk.apply(edit)
        else:
            self._desk.tell(Tone.GOOD, "Neighbours differ already")

    def toggle_lock(self) -> None:
        """Lock the locality in hand, or unlock it."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is not None and target is not None:
            self._desk.apply(plan_edits.lock_locality(bridge.scenario, target.code, locked=not target.locked))

    def lock_all(self) -> None:
        """Lock every locality, as one step."""
        self._lock_every(locked=True)

    def unlock_all(self) -> None:
        """Unlock every locality, as one step."""
        self._lock_every(locked=False)

    def _lock_every(self, *, locked: bool) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        parts: list[Edit] = [
            plan_edits.lock_locality(scenario, locality.code, locked=locked)
            for locality in scenario.plan
            if locality.locked != locked
        ]
        if parts:
            label = "Lock all localities" if locked else "Unlock all localities"
            self._desk.apply(Compound(scenario.id, tuple(parts), label))

    def delete(self) -> None:
        """Delete the locality in hand; undo brings it back with its areas and practices."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None or target is None:
            return
        edit = plan_edits.delete_locality(bridge.project, bridge.scenario, target.code)
        if self._desk.apply(edit):
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            self._desk.tell(
                Tone.GOOD, f"{target.name} was deleted", why="Its areas are unassigned.", actions=(undo,)
            )

    # -- band and basis
    def band(self) -> None:
        """Ask for band and basis."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        rules = BandDialog.ask(self._parent, bridge.scenario.rules, weighted=bridge.project.area.has_weighted)
        if rules is not None:
            self._desk.apply(plan_edits.change_rules(bridge.scenario, rules, "Change band"))

    def use_band(self, band: Band | None) -> None:
        """Use a band; None asks for one."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        if band is None:
            self.band()
            return
        rules = replace(bridge.scenario.rules, band=band)
        words = f"Band {band.low:,} to {band.high:,}" if band.low else "No band"
        self._desk.apply(plan_edits.change_rules(bridge.scenario, rules, words))

    def use_basis(self, basis: PopulationBasis) -> None:
        """Count other people."""
        bridge = self._desk.bridge
        if bridge is not None:
            rules = replace(bridge.scenario.rules, basis=basis)
            self._desk.apply(plan_edits.change_rules(bridge.scenario, rules, f"Count {basis.words.lower()}"))
