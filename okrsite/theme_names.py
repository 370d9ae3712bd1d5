"""Names of themes and of their folder. A module of its own: to see that nothing changed takes no settings."""

DEFAULT_THEME = "default"
"""The theme that comes with okrsite."""

THEMES = "themes"
"""The folder beside the content where a theme of one's own is sought."""
