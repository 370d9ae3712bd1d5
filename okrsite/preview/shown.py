"""What a preview shows at an address: something of the site, and nothing else."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, unquote_to_bytes

# Not the system's table, which differs from machine to machine.
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".yml": "application/yaml; charset=utf-8",
}


_INDEX = "index.html"


class Site(Protocol):
    """What is shown."""

    def find(self, path: str) -> Path | bytes | None:
        """What stands at a path of the site, or the file that is published there; None where nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What was asked for stands at this address: a folder was asked for without a slash at the end."""

    address: str


def content_type(name: str) -> str:
    """Return the Content-Type to serve a file of this name with."""
    return _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def find(site: Site, path: str) -> Path | bytes | Elsewhere | None:
    """Return what a request's path asks for, None if there is no such thing.

    `path` is percent-encoded, as the request has it, without a query. Raises RenderError as the site does.
    """
    parts = _parts(path)
    if parts is None:
        return None
    *folders, last = parts
    found = site.find("/".join((*folders, last or _INDEX)))
    if found is None and last and site.find("/".join((*parts, _INDEX))) is not None:
        return Elsewhere(address=quote("/" + "/".join(parts) + "/"))
    return found


def asked_for(path: str) -> str:
    """The name of the file that a request's path asks for, which says of what type it is."""
    return (unquote(path).rpartition("/")[2] or _INDEX).lower()


def _parts(path: str) -> tuple[str, ...] | None:
    """Return the names in an address, the last one empty for a folder; None if one of them is not a name."""
    try:
        text = unquote_to_bytes(path.encode("latin-1")).decode("utf-8")
    except UnicodeError:
        return None
    first, *parts = text.split("/")
    if first or not parts:
        return None
    # Decoded once: what is still encoded is a strange name, and no file has it.
    for part in (*parts[:-1], parts[-1] or _INDEX):
        if not part or part.startswith(".") or not part.isprintable() or "\\" in part or ":" in part:
            return None
    return tuple(parts)
