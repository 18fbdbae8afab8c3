"""The grid in the real window, ready to be balanced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.ui.balance.balanced_window import Balanced
from workbench.balancing import warming

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow


@pytest.fixture
def balanced(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Balanced:
    """The grid with one locality of four areas, and a balancer that is ready."""
    monkeypatch.setattr(warming, "wait_until_warm", lambda _progress: None)
    window = grid_window
    window.acts["new_locality"].trigger()
    window.desk.focus.set_selection(np.arange(4))
    window.draw_commands.assign_selection()
    window.desk.focus.clear_selection()
    return Balanced(window, monkeypatch)
