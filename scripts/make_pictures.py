"""Make the pictures of README and guide from the program itself, so that they never go stale."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from workbench.session.exporting import export_map  # noqa: E402 - needs the path above
from workbench.session.opening import open_project  # noqa: E402 - needs the path above
from workbench.ui.pictures import main_window_picture  # noqa: E402 - needs the path above
from workbench.ui.theme import Appearance  # noqa: E402 - needs the path above

SAMPLE = ROOT / "sample_data" / "fernshire.gpkg"
PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    """Write every picture into docs/pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    main_window_picture(SAMPLE, PICTURES / "main.png", size=(1366, 768))
    main_window_picture(SAMPLE, PICTURES / "main_dark.png", size=(1366, 768), appearance=Appearance.DARK)
    with open_project(SAMPLE, read_only=True) as opened:
        scenario = opened.session.project.scenarios[0]
        export_map(opened.session, scenario, PICTURES / "map.png", dpi=110)
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
