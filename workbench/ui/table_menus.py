"""The menus of the tables: what the map offers by a right click is offered for rows as well."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from workbench.ui import formats
from workbench.ui.action_set import ActionSet
from workbench.ui.commands.draw_commands import DrawCommands
from workbench.ui.commands.practice_commands import PracticeCommands
from workbench.ui.commands.row_commands import RowCommands
from workbench.ui.components.chip import chip_icon
from workbench.ui.desk import Desk
from workbench.ui.identify.identifying import Identifying
from workbench.ui.search.index import Hit, Kind
from workbench.ui.search.jumping import Jump
from workbench.ui.tables.table_menu import TableMenu
from workbench.ui.tables.table_view import TableView
from workbench.ui.window_parts import Parts

LOCALITY_ROW = (
    "fit_locality", "select_locality", "", "rename", "renumber", "recolour", "hub_site", "copy_locality",
    "permit_parts", "", "lock", "", "merge_rows", "split_equal", "balance_split", "balance_merge", "",
    "delete", "", "copy_table",
)  # fmt: skip
AREA_ROWS = (
    "assign_selection", "new_from_selection", "unassign_selection", "", "lock_areas", "unlock_areas", "",
    "copy_table",
)  # fmt: skip
PRACTICE_ROWS = (
    "assign_practice", "unassign_practice", "split_practice", "lock_practice", "", "view_proposed",
    "view_consulted", "view_agreed", "view_objected", "", "merge_practices", "unmerge_practices", "",
    "patients_map", "copy_table",
)  # fmt: skip
SITE_ROWS = ("site_localities", "", "copy_table")
"""Commands of the menus by id; an empty one draws a line, one that the table of actions lacks is left out."""
MOST_OFFERED = 30
"""Localities that a menu lists; where there are more, digits and the locality in hand choose."""


@dataclass(frozen=True)
class RowParts:
    """What the menus call besides the table of actions."""

    draw: DrawCommands
    practices: PracticeCommands
    rows: RowCommands
    jump: Jump
    identifying: Identifying


class TableMenus(QObject):
    """Hangs a menu on each table of the side panel."""

    def __init__(self, desk: Desk, acts: ActionSet, parts: Parts, calls: RowParts) -> None:
        super().__init__(parts.dock)
        self._desk, self._acts, self._parts, self._calls = desk, acts, parts, calls
        TableMenu(parts.localities.table, self._localities)
        TableMenu(parts.areas.table, self._areas)
        TableMenu(parts.practices.table, self._practice_rows)
        TableMenu(parts.providers.table, self._sites)
        TableMenu(parts.providers.organisations, lambda menu: self._add(menu, ("copy_table",)))

    # -- what each offers
    def _localities(self, menu: QMenu) -> None:
        codes = [str(code) for code in self._parts.localities.table.selected_ids()]
        if len(codes) < 2:
            self._add(menu, LOCALITY_ROW)
            return
        rows, words = self._calls.rows, formats.count(len(codes), "locality", "localities")
        menu.addAction(f"Fit {words}", partial(rows.show, codes))
        menu.addAction(f"Select the areas of {words}", partial(rows.select, codes))
        if self._desk.editable:
            menu.addSeparator()
            menu.addAction(f"Lock {words}", partial(rows.lock, codes, locked=True))
            menu.addAction(f"Unlock {words}", partial(rows.lock, codes, locked=False))
            menu.addAction(f"Merge {words}", partial(rows.merge, codes))
            menu.addSeparator()
            menu.addAction(f"Delete {words}", partial(rows.delete, codes))
        menu.addSeparator()
        self._add(menu, ("copy_table",))

    def _areas(self, menu: QMenu) -> None:
        current = _in_hand(self._parts.areas.table)
        if isinstance(current, int):
            menu.addAction("Show on the map", partial(self._calls.jump.to_unit, current))
            menu.addAction("Identify", partial(self._calls.identifying.unit, current))
            menu.addSeparator()
        if self._desk.editable and len(self._desk.focus.selection):
            count = formats.count(len(self._desk.focus.selection), "area")
            self._offer_localities(menu, f"Assign {count} to", self._calls.draw.assign_to)
        self._add(menu, AREA_ROWS)

    def _practice_rows(self, menu: QMenu) -> None:
        current = _in_hand(self._parts.practices.table)
        codes = [str(code) for code in self._parts.practices.table.selected_ids()]
        if current is not None:
            menu.addAction(
                "Show on the map", partial(self._calls.jump.to, Hit(Kind.PRACTICE, str(current), ""))
            )
            menu.addAction("Identify", partial(self._calls.identifying.practice, str(current)))
            menu.addSeparator()
        if self._desk.editable and codes:
            words = "Give it to" if len(codes) == 1 else f"Give {len(codes)} practices to"
            self._offer_localities(
                menu, words, lambda locality: self._calls.practices.assign(codes, locality)
            )
        self._add(menu, PRACTICE_ROWS)

    def _sites(self, menu: QMenu) -> None:
        current = _in_hand(self._parts.providers.table)
        if current is not None:
            menu.addAction("Show on the map", partial(self._calls.jump.to, Hit(Kind.SITE, str(current), "")))
            menu.addAction("Identify", partial(self._calls.identifying.site, str(current)))
            menu.addSeparator()
        self._add(menu, SITE_ROWS)

    # -- filling
    def _add(self, menu: QMenu, keys: Iterable[str]) -> None:
        for key in keys:
            if not key:
                menu.addSeparator()
            elif key in self._acts:
                menu.addAction(self._acts[key])

    def _offer_localities(self, menu: QMenu, words: str, give: Callable[[str], object]) -> None:
        """A menu of the localities, the keyboard's way to choose one by its first letter."""
        localities = self._desk.localities[:MOST_OFFERED]
        if not localities:
            return
        inner = menu.addMenu(words)
        for locality in localities:
            name = f"{locality.number}  {locality.name}".replace("&", "&&")
            action = inner.addAction(name, partial(give, locality.code))
            action.setIcon(chip_icon(str(locality.number), locality.colour))
            action.setIconVisibleInMenu(True)


def _in_hand(table: TableView) -> Hashable | None:
    """The current row, or else the first that is selected."""
    chosen = table.selected_ids()
    current = table.current_id()
    return current if current in chosen or not chosen else chosen[0]
