"""Publishing: a site is made aside and takes the old one's place in one step."""

import errno
import hashlib
import os
import shutil
import stat
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from okrsite.building import in_place
from okrsite.building.lock import locked
from okrsite.building.output import (
    MARKER,
    Places,
    PublishError,
    check_replaceable,
    explained,
    locate,
    site_files,
)
from okrsite.building.report import Published
from okrsite.building.site_paths import SitePaths
from okrsite.building.staging import Staging
from okrsite.building.swap import between_renames, clear_leftovers, remove, swap_in
from okrsite.keeping.aside import clear_scratch, temporary_folder

__all__ = ["Added", "Publication", "PublishError", "Published", "Stamp", "switching"]

_NO_ROOM_BESIDE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG}
_CANNOT_SWAP = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.EXDEV}


Stamp = tuple[str, int, int]
"""A published file: its path, its size in bytes and when it was written, in nanoseconds since 1970."""

Added = tuple[tuple[str, ...], tuple[str, ...], int]
"""The paths of files, those of them that were written, and how many were kept."""


class Publication:
    """One build on its way into the output folder.

        with Publication(output) as publication:
            publication.add("index.html", page)
            published = publication.switch()

    Until `switch` the output folder is not touched, and without it everything prepared is deleted at the
    end of the block. Killed at any point, the output folder holds the whole old or the whole new site,
    and the next publication clears up. Only where `few` files are new, or the folder cannot be renamed
    (it is a mount point, or its parent is not writable), are files replaced one by one; a switch that is
    killed among them is finished by the next publication. Files with a leading dot at the top of the
    output folder that the site itself lacks (`.htaccess`, `.gitignore`) stay in it.

    Every method raises PublishError when the file system refuses. Not for use from several threads.
    """

    def __init__(self, output: Path) -> None:
        """Take the output folder, which need not exist yet; nothing is done before the `with` block.

        Where `few` files are new, they are put in their places one by one, and the others are not touched.
        Whoever knows that says so in the block, where nobody else writes to the folder, before files are
        added.
        """
        self.few = False
        self._shown = output
        self._places = Places(shown=output, output=output)
        self._cleanup = ExitStack()
        self._open = False
        self._staging: Staging | None = None

    def __enter__(self) -> Self:
        """Lock the output folder, and clear up after a killed build.

        Raises PublishError if the folder must not be replaced, is being written by another build, or
        cannot be written.
        """
        with ExitStack() as stack:
            try:
                self._places = locate(self._shown)
                check_replaceable(self._places)
                self._places.output.parent.mkdir(parents=True, exist_ok=True)
                stack.enter_context(locked(_lock_files(self._places)))
                clear_leftovers(self._places)
                clear_scratch()
                in_place.finish(self._places)
                check_replaceable(self._places)  # again, now that nobody else writes to it
                stack.callback(_clear, self._places)
                self._paths = SitePaths()
                self._open = True
            except BlockingIOError as error:
                raise PublishError(
                    f"another okrsite build is writing to {self._shown}: "
                    "wait until it is done, then build again."
                ) from error
            except OSError as error:
                raise self._failure(error) from error
            self._cleanup = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete what is left over, the old site or the unfinished new one, and release the lock."""
        self._open = False
        self._staging = None
        self._cleanup.close()

    @property
    def paths(self) -> SitePaths:
        """The paths that files were added at."""
        return self._paths

    def add(self, path: str, content: bytes) -> Stamp:
        """Add a file at a path from the site's root, with forward slashes and in normal form.

        Raises ValueError for a path that is absolute, climbs, is reserved for okrsite's own files, or
        differs from one that was added in nothing but letter case; PublishError if it cannot be written.
        """
        staging = self._open_staging()
        self._paths.claim(path)
        try:
            return path, len(content), staging.add(path, content)
        except OSError as error:
            raise self._failure(error) from error

    def keep(self, path: str) -> None:
        """Keep a file of the old site that holds what it should; what is raised is as for `add`."""
        staging = self._open_staging()
        self._paths.claim(path)
        try:
            staging.keep(path)
        except OSError as error:
            raise self._failure(error) from error

    def added(self) -> Added:
        """What was added so far, for the process that this one works for."""
        staging = self._open_staging()
        return tuple(self._paths.files), tuple(staging.written), staging.kept

    def take_in(self, before: Added, now: Added) -> None:
        """Take in what another process added between two states of its own."""
        staging = self._open_staging()
        for path in set(now[0]).difference(before[0]):
            self._paths.claim(path)
        staging.written += now[1][len(before[1]) :]
        staging.kept += now[2] - before[2]

    def add_file(self, path: str, source: Path) -> None:
        """Add a copy of a file; `path` and what is raised are as for `add`."""
        staging = self._open_staging()
        self._paths.claim(path)
        try:
            # Asked before it is opened, since opening a pipe would wait for a writer.
            if not stat.S_ISREG(source.stat().st_mode):
                raise OSError(errno.EINVAL, "it is not a regular file")
            file = source.open("rb")
        except OSError as error:
            raise PublishError(
                f"cannot read {source}: {error.strerror}. {self._state()}; settle that and build again."
            ) from error
        with file:
            before = os.fstat(file.fileno())
            try:
                staging.add_copy(path, file)
            except OSError as error:
                raise self._failure(error) from error
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise PublishError(
                f"{source} was written while it was copied. {self._state()}; build again once it is saved."
            )

    def switch(self) -> Published:
        """Make the new site public, at once and as a whole, and return what changed.

        Raises PublishError if that fails; the old site then stands as it was, unless the message says
        otherwise.
        """
        staging, places = self._open_staging(), self._places
        self._open = False
        self._staging = None
        try:
            # Listed again, since a dot-file may have come since the start. Those are the owner's.
            others = set(site_files(places.output)) - self._paths.files
            gone = {path for path in others if not path.startswith(".")}
            if self._beside:
                for path in sorted(others - gone):
                    staging.carry_over(path)
                if not self._swapped():
                    staging.move_written(in_place.staged_files(places))
                    self._switch_in_place(staging, gone)
            else:
                self._switch_in_place(staging, gone)
        except OSError as error:
            raise self._failure(error) from error
        return Published(written=len(staging.written), kept=staging.kept, removed=len(gone))

    def _begin(self) -> Staging:
        self._beside = not (self.few and self._places.output.is_dir()) and _made_beside(self._places)
        root = self._places.new
        if not self._beside:
            root = in_place.staged_files(self._places)
            root.mkdir(parents=True)
        return Staging(root, old=self._places.output, whole=self._beside)

    def _open_staging(self) -> Staging:
        """The staging folder, made when it is first needed."""
        if not self._open:
            raise ValueError("a publication takes files, and switches once, inside its with block")
        if self._staging is None:
            try:
                self._staging = self._begin()
            except OSError as error:
                raise self._failure(error) from error
        return self._staging

    def _swapped(self) -> bool:
        """Swap the new folder in; False if only now it shows that the output folder cannot be renamed."""
        try:
            swap_in(self._places)
        except OSError as error:
            if error.errno in _CANNOT_SWAP and self._places.output.is_dir():
                return False
            raise
        return True

    def _switch_in_place(self, staging: Staging, gone: set[str]) -> None:
        in_place.commit(self._places, in_place.plan((MARKER, *staging.written), gone))
        in_place.finish(self._places)

    def _failure(self, error: OSError) -> PublishError:
        return PublishError(f"cannot publish to {self._shown}: {explained(error)} {self._state()}.")

    def _state(self) -> str:
        with suppress(OSError):
            if in_place.under_way(self._places):
                return "Part of the new site is public already, and the next build finishes the rest"
            if self._places.output.exists():
                return "What was in the folder is unchanged"
        return "Nothing was published"


def switching(output: Path) -> bool:
    """Tell whether a build is replacing this site in more than one step just now, so that a file that is
    missing may be there in a moment.

    Raises OSError if that cannot be seen.
    """
    places = Places(shown=output, output=Path(os.path.realpath(output)))
    return between_renames(places) or in_place.under_way(places)


def _lock_files(places: Places) -> tuple[Path, ...]:
    """Beside the output folder; in it, if nothing can be made beside it; where neither takes a lock, as on
    some network drives, in the system's folder for temporary files.
    """
    here = places.lock, places.inner_lock
    name = hashlib.sha256(os.fsencode(places.output)).hexdigest()[:20]
    try:
        return *here, temporary_folder() / f"okrsite-{name}.lock"
    except OSError:  # there is no such folder that can be written
        return here


def _made_beside(places: Places) -> bool:
    """Make the staging folder beside the output folder; False if that is no place for it."""
    new, output = places.new, places.output
    try:
        new.mkdir()
    except OSError as error:
        if error.errno in _NO_ROOM_BESIDE and output.is_dir():
            return False
        raise
    if not output.exists():
        return True
    before, fresh = output.stat(), new.stat()
    if os.path.ismount(output) or before.st_dev != fresh.st_dev:
        new.rmdir()
        return False
    # The new folder takes the place of one that its owner may have opened to a group or a web server.
    if hasattr(os, "chown"):
        for owner, group in ((-1, before.st_gid), (before.st_uid, -1)):
            with suppress(OSError):
                os.chown(new, owner, group)
    with suppress(OSError):
        shutil.copystat(output, new)
        new.chmod(stat.S_IMODE(before.st_mode) | stat.S_IRWXU)
    return True


def _clear(places: Places) -> None:
    # What cannot be deleted now is deleted at the start of the next build.
    with suppress(OSError):
        clear_leftovers(places)
    with suppress(OSError):
        if not in_place.under_way(places):
            remove(places.staging)
