"""Finding the file of a published site that an address asks for, and no other file."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What was asked for stands at this address: a folder was asked for without a slash at the end."""

    address: str


def content_type(file: Path) -> str:
    """Return the Content-Type to serve a file with."""
    return _TYPES.get(file.suffix.lower(), "application/octet-stream")


def has_site(folder: Path) -> bool:
    """Tell whether a site was published into this folder."""
    try:
        return (folder / "index.html").is_file()
    except OSError:
        return False


def find(folder: Path, address: str) -> Path | Elsewhere | None:
    """Return the file that a request's address asks for, None if there is none that may be shown.

    `address` is the request's target as http.server has it: percent-encoded, and possibly with a query.
    Links in the folder are followed as far as they stay in it. Hidden files are not shown.
    """
    path, mark, query = address.partition("?")
    parts = _parts(path)
    if parts is None:
        return None
    wants_folder = parts[-1] == ""
    root = os.path.realpath(folder)
    target = _inside(root, parts)
    if target is None:
        return None
    if target.is_dir():
        if not wants_folder:
            return Elsewhere(address=quote("/" + "/".join(parts) + "/") + mark + query)
        target = _inside(root, (*parts, "index.html"))
    elif wants_folder:
        return None
    return target if target is not None and target.is_file() else None


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
    for part in (*parts[:-1], parts[-1] or "index.html"):
        if not part or part.startswith(".") or not part.isprintable() or "\\" in part or ":" in part:
            return None
    return tuple(parts)


def _inside(root: str, parts: tuple[str, ...]) -> Path | None:
    """Return where the names lead, links followed, if that is in the folder and not hidden."""
    real = Path(os.path.realpath(Path(root, *parts)))
    if not real.is_relative_to(root) or any(name.startswith(".") for name in real.relative_to(root).parts):
        return None
    return real
