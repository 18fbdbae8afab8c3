"""Accelerators of menus: each entry of a menu has a letter of its own as long as there are letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.ui.action_spec import ActionSpec

Entry = ActionSpec | None


def with_accelerators(table: Iterable[Entry]) -> tuple[Entry, ...]:
    """The table with no letter twice in a menu.

    A letter that the table names itself goes to the first that names it; the others, and entries without
    one, get the first letter of a word that is free, or else any letter of theirs that is free.
    """
    entries = list(table)
    taken: dict[tuple[str, str], set[str]] = {}
    for spec in entries:
        if spec is not None and spec.submenu:
            taken.setdefault((spec.menu, ""), set()).add(accelerator(spec.submenu))
    named: set[int] = set()
    for at, spec in enumerate(entries):
        if spec is not None:
            used = taken.setdefault((spec.menu, spec.submenu), set())
            letter = accelerator(spec.text)
            if letter and letter not in used:
                used.add(letter)
                named.add(at)
    made: list[Entry] = []
    for at, spec in enumerate(entries):
        if spec is None or at in named:
            made.append(spec)
            continue
        plain = spec.text.replace("&", "")
        place = _free_place(plain, taken[spec.menu, spec.submenu])
        if place >= 0:
            taken[spec.menu, spec.submenu].add(plain[place].casefold())
            plain = f"{plain[:place]}&{plain[place:]}"
        made.append(replace(spec, text=plain))
    return tuple(made)


def accelerator(text: str) -> str:
    """The letter behind the mark, in lower case; "" where there is none."""
    _, mark, rest = text.partition("&")
    return rest[:1].casefold() if mark else ""


def _free_place(plain: str, used: set[str]) -> int:
    """Where a letter stands that no other entry of the menu uses, -1 where none does."""
    starts = [at for at, letter in enumerate(plain) if at == 0 or not plain[at - 1].isalnum()]
    for at in [*starts, *range(len(plain))]:
        if plain[at].isalnum() and plain[at].isascii() and plain[at].casefold() not in used:
            return at
    return -1
