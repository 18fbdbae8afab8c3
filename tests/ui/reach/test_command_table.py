"""The table of commands as a whole: handlers, menus, keys without a clash, accelerators without a clash."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from itertools import chain

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from workbench.ui import actions as action_table
from workbench.ui.action_set import handler_of
from workbench.ui.action_spec import ActionSpec, Menu, Situation
from workbench.ui.main_window import MainWindow
from workbench.ui.mnemonics import accelerator, with_accelerators

EVERYTHING = Situation(**{field.name: True for field in fields(Situation)})
PREVIEW = {
    "always", "project", "can_save", "balance", "balance_idle", "balance_result", "balance_editable",
    "balance_good", "balance_several",
}  # fmt: skip
"""What can be the case while a proposal of balancing is in front of everything else."""


def possible(now: Situation) -> set[str]:
    """What is the case."""
    return {field.name for field in fields(Situation) if getattr(now, field.name)}


def test_every_command_has_a_handler_a_known_condition_and_a_menu(grid_window: MainWindow) -> None:
    window = grid_window
    in_menus = set(chain.from_iterable(menu.actions() for menu in window.menu_row.menus.values()))
    for menu in window.menu_row.findChildren(QMenu):
        in_menus |= set(menu.actions())
    for spec in action_table.specs():
        assert callable(handler_of(spec, window.commands)), spec.id
        assert spec.when in action_table.known_situations(), spec.id
        assert window.acts[spec.id] in in_menus, spec.id
        assert spec.help, spec.id

    fronts = {"balance": PREVIEW}
    page_only = {"map", "map_editable", "services", "services_editable", "cells", "cells_editable",
                 "compare", "compare_ready"}  # fmt: skip
    preview_only = {name for name in PREVIEW if name.startswith("balance")} - {"balance_good"}
    for name in ("services", "compare", "map"):
        window.show_view(name)
        whole = possible(window.pages.narrowed(EVERYTHING))
        foreign = {"services": {"map", "compare"}, "compare": {"map", "services", "cells"},
                   "map": {"services", "cells", "compare"}}[name]  # fmt: skip
        fronts[name] = {
            when for when in whole - preview_only
            if not (when in page_only and when.partition("_")[0] in foreign)
        }  # fmt: skip
    for name, on in fronts.items():
        keys = Counter(
            QKeySequence(key).toString()
            for spec in action_table.specs()
            if spec.when in on
            for key in spec.keys
        )
        assert [key for key, count in keys.items() if count > 1] == [], name
        taken = {f"Alt+{accelerator(menu.value).upper()}" for menu in Menu}
        assert not taken & set(keys), name


def test_no_menu_uses_a_letter_twice(window: MainWindow) -> None:
    for menu in [*window.menu_row.menus.values(), *window.menu_row.bar.findChildren(QMenu)]:
        letters = [accelerator(action.text()) for action in menu.actions() if not action.isSeparator()]
        known = [letter for letter in letters if letter]
        assert len(known) == len(set(known)), (menu.title(), sorted(known))
    bar = [accelerator(menu.value) for menu in Menu]
    assert len(bar) == len(set(bar))


def test_letters_named_twice_go_to_the_first() -> None:
    def entry(text: str, submenu: str = "") -> ActionSpec:
        return ActionSpec(text, Menu.FILE, text, "file.open", "help", submenu=submenu)

    table = (
        entry("&Open"),
        None,
        entry("&Own"),
        entry("Close"),
        entry("Inside", "&Copies"),
        entry("&Idle", "&Copies"),
    )
    made = [spec.text for spec in with_accelerators(table) if spec is not None]
    assert made == ["&Open", "O&wn", "C&lose", "I&nside", "&Idle"]
