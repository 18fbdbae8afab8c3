"""Dialogs, each asked through a classmethod that returns its answer or None."""
