"""What a command of the window is: its menu, words, keys, and what has to be the case for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Menu(StrEnum):
    """The menus in their order, with their accelerators."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    DRAW = "&Draw"
    LOCALITIES = "&Localities"
    PRACTICES = "&Practices"
    SERVICES = "&Services"
    BALANCE = "&Balance"
    COMPARE = "&Compare"
    DATA = "D&ata"
    HELP = "&Help"


@dataclass(frozen=True)
class Situation:
    """What is the case now; an action names the one thing that it needs."""

    always: bool = True
    project: bool = False
    editable: bool = False
    can_save: bool = False
    can_undo: bool = False
    can_redo: bool = False
    target: bool = False
    target_editable: bool = False
    target_copyable: bool = False
    selection: bool = False
    selection_editable: bool = False
    locked_areas: bool = False
    practice: bool = False
    practice_chosen: bool = False
    merged: bool = False
    practices: bool = False
    practices_editable: bool = False
    registrations: bool = False
    flow_map: bool = False
    providers: bool = False
    site: bool = False
    localities: bool = False
    many_scenarios: bool = False
    several_scenarios: bool = False
    scenario_before: bool = False
    scenario_after: bool = False
    issues: bool = False
    table: bool = False
    map: bool = False
    map_editable: bool = False
    services: bool = False
    services_editable: bool = False
    cells: bool = False
    cells_editable: bool = False
    balance_ready: bool = False
    balance_kept: bool = False
    balance: bool = False
    balance_good: bool = False
    balance_idle: bool = False
    balance_result: bool = False
    balance_editable: bool = False
    balance_several: bool = False
    compare: bool = False
    compare_ready: bool = False


@dataclass(frozen=True)
class ActionSpec:
    """One command. ``handler`` is "group.method" or "group.method:word", ``choice`` one of several."""

    id: str
    menu: Menu
    text: str
    handler: str
    help: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    when: str = "always"
    choice: str = ""
    checkable: bool = False
    submenu: str = ""
