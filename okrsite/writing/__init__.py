"""New content files: what they say, where they go, and that nothing is ever overwritten."""
