"""Files exactly as the NHS and the ONS publish them: told by their content, read, every row accounted for."""
