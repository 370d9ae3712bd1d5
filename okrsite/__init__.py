"""okrsite publishes a company's OKRs, written as Markdown, as a validated static site."""

__version__ = "0.1.0"
