"""The Excel workbooks for boards."""
