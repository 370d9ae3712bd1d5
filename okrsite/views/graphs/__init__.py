"""The alignment graphs of cycles and objectives: as values to draw, as lists, and to explore."""
