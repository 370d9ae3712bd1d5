"""Prose: what people write in Markdown. The only user of markdown_it."""
