"""One reader per kind of published file."""
