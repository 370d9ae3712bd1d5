"""Which okrsite this is: its code, rather than its version, which changes only with a release."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

_SUFFIXES = frozenset({".py", ".po", ".md", ".json", ".yml"})
_INSTALLED = frozenset({".dist-info", ".egg-info"})


@cache
def code_digest() -> str:
    """A name for the code and the texts of this okrsite, and for the packages installed with it, the same
    wherever and whenever that was."""
    root = Path(__file__).parent.parent
    found = blake2b("\n".join(sorted(_packages())).encode("utf-8", "surrogateescape"), digest_size=12)
    for path in sorted(p for p in root.rglob("*") if p.suffix in _SUFFIXES and p.is_file()):
        found.update(f"{path.relative_to(root).as_posix()}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _packages() -> Iterator[str]:
    """The names of packages that can be imported, with their versions."""
    for folder in sys.path:
        with suppress(OSError):
            yield from (path.name for path in Path(folder).iterdir() if path.suffix in _INSTALLED)
