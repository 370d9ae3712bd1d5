"""What `git log` says of a folder: its commits, and which files each of them changed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.history.git import Repository

_FIELDS = "%H%x00%P%x00%aN%x00%at%x00%ct%x00%s"
_LOG = (
    "log",
    "--full-history",
    "--parents",
    "--topo-order",
    "--diff-merges=first-parent",
    "--raw",
    "--no-abbrev",
    "--find-renames",
    "--encoding=UTF-8",
    "-l2000",
    "-z",
    f"--format={_FIELDS}",
)
_NO_BLOB = "0" * 40
_LAST = 253_370_764_800
"""The first second of the year 9999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit. `authored` and `committed` are seconds since 1970; `parents` are the nearest commits
    before it that touch the folder (or are merges), the first of them on the same branch."""

    id: str
    parents: tuple[str, ...]
    author: str
    authored: int
    committed: int
    subject: str

    @property
    def short(self) -> str:
        """The id as people see it."""
        return self.id[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """What a commit did to one file. Paths are those in the repository; `old_path` is another one where
    the file was renamed. An empty `blob` means that it was deleted, an empty `old_blob` that it is new."""

    path: str
    old_path: str
    blob: str
    old_blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A commit with what it changed: a merge with what it brought to its first parent."""

    commit: Commit
    touches: tuple[Touch, ...]


def log_bytes(repository: Repository, tip: str, folder: str) -> bytes:
    """The log of a folder (all of the repository where it is empty) up to a commit, newest first, to be
    parsed."""
    return repository.run(*_LOG, tip, "--", f":(top,literal){folder}" if folder else ":(top)")


def plain_log(repository: Repository, commit: str) -> bytes:
    """The log of one commit without what it changed, to be parsed."""
    return repository.run("log", "--max-count=1", "--encoding=UTF-8", "-z", f"--format={_FIELDS}", commit)


def parse_log(printed: bytes) -> tuple[Entry, ...]:
    """The entries of a log, in its order: newest first."""
    return tuple(_entries(printed.split(b"\0")))


def _entries(tokens: list[bytes]) -> Iterator[Entry]:
    position, last = 0, len(tokens) - 1  # the log ends with a NUL, or is empty
    while position < last:
        id, parents, author, authored, committed, subject = tokens[position : position + 6]
        position += 6
        begin = position
        while position < last and tokens[position].lstrip(b"\n")[:1] == b":":
            position += 3 if _renamed(tokens[position]) else 2
        yield Entry(
            commit=Commit(
                id=id.lstrip(b"\n").decode(),
                parents=tuple(parents.decode().split()),
                author=readable(author).removesuffix(HIDDEN),
                authored=_moment(authored),
                committed=_moment(committed),
                subject=readable(subject),
            ),
            touches=tuple(parse_touches(tokens[begin:position])),
        )


def _moment(seconds: bytes) -> int:
    """A moment that calendars have: git takes any number, and an hour before 1970 or after 9999 is none."""
    return min(max(int(seconds or 0), 0), _LAST)


def parse_touches(tokens: Iterable[bytes]) -> Iterator[Touch]:
    """What the raw format of git's diffs says, cut at its NULs."""
    rest = iter(tokens)
    for token in rest:
        raw = token.strip(b"\n")
        if not raw:
            continue
        _, mode, old_blob, blob, _ = raw.decode().split(" ")
        old_path = path_of(next(rest))
        path = path_of(next(rest)) if _renamed(raw) else old_path
        if mode == "160000":
            continue
        yield Touch(
            path=path,
            old_path=old_path,
            blob="" if mode == "000000" else blob,
            old_blob="" if old_blob.startswith(_NO_BLOB) else old_blob,
        )


def _renamed(raw: bytes) -> bool:
    return raw.rpartition(b" ")[2][:1] in {b"R", b"C"}


def path_of(path: bytes) -> str:
    """A path as text; bytes that are no UTF-8 stay recognisable."""
    return path.decode("utf-8", "surrogateescape")


HIDDEN = "@…"
"""What stands in place of the rest of an e-mail address."""

_ADDRESS = re.compile(r"(?<=[\w+-])@[\w-]+(?:\.[\w-]+)+")


def readable(text: bytes) -> str:
    """A name or a subject as it may be shown anywhere: no control characters, no broken letters, no e-mail
    addresses."""
    whole = text.decode("utf-8", "replace")
    if not whole.isprintable():
        whole = "".join(c if c.isprintable() else " " for c in whole)
    return (_ADDRESS.sub(HIDDEN, whole) if "@" in whole else whole).strip()
