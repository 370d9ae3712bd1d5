"""The pipelines that `okrsite init --ci` writes: checks of proposals, a preview, publishing.

The texts stand beside this module as the files that they become, in `github/` and `gitlab/`, with three words
to fill in: `@VERSION@`, `@CONTENT@` and `@BRANCH@`.
"""

import json
import re
from importlib.resources import files

FORGES = ("github", "gitlab")

GITHUB = ("okrs-check.yml", "okrs-comment.yml", "okrs-publish.yml")

GITLAB = ".gitlab-ci.yml"
INCLUDED = ".gitlab/okrs.gitlab-ci.yml"
"""Where GitLab's pipeline goes in a repository that has one of its own, which can then include it."""

WRITTEN_BY = "# Written by `okrsite init --ci "


def pipeline_files(
    forge: str, *, version: str, content: str, branch: str, beside: bool = False
) -> dict[str, str]:
    """The files of a forge's pipeline, by path from the top of the repository.

    `content` is the folder with the OKRs from there, `.` for the top itself, and `branch` the one that is
    published. `beside` is for GitLab, where the repository has a pipeline of its own.
    """
    if forge == "github":
        words = {"VERSION": version, "CONTENT": _github_text(content), "BRANCH": _github_branch(branch)}
        return {f".github/workflows/{name}": _filled(f"github/{name}", words) for name in GITHUB}
    words = {"VERSION": version, "CONTENT": _gitlab_text(content)}
    return {INCLUDED if beside else GITLAB: _filled("gitlab/gitlab-ci.yml", words)}


def _filled(name: str, words: dict[str, str]) -> str:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)


def _yaml_text(text: str) -> str:
    """A text in double quotes, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _github_text(text: str) -> str:
    """A text as a workflow's value, which is no expression."""
    return _yaml_text(text.replace("${{", "${{ '${{' }}"))


def _github_branch(branch: str) -> str:
    """A branch as a pattern that fits it alone. Git allows no other of the signs that patterns know in
    names."""
    return _yaml_text(re.sub(r"^!|\+", lambda sign: f"\\{sign[0]}", branch))


def _gitlab_text(text: str) -> str:
    """A text as a variable's value, in which no other variable is looked for."""
    return _yaml_text(text.replace("$", "$$"))
