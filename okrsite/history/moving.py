"""Which files change when the history does."""

import os
from pathlib import Path

from okrsite.history.git import GitError, repository_of


def moving_files(content: Path) -> tuple[Path, ...]:
    """The files of git that change when another commit is checked out, or one is made; none where there is no
    repository. For whoever watches them."""
    try:
        repository = repository_of(content)
        told = repository.run("rev-parse", "--git-path", "HEAD", "--git-path", "logs/HEAD")
    except GitError:
        return ()
    return tuple(repository.root / os.fsdecode(path) for path in told.splitlines())
