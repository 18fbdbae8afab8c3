"""The map: canvas, layers, labels and tools."""
