"""Locality Workbench: draw hub localities on real populations and take the result to the board."""

from __future__ import annotations

__version__ = "0.1.0"
