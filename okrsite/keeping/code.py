"""Which okrsite this is: its code, rather than its version, which changes only with a release."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

_SUFFIXES = (".py", ".po", ".md", ".json", ".yml", ".toml")
_INSTALLED = frozenset({".dist-info", ".egg-info"})


@cache
def code_digest() -> str:
    """A name for the code and the texts of this okrsite, and for the packages installed with it, the same
    wherever and whenever that was."""
    root = Path(__file__).parent.parent
    ours = f"{root}{os.sep}"
    found = blake2b("\n".join(sorted(_packages())).encode("utf-8", "surrogateescape"), digest_size=12)
    for path in sorted(_files(os.fspath(root))):
        name = path.removeprefix(ours).replace(os.sep, "/")
        found.update(f"{name}\n".encode("utf-8", "surrogateescape"))
        with open(path, "rb") as file:  # noqa: PTH123 - every command passes here
            found.update(file.read())
    return found.hexdigest()


def _files(folder: str) -> Iterator[str]:
    for inside, _, names in os.walk(folder):
        yield from (f"{inside}{os.sep}{name}" for name in names if name.endswith(_SUFFIXES))


def _packages() -> Iterator[str]:
    """The names of packages that can be imported, with their versions."""
    for folder in sys.path:
        with suppress(OSError):
            yield from (path.name for path in Path(folder).iterdir() if path.suffix in _INSTALLED)
