"""Asking how a practice is split: a per cent for each locality, which add up to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QGridLayout, QScrollArea, QSizePolicy, QWidget

from workbench.models.localities import Locality
from workbench.ui import formats
from workbench.ui.components.buttons import button
from workbench.ui.components.chip import Chip
from workbench.ui.components.labels import Role, label, row
from workbench.ui.components.tips import plain_tip
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.practices.practice_shown import PracticeShown
from workbench.ui.theme import current_theme

WHOLE = 100.0
TOLERANCE = 0.05
SHOWN_ROWS = 9


class SplitDialog(AskingDialog):
    """One field a locality; "As its patients live" fills them from the registrations."""

    def __init__(
        self, shown: PracticeShown, localities: Sequence[Locality], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"How is the list of {shown.name} split?", "Split list", width=640, parent=parent)
        self._shown = shown
        now = {locality.code: share for locality, share in shown.own}
        most = [locality for locality, _ in shown.held]
        ordered = [*most, *(one for one in localities if one not in most)]
        self.fields: dict[str, QDoubleSpinBox] = {}
        grid = QGridLayout()
        theme = current_theme()
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.px(10))
        for place, locality in enumerate(ordered):
            field = QDoubleSpinBox()
            field.setRange(0, WHOLE)
            field.setDecimals(1)
            field.setSingleStep(5)
            field.setSuffix(" %")
            field.setMinimumWidth(theme.px(96))
            field.setAccessibleName(f"Share of {locality.name}")
            field.setValue(100 * now.get(locality.code, 0.0))
            field.valueChanged.connect(lambda _value: self._weigh())
            self.fields[locality.code] = field
            people = shown.people_in(locality)
            lives = f"{formats.number(people)} live there" if people else ""
            grid.addWidget(Chip(str(locality.number), locality.colour), place, 0)
            name = label(locality.name)
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            name.setToolTip(plain_tip(locality.name))
            grid.addWidget(name, place, 1)
            count = label(lives, Role.CAPTION)
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(count, place, 2)
            grid.addWidget(field, place, 3)
        inside = QWidget()
        inside.setLayout(grid)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        rows = min(len(ordered), SHOWN_ROWS)
        area.setMinimumHeight(theme.px(38) * rows)
        self.sum = label("", Role.STRONG)
        as_lived = button("As its patients live", clicked=self.fill_from_patients)
        as_lived.setEnabled(bool(shown.held))
        rest = button("Rest to the largest", clicked=self.fill_rest)
        self.fill(area, row(self.sum, None, as_lived, rest))
        self._weigh()

    def shares(self) -> dict[str, float]:
        """Locality codes with shares of 1, those above 0."""
        total = self._total()
        return {
            code: field.value() / total for code, field in self.fields.items() if field.value() > 0 and total
        }

    def fill_from_patients(self) -> None:
        """Take the shares of the patients who live in a locality, in whole per cent that add up to 100."""
        whole = sum(people for _, people in self._shown.held)
        exact = {one.code: 100 * people / whole for one, people in self._shown.held}
        given = {code: float(int(share)) for code, share in exact.items()}
        left = round(WHOLE - sum(given.values()))
        for code in sorted(exact, key=lambda code: given[code] - exact[code])[:left]:
            given[code] += 1
        self._put(given)

    def fill_rest(self) -> None:
        """Give what is missing or too much to the locality with the largest share."""
        now = {code: field.value() for code, field in self.fields.items()}
        largest = max(now, key=lambda code: now[code])
        now[largest] = max(0.0, now[largest] + WHOLE - self._total())
        self._put(now)

    def _put(self, values: Mapping[str, float]) -> None:
        for code, field in self.fields.items():
            field.setValue(values.get(code, 0.0))

    def _total(self) -> float:
        return sum(field.value() for field in self.fields.values())

    def _weigh(self) -> None:
        total = self._total()
        fits = abs(total - WHOLE) < TOLERANCE
        left = WHOLE - total
        words = "100%" if fits else f"{total:.1f}%, {abs(left):.1f}% {'missing' if left > 0 else 'too much'}"
        self.sum.setText(f"Together {words}")
        self.main.setEnabled(fits)

    @classmethod
    def ask(
        cls, parent: QWidget | None, shown: PracticeShown, localities: Sequence[Locality]
    ) -> dict[str, float] | None:
        """The shares wanted, None where they shall stay."""
        dialog = cls(shown, localities, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.shares()
        dialog.deleteLater()
        return answer if accepted else None
