"""The content as it was at a commit, to build the site as it was then."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from okrsite.history.between import content_folder_at
from okrsite.history.checkout import content_at
from okrsite.history.git import GitError, repository_of
from okrsite.history.log import Commit
from okrsite.history.moments import commit_of
from okrsite.history.past import Past, Unknown, recall_in
from okrsite.loading.one_file import settings_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The content at a commit: its files in a `folder` of their own, what git knows up to then, and the day
    that was asked for, else that of the commit in the time zone that the settings had then."""

    commit: Commit
    day: date
    folder: Path
    past: Past | Unknown


@contextmanager
def earlier_content(content: Path, revision: str) -> Iterator[Earlier]:
    """The content of a folder as it was at a revision, until the context ends. It may have been in another
    folder then. Raises GitError where there is none."""
    repository = repository_of(content)
    commit, asked = commit_of(repository, revision, _zone(content))
    folder = content_folder_at(repository, commit.id)
    if folder is None:
        raise GitError(f"There was no content at `{revision}`: no folder with an `okrsite.yml`.")
    then = replace(repository, folder=folder)
    with content_at(then, commit.id, folder) as files:
        day = asked or datetime.fromtimestamp(commit.committed, _zone(files)).date()
        yield Earlier(commit=commit, day=day, folder=files, past=recall_in(then, commit.id))


def _zone(content: Path) -> ZoneInfo:
    """The time zone of the settings; UTC where nobody can read them, of which the check tells."""
    try:
        text = (content / "okrsite.yml").read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ZoneInfo("UTC")
    return ZoneInfo(settings_in("okrsite.yml", text, lambda _: None).time_zone)
