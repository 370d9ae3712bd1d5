"""The theme that a site is published in: found, checked, and added to what is published."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.loading.one_file import settings_in
from okrsite.loading.reading import read_text
from okrsite.rendering.themes import (
    DEFAULT,
    STYLES,
    Theme,
    ThemeError,
    load_theme,
    static_files,
    stylesheet,
)
from okrsite.settings import Settings

if TYPE_CHECKING:
    from okrsite.building.publish import Publication
    from okrsite.rendering.environment import Renderer
    from okrsite.views.pages import Page


_PARTS = ("theme.yml", "templates", "components", "static")
"""What a theme is made of."""

_LARGE = 256 * 1024
"""Bytes of a file, such as a film, that is taken for what it was while it has the same times."""


def settings_of(content: Path) -> Settings:
    """The settings of a content folder, be the rest of it as it may; the usual ones where there are none."""
    file = content / "okrsite.yml"
    text = read_text(file, file.name, lambda _: None) if file.is_file() else None
    return Settings() if text is None else settings_in(file.name, text, lambda _: None)


def checked_theme(name_or_path: str) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """A theme whose templates can be used, and what of it is worth a look. Raises ThemeError with all that is
    wrong. A theme that is as it was when this process last used it is not checked again."""
    if name_or_path == DEFAULT:
        return load_theme(DEFAULT), ()
    folders = (Path(name_or_path).expanduser(), load_theme(DEFAULT).folder)
    try:
        key = (name_or_path, str(Path.cwd()), _standing(*folders))
        found = _known.get(key)
        if found is None:
            found = _checked(name_or_path)
            if _standing(*folders) == key[-1]:  # nobody wrote in between
                _known.clear()
                _known[key] = found
    except OSError:  # which is among what is wrong
        return _checked(name_or_path)
    return found


_known: dict[tuple[str, str, str], tuple[Theme, tuple[Diagnostic, ...]]] = {}
"""The last theme that was checked: by its name, the folder from where it is sought, and what is in it."""


def _checked(name_or_path: str) -> tuple[Theme, tuple[Diagnostic, ...]]:
    theme = load_theme(name_or_path)
    from okrsite.rendering.template_checks import check_templates

    found = (*theme.warnings, *check_templates(theme))
    if errors := tuple(d for d in found if d.severity is Severity.ERROR):
        raise ThemeError(faults=errors)
    return theme, found


def fingerprint(theme: Theme) -> str:
    """A name for all that is in a theme's files and in those of the themes beneath it."""
    found = blake2b(digest_size=12)
    for one in theme.lineage():
        for path in sorted(_files(one.folder)):
            data = path.read_bytes()
            found.update(f"{path.relative_to(one.folder).as_posix()} {len(data)}\n".encode())
            found.update(data)
    return found.hexdigest()


def _standing(*folders: Path) -> str:
    """A name for all that themes in some folders are made of, links and rights included. Raises OSError, also
    where links lead to folders: what is in those is anybody's."""
    found = blake2b(digest_size=12)
    for folder in folders:
        found.update(os.fsencode(folder.resolve()))
        for part in _PARTS:
            _add(found, folder / part)
            for inside, names, files in os.walk(folder / part, onerror=_raise_unless_missing):
                for path in sorted(Path(inside) / name for name in (*names, *files)):
                    _add(found, path)
    return found.hexdigest()


def _add(found: "blake2b", path: Path) -> None:
    """Add a file of a theme, or a folder's name, to what names the theme."""
    if not os.path.lexists(path):
        return
    found.update(os.fsencode(path) + f"\n{path.lstat().st_mode}\n".encode())
    if path.is_symlink():
        found.update(os.fsencode(path.readlink()))
        if path.is_dir():
            raise NotADirectoryError(path)
    if path.is_file():
        at = path.stat()
        times = f"{at.st_mtime_ns} {at.st_ctime_ns}".encode()
        found.update(f"{at.st_mode} {at.st_size}\n".encode())
        found.update(times if at.st_size > _LARGE else path.read_bytes())


def _raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, behind links to other folders too."""
    for inside, folders, names in os.walk(folder, followlinks=True):
        here = Path(inside)
        folders[:] = [name for name in folders if not _leads_back(here / name)]
        yield from (here / name for name in names if (here / name).is_file())


def _leads_back(folder: Path) -> bool:
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def add_theme(publication: "Publication", theme: Theme) -> None:
    """Add the theme's static files, and the stylesheet with its colours."""
    for path, file in static_files(theme):
        publication.add_file(path, file)
    if theme.look.stylesheet:
        publication.add(f"_static/{STYLES}", stylesheet(theme).encode())


def faults_of_pages(renderer: "Renderer", pages: Iterator["Page"]) -> Iterator[Diagnostic]:
    """What keeps pages from being made, each fault once; the pages that can be made are thrown away."""
    from okrsite.rendering.environment import RenderError

    told: set[tuple[str, int, str]] = set()
    for page in pages:
        try:
            renderer.page(page)
        except RenderError as error:
            for fault in error.faults:
                key = (fault.path, fault.span.line, fault.message)
                if key not in told:
                    told.add(key)
                    yield fault
