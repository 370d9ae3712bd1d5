"""The content as it was at a commit, as files in a folder of its own."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from okrsite.history.blobs import read_blobs
from okrsite.history.damage import DAMAGED
from okrsite.history.git import GitError, Repository
from okrsite.history.partial import fetch_missing
from okrsite.keeping.aside import scratch

_MODULE = "160000"
"""The mode of a submodule, which is a commit of another repository."""
_LINK = "120000"


@contextmanager
def content_at(repository: Repository, revision: str, folder: str | None = None) -> Iterator[Path]:
    """A folder that holds the content as it was at a revision, until the context ends.

    It has the name of the content folder, and nothing of the user's work tree is touched. `folder` is the
    content's path in the repository at that revision where it was another one. Symbolic links that lead out
    of it become files that hold where they lead, for nothing outside may be read. Raises GitError where there
    is no such commit or it has no such folder.
    """
    where = repository.folder if folder is None else folder
    commit = repository.commit(revision)
    files = tuple(_files(repository, commit, where))
    if not files:
        raise GitError(f"There is no folder `{where or '.'}` at `{revision}`.")
    with scratch() as temporary:
        content = temporary / (Path(where).name or "content")
        content.mkdir()
        fetch_missing(repository, commit, (blob for _, _, blob in files))
        texts = dict(read_blobs(repository, (blob for _, _, blob in files)))
        if lost := [os.fsdecode(path) for _, path, blob in files if blob not in texts]:
            raise GitError(f"The repository lacks what {lost[0]} held at `{revision}`. {DAMAGED}")
        links: dict[Path, bytes] = {}
        for mode, path, blob in files:
            file = content / os.fsdecode(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                links[file] = texts[blob]
            else:
                file.write_bytes(texts[blob])
        _link(content.resolve(), links)
        yield content


def _link(content: Path, links: Mapping[Path, bytes]) -> None:
    """Make the links that stay in the content, and files of the others."""
    with suppress(OSError):  # a system without links
        for file, target in links.items():
            file.symlink_to(os.fsdecode(target))
    for file, target in links.items():
        if not _stays(file, content):
            file.unlink(missing_ok=True)
            file.write_bytes(target)


def _stays(file: Path, content: Path) -> bool:
    """Whether a path is a link that leads to something in the content."""
    try:
        return file.is_symlink() and file.resolve(strict=True).is_relative_to(content)
    except (OSError, RuntimeError):  # to nothing, or in a circle
        return False


def _files(repository: Repository, commit: str, folder: str) -> Iterator[tuple[str, bytes, str]]:
    """The files below a folder at a commit: mode, path from there, and blob."""
    printed = repository.run("ls-tree", "-r", "-z", "--full-tree", f"{commit}:{folder}", wanted=(0, 128))
    for entry in printed.split(b"\0"):
        head, _, path = entry.partition(b"\t")
        if path:
            mode, _, blob = head.decode().split(" ")[:3]
            if mode != _MODULE:
                yield mode, path, blob
