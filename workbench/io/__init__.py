"""The only code that knows files."""
