"""The rules: one file each, whose docstring is its page of the documentation."""
