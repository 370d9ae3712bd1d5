"""A theme: the folder with the templates, components and static files that a site is made with.

theme.yml       name, description, and `extends: default` where it builds on the default theme
templates/      one per kind of page
components/     a folder each: component.html with a macro, examples.html with named examples
static/         copied to `_static/` of the site
"""

from dataclasses import dataclass
from pathlib import Path

DEFAULT = "default"

_KEYS = ("name", "description", "extends")
_ROOM = Path(__file__).resolve().parents[1]
_SHIPPED = (_ROOM / "themes", _ROOM.parent / "themes")  # in a wheel, in a checkout


class ThemeError(Exception):
    """A theme that cannot be used; the message is for the person who named it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme and, in `base`, the one whose files stand in for those it does not have."""

    name: str
    folder: Path
    description: str = ""
    base: "Theme | None" = None

    def lineage(self) -> tuple["Theme", ...]:
        """This theme, then what it falls back to."""
        return (self, *(self.base.lineage() if self.base else ()))


def load_theme(name_or_path: str) -> Theme:
    """The theme of that name, or in that folder.

    `default` is the one shipped with okrsite; anything else is the path of a folder. Raises ThemeError
    where there is no such folder, or where its theme.yml is missing or cannot be read.
    """
    if name_or_path == DEFAULT:
        return _shipped(DEFAULT)
    folder = Path(name_or_path).expanduser()
    if not folder.is_dir():
        raise ThemeError(
            f"There is no theme “{name_or_path}”: looked for a folder at {folder.absolute()}. "
            f"Write `theme: {DEFAULT}` for the theme that comes with okrsite."
        )
    return _load(folder)


def static_files(theme: Theme) -> tuple[tuple[str, Path], ...]:
    """The theme's static files as (path in the site, file), sorted by path; hidden files are left out."""
    found: dict[str, Path] = {}
    for one in reversed(theme.lineage()):
        folder = one.folder / "static"
        for file in folder.rglob("*"):
            inside = file.relative_to(folder)
            if file.is_file() and not any(part.startswith(".") for part in inside.parts):
                found[f"_static/{inside.as_posix()}"] = file
    return tuple(sorted(found.items()))


def _shipped(name: str) -> Theme:
    for themes in _SHIPPED:
        if (themes / name / "theme.yml").is_file():
            return _load(themes / name)
    places = " and ".join(str(themes / name) for themes in _SHIPPED)
    raise ThemeError(f"The theme “{name}” is missing from this installation: looked in {places}.")


def _load(folder: Path) -> Theme:
    facts = _read(folder / "theme.yml")
    base = facts.get("extends", "")
    if base not in ("", DEFAULT):
        raise ThemeError(
            f"{folder / 'theme.yml'}: `extends: {base}` is not possible; "
            f"a theme extends `{DEFAULT}` or nothing."
        )
    if not base and not (folder / "templates").is_dir():
        raise ThemeError(
            f"The theme in {folder} has no templates folder. "
            f"Write `extends: {DEFAULT}` in its theme.yml to use the templates of the default theme."
        )
    return Theme(
        name=facts.get("name") or folder.name,
        folder=folder,
        description=facts.get("description", ""),
        base=_shipped(base) if base else None,
    )


def _read(file: Path) -> dict[str, str]:
    """The `key: value` lines of a theme.yml. YAML proper is left to the loading of content."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise ThemeError(
            f"{file} is missing: it makes a folder a theme. One line will do: `name: Ours`."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ThemeError(f"{file} cannot be read: {error}.") from None
    facts: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#") or text == "---":
            continue
        key, colon, value = (part.strip() for part in text.partition(":"))
        if not colon or key not in _KEYS:
            raise ThemeError(
                f"{file}, line {number}: “{text}” is not understood. "
                f"Known are {', '.join(_KEYS)}, as `key: value`."
            )
        facts[key] = _unquoted(value)
    return facts


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.split(" #", 1)[0].rstrip()
