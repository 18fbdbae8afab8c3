"""Write docs/keys.md anew from the table of commands: ``python scripts/make_keys_page.py``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from workbench.ui.dialogs.key_table import key_markdown  # noqa: E402 - the path comes first

PAGE = ROOT / "docs" / "keys.md"


def main() -> None:
    """Write the page."""
    PAGE.write_text(key_markdown(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
