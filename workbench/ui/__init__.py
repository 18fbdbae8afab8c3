"""The window: show, ask, forward. The only room that imports PySide6."""
