"""The command line: the same work without a window, a file per command group."""
