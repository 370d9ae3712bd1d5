"""From content to a published folder."""
