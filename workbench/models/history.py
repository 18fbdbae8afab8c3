"""The steps of a project, kept when it is closed: undo goes back, redo forward."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.models.edits import Edit


@dataclass(frozen=True)
class HistoryStep:
    """One step of the user. ``at`` is UTC, ISO 8601 to the second; ``by`` is who made it, where known."""

    edit: Edit
    at: str
    by: str = ""

    @property
    def label(self) -> str:
        """What the step did, for the history list."""
        return self.edit.label


@dataclass
class History:
    """Steps in order; those before ``position`` are done, the others can be redone."""

    steps: list[HistoryStep] = field(default_factory=list)
    position: int = 0

    @property
    def undo_step(self) -> HistoryStep | None:
        """The step that undo takes back."""
        return self.steps[self.position - 1] if self.position else None

    @property
    def redo_step(self) -> HistoryStep | None:
        """The step that redo does again."""
        return self.steps[self.position] if self.position < len(self.steps) else None

    def push(self, step: HistoryStep) -> None:
        """Add a step that has been done; steps that could be redone are given up."""
        del self.steps[self.position :]
        self.steps.append(step)
        self.position += 1
