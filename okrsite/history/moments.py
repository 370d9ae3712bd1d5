"""Commits by what people call them: a revision, or the day that something stood on a branch."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from okrsite.history.git import DEEPEN, GitError, Repository
from okrsite.history.log import Commit, parse_log, plain_log

_ON_DAY = re.compile(r"(?:(?P<branch>.*)@\{)?(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?(branch)\})")


def commit_of(repository: Repository, revision: str, zone: tzinfo) -> tuple[Commit, date | None]:
    """The commit that a revision names, and the day where it names one: it is anything that git knows, or
    `2026-10-14` or `main@{2026-10-14}` for what stood on a branch at the end of that day.

    Git itself would answer the latter from what it remembers of this very clone, and give its first commit
    for every day before. Raises GitError where there is no such commit.
    """
    found = _ON_DAY.fullmatch(revision)
    if found is None:
        return _read(repository, repository.commit(revision)), None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        raise GitError(f"There is no day `{found['day']}`.") from None
    return _read(repository, _last_of_day(repository, found["branch"] or "HEAD", day, zone)), day


def _last_of_day(repository: Repository, branch: str, day: date, zone: tzinfo) -> str:
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) - timedelta(seconds=1)
    tip = repository.commit(branch)
    found = repository.text(
        "rev-list", "--first-parent", "--max-count=1", f"--before={int(end.timestamp())}", tip
    )
    if not found:
        shallow = f" {DEEPEN}" if repository.shallow else ""
        raise GitError(f"There was no commit yet on {day.isoformat()}.{shallow}")
    return found


def _read(repository: Repository, id: str) -> Commit:
    return parse_log(plain_log(repository, id))[0].commit
