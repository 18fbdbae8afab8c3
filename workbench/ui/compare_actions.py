"""The commands of the menu "Compare"."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

SEPARATOR = None
M = Menu
A = ActionSpec

COMPARE_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("compare_open", M.COMPARE, "&Scenarios side by side", "compare.open",
      "Two to four maps, what differs, and all figures", icon="compare", when="project"),
    A("compare_choose", M.COMPARE, "&Which scenarios…", "compare.choose_scenarios",
      "Tick two to four scenarios", icon="filter", when="compare_ready"),
    A("compare_baseline", M.COMPARE, "&Next baseline", "compare.next_baseline",
      "Compare with the next of the scenarios shown", keys=("Ctrl+Shift+Y",), when="compare_ready"),
    A("compare_difference", M.COMPARE, "Map of what &differs", "compare.toggle_difference",
      "Show or hide the map of the areas that differ", keys=("Ctrl+Shift+X",), when="compare_ready"),
    SEPARATOR,
    A("compare_figures", M.COMPARE, "&Figures", "compare.figures",
      "All figures of the scenarios below their maps", keys=("Alt+1",), when="compare_ready"),
    A("compare_charts", M.COMPARE, "&Charts", "compare.charts",
      "People against the band, and how localities spread", keys=("Alt+2",), when="compare_ready"),
    A("compare_moves", M.COMPARE, "Who &moves", "compare.moves",
      "People and patients by from and to", icon="people", keys=("Alt+3",), when="compare_ready"),
    SEPARATOR,
    A("compare_zoom_in", M.COMPARE, "&Zoom in", "compare.zoom_in",
      "Show less, larger, on all maps", keys=("Ctrl++", "Ctrl+="), when="compare_ready"),
    A("compare_zoom_out", M.COMPARE, "Zoom &out", "compare.zoom_out",
      "Show more, smaller, on all maps", keys=("Ctrl+-",), when="compare_ready"),
    A("compare_fit", M.COMPARE, "Whole &area", "compare.fit",
      "Show the whole study area on all maps", keys=("Ctrl+0",), when="compare_ready"),
    SEPARATOR,
    A("compare_copy", M.COMPARE, "Cop&y figures", "compare.copy_figures",
      "The table as text for a spreadsheet", icon="copy", when="compare_ready"),
    A("compare_picture", M.COMPARE, "Save &picture of this view…", "compare.save_picture",
      "Maps, legend and what stands below as a PNG picture", icon="map", when="compare_ready"),
    A("compare_pack", M.COMPARE, "&Export board pack…", "compare.export_board_pack",
      "The scenarios compared, the baseline first, as one PDF", icon="export", when="compare_ready"),
    A("compare_workbook", M.COMPARE, "Export comparison wor&kbook…", "compare.export_workbook",
      "The scenarios compared, the baseline first, and who moves, as an Excel workbook", icon="export",
      when="compare_ready"),
    SEPARATOR,
    A("compare_back", M.COMPARE, "&Back to the drawing", "compare.back",
      "Leave the compare view", icon="map", keys=("Esc",), when="compare"),
)  # fmt: skip
"""In the order of the menu; None draws a line."""
