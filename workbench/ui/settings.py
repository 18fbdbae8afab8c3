"""The preferences of the running program: one place that holds them and writes every change."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench import paths, preferences
from workbench.preferences import Preferences
from workbench.ui.tables.table_memory import TableMemory

logger = logging.getLogger(__name__)


class Settings:
    """Preferences that are kept as soon as they change."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.preferences_file()
        self._preferences = preferences.load(self._path)

    @property
    def now(self) -> Preferences:
        """The preferences as they are."""
        return self._preferences

    def change(self, **values: Any) -> None:  # noqa: ANN401 - a preference may be of any type
        """Change preferences by name and keep them."""
        self.keep(replace(self._preferences, **values))

    def keep(self, changed: Preferences) -> None:
        """Use other preferences from now on; a folder that cannot be written loses comfort, no work."""
        if changed == self._preferences:
            return
        self._preferences = changed
        try:
            preferences.save(changed, self._path)
        except OSError as problem:
            logger.warning("Preferences could not be kept: %s", problem)

    def column_layout(self, table: str) -> str:
        """The remembered columns of a table."""
        return self._preferences.column_layout.get(table, "")

    def remember_columns(self, table: str, layout: str) -> None:
        """Remember the columns of a table."""
        self.change(column_layout={**self._preferences.column_layout, table: layout})

    def table_memory(self) -> TableMemory:
        """Where tables without a place of their own remember their columns."""
        return TableMemory(self.column_layout, self.remember_columns)
