"""Maps that show and never change: one pane, and several side by side."""
