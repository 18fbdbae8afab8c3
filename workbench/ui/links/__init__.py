"""Bridges and ferries in the window: their list, their signs on the map, and permitted parts."""
