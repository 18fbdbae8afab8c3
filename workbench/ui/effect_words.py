"""What a stroke would do, in words: whom it cuts off, what it encloses, and what becomes of one locality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.metrics.contiguity import Enclosed
from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import Band
from workbench.session.live_figures import Preview
from workbench.ui import formats
from workbench.ui.status import BandState, band_state, band_word


@dataclass(frozen=True)
class Effect:
    """What is shown of the locality that a stroke is about, and what to be warned of, in few words."""

    number: str
    name: str
    colour: str
    people: float
    state: BandState
    word: str
    warnings: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ". ".join((f"{self.name} {formats.number(self.people)}, {self.word}", *self.warnings))


def receiving_first(preview: Preview) -> list[LocalityFigures]:
    """The localities touched as they would be, those that gain most areas first."""
    before = {figures.code: figures.units for figures in preview.before}
    return sorted(preview.after, key=lambda after: before[after.code] - after.units)


def effect_of(preview: Preview, *, band: Band, colours: Mapping[str, str], near: int) -> Effect | None:
    """The effect on the receiving locality, or on the one that gives most where nobody receives."""
    rows = receiving_first(preview)
    if not rows:
        return None
    before = {figures.code: figures.units for figures in preview.before}
    row = rows[0] if rows[0].units > before[rows[0].code] else rows[-1]
    return Effect(
        str(row.number), row.name, colours.get(row.code, ""), row.people,
        band_state(row.people, band, near), band_word(row.people, band, near), short_warnings(preview),
    )  # fmt: skip


MOST_SENTENCES = 2
"""More warnings than these are summed up, so that a card leaves the map visible."""


def warnings(preview: Preview) -> list[str]:
    """What a stroke would cut off or enclose, in full sentences; it warns and never blocks."""
    told = _sentences(preview)
    return told if len(told) <= MOST_SENTENCES else [f"{words}." for words in short_warnings(preview)]


def _sentences(preview: Preview) -> list[str]:
    names = {row.code: row.name for row in (*preview.before, *preview.after)}
    words = []
    for code, units in preview.cut_off.items():
        people = formats.people(preview.cut_off_people.get(code))
        words.append(f"Cuts off {formats.count(len(units), 'area')}, {people}, from {names[code]}.")
    for enclosed, (code, inside) in _enclosed(preview):
        kind = "a hole" if enclosed.kind == "hole" else "an enclave"
        count = formats.count(len(enclosed.units), "area")
        words.append(f"Leaves {kind} of {count}, {formats.people(inside)}, in {names[code]}.")
    return words


def short_warnings(preview: Preview) -> tuple[str, ...]:
    """The same in few words: "Cuts off 3 areas, 4,812 people", "Leaves 1 hole"."""
    words = []
    cut_off = sum(len(units) for units in preview.cut_off.values())
    if cut_off:
        people = sum(preview.cut_off_people.values())
        words.append(f"Cuts off {formats.count(cut_off, 'area')}, {formats.people(people)}")
    kinds = [enclosed.kind for enclosed, _ in _enclosed(preview)]
    made = [formats.count(kinds.count(kind), kind) for kind in ("hole", "enclave") if kind in kinds]
    if made:
        words.append(f"Leaves {' and '.join(made)}")
    return tuple(words)


def _enclosed(preview: Preview) -> list[tuple[Enclosed, tuple[str, float]]]:
    """What would be enclosed, without what is cut off by the same stroke and told as that."""
    cut_off = {unit for units in preview.cut_off.values() for unit in units.tolist()}
    pairs = zip(preview.enclosed, preview.around, strict=True)
    return [
        (enclosed, around) for enclosed, around in pairs if not cut_off.issuperset(enclosed.units.tolist())
    ]
