"""The domain: units, practices, localities, plans and edits; no files, no Qt."""
