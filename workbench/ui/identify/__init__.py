"""Identify: all that is known of the area, practice or site that is pointed at."""
