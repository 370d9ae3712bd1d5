"""What became of templates: each is compiled once by a process, so a preview does not do it for each edit.

What became of okrsite's own is kept beside its modules too, as Python keeps what became of those. Templates
of other themes are compiled again by each process: compiled code can do anything, and what lies in a folder
of content may be anybody's.
"""

import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, __version__, compiler
from jinja2.bccache import Bucket

from okrsite.keeping.aside import clear_aside, write_whole
from okrsite.rendering import compiler as own_compiler
from okrsite.rendering.themes import is_shipped
from okrsite.translation.languages import Language, catalogue_of, spoken

_DIGEST = 16

_made: dict[str, tuple[str, CodeType]] = {}
"""What this process has compiled, by the name of the file, and from what."""


class Compiled(BytecodeCache):
    """Compiled templates in the language that is spoken. `made_by` are files that decide how they come out,
    beside the compilers."""

    def __init__(self, *made_by: str) -> None:
        self._folder = Path(cache_from_source(__file__)).parent
        self._made_by = made_by

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file, which begins with a dot for a template that is none of okrsite's own."""
        own = filename is not None and is_shipped(Path(filename))
        key = super().get_cache_key(name, filename)[:16]
        return f"{'' if own else '.'}{name.replace('/', '.')}-{spoken().tag}-{key}.template"

    def get_source_checksum(self, source: str) -> str:
        """What the template was made of, and by whom."""
        return f"{_maker(spoken(), self._made_by)}{super().get_source_checksum(source)}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if what is kept is whole, and the template as it was."""
        made_of, code = _made.get(bucket.key, ("", None))
        if code is not None and made_of == bucket.checksum:
            bucket.code = code
        elif _is_own(bucket):
            with suppress(Exception):
                kept = (self._folder / bucket.key).read_bytes()
                if kept[:_DIGEST] == _sum(kept[_DIGEST:]):
                    bucket.bytecode_from_string(kept[_DIGEST:])
            _remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket; what is okrsite's own where Python would keep a module."""
        _remember(bucket)
        if not _is_own(bucket) or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            made = bucket.bytecode_to_string()
            clear_aside(self._folder)
            write_whole(self._folder / bucket.key, (_sum(made), made))


@lru_cache(maxsize=8)
def _maker(language: Language, made_by: tuple[str, ...]) -> str:
    """A name for all that decides, beside its source, what a template becomes."""
    digest = blake2b(f"{__version__}\n".encode() + catalogue_of(language), digest_size=_DIGEST)
    for file in (compiler.__file__, own_compiler.__file__, *made_by):
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def _is_own(bucket: Bucket) -> bool:
    return not bucket.key.startswith(".")


def _remember(bucket: Bucket) -> None:
    if bucket.code is not None:
        _made[bucket.key] = (bucket.checksum, bucket.code)


def _sum(made: bytes) -> bytes:
    """What tells whether a template is whole: code that is damaged could do anything."""
    return blake2b(made, digest_size=_DIGEST).digest()
