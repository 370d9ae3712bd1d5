"""What the words of objectives and key results give away: numbers, tasks, vague topics.

The words of a language are data, one file a language (`en.toml`). Where a language has none, nothing is
judged.
"""
