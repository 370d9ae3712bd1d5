"""The output folder: where it really lies, whether okrsite may replace it, and what stands in it."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKER = ".okrsite"
_MARKER_START = b"This folder was made by okrsite"
MARKER_TEXT = (
    _MARKER_START + b", which replaces it as a whole at every build.\n"
    b"Do not edit it: change the content and build again.\n"
)


class PublishError(Exception):
    """The site cannot be published; the text says what happened, in which folder, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The output folder and the places around it that a publication works in.

    `shown` is the folder as the user wrote it, for messages; `output` is the folder itself, symbolic
    links followed, so that a link keeps standing while the folder behind it is replaced.
    """

    shown: Path
    output: Path

    @property
    def new(self) -> Path:
        """The build in the making; after an exchange, the old site on its way out: never worth keeping."""
        return self._beside("new")

    @property
    def old(self) -> Path:
        """The old site, for the moment between two renames, where folders cannot be exchanged."""
        return self._beside("old")

    @property
    def trash(self) -> Path:
        """An old site that has been replaced. Its own name tells it from `old`, which is put back."""
        return self._beside("trash")

    @property
    def lock(self) -> Path:
        """The file that a running build holds locked."""
        return self._beside("lock")

    @property
    def staging(self) -> Path:
        """The build in the making where the output folder itself cannot be renamed."""
        return self.output / f"{MARKER}-staging"

    @property
    def inner_lock(self) -> Path:
        """The lock file where nothing can be made beside the output folder."""
        return self.output / f"{MARKER}-lock"

    def _beside(self, use: str) -> Path:
        return self.output.with_name(f".{self.output.name}.okrsite-{use}")


def locate(output: Path) -> Places:
    """Return the places of an output folder, which need not exist.

    Raises PublishError for a folder that a build must never replace: the root of the file system,
    the home folder, the current folder and those it lies in; and for what is not a folder.
    """
    real = Path(os.path.realpath(output))
    reason = _never_replaced(real)
    if reason:
        raise PublishError(
            f"{output} is {reason}, and okrsite replaces the whole output folder: choose another one."
        )
    if os.path.lexists(real) and not real.is_dir():
        raise PublishError(f"{output} is not a folder: choose another one.")
    return Places(shown=output, output=real)


def check_replaceable(places: Places) -> None:
    """Raise PublishError if the output folder holds what okrsite did not make, or a Git repository.

    A missing folder, an empty one, and one that holds dot-files only (`.gitignore`) may be used.
    """
    try:
        names = {entry.name for entry in places.output.iterdir()}
    except FileNotFoundError:
        return
    if ".git" in names:
        raise PublishError(
            f"{places.shown} holds a Git repository (.git), which would be lost when the folder is replaced: "
            "choose another folder, and copy the site into the repository from there."
        )
    if not _made_by_okrsite(places.output) and any(not name.startswith(".") for name in names):
        raise PublishError(
            f"{places.shown} is not empty and was not made by okrsite, so it is left as it is: "
            "choose another folder, or empty it yourself."
        )


def site_files(folder: Path) -> Iterator[str]:
    """Yield the path below `folder` of every file and symbolic link in it, okrsite's own left out.

    Symbolic links to folders are not entered. A missing folder has no files.
    """
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            entries = os.scandir(os.path.join(folder, prefix))  # noqa: PTH118 - 22,000 files pass here
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                path = prefix + entry.name
                if not prefix and entry.name.startswith(MARKER):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                else:
                    yield path


def umask() -> int:
    """What a new file here may not be."""
    now = os.umask(0o077)
    os.umask(now)
    return now


def explained(error: OSError) -> str:
    """Return what went wrong and what to do about it, as a clause and a request."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"the disk is full{where}. Free some space and build again."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"permission denied{where}. Make it writable, or choose another folder."
    if error.errno == errno.EROFS:
        return f"the file system is read-only{where}. Choose another folder."
    if error.errno == errno.ENAMETOOLONG:
        return f"a name is too long for this file system{where}. Shorten the name of the file or folder."
    return f"{error.strerror or error}{where}. Settle that and build again."


def _made_by_okrsite(folder: Path) -> bool:
    try:
        with (folder / MARKER).open("rb") as file:
            # Only the first words count, so that the rest of the text can change between releases.
            return file.read(len(_MARKER_START)) == _MARKER_START
    except OSError:
        return False


def _never_replaced(real: Path) -> str | None:
    if real == real.parent:
        return "the root of the file system"
    try:
        if _same(real, Path.home()):
            return "your home folder"
    except RuntimeError:
        pass  # A user without a home folder cannot lose it.
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return None  # The current folder has been deleted.
    if _same(real, here):
        return "the current folder"
    if any(_same(real, folder) for folder in here.parents):
        return "a folder that the current folder lies in"
    return None


def _same(one: Path, other: Path) -> bool:
    """Tell whether both name one folder, however spelled: letter case, bind mounts, links."""
    try:
        return one.samefile(other)
    except OSError:
        return False
