"""Locality Workbench: draw hub localities on real populations and take the result to the board."""

from __future__ import annotations

import os

os.environ["PROJ_NETWORK"] = "OFF"
"""Nothing is fetched: the projection library, which reads this once, may not look for grids elsewhere."""

__version__ = "0.1.0"
