"""What the cells of the matrix can show: the scope, or one other field, as words that can be typed back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.errors import InputError
from workbench.models.scope import INTEGRATION_LEVELS, ContractState, PaymentType, Role, Scope, ScopeCell
from workbench.models.services import Tier

SCOPE_WORDS = {
    Scope.IN: "In", Scope.PARTIAL: "Part", Scope.OUT: "Out", Scope.NOT_APPLICABLE: "n.a.",
}  # fmt: skip
"""Short words of the cells."""
SPOKEN = {Scope.IN: "In", Scope.PARTIAL: "Part", Scope.OUT: "Out", Scope.NOT_APPLICABLE: "Not applicable"}
"""Words of panel and screen reader."""
LAST_PHASE = 9


@dataclass(frozen=True)
class ShownField:
    """One field of a cell. ``choices`` pairs the word of a cell with its value; None is not recorded."""

    name: str
    title: str
    choices: tuple[tuple[str, object], ...]
    also: tuple[tuple[str, object], ...] = ()
    """Other words that are understood when typed or pasted."""

    def word(self, cell: ScopeCell) -> str:
        """The word of a cell, empty where nothing is recorded."""
        value = getattr(cell, self.name)
        if value is None:
            return ""
        return next((word for word, choice in self.choices if choice == value), str(value))

    def value(self, text: str) -> object:
        """The value of a typed or pasted word.

        Raises:
            InputError: the word is none of those allowed, which are listed.
        """
        wanted = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()).casefold()
        if not wanted and self.name != "scope":
            return None
        for word, value in self.choices + self.also:
            if word.casefold() == wanted:
                return value
        allowed = ", ".join(word for word, _ in self.choices)
        shown = f"“{text.strip()}”" if text.strip() else "An empty cell"
        raise InputError(f"{shown} is no {self.title.lower()}.", remedy=f"Use one of {allowed}.")


def _enum_choices(kind: type[StrEnum]) -> tuple[tuple[str, object], ...]:
    return tuple((str(member.value), member) for member in kind)


_LEVELS: tuple[tuple[str, object], ...] = tuple(
    (f"{level} {word}", level) for level, word in enumerate(INTEGRATION_LEVELS)
)
_LEVELS_ALSO: tuple[tuple[str, object], ...] = tuple(
    pair for level, word in enumerate(INTEGRATION_LEVELS) for pair in ((str(level), level), (word, level))
)

SCOPE = ShownField(
    "scope", "Scope",
    tuple((word, scope) for scope, word in SCOPE_WORDS.items()),
    (("Partial", Scope.PARTIAL), ("Not applicable", Scope.NOT_APPLICABLE), ("NA", Scope.NOT_APPLICABLE),
     ("n/a", Scope.NOT_APPLICABLE), ("I", Scope.IN), ("P", Scope.PARTIAL), ("O", Scope.OUT),
     ("N", Scope.NOT_APPLICABLE)),
)  # fmt: skip
ROLE = ShownField("role", "Role", _enum_choices(Role))
TIER = ShownField(
    "tier", "Delivery tier", tuple((tier.words, tier) for tier in Tier),
    tuple((tier.value, tier) for tier in Tier),
)  # fmt: skip
PHASE = ShownField("phase", "Phase", tuple((str(number), number) for number in range(1, LAST_PHASE + 1)))
INTEGRATION_NOW = ShownField("integration_now", "Integration now", _LEVELS, _LEVELS_ALSO)
INTEGRATION_PLANNED = ShownField("integration_planned", "Integration planned", _LEVELS, _LEVELS_ALSO)
CONTRACT = ShownField("contract_state", "Contract state", _enum_choices(ContractState))
PAYMENT = ShownField("payment_type", "Payment type", _enum_choices(PaymentType))

FIELDS: tuple[ShownField, ...] = (
    SCOPE, ROLE, TIER, PHASE, INTEGRATION_NOW, INTEGRATION_PLANNED, CONTRACT, PAYMENT,
)  # fmt: skip
"""What "Show in cells" offers, in its order."""


def field_named(name: str) -> ShownField:
    """The field of this name."""
    return next(field for field in FIELDS if field.name == name)
