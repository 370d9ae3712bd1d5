"""What a change causes: findings of the content that were not there at an earlier commit.

Both are seen from the same day, so that what time alone brings (silence, pace) is no change.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from okrsite.building.pipeline import check_content
from okrsite.building.report import Checked
from okrsite.history.between import content_folder_at, renamed_files
from okrsite.history.checkout import content_at
from okrsite.history.git import repository_of
from okrsite.history.partial import refuse_sparse
from okrsite.history.past import recall_in
from okrsite.rules.comparison import Comparison, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """How the findings differ from those at a commit. `empty` says that there was no content then, so that
    all of them are new."""

    commit: str
    comparison: Comparison
    empty: bool = False


def findings_since(checked: Checked, content: Path, revision: str) -> Since:
    """Compare the findings of a content folder with those it had at a revision.

    The revision is taken at its word: where the branch lacks what has been added there since, that counts as
    a difference too. Raises GitError outside of a repository and where there is no such commit.
    """
    repository = repository_of(content)
    refuse_sparse(repository)
    commit = repository.commit(revision)
    folder = content_folder_at(repository, commit)
    if folder is None:
        return Since(commit=commit, comparison=compare((), checked.diagnostics), empty=True)
    past = recall_in(replace(repository, folder=folder), commit)
    with content_at(repository, commit, folder) as before:
        then = check_content(before, today=checked.facts.portfolio.today, past=past)
        renamed = renamed_files(repository, before, content)
    return Since(commit=commit, comparison=compare(then.diagnostics, checked.diagnostics, renamed))
