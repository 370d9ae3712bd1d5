"""One content folder that is being written: what the editor holds of it, and the check of all that."""

import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from okrsite.building.pipeline import check_content
from okrsite.history.past import Past, Unknown, recall
from okrsite.language_server.snapshot import Snapshot
from okrsite.loading.memory import Memory


class Superseded(Exception):
    """Something was written while the check was under way: its result would be out of date."""


class Company:
    """A content folder.

    `texts` are those of the documents that are open, by path. `number` counts the changes: a check is of one
    number, and gives up where that is past. All but `check` belongs to one thread.
    """

    def __init__(self, content: Path, today: date | None = None) -> None:
        self.content = content
        self.today = today
        self.texts: dict[str, str] = {}
        self.number = 0
        self._memory = Memory()
        self._past: Past | Unknown | None = None
        self._one_at_a_time = threading.Lock()

    def path_of(self, file: Path) -> str | None:
        """The path of a file below the content folder; None where it lies elsewhere."""
        for inner, outer in ((file, self.content), (_resolved(file), _resolved(self.content))):
            if inner.is_relative_to(outer) and inner != outer:
                return inner.relative_to(outer).as_posix()
        return None

    def hold(self, path: str, text: str) -> None:
        """Take the text of a document."""
        if self.texts.get(path) != text:
            self.texts[path] = text
            self.number += 1

    def let_go(self, path: str) -> None:
        """Go back to what is on the disk."""
        if self.texts.pop(path, None) is not None:
            self.number += 1

    def look_again(self) -> None:
        """Something on the disk has changed."""
        self._past = None
        self.number += 1

    def check(self, texts: Mapping[str, str], number: int) -> Snapshot:
        """Read and check everything as of a number of changes; in whatever thread, one at a time.

        Raises Superseded, and ContentError where the folder is gone.
        """

        def go_on(*_: object) -> None:
            if self.number != number:
                raise Superseded

        with self._one_at_a_time:
            go_on()
            past = self._past or recall(self.content)
            self._past = past
            go_on()
            checked = check_content(
                self.content,
                today=self.today,
                past=past,
                overlay=texts,
                memory=self._memory,
                progress=go_on,
            )
            go_on()
        return Snapshot(
            content=self.content, texts=texts, facts=checked.facts, diagnostics=checked.diagnostics
        )


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
