"""Meetings: snapshots of the plan and parked notes, each act one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
from PySide6.QtWidgets import QWidget

from workbench.errors import WorkbenchError
from workbench.models.edits import Edit
from workbench.session import parked_notes, snapshots
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import UNDO, Desk
from workbench.ui.dialogs.author_dialog import AuthorDialog
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.map_area import MapArea
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.workshop.history_window import HistoryWindow
from workbench.ui.workshop.note_dialog import NoteDialog, NoteWords
from workbench.ui.workshop.picking_place import pick_place

Place = tuple[float, float]


class MeetingCommands:
    """``map_area`` gives the map, which is made after the commands; ``show_tab`` brings the lists forward."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        map_area: Callable[[], MapArea],
        show_tab: Callable[[], object],
        go_to: Callable[[int], object],
    ) -> None:
        self._desk = desk
        self._parent = parent
        self._map_area = map_area
        self._show_tab = show_tab
        self._go_to = go_to
        self.confirm: Callable[[str, str], bool] = lambda _question, _verb: True
        """Asked before something is thrown away; workshop mode asks the person."""
        self._who = ""

    # -- snapshots
    def snapshot(self) -> None:
        """Ask for a name and keep the plan as it is."""
        bridge = self._bridge()
        if bridge is None:
            return
        suggested = datetime.now().astimezone().strftime("%H:%M")
        name = NameDialog.ask(self._parent, "Keep a snapshot of the plan", "Keep", suggested)
        if name:
            edit = snapshots.take_snapshot(bridge.project, bridge.scenario, name, at=_now())
            if self._desk.apply(edit):
                self._desk.tell(Tone.GOOD, f"Snapshot {name} kept", why="F12 keeps another one.")

    def restore(self, key: str) -> None:
        """Go back to a snapshot in one step, and say what a lock has kept."""
        bridge = self._bridge()
        if bridge is None:
            return
        try:
            name = snapshots.snapshot_of(bridge.scenario, key).name
            done = snapshots.restore_snapshot(bridge.project, bridge.scenario, key)
        except WorkbenchError as problem:
            self._desk.problem.emit(problem)
            return
        if done.edit is None:
            self._desk.tell(Tone.NOTE, f"The plan is as in snapshot {name}",
                            why=snapshots.restoring_words(done) + ".")  # fmt: skip
        elif self._desk.apply(done.edit):
            self._desk.tell(
                Tone.WARNING if done.held else Tone.GOOD, f"Back to snapshot {name}",
                why=snapshots.restoring_words(done) + ".", actions=(MessageAction(UNDO, bridge.undo),),
            )  # fmt: skip

    def rename(self, key: str, name: str) -> bool:
        """Give a snapshot another name; tells whether it was taken."""
        bridge = self._bridge()
        return bridge is not None and self._desk.attempt(
            lambda: bridge.apply(snapshots.rename_snapshot(bridge.scenario, key, name))
        )

    def ask_name(self, key: str) -> None:
        """Ask for another name of a snapshot."""
        bridge = self._bridge()
        if bridge is not None:
            kept = snapshots.snapshot_of(bridge.scenario, key)
            name = NameDialog.ask(self._parent, "Which name for the snapshot?", "Rename", kept.name)
            if name:
                self.rename(key, name)

    def as_scenario(self, key: str) -> None:
        """Make a scenario of a snapshot, to compare with."""
        bridge = self._bridge()
        if bridge is None:
            return
        scenario = bridge.scenario
        kept = snapshots.snapshot_of(scenario, key)
        name = NameDialog.ask(
            self._parent, "Which name for the scenario?", "Add scenario", f"{scenario.name}, {kept.name}"
        )
        if name:
            project = bridge.project
            self._desk.attempt(
                lambda: bridge.apply(snapshots.scenario_from_snapshot(project, scenario, key, name))
            )

    def forget(self, key: str) -> None:
        """Delete a snapshot."""
        bridge = self._bridge()
        if bridge is None:
            return
        kept = snapshots.snapshot_of(bridge.scenario, key)
        if self.confirm(f"Delete snapshot {kept.name}?", "Delete"):
            self._throw(snapshots.delete_snapshot(bridge.scenario, key), f"Deleted snapshot {kept.name}")

    # -- parked notes
    def park(self) -> None:
        """Ask for a note at the selected areas or the unit under the pointer, or have a place clicked."""
        bridge, map_area = self._bridge(), self._map_area()
        if bridge is None:
            return
        units = self._desk.focus.selection
        if not len(units) and map_area.unit_under >= 0 and map_area.canvas.underMouse():
            units = np.array([map_area.unit_under], dtype=np.int64)
        if len(units):
            x, y = bridge.project.area.units.points[int(units[0])]
            self.park_at((float(x), float(y)))
        else:
            self._desk.tell(Tone.NOTE, "Click the place that the note is about", why="Esc calls it off.")
            pick_place(map_area, self._desk.host, self.park_at)

    def park_at(self, place: Place) -> None:
        """Ask for a note at a place."""
        bridge = self._bridge()
        if bridge is None:
            return
        self._desk.withdrawn.emit("Click the place that the note is about")
        unit = self._map_area().canvas.picker.unit_at(*place)
        words = NoteDialog.ask(
            self._parent, "Park this", "Park", self._place_words(unit), NoteWords("", self._who)
        )
        if words is None:
            return
        self._who = words.who.strip()
        code = str(bridge.project.area.units.codes[unit]) if unit >= 0 else ""
        self._desk.attempt(
            lambda: bridge.apply(
                parked_notes.park_note(
                    bridge.project,
                    words.text,
                    place=place,
                    unit=code,
                    scenario=bridge.scenario.name,
                    who=words.who,
                    at=_now(),
                )
            )
        )

    def jump(self, key: str) -> None:
        """Bring a note's place to the middle of the map."""
        bridge = self._desk.bridge
        if bridge is not None:
            note = parked_notes.note_of(bridge.project, key)
            self._map_area().canvas.centre_on(note.easting, note.northing)

    def change(self, key: str) -> None:
        """Ask for other words of a note."""
        bridge = self._bridge()
        if bridge is None:
            return
        note = parked_notes.note_of(bridge.project, key)
        unit = bridge.project.area.units.index_of.get(note.unit, -1)
        words = NoteDialog.ask(
            self._parent, f"Note {note.number}", "Change", self._place_words(unit),
            NoteWords(note.text, note.who),
        )  # fmt: skip
        if words is not None:
            self._desk.attempt(
                lambda: bridge.apply(
                    parked_notes.change_note(bridge.project, key, text=words.text, who=words.who)
                )
            )

    def settle(self, key: str) -> None:
        """Mark a note as done, or as open again."""
        bridge = self._bridge()
        if bridge is not None:
            done = parked_notes.note_of(bridge.project, key).done
            self._desk.apply(parked_notes.settle_note(bridge.project, key, done=not done))

    def delete(self, key: str) -> None:
        """Take a note off the map."""
        bridge = self._bridge()
        if bridge is None:
            return
        note = parked_notes.note_of(bridge.project, key)
        if self.confirm(f"Delete note {note.number}?", "Delete"):
            self._throw(parked_notes.delete_note(bridge.project, key), f"Deleted note {note.number}")

    # -- lists
    def show_panel(self) -> None:
        """Bring the lists of snapshots and notes forward."""
        self._show_tab()

    def show_history(self) -> None:
        """All steps in a window of their own, to search and to jump to."""
        bridge = self._desk.bridge
        if bridge is not None:
            HistoryWindow.ask(self._parent, bridge.session.history, bridge.project.name, self._go_to)

    def author(self) -> None:
        """Ask whose name stands beside the steps from now on."""
        chosen = AuthorDialog.ask(self._parent, self._desk.settings.now)
        if chosen is None:
            return
        self._desk.settings.keep(chosen)
        if self._desk.bridge is not None:
            self._desk.bridge.session.by = chosen.author

    # -- inside
    def _bridge(self) -> SessionBridge | None:
        """The open project where it can be changed; a running stroke is dropped before."""
        if not self._desk.editable:
            return None
        self._map_area().canvas.cancel()
        return self._desk.bridge

    def _throw(self, edit: Edit, words: str) -> None:
        bridge = self._desk.bridge
        if bridge is not None and self._desk.apply(edit):
            self._desk.tell(Tone.NOTE, words, actions=(MessageAction(UNDO, bridge.undo),))

    def _place_words(self, unit: int) -> str:
        """Where a note lies, in words."""
        bridge = self._desk.bridge
        if bridge is None or unit < 0:
            return "At the place that was clicked, outside every area"
        units, plan = bridge.project.area.units, bridge.scenario.plan
        locality = plan.locality(int(plan.labels[unit]))
        name = str(units.names[unit]) or str(units.codes[unit])
        return f"In {name}, {'unassigned' if locality is None else locality.name}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
