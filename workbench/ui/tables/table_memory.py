"""Where tables keep the order, widths and sorting of their columns, by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class TableMemory:
    """``read`` gives what was kept for a table, "" for nothing; ``keep`` gets table and layout."""

    read: Callable[[str], str]
    keep: Callable[[str, str], None]


_memory: list[TableMemory] = []


def use_table_memory(memory: TableMemory | None) -> None:
    """Let every table that is made from now on remember its columns there; None lets them forget."""
    _memory[:] = [] if memory is None else [memory]


def table_memory() -> TableMemory | None:
    """Where tables remember now."""
    return _memory[0] if _memory else None
