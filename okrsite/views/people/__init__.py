"""Who owns what, and what is theirs to do."""
