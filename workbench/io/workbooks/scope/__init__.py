"""Workbook B: the service-scope matrix, out to Excel and back."""
