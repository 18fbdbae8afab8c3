"""The commands that take a tool of the map in hand; ``draw.use:brush`` takes the brush."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu
from workbench.ui.reach_actions import IDENTIFY_ACTIONS
from workbench.ui.shape_actions import SHAPE_TOOL_ACTIONS
from workbench.ui.workshop_actions import MEASURE_ACTIONS

SEPARATOR = None
M = Menu
A = ActionSpec

TOOL_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("tool_select", M.DRAW, "&Select", "draw.use:select",
      "Click areas; Shift adds, Ctrl removes", icon="select", keys=("V",), when="map", choice="tool"),
    A("tool_box", M.DRAW, "B&ox", "draw.use:box",
      "Drag a box around areas", icon="box", keys=("B",), when="map", choice="tool"),
    A("tool_lasso", M.DRAW, "&Lasso", "draw.use:lasso",
      "Draw a line around areas; it closes itself", icon="lasso", keys=("L",), when="map", choice="tool"),
    A("tool_polygon", M.DRAW, "Pol&ygon", "draw.use:polygon",
      "Click corners around areas; Enter or a double click closes, Backspace takes a corner back",
      icon="polygon", keys=("G",), when="map", choice="tool"),
    A("touching", M.DRAW, "&Touching", "draw.toggle_touching",
      "Box, lasso and polygon select all areas they touch, not only those whose middle is inside",
      icon="touching", keys=("T",), when="map", checkable=True),
    SEPARATOR,
    A("select_pockets", M.DRAW, "Select &whole pockets", "draw.select_pockets",
      "The selected areas and all that lie in the same pocket: unassigned, or an enclave", when="selection"),
    A("select_larger", M.DRAW, "Select whole lar&ger areas", "draw.select_larger",
      "The selected areas and all others of their wards, PCNs or what is chosen for painting",
      when="selection"),
    SEPARATOR,
    A("tool_brush", M.DRAW, "&Brush", "draw.use:brush",
      "Paint areas into the locality; right button gives back",
      icon="brush", keys=("P",), when="map_editable", choice="tool"),
    A("tool_eraser", M.DRAW, "&Eraser", "draw.use:eraser",
      "Make areas unassigned", icon="eraser", keys=("E",), when="map_editable", choice="tool"),
    A("tool_click", M.DRAW, "&Click", "draw.use:click",
      "Give areas to the locality one by one; drag with the right button to give one back",
      icon="click", keys=("C",), when="map_editable", choice="tool"),
    A("tool_fill", M.DRAW, "&Fill a pocket", "draw.use:fill",
      "Give unassigned areas that hang together, or an enclave, to the locality",
      icon="fill", keys=("F",), when="map_editable", choice="tool"),
    A("fill_enclosed", M.DRAW, "Fill all enclose&d", "draw.fill_enclosed",
      "Every pocket that exactly one locality encloses goes to that locality, in one step",
      keys=("Shift+F",), when="map_editable"),
    A("tool_bigger_area", M.DRAW, "By bi&gger area", "draw.use:bigger_area",
      "Paint whole wards, MSOAs, PCNs or other larger areas into the locality",
      icon="bigger_area", keys=("A",), when="map_editable", choice="tool"),
    SEPARATOR,
    *SHAPE_TOOL_ACTIONS,
    SEPARATOR,
    A("tool_pan", M.DRAW, "&Pan", "draw.use:pan",
      "Move the map; Space held does the same in every tool",
      icon="pan", keys=("H",), when="map", choice="tool"),
    *IDENTIFY_ACTIONS,
    *MEASURE_ACTIONS,
)  # fmt: skip
"""The tools in the order of the menu "Draw"."""
