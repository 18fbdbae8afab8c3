"""The commands of the menu "Balance"."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

SEPARATOR = None
M = Menu
A = ActionSpec

BALANCE_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("balance_build", M.BALANCE, "&Build localities…", "balance.build",
      "Localities inside the band, in one piece, around what is locked; a preview first",
      icon="balance", keys=("Ctrl+B",), when="balance_ready"),
    A("balance_repair", M.BALANCE, "&Repair the drawing with fewest moves…", "balance.repair",
      "Bring what is drawn into the band; every move is listed and can be refused",
      keys=("Ctrl+Shift+R",), when="balance_ready"),
    A("balance_alternatives", M.BALANCE, "Offer &alternatives…", "balance.alternatives",
      "Several plans that really differ", keys=("Ctrl+Shift+T",), when="balance_ready"),
    SEPARATOR,
    A("balance_fill", M.BALANCE, "&Fill the rest…", "balance.fill",
      "New localities for the unassigned areas; what is drawn stays",
      keys=("Ctrl+Shift+I",), when="balance_ready"),
    A("balance_split", M.BALANCE, "&Split this locality…", "balance.split",
      "Two or more localities of the one in hand", icon="split",
      keys=("Ctrl+Shift+D",), when="balance_ready"),
    A("balance_merge", M.BALANCE, "&Merge with…", "balance.merge",
      "One locality of the one in hand and others", icon="merge",
      keys=("Ctrl+Shift+J",), when="balance_ready"),
    SEPARATOR,
    A("balance_bound", M.BALANCE, "&How good is it", "balance.how_good",
      "What no plan can beat, and how close the drawing or the proposal is",
      keys=("Ctrl+Shift+H",), when="balance_good"),
    A("balance_show", M.BALANCE, "Show the &proposals", "balance.show",
      "Back to the proposals that wait", keys=("Ctrl+Shift+O",), when="balance_kept"),
    SEPARATOR,
    A("balance_accept", M.BALANCE, "A&ccept the proposal", "balance.accept",
      "Change the drawing in one step that can be undone",
      icon="check", keys=("Ctrl+Return",), when="balance_editable"),
    A("balance_keep", M.BALANCE, "&Keep as new scenario", "balance.keep",
      "Beside the drawing, which stays as it is", keys=("Ctrl+Shift+K",), when="balance_editable"),
    A("balance_discard", M.BALANCE, "&Discard the proposals", "balance.discard",
      "The drawing stays as it is", keys=("Ctrl+Del",), when="balance_result"),
    SEPARATOR,
    A("balance_previous", M.BALANCE, "Pre&vious proposal", "balance.previous",
      "Show the proposal before", icon="back", keys=("Alt+Left",), when="balance_several"),
    A("balance_next", M.BALANCE, "&Next proposal", "balance.next",
      "Show the next proposal", icon="next", keys=("Alt+Right",), when="balance_several"),
    A("balance_again", M.BALANCE, "Run a&gain", "balance.again",
      "With the next seed, for another plan", icon="again", keys=("F5",), when="balance_idle"),
    A("balance_change", M.BALANCE, "C&hange what is balanced…", "balance.change",
      "Other limits, measure, number or weights", keys=("Shift+F5",), when="balance_idle"),
    A("balance_back", M.BALANCE, "Back &to the map", "balance.back",
      "Leave the preview; a running search is cancelled first", keys=("Esc",), when="balance"),
)  # fmt: skip
"""In the order of the menu; None draws a line."""
