"""What became of okrsite's own templates, kept beside its modules, as Python keeps what became of those.

Templates of other themes are compiled in each build: compiled code can do anything, and what lies in a folder
of content may be anybody's.
"""

import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, __version__, compiler
from jinja2.bccache import Bucket

from okrsite.keeping.aside import clear_aside, write_whole
from okrsite.rendering import compiler as own_compiler
from okrsite.rendering.themes import is_shipped
from okrsite.translation.languages import Language, catalogue_of, spoken

_DIGEST = 16


class Compiled(BytecodeCache):
    """Compiled templates in the language that is spoken. `made_by` are files that decide how they come out,
    beside the compilers."""

    def __init__(self, *made_by: str) -> None:
        self._folder = Path(cache_from_source(__file__)).parent
        self._made_by = made_by
        self._maker = lru_cache(maxsize=1)(self._maker_for)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file; empty for a template that is none of okrsite's own."""
        if filename is None or not is_shipped(Path(filename)):
            return ""
        key = super().get_cache_key(name, filename)[:16]
        return f"{name.replace('/', '.')}-{spoken().tag}-{key}.template"

    def get_source_checksum(self, source: str) -> str:
        """What the template was made of, and by whom."""
        return f"{self._maker(spoken())}{super().get_source_checksum(source)}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if what is kept is whole, and the template as it was."""
        if bucket.key:
            with suppress(Exception):
                kept = (self._folder / bucket.key).read_bytes()
                if kept[:_DIGEST] == _sum(kept[_DIGEST:]):
                    bucket.bytecode_from_string(kept[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, where Python would keep a module."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            made = bucket.bytecode_to_string()
            clear_aside(self._folder)
            write_whole(self._folder / bucket.key, (_sum(made), made))

    def _maker_for(self, language: Language) -> str:
        digest = blake2b(f"{__version__}\n".encode() + catalogue_of(language), digest_size=_DIGEST)
        for file in (compiler.__file__, own_compiler.__file__, *self._made_by):
            digest.update(Path(file).read_bytes())
        return digest.hexdigest()


def _sum(made: bytes) -> bytes:
    """What tells whether a template is whole: code that is damaged could do anything."""
    return blake2b(made, digest_size=_DIGEST).digest()
