"""Starts Locality Workbench from its source folder, as the installed console script does."""

from __future__ import annotations

from workbench.launch import main

if __name__ == "__main__":
    raise SystemExit(main())
