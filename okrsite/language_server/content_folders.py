"""Where the content is, in what somebody has opened in an editor."""

from collections.abc import Iterator
from pathlib import Path

SETTINGS = "okrsite.yml"
"""The file that makes a folder one of content."""

DEEPEST = 4
"""How many folders below the one that was opened the content may lie."""

MOST = 3000
"""Folders that are looked into, so that nobody waits for a home directory."""

_LEFT_OUT = frozenset({"node_modules", "build", "dist", "venv", "target", "vendor", "__pycache__"})


def content_folders(opened: Path) -> tuple[Path, ...]:
    """The content folders in a folder that was opened: itself, or folders below it. None lies in another."""
    found: list[Path] = []
    queue = [(opened, 0)]
    looked = 0
    while queue and looked < MOST:
        folder, depth = queue.pop(0)
        looked += 1
        if _has_settings(folder):
            found.append(folder)
        elif depth < DEEPEST:
            queue += [(inner, depth + 1) for inner in sorted(_folders_in(folder))]
    return tuple(found)


def content_above(file: Path) -> Path | None:
    """The content folder that a file lies in."""
    return next((folder for folder in file.parents if _has_settings(folder)), None)


def _has_settings(folder: Path) -> bool:
    try:
        return (folder / SETTINGS).is_file()
    except (OSError, ValueError):
        return False


def _folders_in(folder: Path) -> Iterator[Path]:
    try:
        for inner in folder.iterdir():
            skipped = inner.name.startswith(".") or inner.name in _LEFT_OUT or inner.is_symlink()
            if not skipped and inner.is_dir():
                yield inner
    except (OSError, ValueError):
        return
