"""What files gave the last time, for whoever loads the same folder again and again."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from okrsite.keeping.judged import Judged
from okrsite.keeping.recollection import Recollection
from okrsite.loading.discover import ContentFile
from okrsite.loading.one_file import Outcome
from okrsite.loading.stamps import Stamp
from okrsite.loading.standing import Seen


class Known(NamedTuple):
    """What is known of a file: its kind, the digest of its text (`okrsite.loading.reading.digest_of`), its
    stamp (None where that told nothing), and what it gave."""

    kind: str
    digest: bytes
    stamp: Stamp | None
    outcome: Outcome


class Memory:
    """The outcomes of files whose text decides everything, the `recollection` of what was made of them, and
    what was `judged` of titles and where things stand.
    `seen` is what the last load found in the folder, and `given` what its files gave, by path. Serves one
    load at a time."""

    def __init__(self) -> None:
        self.seen: Seen | None = None
        self.given: Mapping[str, Outcome] = {}
        self.recollection = Recollection()
        self.judged = Judged()
        self._known: dict[str, Known] = {}

    def untouched(self, file: ContentFile, stamp: Stamp | None) -> Outcome | None:
        """The outcome of a file, if its stamp says that it is as it was."""
        known = self._beside(file.path).get(file.path)
        if known is None or stamp is None or known.stamp != stamp or known.kind != file.kind:
            return None
        return known.outcome

    def recall(self, file: ContentFile, digest: bytes) -> Outcome | None:
        """The outcome of a file, if it had the same text the last time."""
        known = self._beside(file.path).get(file.path)
        if known is None or known.digest != digest or known.kind != file.kind:
            return None
        return known.outcome

    def keep(self, file: ContentFile, digest: bytes, stamp: Stamp | None, outcome: Outcome) -> None:
        """Remember what a text gave, and the stamp that its file had before it was read."""
        self._beside(file.path)[file.path] = Known(file.kind, digest, stamp, outcome)

    def forget_others(self, paths: Collection[str]) -> None:
        """Forget all files but these."""
        for path in self._known.keys() - set(paths):
            del self._known[path]

    def _beside(self, path: str) -> dict[str, Known]:  # noqa: ARG002 - a memory may have several
        """What is known of a file and of those beside it, by path."""
        return self._known
