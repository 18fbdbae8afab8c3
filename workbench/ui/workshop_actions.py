"""The commands of meetings: workshop mode, snapshots, parked notes, projector, presenter, printing."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

SEPARATOR = None
M = Menu
A = ActionSpec

PRINT_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("print_map", M.FILE, "Prin&t map…", "printing.print_map",
      "The localities as a page on a printer, after a look at it", icon="print", keys=("Ctrl+P",),
      when="project"),
)  # fmt: skip
MEETING_ACTIONS: tuple[ActionSpec | None, ...] = (
    SEPARATOR,
    A("snapshot", M.EDIT, "Keep a &snapshot…", "meeting.snapshot",
      "Keep the plan as it is under a name, to come back to", icon="snapshot", keys=("F12",),
      when="editable"),
    A("park", M.EDIT, "&Park this…", "meeting.park",
      "Pin a question to the selected areas, or to a place that you click", icon="note",
      keys=("Shift+F12",), when="map_editable"),
    A("notes", M.EDIT, "Snapshots and &notes", "meeting.show_panel",
      "The lists of snapshots and parked notes", when="map"),
    A("history", M.EDIT, "&History…", "meeting.show_history",
      "All steps, to search and to jump to", icon="history", when="project"),
    A("author", M.EDIT, "&Your name in the history…", "meeting.author",
      "Whose name is kept with each step: that of the account, another one, or none"),
)  # fmt: skip
SCREEN_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("workshop", M.VIEW, "Wor&kshop mode", "workshop.toggle",
      "Large words, thick lines, totals that the whole room can read", icon="workshop", keys=("F11",),
      when="project", checkable=True),
    A("full_screen", M.VIEW, "&Full screen", "view.full_screen",
      "Use the whole screen", keys=("Ctrl+F11",), checkable=True),
    A("projector", M.VIEW, "Map window for the pro&jector", "projector.toggle",
      "A second window with the same map, which follows this one or keeps its own view",
      icon="projector", keys=("Ctrl+Shift+W",), when="project", checkable=True),
    A("presenting", M.VIEW, "Presentin&g", "presenter.toggle",
      "Hide internal notes on every screen; they stay in the project", icon="presenting",
      keys=("Shift+F11",), checkable=True),
    A("float_dock", M.VIEW, "Side panel as a win&dow", "projector.float_dock",
      "Let the panel with tables stand on another screen, or bring it back", when="map", checkable=True),
)  # fmt: skip
MEASURE_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("tool_measure", M.DRAW, "M&easure", "draw.use:measure",
      "Click along a way for its length; click the first point again for an area. Straight lines",
      icon="measure", keys=("R",), when="map", choice="tool"),
)  # fmt: skip
HELP_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("guide", M.HELP, "&User guide", "help.guide",
      "What the part in hand is for, and everything else", icon="help", keys=("F1",)),
)  # fmt: skip
