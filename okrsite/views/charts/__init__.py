"""Lines, bands and columns over time as values: coordinates that only need to be drawn."""
