"""What files gave the last time, for whoever loads the same folder again and again."""

from collections.abc import Collection

from okrsite.loading.discover import ContentFile
from okrsite.loading.one_file import Outcome


class Memory:
    """The outcomes of files whose text decides everything, by path. Serves one load at a time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[ContentFile, str, Outcome]] = {}

    def recall(self, file: ContentFile, text: str) -> Outcome | None:
        """The outcome of a file, if it had the same text the last time."""
        known = self._known.get(file.path)
        return known[2] if known is not None and known[:2] == (file, text) else None

    def keep(self, file: ContentFile, text: str, outcome: Outcome) -> None:
        self._known[file.path] = (file, text, outcome)

    def forget_others(self, paths: Collection[str]) -> None:
        """Forget all files but these."""
        for path in self._known.keys() - set(paths):
            del self._known[path]
