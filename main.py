"""Starts Locality Workbench from its source folder, as the installed console script does."""

from __future__ import annotations

if __name__ == "__main__":
    try:
        from workbench.launch import main
    except KeyboardInterrupt:
        raise SystemExit("Stopped; nothing has changed.") from None
    raise SystemExit(main())
