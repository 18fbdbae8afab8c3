"""Problems that a planner can meet: what happened, why, and what to do next."""

from __future__ import annotations

from typing import Self


class WorkbenchError(Exception):
    """A problem told in plain words; the project is left as it was.

    ``what`` says what happened, ``why`` the cause, ``remedy`` what to do next. ``str()`` joins
    them into the one line that the command line prints.
    """

    def __init__(self, what: str, *, why: str = "", remedy: str = "") -> None:
        self.what = what
        self.why = why
        self.remedy = remedy
        super().__init__(" ".join(part for part in (what, why, remedy) if part))

    def with_remedy(self, remedy: str) -> Self:
        """The same problem with another advice."""
        return type(self)(self.what, why=self.why, remedy=remedy)


class InputError(WorkbenchError):
    """A file that was given cannot be used as it is; names the file and, where known, the row."""


class ProjectError(WorkbenchError):
    """A project file cannot be opened, saved or migrated."""


class EditError(WorkbenchError):
    """A change that the plan does not allow: an unknown locality, a locked one, a name in use."""


class LockedError(EditError):
    """A change that a lock keeps from happening; nothing is wrong, and unlocking lets it through."""


class ExportError(WorkbenchError):
    """A workbook, map or table cannot be written."""
