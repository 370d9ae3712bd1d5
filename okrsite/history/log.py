"""What `git log` says of a folder: its commits, and which files each of them changed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from okrsite.history.git import GitError, Repository

_FIELDS = "%H%x00%P%x00%aN%x00%aE%x00%at%x00%ct%x00%s"
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
    before it that touch the folder (or are merges), the first of them on the same branch. `author` is a name
    without any address; `address` is the author's e-mail address, which is published only where the settings
    say so."""

    id: str
    parents: tuple[str, ...]
    author: str
    authored: int
    committed: int
    subject: str
    address: str = field(default="", repr=False)

    @property
    def short(self) -> str:
        """The id as people see it."""
        return self.id[:10]

    def signed(self, authors: str) -> str:
        """Who wrote it, as the setting `authors` wants it: by name, with the e-mail address too, or nobody.
        The only place that knows the address."""
        if authors == "nobody":
            return ""
        whole = authors == "email" and self.address
        return f"{self.author} <{self.address}>".lstrip() if whole else self.author


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
    """The entries of a log, in its order: newest first. Raises GitError where it is none."""
    try:
        return tuple(_entries(printed.split(b"\0")))
    except ValueError as error:  # too few fields, or other ones
        raise GitError("git log printed what can't be understood: see whether `git log` works.") from error


def _entries(tokens: list[bytes]) -> Iterator[Entry]:
    position, last = 0, len(tokens) - 1  # the log ends with a NUL, or is empty
    while position < last:
        id, parents, author, address, authored, committed, subject = tokens[position : position + 7]
        position += 7
        begin = position
        while position < last and tokens[position].lstrip(b"\n")[:1] == b":":
            position += 3 if _renamed(tokens[position]) else 2
        yield Entry(
            commit=Commit(
                id=id.lstrip(b"\n").decode(),
                parents=tuple(parents.decode().split()),
                author=name_of(author),
                address=printed(address),
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
    """What the raw format of git's diffs says, cut at its NULs. Raises GitError where it says something
    else."""
    rest = iter(tokens)
    for token in rest:
        raw = token.strip(b"\n")
        if not raw:
            continue
        try:
            _, mode, old_blob, blob, _ = raw.decode().split(" ")
        except ValueError as error:
            raise GitError("git printed what can't be understood: see whether `git status` works.") from error
        old_path = path_of(next(rest, b""))
        path = path_of(next(rest, b"")) if _renamed(raw) else old_path
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


BY_MACHINE = re.compile(
    r"Merge (branch|branches|remote-tracking branch|tag|commit) .*"
    r"|Merge pull request #\d+ from \S+|Merged in \S+ \(pull request #\d+\)|Merge [0-9a-f]{7,} into .*|"
)
"""What forges and git write into a merge where nobody writes anything: names of branches, and of folders and
machines that they came from."""

HIDDEN = "@…"
"""What stands in place of the rest of an e-mail address."""

_ADDRESS = re.compile(r"""(?<=[\w+.'"-])@(?:[\w-]+(?:\.[\w-]+)+|\[[^\]\s]*\])""")
_ADDRESS_AS_NAME = re.compile(r"(?<=\S)@(?:\[[^\]]*\]|[^\s()<>,;]+)")
_PASSWORD = re.compile(r"(?<=://)[^/\s]*@")


def readable(text: bytes) -> str:
    """A subject as it may be shown anywhere: no control characters, no broken letters, no e-mail addresses,
    no passwords in addresses of other machines."""
    whole = printed(text)
    return _ADDRESS.sub(HIDDEN, _PASSWORD.sub("", whole)) if "@" in whole else whole


def name_of(text: bytes) -> str:
    """A person's name as it may be shown anywhere. Where it is an e-mail address, only what stands before the
    `@`: the machine behind it may be one that nobody should know of."""
    return _ADDRESS_AS_NAME.sub(HIDDEN, readable(text)).removesuffix(HIDDEN).strip()


def printed(text: bytes) -> str:
    """A text without control characters and broken letters."""
    whole = text.decode("utf-8", "replace")
    if not whole.isprintable():
        whole = "".join(c if c.isprintable() else " " for c in whole)
    return whole.strip()
