"""The board pack: cover, maps, summary, comparison, who moves, exceptions and sources as one PDF."""
