"""Memory of the real window with a project open, above that of an empty window in the same process.

    python benchmarks/memory.py England.gpkg --json memory.json

Resident memory is read from the system after the map is drawn whole, after a stroke's worth of previews and
after zooming in and out. Only Linux tells it in the way that is read here.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from benchmarks._harness import Row, report
from benchmarks.window_latency import SIZE
from workbench.session.opening import open_project
from workbench.ui.app import application
from workbench.ui.main_window import MainWindow
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

MOST_MB = 400.0


def resident_mb() -> float:
    """Memory that this process holds now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def highest_mb() -> float:
    """The most that this process has held so far."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def settle(window: MainWindow) -> None:
    """Draw everything and let what waits happen."""
    for _ in range(20):
        QApplication.processEvents()
    window.map.settle()
    QApplication.processEvents()


def main() -> None:
    """Open the window, then the project, look around in it, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path, help="a project file, best of some 33,000 areas")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    app = application()
    install_theme(app, appearance=Appearance.LIGHT, text_scale=1.0)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LOCALITY_WORKBENCH_HOME"] = folder
        window = MainWindow(Settings(Path(folder) / "preferences.json"))
        window.resize(*SIZE)
        window.show()
        settle(window)
        empty = resident_mb()
        opened = open_project(options.project, folder=Path(folder))
        loaded = resident_mb()
        window.open_session(opened)
        settle(window)
        shown = resident_mb()
        for _ in range(8):
            window.map.canvas.zoom_in()
            settle(window)
        window.map.canvas.fit()
        settle(window)
        moved = resident_mb()
        units = len(opened.session.project.area.units)
        highest = highest_mb()
        window.file_commands.let_go()
        window.close()
    rows = [
        Row("empty window, MB", units, empty, None, "lower", 1),
        Row("project read, MB above", units, loaded - empty, None, "lower", 1),
        Row("project shown, MB above", units, shown - empty, MOST_MB, "lower", 1),
        Row("after looking around, MB above", units, moved - empty, MOST_MB, "lower", 1),
        Row("highest while opening, MB above", units, highest - empty, None, "lower", 1),
    ]
    report("Memory", rows, options.json)


if __name__ == "__main__":
    main()
