"""What git knows of the content. Nobody else calls git."""
