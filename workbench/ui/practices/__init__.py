"""Practices in the window: where their patients live, what is asked about them, and flows."""
