"""What a meeting needs beside the plan follows the desk here: pins, lists, totals, what a presenter hides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtWidgets import QMenu, QToolTip

from workbench.models.meeting import ParkedNote
from workbench.session.changes import Changes
from workbench.session.parked_notes import parked_notes
from workbench.session.snapshots import differing_areas, snapshots
from workbench.ui import formats
from workbench.ui.commands.meeting_commands import MeetingCommands
from workbench.ui.components.tips import plain_tip
from workbench.ui.desk import Desk
from workbench.ui.dock import TABS
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.window_parts import Parts
from workbench.ui.workshop.meeting_columns import SnapshotRow
from workbench.ui.workshop.pins import NotePins


class Meeting(QObject):
    """Fills the tab "Notes", the panel of workshop mode and the pins; a hidden list waits."""

    def __init__(self, desk: Desk, parts: Parts, commands: MeetingCommands, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._parts, self._commands = desk, parts, commands
        self.pins = NotePins()
        self._stale = True
        canvas = parts.map.canvas
        canvas.add_overlay(self.pins)
        parts.map.labels.avoid(self.pins.boxes)
        parts.map.effect.keep_off.append(lambda: self.pins.boxes(canvas.view()))
        canvas.hovered.connect(self._hovered)
        desk.project_changed.connect(self._all_changed)
        desk.scenario_changed.connect(self._all_changed)
        desk.changed.connect(self._changed)
        desk.shown_changed.connect(self._show_figures)
        desk.focus.target_changed.connect(lambda _code: self._show_again())
        desk.presenting_changed.connect(lambda _on: self._all_changed())
        parts.dock.tabs.currentChanged.connect(lambda _at: self._fill_tab())
        parts.workshop.panel.locality_chosen.connect(desk.focus.set_target)
        parts.workshop.panel.snapshots_wanted.connect(self._open_snapshots)
        parts.workshop.panel.notes_wanted.connect(self._open_notes)

    # -- following
    def _changed(self, changes: Changes) -> None:
        if changes.units.size or changes.practices or changes.registers or changes.localities:
            self._stale = True
        if changes.registers:
            self._show_notes()
            self._show_snapshots()
        self._fill_tab()

    def _all_changed(self) -> None:
        self._stale = True
        self._show_notes()
        self._show_snapshots()
        self._show_scenario()
        self._fill_tab()

    def _show_scenario(self) -> None:
        bridge = self._desk.bridge
        if bridge is not None:
            letter = formats.letter(bridge.scenario_place)
            self._parts.workshop.bar.show_scenario(letter, bridge.scenario.name)

    def _notes(self) -> Sequence[ParkedNote]:
        return () if self._desk.bridge is None else parked_notes(self._desk.bridge.project)

    def _show_notes(self) -> None:
        notes, hidden = self._notes(), self._desk.presenting
        shown = () if hidden else notes
        if tuple(shown) != self.pins.shown:
            self.pins.set_notes(shown)
            self._parts.map.labels.forget_places()
            self._parts.map.effect.marks.step_aside()
            self._parts.map.canvas.update()
        self._parts.workshop.panel.show_notes(notes, hidden=hidden)

    def _show_snapshots(self) -> None:
        bridge = self._desk.bridge
        self._parts.workshop.panel.show_snapshots(() if bridge is None else snapshots(bridge.scenario))

    def _fill_tab(self) -> None:
        """Bring the tab up to date where it is in front; counting what differs is not for every stroke."""
        bridge = self._desk.bridge
        if bridge is None or not self._stale or TABS[self._parts.dock.tabs.currentIndex()] != "Notes":
            return
        self._stale = False
        rows = [
            SnapshotRow(
                kept.key, kept.name, kept.at, len(kept.localities),
                differing_areas(bridge.project, bridge.scenario, kept),
            )
            for kept in reversed(snapshots(bridge.scenario))
        ]  # fmt: skip
        self._parts.notes.show_snapshots(rows, editable=self._desk.editable)
        self._parts.notes.show_notes(self._notes(), hidden=self._desk.presenting)

    # -- the totals of workshop mode
    def _show_figures(self, shown: ShownFigures) -> None:
        if not self._parts.workshop.on or self._desk.bridge is None:
            return
        colours = {locality.code: locality.colour for locality in self._desk.localities}
        added = None if shown.preview is None else shown.preview.added
        if added is not None:
            colours[added.code] = added.colour
        tool = self._parts.map.canvas.tool()
        self._parts.workshop.panel.show_figures(
            shown,
            colours,
            near=self._desk.near,
            target=self._desk.focus.target,
            waits=tool is not None and tool.waits,
        )
        drawn = sum(bool(row.units) for row in shown.rows)
        self._parts.strip.show_total(f"{shown.in_band} of {drawn} in band" if drawn else "")

    def _show_again(self) -> None:
        if self._desk.shown is not None:
            self._show_figures(self._desk.shown)

    def show_now(self) -> None:
        """Fill what is shown only in workshop mode, as it begins."""
        self._show_notes()
        self._show_snapshots()
        self._show_scenario()
        self._show_again()

    # -- menus of the lists
    def _open_snapshots(self, at: QPoint) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        menu = self._menu()
        act = self._commands
        for kept in reversed(snapshots(bridge.scenario)):
            more = menu.addMenu(kept.name.replace("&", "&&"))
            for words, call in (
                ("&Restore", act.restore), ("As &scenario, to compare…", act.as_scenario),
                ("Re&name…", act.ask_name), ("&Delete", act.forget),
            ):  # fmt: skip
                more.addAction(words, partial(call, kept.key))
        menu.popup(at)

    def _open_notes(self, at: QPoint) -> None:
        menu = self._menu()
        act = self._commands
        for note in (one for one in self._notes() if not one.done):
            more = menu.addMenu(f"{note.number}  {_short(note.text)}")
            for words, call in (
                ("&Show on the map", act.jump), ("D&one", act.settle), ("&Change…", act.change),
                ("&Delete", act.delete),
            ):  # fmt: skip
                more.addAction(words, partial(call, note.key))
        menu.popup(at)

    def _menu(self) -> QMenu:
        menu = QMenu(self._parts.workshop.panel)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    # -- the map
    def _hovered(self, unit: int, x: float, y: float) -> None:
        """Tell what a pin says; the map's own tips come before."""
        if not self.pins.shown or math.isnan(x) or not self._parts.map.layer_shown(self.pins.layer):
            return
        canvas = self._parts.map.canvas
        at = QPointF(*canvas.view().to_screen(x, y))
        note = self.pins.hit(canvas.view(), at)
        if note is not None:
            who = f"\n{note.who}" if note.who else ""
            done = "\nDone" if note.done else ""
            QToolTip.showText(canvas.mapToGlobal(at.toPoint()), plain_tip(f"{note.text}{who}{done}"), canvas)


def _short(text: str) -> str:
    words = " ".join(text.split()).replace("&", "&&")
    return words if len(words) <= 48 else f"{words[:47].rstrip()}…"
