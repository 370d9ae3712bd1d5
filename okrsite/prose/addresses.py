"""Addresses that somebody wrote: which lead out of the site, and to where they seem to."""

import re
from urllib.parse import urlsplit

_OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

LONGEST = 4000
"""Characters of an address; browsers and forges cut longer ones."""

WEB_ADDRESS = re.compile(r"https?://[^\s<>\x22'\\/?#@]+(?:[/?#][^\s<>\x22'\\]*)?")
"""How an address looks. What stands before an `@` is a password, or a host that it only seems to lead to."""


def is_outside(href: str) -> bool:
    """Whether an address leads out of the site (http, https, mailto), to where it says."""
    if not _OUTSIDE.match(href):
        return False
    return href[:1] in "mM" or is_web_address(href)


def is_web_address(text: str) -> bool:
    """Whether a browser finds a host in an address, and people see which: without a password in it, and
    without characters that can't be seen or that turn the direction of writing."""
    scheme, colon, rest = text.partition(":")
    address = f"{scheme.lower()}{colon}{rest}"
    if len(text) > LONGEST or not text.isprintable() or not WEB_ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a number of a host that can't be
        return False


def is_local(href: str) -> bool:
    """Whether an address names a file of the content: neither another site nor a place on the same page."""
    return bool(href) and not href.startswith(("#", "//")) and not _SCHEME.match(href)
