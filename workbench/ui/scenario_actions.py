"""The commands of scenarios in the menu "Data"."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

SEPARATOR = None
M = Menu
A = ActionSpec

SCENARIO_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("new_scenario", M.DATA, "&New scenario…", "scenarios.new",
      "Start another alternative, empty or as a copy", icon="add", when="editable"),
    A("describe_scenario", M.DATA, "D&escribe scenario…", "scenarios.describe",
      "Status, organisational form, author, date, caveats, decision asked; outputs show them",
      icon="document", keys=("Ctrl+I",), when="editable"),
    A("rename_scenario", M.DATA, "&Rename scenario…", "scenarios.rename",
      "Give the scenario another name", icon="rename", when="editable"),
    A("delete_scenario", M.DATA, "&Delete scenario", "scenarios.delete",
      "Undo brings it back whole", icon="delete", when="many_scenarios"),
    SEPARATOR,
    A("previous_scenario", M.DATA, "&Previous scenario", "scenarios.previous",
      "Show the scenario before this one", icon="back", keys=("Ctrl+PgUp",), when="several_scenarios"),
    A("next_scenario", M.DATA, "Ne&xt scenario", "scenarios.next",
      "Show the scenario after this one", icon="next", keys=("Ctrl+PgDown",), when="several_scenarios"),
    A("scenario_left", M.DATA, "Move scenario to the &left", "scenarios.move_left",
      "Before the one to its left, here and in every output", keys=("Ctrl+Shift+PgUp",),
      when="scenario_before"),
    A("scenario_right", M.DATA, "Move scenario to the ri&ght", "scenarios.move_right",
      "After the one to its right, here and in every output", keys=("Ctrl+Shift+PgDown",),
      when="scenario_after"),
    SEPARATOR,
    A("roll_up", M.DATA, "R&oll-up by larger areas…", "roll_up.show",
      "Localities added up by council, place, system or any look-up; the early focus beside all",
      icon="layers", keys=("Ctrl+Shift+U",), when="project"),
    A("early_focus", M.DATA, "Early &focus…", "roll_up.choose_focus",
      "Which localities start first", when="localities"),
    A("import_parents", M.DATA, "Larger areas from a look-&up…", "roll_up.import_lookup",
      "Places, systems, footprints of any year, from a CSV file or workbook", icon="import",
      when="editable"),
)  # fmt: skip
"""In the order of the menu; None draws a line."""

SWITCHER_MENU: tuple[str, ...] = (
    "describe_scenario", "rename_scenario", "new_scenario", "", "scenario_left", "scenario_right", "",
    "delete_scenario",
)  # fmt: skip
"""What the menu at the scenarios offers; an empty one draws a line."""
