"""The fields of the detail panel, in the order in which they are filled in a workshop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from workbench.models.scope import ContractState, PaymentType, Role, Setting
from workbench.models.services import Tier
from workbench.ui import formats
from workbench.ui.components.labels import Role as LabelRole
from workbench.ui.components.labels import column, label, row
from workbench.ui.services.cell_fields import (
    ChoiceField,
    DateField,
    Field,
    LongTextField,
    OrganisationField,
    TextField,
)
from workbench.ui.services.shown_fields import INTEGRATION_NOW, PHASE
from workbench.ui.theme import current_theme

AskOrganisations = Callable[[tuple[str, ...], bool, str], tuple[str, ...] | None]
"""Codes chosen so far, whether there may be many, and for what."""
YES_NO: tuple[tuple[str, object], ...] = (("Yes", True), ("No", False))


@dataclass(frozen=True)
class Line:
    """A field of the form: its name in ``ScopeCell``, the label, and what the reader hears."""

    name: str
    text: str
    field: Field
    spoken: str = ""
    wide: bool = False
    """Label above and the field over the whole width."""


def tier_choices(usual: Tier | None) -> list[tuple[str, object]]:
    """Tiers; the usual one of the service is marked."""
    return [(f"{tier.words} (usual)" if tier is usual else tier.words, tier) for tier in Tier]


class DetailForm(QObject):
    """Makes the fields and tells every change with the field's name."""

    changed = Signal(str, object)
    refused = Signal(object)

    def __init__(self, ask: AskOrganisations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        enums = {
            kind: [(str(member.value), member) for member in kind]
            for kind in (Role, ContractState, PaymentType, Setting)
        }
        levels = list(INTEGRATION_NOW.choices)
        self.first = (
            Line("role", "Role", ChoiceField(enums[Role])),
            Line("tier", "Delivered at", ChoiceField(tier_choices(None))),
            Line("delivered_by", "Delivered by", OrganisationField(many=True, ask=ask)),
            Line("accountable", "Accountable", OrganisationField(many=False, ask=ask)),
            Line("phase", "Phase", ChoiceField(PHASE.choices, none=formats.nothing(""))),
        )
        self.start = Line("start_date", "from", DateField(), "Start date of the phase")
        self.reason = (
            Line("reason", "Reason", LongTextField(), wide=True),
            Line("decided_by", "Decided by", TextField()),
            Line("decided_on", "Decided on", DateField()),
        )
        self.review = (Line("review_date", "Review on", DateField(), "Review date"),)
        self.contract = (
            Line("commissioner", "Commissioner", TextField()),
            Line("delegated", "Delegated", ChoiceField(YES_NO)),
            Line("contract_state", "Contract", ChoiceField(enums[ContractState]), "Contract state"),
            Line("contract_end", "Ends on", DateField(), "Contract end"),
            Line("procurement_route", "Procurement", TextField(), "Procurement route"),
            Line("payment_type", "Payment", ChoiceField(enums[PaymentType]), "Payment type"),
        )
        self.delivery = (
            Line("role_planned", "Role planned", ChoiceField(enums[Role])),
            Line("setting_now", "Setting now", ChoiceField(enums[Setting])),
            Line("setting_planned", "Setting planned", ChoiceField(enums[Setting])),
            Line("integration_now", "Integration now", ChoiceField(levels)),
            Line("integration_planned", "Planned", ChoiceField(levels), "Integration planned"),
        )
        self.variation = (
            Line(
                "local_variation", "Differs here", ChoiceField((("Yes", True),), none="No"), "Local variation"
            ),
            Line(
                "variation_reason",
                "Why it differs",
                LongTextField(2),
                "Reason of the local variation",
                wide=True,
            ),
        )
        self.note = (Line("note", "Note", LongTextField(2), wide=True),)
        self.lines = {
            line.name: line
            for part in (
                self.first,
                (self.start,),
                self.reason,
                self.review,
                self.contract,
                self.delivery,
                self.variation,
                self.note,
            )
            for line in part
        }
        self._labels: dict[str, QLabel] = {}
        for line in self.lines.values():
            line.field.setAccessibleName(line.spoken or line.text)
            line.field.changed.connect(lambda value, name=line.name: self.changed.emit(name, value))
            if isinstance(line.field, DateField):
                line.field.refused.connect(self.refused)

    def field(self, name: str) -> Field:
        """The field of this name."""
        return self.lines[name].field

    def set_label(self, name: str, text: str) -> None:
        """Give a line another label, such as "Reason for Out (needed)"."""
        self._labels[name].setText(text)

    def _phase_row(self, phase: Line) -> QHBoxLayout:
        """Phase and its start date beside each other."""
        start = label(self.start.text, LabelRole.SECONDARY)
        start.setBuddy(self.start.field)
        self._labels[self.start.name] = start
        beside = row(phase.field, start, self.start.field, spacing=6)
        phase.field.setMinimumWidth(current_theme().px(48))
        beside.setStretch(0, 2)
        beside.setStretch(2, 3)
        return beside

    def block(self, lines: tuple[Line, ...], title: str = "") -> QWidget:
        """Some lines under a section title as a widget."""
        theme = current_theme()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(2))
        grid.setVerticalSpacing(theme.px(7))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.px(97))
        for place, line in enumerate(lines):
            head = label(line.text, LabelRole.SECTION if line.wide else LabelRole.SECONDARY)
            head.setBuddy(line.field)
            self._labels[line.name] = head
            if line.wide:
                grid.addLayout(column(head, line.field, spacing=5), place, 0, 1, 2)
                continue
            grid.addWidget(head, place, 0)
            if line.name == "phase":
                grid.addLayout(self._phase_row(line), place, 1)
            else:
                grid.addWidget(line.field, place, 1)
        holder = QWidget()
        heads = (label(title, LabelRole.SECTION),) if title else ()
        holder.setLayout(column(*heads, grid, spacing=7))
        return holder
