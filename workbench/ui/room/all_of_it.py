"""For a room full of people, put together: meeting, workshop mode, projector, presenter, printing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from workbench.ui.action_set import ActionSet
from workbench.ui.commands.meeting_commands import MeetingCommands
from workbench.ui.commands.printing_commands import PrintingCommands
from workbench.ui.desk import Desk
from workbench.ui.map_layers import LayersOnMap
from workbench.ui.room.meeting import Meeting
from workbench.ui.room.mode import WorkshopMode
from workbench.ui.room.presenter import Presenter
from workbench.ui.room.projector import Projector
from workbench.ui.tables.table_memory import use_table_memory
from workbench.ui.window_pages import Pages
from workbench.ui.window_parts import Parts


class Room:
    """``use_tool`` takes a tool in hand by name."""

    def __init__(  # noqa: PLR0913 - the parts of the window that a room full of people sees
        self,
        desk: Desk,
        window: QMainWindow,
        workspace: QMainWindow,
        parts: Parts,
        pages: Pages,
        actions: ActionSet,
        commands: MeetingCommands,
        *,
        layers: LayersOnMap,
        use_tool: Callable[[str], object],
    ) -> None:
        self.meeting = Meeting(desk, parts, commands, window)
        self.mode = WorkshopMode(
            desk, window, workspace, parts, pages, self.meeting, actions, use_tool=use_tool
        )
        commands.confirm = self.mode.confirm
        self.projector = Projector(desk, parts, actions, window, layers)
        parts.compare.share_layers(layers)
        self.presenter = Presenter(desk, parts, actions)
        self.mode.switched.connect(self.presenter.show_sign)
        self._printing = PrintingCommands(desk, window)
        parts.history.all_wanted.connect(actions["history"].trigger)

    @property
    def commands(self) -> dict[str, object]:
        """The groups of commands that live here."""
        return {
            "workshop": self.mode, "projector": self.projector, "presenter": self.presenter,
            "printing": self._printing,
        }  # fmt: skip

    def close(self) -> None:
        """Close the windows beside the main one, and leave workshop mode before the place is kept."""
        if self.mode.on:
            self.mode.leave()
        self.projector.close()
        use_table_memory(None)
