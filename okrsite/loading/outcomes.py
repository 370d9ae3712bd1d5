"""What each file of a content folder gives: remembered, read ahead, or read when it is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from okrsite.loading.discover import ContentFile
from okrsite.loading.memory import Memory
from okrsite.loading.one_file import DECODERS, Decode, Outcome, Report, T, read_one
from okrsite.loading.reading import digest_of, read_text, unsaved_text
from okrsite.loading.reading_ahead import Ahead, read_ahead
from okrsite.loading.stamps import Stamp, settled
from okrsite.loading.standing import Seen


class Outcomes:
    """The files of one load. `overlay` has texts that stand for files, by path; `seen` is what lies on the
    disk."""

    def __init__(
        self,
        content: Path,
        report: Report,
        overlay: Mapping[str, str],
        seen: Seen,
        memory: Memory | None,
    ) -> None:
        self._content = str(content)
        self._report = report
        self._overlay = overlay
        self._memory = memory or Memory()
        self._seen = seen
        self._stamps: Mapping[str, Stamp | None] = {}
        self._given: dict[str, Outcome] = {}
        self._ahead: Ahead = {}

    def look(self, tell: Callable[[int], None]) -> None:
        """See which files are not as they were, and read them, if they are many; `tell` is called with the
        number of files done."""
        looked = self._seen.looked
        if looked is not None:
            self._given = {path: one for path, one in self._memory.given.items() if path not in looked}
        alone = [
            file
            for file in self._seen.found.files
            if file.path not in self._given and file.kind in DECODERS and file.path not in self._overlay
        ]
        self._stamps = {file.path: settled(self._seen.files[file.path]) for file in alone}
        for file in alone:
            outcome = self._memory.untouched(file, self._stamps[file.path])
            if outcome is not None:
                self._given[file.path] = outcome
        others = [file for file in alone if file.path not in self._given]
        self._ahead = read_ahead(self._content, others, self._memory, tell)

    def of(self, file: ContentFile, decode: Decode[T]) -> Outcome | None:
        """What a file gives; None after a report of why it can't be read."""
        if file.kind not in DECODERS:  # another file has a say in it
            text = self.text(file)
            return None if text is None else read_one(file, text, decode)
        known = self._given.get(file.path)
        if known is not None:
            return known
        found = self._ahead.get(file.path) or self._looked_up(file, decode)
        if found is None:
            return None
        digest, outcome = found
        self._memory.keep(file, digest, self._stamps.get(file.path), outcome)
        self._given[file.path] = outcome
        return outcome

    def text(self, file: ContentFile) -> str | None:
        """A file's text, or None after a report: what an editor holds goes before what is on the disk."""
        held = self._overlay.get(file.path)
        if held is not None:
            return unsaved_text(held, file.path, self._report)
        return read_text(self._where(file), file.path, self._report)

    def remember(self) -> None:
        """Remember what these files gave, and nothing of others."""
        self._memory.given = self._given
        if self._seen.looked is None:
            self._memory.forget_others({file.path for file in self._seen.found.files})

    def _looked_up(self, file: ContentFile, decode: Decode[T]) -> tuple[bytes, Outcome] | None:
        text = self.text(file)
        if text is None:
            return None
        digest = digest_of(text)
        return digest, self._memory.recall(file, digest) or read_one(file, text, decode)

    def _where(self, file: ContentFile) -> str:
        return f"{self._content}/{file.path}"
