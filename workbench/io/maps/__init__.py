"""Maps for print and for pictures, drawn from the geometry without Qt."""
