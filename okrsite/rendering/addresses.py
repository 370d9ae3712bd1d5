"""Addresses as a page has to write them: relative to where it stands, and none that could do harm."""

import re
from dataclasses import dataclass
from functools import lru_cache

Folders = tuple[tuple[str, str], ...]
"""The folders above a page, nearest first, with the way up to each."""

_KEPT = 16
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HARMLESS = ("http:", "https:", "mailto:")
_IGNORED_BY_BROWSERS = dict.fromkeys(range(0x21))  # blanks and controls, inside a scheme too


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its address, and the folders above it. `ways` are those from its folder that were
    sought before."""

    url: str
    folders: Folders
    ways: dict[str, str]

    def link(self, url: str) -> str:
        """An address of the site as the page has to write it; empty where following it could do harm."""
        if url.startswith(f"{self.url}#"):
            return url[len(self.url) :]
        way = self.ways.get(url)
        if way is None:
            way = self.ways[url] = relative(url, self.folders)
        return way

    def anchor(self, url: str) -> str:
        """The part after # where the address is on this very page, else empty."""
        page, _, fragment = url.partition("#")
        return fragment if page == self.url else ""


class Places:
    """Finds the places of pages. Pages in the same folder share the ways from there."""

    def __init__(self) -> None:
        self._folder = lru_cache(maxsize=_KEPT)(_from)

    def of(self, url: str) -> Place:
        """Where the page with this address stands."""
        return Place(url, *self._folder(url[: url.rfind("/") + 1]))


def relative(url: str, folders: Folders) -> str:
    """An address as a page below some folders has to write it; empty where following it could do harm."""
    if ":" in url or not url[:1].isalnum():
        address = url.translate(_IGNORED_BY_BROWSERS)
        if scheme := _SCHEME.match(address):
            return address if scheme[0].lower() in _HARMLESS else ""
        if address[:1] in ("", "/", "\\"):
            return ""
        url = address
    way = url
    for folder, up in folders:
        if url.startswith(folder):
            way = up + url[len(folder) :]
            break
    return f"./{way}" if not way or _SCHEME.match(way) else way


def _from(folder: str) -> tuple[Folders, dict[str, str]]:
    steps = folder.split("/")[:-1]
    above = ("/".join(steps[:depth]) + "/" if depth else "" for depth in range(len(steps), -1, -1))
    return tuple((one, "../" * level) for level, one in enumerate(above)), {}
