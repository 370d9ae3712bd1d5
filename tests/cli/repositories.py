"""Git repositories for tests, with real histories: fixed authors and dates, no settings of the machine.

repo = Repo(tmp_path / "okrs")
repo.write("content/teams/company.md", "---\nname: Harbour Bakery\n---\n")
repo.commit("Begin", day="2026-10-01", author="Ada Chen")
repo.branch("raise-target")
...
repo.switch("main")
repo.merge("raise-target", day="2026-11-02")
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

FIRST_DAY = "2026-10-01"
AUTHOR = "Ada Chen"

ISOLATED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
}

PLAIN = ("-c", "core.autocrlf=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false")
"""Files as they are written; and no process for upkeep after every commit."""


class Repo:
    """A repository with a work tree in `root`, on the branch `main`. Paths are those below `root`, with `/`.

    Days are like `2026-10-01`; without one a commit is of the same day as the one before it, a minute later.
    Everything that commits returns the commit's full id.
    """

    def __init__(self, root: Path, *, exists: bool = False) -> None:
        self.root = root
        self._day = FIRST_DAY
        self._author = AUTHOR
        self._minutes = 0
        if not exists:
            root.mkdir(parents=True, exist_ok=True)
            self.git("init", "--quiet", "--initial-branch=main")

    # files

    def write(self, path: str, text: str) -> Path:
        """Write a file (UTF-8, line ends as they are) without committing it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
        return file

    def write_all(self, files: Mapping[str, str], below: str = "content") -> Path:
        """Write several files below a folder (empty for the top), and return that folder."""
        for path, text in files.items():
            self.write(f"{below}/{path}" if below else path, text)
        return self.root / below

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that the file must have, every time it has it."""
        text = self.read(path)
        assert old in text, f"{path} has no {old!r}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Delete a file, or a folder with all that is in it."""
        there = self.root / path
        shutil.rmtree(there) if there.is_dir() else there.unlink()

    def rename(self, old: str, new: str) -> None:
        """Move a file or a folder."""
        target = self.root / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(target)

    # commits

    def commit(self, message: str, *, day: str = "", author: str = "") -> str:
        """Commit everything that is in the work tree; there may be nothing new."""
        self._moment(day, author)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.head

    def branch(self, name: str, at: str = "HEAD") -> None:
        """Make a branch and switch to it."""
        self.git("switch", "--quiet", "--create", name, at)

    def switch(self, name: str) -> None:
        self.git("switch", "--quiet", name)

    def detach(self, at: str = "HEAD") -> None:
        """Check out a commit without a branch, as pipelines do."""
        self.git("switch", "--quiet", "--detach", at)

    def merge(self, name: str, *, message: str = "", day: str = "", author: str = "") -> str:
        """Merge a branch into the current one with a merge commit, as a forge does."""
        self._moment(day, author)
        self.git("merge", "--quiet", "--no-ff", "--message", message or f"Merge branch '{name}'", name)
        return self.head

    def squash(self, name: str, *, message: str = "", day: str = "", author: str = "") -> str:
        """Bring a branch as one commit."""
        self._moment(day, author)
        self.git("merge", "--quiet", "--squash", name)
        self.git("commit", "--quiet", "--message", message or f"Squash {name}")
        return self.head

    def rebase(self, onto: str, *, day: str = "") -> str:
        """Rebase the current branch; its commits are then committed on `day`, and authored when they were."""
        self._moment(day, "")
        self.git("rebase", "--quiet", onto)
        return self.head

    def clone(self, folder: Path, *, depth: int = 0, branch: str = "") -> "Repo":
        """A clone of this repository, shallow where `depth` is given."""
        options = [f"--depth={depth}"] if depth else []
        options += [f"--branch={branch}"] if branch else []
        self.git("clone", "--quiet", *options, self.root.resolve().as_uri(), str(folder.resolve()))
        return Repo(folder, exists=True)

    # git

    @property
    def head(self) -> str:
        """The full id of the commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        """What a command of git prints, without the last line end. Fails where git does."""
        moment = f"{self._day}T{12 + self._minutes // 60 % 12:02}:{self._minutes % 60:02}:00+00:00"
        address = f"{self._author.lower().replace(' ', '.')}@example.com"
        people = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", self._author), ("EMAIL", address), ("DATE", moment))
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *PLAIN, *arguments],
            cwd=self.root,
            env=inherited | ISOLATED | people,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}{done.stdout}"
        return done.stdout.rstrip("\n")

    def _moment(self, day: str, author: str) -> None:
        """Set when and by whom the next commit is made."""
        self._minutes = 0 if day and day != self._day else self._minutes + 1
        self._day = day or self._day
        self._author = author or AUTHOR
