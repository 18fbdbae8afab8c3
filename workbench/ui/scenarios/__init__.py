"""Scenarios in the window: what is said of them, and their localities rolled up."""
