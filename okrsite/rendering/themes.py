"""A theme: the folder with the templates, components and static files that a site is made with.

theme.yml       name, description, logo, colours, and `extends: default` where it builds on the default theme
templates/      one per kind of page
components/     a folder each: component.html with a macro, examples.html with named examples
static/         copied to `_static/` of the site; `theme.css` comes after the base's styles

A theme is code of the company: its templates run where the site is built, and nothing fences them in.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from okrsite.diagnostics import Diagnostic, Finding, Severity, did_you_mean
from okrsite.loading.reading import read_text
from okrsite.loading.theme_file import Palette, ThemeFile, read_theme_file
from okrsite.rendering.picture_size import picture_size
from okrsite.rendering.theme_colours import contrast_warnings, sheet_of, values_in
from okrsite.rendering.theme_sheets import sheet_warnings
from okrsite.source import Span
from okrsite.theme_names import DEFAULT_THEME

DEFAULT = DEFAULT_THEME
STYLES = "theme.css"
"""A theme's own styles, in its static folder: they are published together with its colours."""

PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
}
"""What a logo or a favicon may be, by the file's ending."""

_MAY = "Check who may read it."
_ROOM = Path(__file__).resolve().parents[1]
_SHIPPED = (_ROOM / "themes", _ROOM.parent / "themes")  # in a wheel, in a checkout


class ThemeError(Exception):
    """A theme that cannot be used; the message is for the person who named it. `faults` are what is wrong
    in its files, with their positions; none where there is no theme at all."""

    def __init__(self, message: str = "", faults: tuple[Diagnostic, ...] = ()) -> None:
        self.faults = faults
        super().__init__(message or "\n".join(told(fault) for fault in faults))

    def __reduce__(self) -> tuple[type, tuple[str, tuple[Diagnostic, ...]]]:
        """It may be raised in another process."""
        return type(self), ("" if self.faults else str(self), self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the theme: its address in the site, its type, and how large it is, 0 where that is not
    known."""

    url: str
    type: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What templates know of the theme, as `theme`.

    `logo` stands in the header in place of the company's name, `logo_dark` on dark screens; `favicon` in the
    browser's tab. `stylesheet` is the address of the theme's colours and own styles, empty where it has none;
    it comes after all others.
    """

    name: str
    logo: Picture | None = None
    logo_dark: Picture | None = None
    favicon: Picture | None = None
    stylesheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme and, in `base`, the one whose files stand in for those it does not have. `light` and `dark` are
    the colours that it sets; `warnings` what of it is worth a look."""

    name: str
    folder: Path
    description: str = ""
    look: Look
    light: Palette = ()
    dark: Palette = ()
    base: "Theme | None" = None
    warnings: tuple[Diagnostic, ...] = ()

    def lineage(self) -> tuple["Theme", ...]:
        """This theme, then what it falls back to."""
        return (self, *(self.base.lineage() if self.base else ()))


def told(fault: Diagnostic) -> str:
    """A fault in a line: where, what is wrong, what to do."""
    return f"{fault.location}: {fault.message.rstrip('.')}. {fault.hint}".rstrip()


def shown(path: Path) -> str:
    """A path as people name it: from the current folder where it lies below that."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def load_theme(name_or_path: str) -> Theme:
    """The theme of that name, or in that folder.

    `default` is the one shipped with okrsite; anything else is the path of a folder. Raises ThemeError
    where there is no such folder, or with all that is wrong in it.
    """
    if name_or_path == DEFAULT:
        return _shipped(DEFAULT)
    folder = Path(name_or_path).expanduser()
    if not folder.is_dir():
        beside = (
            one.parent.name for way in ("*", "themes/*") for one in folder.parent.glob(f"{way}/theme.yml")
        )
        hint = did_you_mean(folder.name, beside) if folder.parent.is_dir() else ""
        raise ThemeError(
            f"There is no theme “{name_or_path}”: looked for a folder at {folder.absolute()}. "
            f"{hint or f'Write `theme: {DEFAULT}` for the theme that comes with okrsite.'}"
        )
    return _load(folder)


def is_shipped(file: Path) -> bool:
    """Whether a file belongs to a theme that comes with okrsite."""
    return any(file.is_relative_to(folder) for folder in _SHIPPED)


def static_files(theme: Theme) -> tuple[tuple[str, Path], ...]:
    """The theme's static files as (path in the site, file), sorted by path; hidden files are left out, and
    its own styles, which `stylesheet` has."""
    found: dict[str, Path] = {}
    for one in reversed(theme.lineage()):
        for inside, file in _static(one.folder):
            found[f"_static/{inside}"] = file
    if theme.look.stylesheet:
        found.pop(theme.look.stylesheet, None)
    return tuple(sorted(found.items()))


def stylesheet(theme: Theme) -> str:
    """What `theme.css` says: the colours of the theme, then its own styles; empty where it has neither."""
    parts = []
    for one in reversed(theme.lineage()):
        parts.append(sheet_of(one.light, one.dark))
        own = one.folder / "static" / STYLES
        if own.is_file():
            parts.append(own.read_text(encoding="utf-8-sig"))
    return "\n".join(part for part in parts if part)


def _shipped(name: str) -> Theme:
    for themes in _SHIPPED:
        if (themes / name / "theme.yml").is_file():
            return _load(themes / name)
    places = " and ".join(str(themes / name) for themes in _SHIPPED)
    raise ThemeError(f"The theme “{name}” is missing from this installation: looked in {places}.")


def _load(folder: Path) -> Theme:
    file = folder / "theme.yml"
    if not file.is_file():
        near = [
            one.name
            for one in folder.iterdir()
            if one.is_file() and one.name.lower() in ("theme.yml", "theme.yaml")
        ]
        hint = f"Rename `{near[0]}`." if near else f"One line will do: `extends: {DEFAULT}`."
        raise ThemeError(f"{file} is missing: it makes a folder a theme. {hint}")
    facts, found = read_theme_file(file, shown(file))
    base = _shipped(DEFAULT) if facts.extends == DEFAULT else None
    closed = tuple(_closed(folder))
    faults = [*found, *closed, *(() if closed else _faults(folder, facts, readable=not found))]
    if faults:
        raise ThemeError(faults=tuple(faults))
    theme = Theme(
        name=facts.name or folder.resolve().name,
        folder=folder,
        description=facts.description,
        look=_look(folder, facts, base),
        light=facts.light,
        dark=facts.dark,
        base=base,
    )
    sheet = next(
        (own for one in theme.lineage() if (own := one.folder / "static/okrsite.css").is_file()), None
    )
    values = values_in(sheet.read_text(encoding="utf-8-sig", errors="replace")) if sheet else ({}, {})
    return replace(theme, warnings=(*contrast_warnings(facts, values), *_sheets(theme)))


def _sheets(theme: Theme) -> Iterator[Diagnostic]:
    """What is worth a look in the theme's own stylesheets; the shipped one's are its own tests' matter."""
    if theme.base is None:
        return
    own = dict(_static(theme.folder))
    there = {inside for one in theme.lineage() for inside, _ in _static(one.folder)}
    for inside, file in own.items():
        if file.suffix == ".css":
            yield from sheet_warnings(file, inside, shown(file), there)


def _look(folder: Path, facts: ThemeFile, base: Theme | None) -> Look:
    above = base.look if base else Look(name="")
    own = bool(facts.light or facts.dark or (folder / "static" / STYLES).is_file())
    return Look(
        name=facts.name or folder.resolve().name,
        logo=_picture(folder, facts.logo) or above.logo,
        logo_dark=_picture(folder, facts.logo_dark) or (None if facts.logo else above.logo_dark),
        favicon=_picture(folder, facts.favicon) or above.favicon,
        stylesheet=f"_static/{STYLES}" if own else above.stylesheet,
    )


def _picture(folder: Path, path: str) -> Picture | None:
    if not path:
        return None
    width, height = picture_size(folder / "static" / path)
    return Picture(url=f"_static/{quote(path)}", type=_type(path), width=width, height=height)


def _type(path: str) -> str:
    return PICTURES.get(Path(path).suffix.lower(), "")


def _faults(folder: Path, facts: ThemeFile, *, readable: bool) -> Iterator[Diagnostic]:
    """What is wrong beyond the writing of theme.yml: what it builds on, its pictures, its static files."""
    if facts.extends not in ("", DEFAULT):
        yield facts.diagnostic(
            "extends",
            message=f"`extends: {facts.extends}` is not possible",
            hint=f"A theme extends `{DEFAULT}` or nothing.",
        )
    if readable and not facts.extends and not (folder / "templates").is_dir():
        yield facts.diagnostic(
            message=f"the theme in {shown(folder)} has no templates folder",
            hint=f"Write `extends: {DEFAULT}` to use the templates of the default theme.",
            rule="theme-empty",
        )
    static = dict(_static(folder))
    for field, path in (("logo", facts.logo), ("logo_dark", facts.logo_dark), ("favicon", facts.favicon)):
        if path and path not in static:
            yield facts.diagnostic(
                field,
                message=f"there is no file `{path}` in {shown(folder / 'static')}",
                hint=did_you_mean(path, static) or f"Put the picture there, or take `{field}` out.",
                rule="reference-not-found",
            )
        elif path and not static[path].stat().st_size:
            yield facts.diagnostic(field, message=f"`{path}` is empty", hint="Save the picture again.")
        elif path and not _type(path):
            kinds = ", ".join(ending for ending in PICTURES)
            yield facts.diagnostic(
                field, message=f"`{path}` is no picture that browsers show", hint=f"Known are {kinds}."
            )
    yield from _static_faults(folder)


def _static(folder: Path) -> Iterator[tuple[str, Path]]:
    """A theme's own static files by their path in the static folder, hidden ones left out."""
    static = folder / "static"
    for file in sorted(static.rglob("*")):
        inside = file.relative_to(static)
        if file.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), file


def _closed(folder: Path) -> Iterator[Diagnostic]:
    """Folders that can't be looked into: what is in them would be missing, and nobody would know."""
    for part in ("templates", "components", "static"):
        if (folder / part).is_dir() and not os.access(folder / part, os.R_OK | os.X_OK):
            yield _of_file(folder / part, f"the folder `{part}` can't be read", _MAY)


def _static_faults(folder: Path) -> Iterator[Diagnostic]:
    """Links out of the theme would publish what lies elsewhere on this machine; two names that differ in
    letter case alone are one file on some machines and two on others."""
    static, home = folder / "static", folder.resolve()
    names: dict[str, str] = {}
    for file in sorted(static.rglob("*")):
        inside = file.relative_to(static).as_posix()
        if any(part.startswith(".") for part in Path(inside).parts):
            continue
        if file.is_symlink() and not file.exists():
            yield _of_file(file, f"`{inside}` is a link to what is not there", "Put the file in its place.")
        elif file.is_symlink() and (file.is_dir() or not file.resolve().is_relative_to(home)):
            yield _of_file(file, f"`{inside}` is a link that leads elsewhere", "Put a copy in its place.")
        elif (first := names.setdefault(inside.lower(), inside)) != inside:
            message = f"`{inside}` and `{first}` differ in nothing but letter case"
            yield _of_file(file, message, "Rename one of the two.")
        elif not os.access(file, os.R_OK):
            yield _of_file(file, f"`{inside}` can't be read", _MAY)
    own = static / STYLES
    if own.is_file() and os.access(own, os.R_OK):
        found: list[Finding] = []
        read_text(own, shown(own), found.append)
        for one in found:
            if one.rule == "unreadable-file" and "UTF" in f"{one.message}{one.hint}":
                yield _of_file(own, one.message, one.hint)


def _of_file(file: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(
        rule="static-file",
        severity=Severity.ERROR,
        path=shown(file),
        span=Span(),
        message=message,
        hint=hint,
    )
