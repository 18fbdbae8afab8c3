"""The window before a room of people: what follows the desk there, and the switches that change screens."""
