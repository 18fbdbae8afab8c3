"""Make the pictures of README and guide from the program itself, so that they never go stale."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize  # noqa: E402 - Qt reads the platform when it is imported
from PySide6.QtWidgets import QApplication  # noqa: E402 - Qt reads the platform when it is imported

from workbench.session.balance_request import BalanceRequest, Use  # noqa: E402 - needs the path above
from workbench.session.exporting import export_map  # noqa: E402 - needs the path above
from workbench.session.opening import open_project  # noqa: E402 - needs the path above
from workbench.ui.balance.start_dialog import Wish  # noqa: E402 - needs the path above
from workbench.ui.balance.uses import Task  # noqa: E402 - needs the path above
from workbench.ui.main_window import MainWindow  # noqa: E402 - needs the path above
from workbench.ui.pictures import main_window_picture, picture_of  # noqa: E402 - needs the path above
from workbench.ui.theme import Appearance  # noqa: E402 - needs the path above

SAMPLE = ROOT / "sample_data" / "fernshire.gpkg"
PICTURES = ROOT / "docs" / "pictures"


def show_repair(window: MainWindow) -> None:
    """Repair the drawing of the sample and show the proposal."""
    picture_of(window, QSize(1366, 768))
    window.balance_commands.begin(Wish(Task.REPAIR, BalanceRequest(use=Use.REPAIR, seconds=0.5, patience=60)))
    drawn = time.monotonic() + 1.0
    while window.desk.jobs.busy or time.monotonic() < drawn:
        if window.desk.jobs.busy:
            drawn = time.monotonic() + 1.0  # names find their places on both maps after the search
        QApplication.processEvents()
        time.sleep(0.02)  # the search works in a thread of this process


def show_services(window: MainWindow) -> None:
    """Show the services by localities."""
    window.acts["view_services"].trigger()


def show_compare(window: MainWindow) -> None:
    """Show the draft of the sample beside its two alternatives."""
    bridge = window.desk.bridge
    assert bridge is not None  # noqa: S101 - the sample is open
    first = bridge.scenario
    window.show_view("compare")
    picture_of(window, QSize(1366, 768))
    compare = window.parts.compare
    compare.choose(compare.choice.with_baseline(first.id, [one.id for one in bridge.project.scenarios]))
    drawn = time.monotonic() + 1.0
    while compare.latest.busy or time.monotonic() < drawn:
        if compare.latest.busy:
            drawn = time.monotonic() + 1.0
        QApplication.processEvents()
        time.sleep(0.02)
    assert compare.plans is not None  # noqa: S101 - it has been waited for
    unit = int(compare.plans.alike.times.argmax())
    x, y = bridge.project.area.units.points[unit]
    compare.maps.shown[0].hovered.emit(unit, float(x), float(y))


def main() -> None:
    """Write every picture into docs/pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    main_window_picture(SAMPLE, PICTURES / "main.png", size=(1366, 768))
    main_window_picture(SAMPLE, PICTURES / "main_dark.png", size=(1366, 768), appearance=Appearance.DARK)
    main_window_picture(SAMPLE, PICTURES / "balance.png", size=(1366, 768), prepare=show_repair)
    main_window_picture(SAMPLE, PICTURES / "services.png", size=(1366, 768), prepare=show_services)
    main_window_picture(SAMPLE, PICTURES / "compare.png", size=(1366, 768), prepare=show_compare)
    with open_project(SAMPLE, read_only=True) as opened:
        scenario = opened.session.project.scenarios[0]
        export_map(opened.session, scenario, PICTURES / "map.png", dpi=110)
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
