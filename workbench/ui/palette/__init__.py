"""The command palette: every command of the window, found by a few letters."""
