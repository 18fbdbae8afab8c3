"""The commands that change how localities look: hatches, and the view of a print without colours."""

from __future__ import annotations

from workbench.ui.action_spec import ActionSpec, Menu

SEPARATOR = None
A = ActionSpec

LOOK_ACTIONS: tuple[ActionSpec | None, ...] = (
    A("grey_print", Menu.VIEW, "&Grey print view", "look.toggle_grey",
      "Show map and numbers as on grey paper, hatched so that neighbours still differ",
      keys=("Shift+G",), when="project", checkable=True),
    A("hatches", Menu.VIEW, "&Hatch all localities", "look.toggle_hatches",
      "Tell neighbours apart by hatches as well as hues; without it, only those that look alike are hatched",
      when="project", checkable=True),
    SEPARATOR,
)  # fmt: skip
