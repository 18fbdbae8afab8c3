"""What the labels on the map say of a plan; during a stroke only those are written that it touches."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.metrics.figures import LocalityFigures
from workbench.models.plan import Plan
from workbench.ui import formats
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.shown_figures import ShownFigures, StrokeRows
from workbench.ui.status import band_state


class LabelWriter:
    """Writes figures on labels; the cost of a step does not depend on how many localities there are."""

    def __init__(self, labels: LocalityLabels) -> None:
        self._labels = labels
        self._rows = StrokeRows()
        self._written: set[str] = set()
        self._plan: Plan | None = None

    def write(self, shown: ShownFigures, plan: Plan, near: int) -> None:
        """Say what these figures are."""
        if plan is not self._plan:
            self._plan = plan
            self._labels.start_over()
        changed = self._rows.changed(shown, plan, shown.rules.band, near)
        if changed is not None and all(bool(row.units) == (row.code in self._written) for row in changed):
            self._labels.change_labels(self._made((row for row in changed if row.units), shown, plan, near))
            return
        rows = [row for row in shown.rows if row.units]
        self._written = {row.code for row in rows}
        self._labels.set_labels(self._made(rows, shown, plan, near))

    def _made(
        self, rows: Iterable[LocalityFigures], shown: ShownFigures, plan: Plan, near: int
    ) -> list[LocalityLabel]:
        made = []
        for figures in rows:
            locality = plan.get(figures.code)
            made.append(
                LocalityLabel(
                    slot=plan.slots if locality is None else plan.slot(figures.code),
                    number=str(figures.number),
                    name=figures.name,
                    people=formats.number(figures.people),
                    state=band_state(figures.people, shown.rules.band, near),
                    locked=locality is not None and locality.locked,
                )
            )
        return made
