"""What git says of a repository that is not whole, and what to do about that."""

import re
from pathlib import Path

NO_COMMITS = "does not have any commits yet"
"""What git says of a repository that is new, rather than damaged."""

DAMAGED = "The repository is damaged: `git fsck` says where, and a fresh clone mends it."

_DAMAGE = re.compile(
    r"bad (?:object|tree|signature|config|shallow)|corrupt|unable to (?:read|unpack|map)"
    r"|could not read [0-9a-f]{40}"
    r"|not a tree object|smaller than expected|does not match index|unexpected line in|appears to be broken"
    r"|no such ref: HEAD",
    re.IGNORECASE,
)
_KIND = re.compile(r"^(?:fatal: |error: )+", re.MULTILINE)


def shows(said: str) -> bool:
    """Whether what git says is that something is damaged."""
    return bool(_DAMAGE.search(said))


def told(said: str) -> str:
    """The last thing that git said, and what to do."""
    lines = [line.strip() for line in _KIND.sub("", said).splitlines() if line.strip()]
    last = lines[-1].rstrip(".") if lines else "it does not say why"
    return f"{last}. {DAMAGED}"


def why_none(folder: Path) -> str:
    """Why a folder is in no repository, where git says that it is in none."""
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return (
                f"{above / '.git'} is there, but git takes it for no repository: it is damaged, or leads to a"
                " folder that is not here. A fresh clone mends it."
            )
    return f"{folder} is in no git repository."
