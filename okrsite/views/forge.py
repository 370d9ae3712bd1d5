"""Links into the repository on a forge: to edit a file, and to its history."""

from urllib.parse import quote, urlsplit

from okrsite.settings import Settings

PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("gitlab", "/-/edit/{branch}/{path}", "/-/commits/{branch}/{path}"),
    ("bitbucket", "/src/{branch}/{path}?mode=edit", "/history-node/{branch}/{path}"),
    ("gitea", "/_edit/{branch}/{path}", "/commits/branch/{branch}/{path}"),
    ("forgejo", "/_edit/{branch}/{path}", "/commits/branch/{branch}/{path}"),
    ("codeberg", "/_edit/{branch}/{path}", "/commits/branch/{branch}/{path}"),
    ("", "/edit/{branch}/{path}", "/commits/{branch}/{path}"),
)
"""A part of the host's name, and the addresses below the repository's; GitHub's where none fits."""


def edit_url(settings: Settings, path: str) -> str:
    """Where a file of the repository is edited, or empty without a repository."""
    return _url(settings, path, 1)


def history_url(settings: Settings, path: str) -> str:
    """Where a file's history is shown, or empty without a repository."""
    return _url(settings, path, 2)


def _url(settings: Settings, path: str, column: int) -> str:
    if not settings.repository:
        return ""
    host = urlsplit(settings.repository).hostname or ""
    pattern = next(p for p in PATTERNS if p[0] in host)[column]
    return settings.repository + pattern.format(branch=quote(settings.branch), path=quote(path))
