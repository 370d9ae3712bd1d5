"""Links into the repository on a forge: to edit a file, to its history, to a commit, to a new file.

What each forge understands:

- GitHub and GitHub Enterprise: `filename` (with folders) and `value` fill a new file in.
- Gitea, Forgejo and Codeberg: the same, since Gitea 1.16 (go-gitea/gitea#16556).
- GitLab: `file_name` only; its editor leaves the content out (gitlab-org/gitlab#594214).
- Bitbucket Cloud: the folder of a new file only.
- Bitbucket Data Center has no address for editing, for a file's history or for a new file: its page of the
  file, or of the folder, has buttons for them.
"""

import re
from dataclasses import dataclass
from posixpath import split
from urllib.parse import quote, urlsplit

from okrsite.settings import Settings

LONGEST = 6000
"""Characters of an address; many servers refuse lines of 8,192 bytes, and cookies come on top of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """The addresses of a kind of forge, below the repository's own. `history` is empty where there is none.

    In them `branch` may have slashes as they are, `node` is the branch with its slashes escaped; `path` is a
    file's, made of `folder` and `name`. `fill` is what a text is appended with to an address for a new file,
    empty where the forge can't take it.
    """

    edit: str
    history: str
    commit: str
    new: str
    fill: str = ""


GITHUB = Forge(
    edit="/edit/{branch}/{path}",
    history="/commits/{branch}/{path}",
    commit="/commit/{sha}",
    new="/new/{branch}?filename={query}",
    fill="&value=",
)
GITLAB = Forge(
    edit="/-/edit/{branch}/{path}",
    history="/-/commits/{branch}/{path}",
    commit="/-/commit/{sha}",
    new="/-/new/{branch}?file_name={query}",
)
GITEA = Forge(
    edit="/_edit/{branch}/{path}",
    history="/commits/branch/{branch}/{path}",
    commit="/commit/{sha}",
    new="/_new/{branch}/{folder}?filename={name}",
    fill="&value=",
)
BITBUCKET = Forge(
    edit="/src/{node}/{path}?mode=edit&spa=0&at={node}",
    history="/history-node/{node}/{path}?at={node}",
    commit="/commits/{sha}",
    new="/create-file/{node}/{folder}?at={node}",
)
DATA_CENTER = Forge(
    edit="/browse/{path}?at=refs%2Fheads%2F{node}",
    history="",
    commit="/commits/{sha}",
    new="/browse?at=refs%2Fheads%2F{node}",
)

BY_NAME = {"github": GITHUB, "gitlab": GITLAB, "gitea": GITEA, "forgejo": GITEA, "bitbucket": BITBUCKET}
BY_HOST = {**BY_NAME, "codeberg": GITEA}
"""Parts of hosts' names, and what stands there."""

_IN_DATA_CENTER = re.compile(r"/(?:projects|users)/[^/]+/repos/[^/]+(?=/browse$|$)")


def forge_of(settings: Settings) -> Forge:
    """The kind of forge that has the repository: the one that the settings name, else what its address tells;
    GitHub where it tells nothing."""
    address = urlsplit(settings.repository)
    host = address.hostname or ""
    found = BY_NAME.get(settings.forge) or next(
        (forge for part, forge in BY_HOST.items() if part in host), None
    )
    if found in (BITBUCKET, None) and _IN_DATA_CENTER.search(address.path):
        return DATA_CENTER
    return found or GITHUB


def edit_url(settings: Settings, path: str) -> str:
    """Where a file of the repository is edited, or empty without a repository."""
    return _url(settings, forge_of(settings).edit, path=path)


def history_url(settings: Settings, path: str) -> str:
    """Where a file's history is shown, or empty without a repository or where the forge has no such page."""
    return _url(settings, forge_of(settings).history, path=path)


def commit_url(settings: Settings, sha: str) -> str:
    """Where a commit is shown, or empty without a repository."""
    return _url(settings, forge_of(settings).commit, sha=sha)


def new_url(settings: Settings, path: str, text: str) -> tuple[str, bool]:
    """Where a new file is written, and whether its text stands there already: not every forge takes one, and
    none takes a very long one. Empty without a repository."""
    forge = forge_of(settings)
    url = _url(settings, forge.new, path=path)
    if not url or not forge.fill:
        return url, False
    filled = url + forge.fill + quote(text, safe="")
    return (filled, True) if len(filled) <= LONGEST else (url, False)


def _url(settings: Settings, pattern: str, *, path: str = "", sha: str = "") -> str:
    if not settings.repository or not pattern:
        return ""
    folder, name = split(path)
    return _repository(settings.repository) + pattern.format(
        branch=quote(settings.branch),
        node=quote(settings.branch, safe=""),
        path=quote(path),
        folder=quote(folder),
        name=quote(name, safe=""),
        query=quote(path, safe=""),
        sha=quote(sha, safe=""),
    )


def _repository(address: str) -> str:
    """The address of the repository's page, where people copied the one to clone from."""
    return address.removesuffix("/").removesuffix("/browse").removesuffix(".git")
