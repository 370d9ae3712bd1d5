"""The guide for people who write OKRs: Markdown, published on every site."""

from importlib.resources import files


def guide_text() -> str:
    """The guide in Markdown."""
    return files(__name__).joinpath("guide.md").read_text("utf-8")
