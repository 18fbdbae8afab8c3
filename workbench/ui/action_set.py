"""The Qt actions made of the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from workbench.ui.actions import ActionSpec, Situation, specs, tooltip
from workbench.ui.icons import set_icon


class ActionSet(QObject):
    """The Qt actions of the table; ``commands`` may still be filled after the actions are made."""

    def __init__(self, commands: Mapping[str, object], parent: QObject) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in specs()}
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self.guard: Callable[[str], bool] = lambda _action_id: True
        """Asked before a command is carried out; workshop mode has destructive ones confirmed."""
        for spec in specs():
            self._actions[spec.id] = self._make(spec, commands)
        self.refresh(Situation())

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._actions

    def all(self) -> list[QAction]:
        """Every action."""
        return list(self._actions.values())

    def spec(self, action_id: str) -> ActionSpec:
        """The entry of the table."""
        return self._specs[action_id]

    def refresh(self, now: Situation) -> None:
        """Enable what can be done now."""
        for key, action in self._actions.items():
            action.setEnabled(bool(getattr(now, self._specs[key].when)))

    def tell_step(self, action_id: str, step: str) -> None:
        """Name the step that undo or redo would act on, in menu and tooltip."""
        spec = self._specs[action_id]
        action = self._actions[action_id]
        action.setText(f"{spec.text} {step.replace('&', '&&')}".rstrip())
        action.setToolTip(tooltip(spec) if not step else f"{tooltip(spec).splitlines()[0]}\n{step}")

    def _make(self, spec: ActionSpec, commands: Mapping[str, object]) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.id)
        if spec.icon:
            set_icon(action, spec.icon)
            action.setIconVisibleInMenu(False)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(tooltip(spec))
        action.setStatusTip(spec.help)
        action.setCheckable(spec.checkable or bool(spec.choice))
        if spec.choice:
            group = self._groups.setdefault(spec.choice, QActionGroup(self))
            group.addAction(action)
        action.triggered.connect(lambda _checked=False: self._run(spec, commands))
        return action

    def _run(self, spec: ActionSpec, commands: Mapping[str, object]) -> None:
        if self.guard(spec.id):
            handler_of(spec, commands)()


def handler_of(spec: ActionSpec, commands: Mapping[str, object]) -> Callable[[], object]:
    """The method that carries a command out; what follows a colon is handed to it.

    Raises:
        AttributeError: the table names a handler that does not exist.
    """
    group, _, method = spec.handler.partition(".")
    method, _, word = method.partition(":")
    handler: Callable[..., object] = getattr(commands[group], method)
    return partial(handler, word) if word else handler
