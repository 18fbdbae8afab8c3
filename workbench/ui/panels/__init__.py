"""Docked panels; they never import one another."""
