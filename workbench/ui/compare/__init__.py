"""The compare view: scenarios side by side, what differs, and all their figures."""
