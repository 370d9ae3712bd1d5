"""Switching to a new site inside the output folder: where few files are new, or the folder cannot be renamed,
such as a mount point.

The files are prepared in a staging folder inside the output folder, then a journal is written that says
what goes where, and only then is anything moved. Each file is replaced in one step, so none is ever seen
half written, but for a moment the folder holds old and new files. Carrying out a journal twice does no
harm: a build that is killed midway is finished by the next one, from the journal.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from okrsite.building.output import MARKER, Places
from okrsite.building.site_paths import folded
from okrsite.building.swap import remove


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What a switch does: files to put in place, in this order, then files to remove."""

    put: tuple[str, ...]
    remove: tuple[str, ...]


def staged_files(places: Places) -> Path:
    """Return the folder inside the staging folder that holds the new files."""
    return places.staging / "files"


def plan(put: Iterable[str], gone: Iterable[str]) -> Journal:
    """Order a switch: the marker first, by which the next build knows the folder as okrsite's, and the
    pages last, so that none asks for a stylesheet or a picture that is not there yet.
    """
    ordered = sorted(put, key=lambda path: (path != MARKER, path.endswith(".html"), path))
    return Journal(put=tuple(ordered), remove=tuple(sorted(gone)))


def commit(places: Places, journal: Journal) -> None:
    """Write the journal: from here on the switch is finished, by this build or by the next.

    Raises OSError.
    """
    draft = places.staging / "journal.part"
    draft.write_text(json.dumps(asdict(journal)), encoding="utf-8")
    draft.replace(_journal(places))


def under_way(places: Places) -> bool:
    """Tell whether a switch inside this output folder has begun and not ended."""
    return _journal(places).exists()


def finish(places: Places) -> None:
    """Carry out the journal, if there is one, and delete the staging folder.

    Raises OSError if a file cannot be put in place or removed; the journal stays for another try.
    """
    journal = _read(places)
    if journal is not None:
        _carry_out(places, journal)
        _journal(places).unlink()
    remove(places.staging)


def _read(places: Places) -> Journal | None:
    """The journal; None where there is none, or a damaged one, which only a build that puts all files in
    place anew makes up for."""
    try:
        record = json.loads(_journal(places).read_text(encoding="utf-8"))
        return Journal(put=tuple(map(str, record["put"])), remove=tuple(map(str, record["remove"])))
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return None


def _carry_out(places: Places, journal: Journal) -> None:
    files = staged_files(places)
    ready = {PurePosixPath()}
    # A name that changes in nothing but letter case is one file on many systems: the old one goes first.
    respelled: dict[str, list[str]] = {folded(path): [] for path in journal.put}
    for path in journal.remove:
        respelled.get(folded(path), []).append(path)
    for path in journal.put:
        source, target = files / path, places.output / path
        if not os.path.lexists(source):
            continue  # Put in place before the build was killed.
        _make_way(places.output, path, ready)
        for before in respelled[folded(path)]:
            (places.output / before).unlink(missing_ok=True)
        source.replace(target)
    for path in journal.remove:
        if folded(path) in respelled:
            continue
        old = places.output / path
        if old.is_symlink() or old.is_file():  # else it has gone already, or become a folder of the new site
            old.unlink()
    # Deepest first, so that a folder goes after those in it; one that is in use refuses to go.
    emptied = {str(parent) for path in journal.remove for parent in PurePosixPath(path).parents} - {"."}
    for folder in sorted(emptied, key=len, reverse=True):
        with suppress(OSError):
            (places.output / folder).rmdir()


def _make_way(output: Path, path: str, ready: set[PurePosixPath]) -> None:
    """Make the folders a file goes into, and clear a file or link where a folder must be, or the reverse.

    `ready` holds the folders known to stand; a link to a folder is none, for it may lead anywhere.
    """
    for parent in reversed(PurePosixPath(path).parents):
        folder = output / parent
        if parent in ready:
            continue
        if folder.is_symlink() or not folder.is_dir():
            remove(folder)
            folder.mkdir()
        ready.add(parent)
    target = output / path
    if target.is_dir() and not target.is_symlink():
        remove(target)


def _journal(places: Places) -> Path:
    return places.staging / "journal"
