"""Commands that go to what needs a look, and those about what hangs together."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

M = Menu
A = ActionSpec

JUMP_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("next_unassigned", M.VIEW, "Next &unassigned area", "jumps.next_unassigned",
      "Go to the next area that no locality has", icon="unassigned", keys=("N",), when="map",
      submenu="&Jump to"),
    A("next_detached", M.VIEW, "Next &cut-off areas", "jumps.next_detached",
      "Go to the next areas that lie apart from the rest of their locality", icon="parts",
      keys=("Shift+N",), when="map", submenu="&Jump to"),
    A("next_outside_band", M.VIEW, "Next locality outside the &band", "jumps.next_outside_band",
      "Go to the next locality with too many or too few people", icon="locality", keys=("W",), when="map",
      submenu="&Jump to"),
    A("next_elsewhere", M.VIEW, "Next &practice outside its residents’ locality", "jumps.next_elsewhere",
      "Go to the next practice whose patients mostly live in another locality", icon="people",
      keys=("Shift+W",), when="map", submenu="&Jump to"),
)  # fmt: skip
"""In the order of the submenu."""

HANGING_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("permit_parts", M.LOCALITIES, "&Permitted parts…", "links.permit_parts",
      "In how many parts the locality in hand may lie, and why", icon="parts", when="target_editable"),
    A("links", M.LOCALITIES, "Br&idges and ferries…", "links.open",
      "Named links that join two areas without a border; gaps of clipped water are proposed",
      icon="link", keys=("Ctrl+Alt+L",), when="project"),
)  # fmt: skip
"""What makes a locality hang together."""
