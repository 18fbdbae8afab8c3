"""The commands that reach anything: find, identify, the command palette, keys, panes."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

M = Menu
A = ActionSpec

FIND_ACTIONS: tuple[ActionSpec, ...] = (
    A("find", M.EDIT, "&Find…", "reach.find",
      "An area, practice, site, postcode, ward or other place by a few letters; Enter goes there",
      icon="search", keys=("Ctrl+F",), when="map"),
)  # fmt: skip
IDENTIFY_ACTIONS: tuple[ActionSpec, ...] = (
    A("tool_identify", M.DRAW, "Ident&ify", "reach.identify",
      "All that is known of the area, practice or site clicked, or under the cursor of the keyboard",
      icon="identify", keys=("I",), when="map", choice="tool"),
)  # fmt: skip
PANE_ACTIONS: tuple[ActionSpec, ...] = (
    A("next_pane", M.VIEW, "Next p&ane", "view.next_pane",
      "Move the keyboard to the next part of the window", keys=("F6",)),
    A("previous_pane", M.VIEW, "Previous pan&e", "reach.previous_pane",
      "Move the keyboard to the part of the window before", keys=("Shift+F6",)),
)  # fmt: skip
SELECT_ACTIONS: tuple[ActionSpec, ...] = (
    A("select_locality", M.LOCALITIES, "&Select its areas", "rows.select_in_hand",
      "The areas of the locality in hand become the selection", icon="select", when="target"),
)  # fmt: skip
TABLE_ACTIONS: tuple[ActionSpec, ...] = (
    *(A(f"table_{name.casefold()}", M.VIEW, words, f"reach.show_tab:{name}", help_text, submenu="Ta&bles",
        when="map")
    for name, words, help_text in (
        ("Localities", "&Localities", "The table of localities"),
        ("Areas", "&Areas", "Every area as a row; all that is drawn on the map can be done from it"),
        ("Practices", "&Practices", "The table of practices"),
        ("Providers", "P&roviders", "The tables of provider sites and organisations"),
        ("Layers", "La&yers", "What the map shows"),
        ("Notes", "&Notes", "What was parked, and snapshots of the plan"),
    )),
    A("table_columns", M.VIEW, "&Columns…", "reach.columns",
      "Show and hide columns of the table in front, as a right click on their titles does",
      when="map", submenu="Ta&bles"),
)  # fmt: skip
PALETTE_ACTIONS: tuple[ActionSpec, ...] = (
    A("palette", M.HELP, "&Command palette…", "reach.palette",
      "Any command by a few letters of its name", icon="search", keys=("Ctrl+K",)),
    A("keys", M.HELP, "&Keys", "help.keys",
      "All commands and their keys, to search, copy and print", icon="help", keys=("Ctrl+F1",)),
)  # fmt: skip
