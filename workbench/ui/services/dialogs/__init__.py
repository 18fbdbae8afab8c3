"""Dialogs of the services view."""
