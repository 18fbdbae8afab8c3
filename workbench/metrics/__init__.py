"""Figures of a plan: pure functions and running sums."""
