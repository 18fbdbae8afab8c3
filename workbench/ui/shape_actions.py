"""The commands that make, part, join, copy and number localities; the tools among them stand in "Draw"."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

M = Menu
A = ActionSpec

SHAPE_TOOL_ACTIONS: tuple[ActionSpec, ...] = (
    A("tool_border", M.DRAW, "Push a bo&rder", "draw.use:border",
      "Press on the border of two localities and push it; dragging back takes the areas back",
      icon="push_border", keys=("D",), when="map_editable", choice="tool"),
    A("tool_outline", M.DRAW, "Outline a ne&w locality", "draw.use:outline",
      "Draw a line around areas; letting go asks for the name of the locality that they become",
      icon="outline", keys=("O",), when="map_editable", choice="tool"),
    A("only_unassigned", M.DRAW, "Only unassigned areas", "shapes.toggle_unassigned",
      "Every drawing tool takes unassigned areas alone, as an outline around what is left over",
      when="map_editable", checkable=True),
    A("tool_split_line", M.DRAW, "Split along a line", "draw.use:split_line",
      "Draw a line across the locality in hand; the smaller side becomes a locality",
      icon="split", keys=("X",), when="map_editable", choice="tool"),
    A("tool_merge", M.DRAW, "Merge two localities", "draw.use:merge",
      "Press on the locality that stays and drag onto the one that joins it, or click both",
      icon="merge", keys=("M",), when="map_editable", choice="tool"),
)  # fmt: skip
SHAPE_ACTIONS: tuple[ActionSpec, ...] = (
    A("split_equal", M.LOCALITIES, "Split in two of e&qual people", "shapes.split_equal",
      "Each half in one piece where the locality is; the smaller one becomes a locality",
      icon="split", keys=("Shift+X",), when="target_editable"),
    A("merge_rows", M.LOCALITIES, "&Merge selected rows", "shapes.merge_rows",
      "The rows selected in the table become one locality, with number, name and colour of the first",
      icon="merge", when="target_editable"),
    A("copy_locality", M.LOCALITIES, "Copy &to another scenario…", "shapes.copy",
      "The locality in hand with its areas, name and colour; says before what it takes there",
      icon="copy", keys=("Ctrl+Shift+C",), when="target_copyable"),
    A("renumber", M.LOCALITIES, "Change n&umber…", "shapes.renumber",
      "The locality that has the number already gets the old one",
      keys=("Shift+F2",), when="target_editable"),
    A("number_all", M.LOCALITIES, "Number from north-&west to south-east", "shapes.number_all",
      "All localities anew from 1, in one step", when="target_editable"),
)  # fmt: skip
