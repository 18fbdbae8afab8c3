"""What a planner can do with an open project."""
