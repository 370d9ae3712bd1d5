"""Addresses of files, as editors write them, and paths."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

_DRIVE = re.compile(r"/?([A-Za-z])[:|](?=/|$)")


def path_in(address: str, *, windows: bool = os.name == "nt") -> str | None:
    """The path that a `file:` address names; None for any other address, and for one that is none.

    Editors differ in how they write one: `file:///C:/a`, `file:///c%3A/a`, `file://server/share/a`, and
    percent signs before whatever they like.
    """
    try:
        parts = urlsplit(address)
        host = unquote(parts.netloc, errors="strict")
        path = unquote(parts.path, errors="strict")
    except ValueError:
        return None
    if parts.scheme.lower() != "file" or not path.startswith("/") or "\0" in path:
        return None
    if windows:
        drive = _DRIVE.match(path)
        if drive:
            return f"{drive[1].upper()}:{path[drive.end() :] or '/'}".replace("/", "\\")
        return f"//{host}{path}".replace("/", "\\") if host else path.replace("/", "\\")
    return path if host in {"", "localhost"} else None


def address_of(path: Path) -> str:
    """The address of a file, as most editors write it."""
    return path.absolute().as_uri()
