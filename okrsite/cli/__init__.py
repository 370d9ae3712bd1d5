"""The commands. The only user of click and rich; each command parses and hands over."""
