"""The option bar in narrow windows: basis and band are never cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow


@pytest.mark.parametrize("width", [1024, 1200, 1280, 1366])
def test_basis_and_band_are_shown_in_full(grid_window: MainWindow, width: int) -> None:
    grid_window.acts["new_locality"].trigger()
    target = grid_window.desk.target
    assert target is not None
    assert grid_window.locality_commands.give_name(target.code, "Holistic patient centred care of the county")
    grid_window.resize(width, 700)
    for tool in grid_window.map.tools:
        grid_window.draw_commands.use(tool)
        grid_window.desk.focus.set_selection(np.arange(12))
        QApplication.processEvents()
        options = grid_window.options
        for choice in (options.basis, options.band):
            assert choice.width() >= choice.sizeHint().width(), tool
        assert options.minimumSizeHint().width() <= width, tool
        assert options._new.accessibleName() == "New locality"


def test_the_window_fits_a_full_hd_screen_at_twice_the_size(grid_window: MainWindow) -> None:
    frame = 40
    assert grid_window.minimumWidth() <= 1920 // 2
    assert grid_window.minimumHeight() <= 1080 // 2 - frame
