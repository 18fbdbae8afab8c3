"""Unsaved work of a program that is gone, earlier states, and what others do to the file."""
