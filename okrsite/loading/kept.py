"""What files gave, kept on the disk from one run to the next.

Whether a file is as it was, its content decides: the digest of its text. On the machine that wrote the store
its stamp stands for that (`okrsite.loading.stamps`), and such a file need not be read.

The store is a folder of shards, so that an edit rewrites a small part.
"""

from collections.abc import Collection
from pathlib import Path
from zlib import crc32

from okrsite.keeping.judged import Judged
from okrsite.keeping.store import Store
from okrsite.loading.discover import ContentFile
from okrsite.loading.memory import Known, Memory
from okrsite.loading.one_file import Outcome
from okrsite.loading.packing import BROKEN, packed, unpacked
from okrsite.loading.stamps import Stamp

SHARDS = 64

Shard = dict[str, Known]
"""What is known of files, by path."""


class Kept(Memory):
    """A memory of outcomes that lives in a folder; several there have different names, and go with the
    content folder that they are `about`. A shard is read once a file in it is asked for.

    Serves one load at a time. Nothing here raises: what can't be read is not known, what can't be written is
    not kept.
    """

    def __init__(self, folder: Path, name: str = "outcomes", about: Path | None = None) -> None:
        super().__init__()
        self._name = name
        self._about = about
        self._store = Store(folder, frozenset())
        self._shards: dict[int, Shard] = {}
        self._changed: set[int] = set()
        self.judged = Judged(self._store.load(f"{name}-judged"))

    def keep(self, file: ContentFile, digest: bytes, stamp: Stamp | None, outcome: Outcome) -> None:
        before = self._beside(file.path).get(file.path)
        super().keep(file, digest, stamp, outcome)
        if before is None or before[:3] != (file.kind, digest, stamp):
            self._changed.add(_number(file.path))

    def forget_others(self, paths: Collection[str]) -> None:
        there = set(paths)
        for number in range(SHARDS):
            shard = self._shard(number)
            for path in shard.keys() - there:
                del shard[path]
                self._changed.add(number)

    def save(self) -> None:
        """Write what has changed, each shard as a whole or not at all."""
        for number in sorted(self._changed):
            entries = [(path, *known) for path, known in self._shards[number].items()]
            self._store.save(f"{self._name}-{number:02d}", packed(entries), self._about)
        self._changed.clear()
        if (used := self.judged.used) is not None:
            self._store.save(f"{self._name}-judged", used, self._about)

    def _beside(self, path: str) -> Shard:
        return self._shard(_number(path))

    def _shard(self, number: int) -> Shard:
        shard = self._shards.get(number)
        if shard is None:
            shard = self._shards[number] = _opened(self._store.load(f"{self._name}-{number:02d}"))
        return shard


def _number(path: str) -> int:
    """The shard of a file: those of a team in a cycle are together."""
    return crc32("/".join(path.split("/", 2)[:2]).encode()) % SHARDS


def _opened(kept: object) -> Shard:
    """A shard as it was kept; an empty one where that is none."""
    if not isinstance(kept, bytes):
        return {}
    try:
        shard = {path: Known(*known) for path, *known in unpacked(kept)}
    except BROKEN:
        return {}
    return shard if all(isinstance(known.outcome, Outcome) for known in shard.values()) else {}
