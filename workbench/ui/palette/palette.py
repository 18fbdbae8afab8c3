"""The command palette (Ctrl+K): a few letters find any command of the table, those used last first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import ActionSpec, Situation, keys_text, plain_text, specs
from workbench.ui.components.finder import FinderCard, FoundRow
from workbench.ui.palette.fuzzy import MENU, WORD, score
from workbench.ui.palette.reasons import reason

RECENT = 8
MOST = 60
HIDDEN = {"palette"}
FOOT = "↑ ↓ choose      Enter runs      Esc closes"


class Palette(QObject):
    """``situations`` gives what is the case now, and what would be with the map in front."""

    def __init__(
        self, acts: ActionSet, over: QWidget, situations: Callable[[], tuple[Situation, Situation]]
    ) -> None:
        super().__init__(over)
        self._acts, self._situations = acts, situations
        self.recent: list[str] = []
        self.card = FinderCard(over, "Find a command", "What do you want to do?", self.find, foot=FOOT)
        self.card.taken.connect(self._run)
        for spec in specs():
            acts[spec.id].triggered.connect(lambda _checked=False, key=spec.id: self._used(key))

    def open(self) -> None:
        """Show the palette, or hide it where it is shown."""
        if self.card.isVisible():
            self.card.close_card()
        else:
            self.card.open()

    def find(self, typed: str) -> list[FoundRow]:
        """Commands for what was typed, best first; those used last first where nothing was typed."""
        now, on_the_map = self._situations()
        ranked = []
        for place, spec in enumerate(specs()):
            if spec.id in HIDDEN:
                continue
            fit = score(typed, plain_text(spec), _more(spec), menu=_menu(spec))
            if not fit:
                continue
            ready = self._acts[spec.id].isEnabled()
            last = self.recent.index(spec.id) if spec.id in self.recent else RECENT
            why = "" if ready else reason(spec, now, on_the_map)
            # ready or not: first what the name tells, then what the menu does, then what help says
            found_in = sum(fit < least for least in (WORD, MENU))
            ranked.append((last if not typed else 0, found_in, not ready, -fit, last, place, spec, why))
        ranked.sort(key=lambda one: one[:6])
        return [_row(spec, self._acts[spec.id], why) for *_, spec, why in ranked[:MOST]]

    def _used(self, key: str) -> None:
        if key not in HIDDEN:
            self.recent = [key, *(other for other in self.recent if other != key)][:RECENT]

    def _run(self, key: object) -> None:
        self._acts[str(key)].trigger()


def _more(spec: ActionSpec) -> str:
    """What else finds a command: keys and help."""
    return f"{keys_text(spec)} {spec.help}"


def _menu(spec: ActionSpec) -> str:
    parts = (spec.menu.value, spec.submenu)
    return ", ".join(part.replace("&", "") for part in parts if part)


def _row(spec: ActionSpec, action: QAction, why: str) -> FoundRow:
    ready = action.isEnabled()
    detail = f"{_menu(spec)}  ·  {spec.help}" if ready else f"{_menu(spec)}  ·  {why}"
    return FoundRow(spec.id, plain_text(spec), detail, keys_text(spec), spec.icon or "next", ready)
