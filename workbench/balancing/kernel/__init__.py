"""Compiled loops of the balancer: plain arrays in, plain arrays out, no lock of the interpreter held."""

from __future__ import annotations

from workbench.balancing import compiled

compiled.use_folder()  # before the first function is compiled; see there
