import numpy as np
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import *
def test_w(grid_window):
    w=grid_window
    w.acts["new_locality"].trigger()
    w.locality_commands.give_name(w.desk.target.code, "Holistic patient centred care of the county")
    for width in (1024,1200,1366,1600):
        w.resize(width,700)
        for tool in ("select","lasso"):
            w.draw_commands.use(tool); w.desk.focus.set_selection(np.arange(12)); QApplication.processEvents(); QApplication.processEvents()
            w.options.grab().save(f"/tmp/w/s4/A/bar_{width}_{tool}.png")
