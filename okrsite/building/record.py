"""What the last build made of each job, and from which answers: so that the next one makes only what is new.

A record belongs to one output folder, and is kept in the folder of the cache. It is as if it were not there
where it is damaged, of another okrsite, or cannot be read: then everything is made. It holds questions and
the digests of answers, never what was published: the files of a job are kept only while they stand in the
output folder as they were written there.
"""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Protocol

from okrsite.building.digests import Answer, Digests
from okrsite.building.publish import Stamp
from okrsite.keeping.store import Store
from okrsite.views.asked import Question

Told = Callable[[Question], Answer]
"""Gives what is noted of the answer to a question."""

ALLOWED = frozenset(
    {
        ("datetime", "date"),
        ("okrsite.history.log", "Commit"),
        ("okrsite.model.reference", "Reference"),
    }
)
"""What stands in questions."""


@dataclass(slots=True)
class Record:
    """What a build made, and what it asked for that.

    `ground` names all that every page rests on. `questions` are those of all jobs, each with the digest of
    its answer once they were `told`; each of the `jobs` has the places of its own in that list, and its
    files.
    """

    ground: Answer = b""
    questions: dict[Question, int] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    jobs: dict[str, tuple[bytes, tuple[Stamp, ...]]] = field(default_factory=dict)

    def enter(self, key: str, asked: Iterable[Question], files: Iterable[Stamp]) -> None:
        """Enter a job that was done."""
        places = self.questions
        at = array("I", (places.setdefault(question, len(places)) for question in asked))
        self.jobs[key] = (at.tobytes(), tuple(files))

    @property
    def untold(self) -> list[Question]:
        """The questions whose answers are not noted yet."""
        return list(islice(self.questions, len(self.answers), None))

    def tell(self, told: Told) -> None:
        """Note the answers to the questions that have none yet."""
        self.answers += map(told, self.untold)

    def standing(self, told: Told, output: Path) -> Iterator[tuple[str, tuple[Stamp, ...]]]:
        """The jobs that would be told what they were told, and whose files stand in the output folder."""
        changed = {
            at
            for (question, at), was in zip(self.questions.items(), self.answers, strict=True)
            if told(question) != was
        }
        folder = os.path.realpath(output)
        linked = cache(lambda inside: os.path.realpath(f"{folder}/{inside}") != f"{folder}/{inside}")

        def stands(path: str, size: int, written: int) -> bool:
            inside, _, _ = path.rpartition("/")
            # What lies behind a link to a folder is no file of the site.
            return not (inside and linked(inside)) and _stands(folder, path, size, written)

        for key, (asked, files) in self.jobs.items():
            if changed.isdisjoint(array("I", asked)) and all(stands(*stamp) for stamp in files):
                yield key, files

    def only(self, keys: Iterable[str], told: Told) -> "Record":
        """The record of some of the jobs, with the answers that are given now. Questions of others stay among
        them until all is made anew, which the next day does."""
        return Record(
            ground=self.ground,
            questions=dict(self.questions),
            answers=[told(question) for question in self.questions],
            jobs={key: self.jobs[key] for key in keys},
        )

    def absorb(self, other: "Record") -> None:
        """Take in what another process entered, before it was told anything."""
        places = self.questions
        moved = array("I", (places.setdefault(question, len(places)) for question in other.questions))
        for key, (asked, files) in other.jobs.items():
            self.jobs[key] = (array("I", (moved[at] for at in array("I", asked))).tobytes(), files)


class Keeper(Protocol):
    """Who keeps records from one build to the next. `digests` know what they have named before."""

    digests: Digests

    def of(self, output: Path) -> Record:
        """The record of an output folder; an empty one where there is none."""

    def keep(self, output: Path, record: Record) -> None:
        """Keep the record of an output folder."""

    def layouts(self) -> bytes:
        """How graphs were laid out; empty where that is not known."""

    def keep_layouts(self, layouts: bytes) -> None:
        """Keep how graphs were laid out."""


class LastRecord:
    """Keeps the last record, for as long as the process lives."""

    def __init__(self) -> None:
        self.digests = Digests()
        self._record = Record()
        self._layouts = b""

    def of(self, output: Path) -> Record:  # noqa: ARG002 - there is but one
        """The last record; an empty one where there is none."""
        return self._record

    def keep(self, output: Path, record: Record) -> None:  # noqa: ARG002 - there is but one
        """Keep a record in place of the last one."""
        self._record = record

    def layouts(self) -> bytes:
        """How graphs were laid out."""
        return self._layouts

    def keep_layouts(self, layouts: bytes) -> None:
        """Keep how graphs were laid out."""
        self._layouts = layouts


class Records:
    """The records of output folders in the folder of a cache."""

    def __init__(self, folder: Path) -> None:
        self.digests = Digests()
        self._store = Store(folder, ALLOWED)

    def of(self, output: Path) -> Record:
        """The record of an output folder; an empty one where there is none."""
        match self._store.load(_name(output)):
            case (ground, dict() as questions, list() as answers, dict() as jobs):
                return Record(ground, questions, answers, jobs)
        return Record()

    def keep(self, output: Path, record: Record) -> None:
        """Keep the record of an output folder."""
        self._store.save(
            _name(output), (record.ground, record.questions, record.answers, record.jobs), output
        )

    def layouts(self) -> bytes:
        """How graphs were laid out; empty where that is not known."""
        found = self._store.load("layouts")
        return found if isinstance(found, bytes) else b""

    def keep_layouts(self, layouts: bytes) -> None:
        """Keep how graphs were laid out."""
        self._store.save("layouts", layouts)


def _name(output: Path) -> str:
    return f"site-{blake2b(os.fsencode(os.path.realpath(output)), digest_size=8).hexdigest()}"


def _stands(folder: str, path: str, size: int, written: int) -> bool:
    try:
        found = os.stat(f"{folder}/{path}", follow_symlinks=False)  # noqa: PTH116 - 40,000 files pass here
    except OSError:
        return False
    # An archive that a folder was restored from may know whole seconds only.
    return found.st_size == size and found.st_mtime_ns in (written, written - written % 10**9)
