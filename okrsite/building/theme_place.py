"""Where the theme of a site lies."""

from pathlib import Path

from okrsite.theme_names import DEFAULT_THEME, THEMES


def theme_folder(named: str, content: Path, asked: str | None = None) -> str:
    """The name or folder of the theme: the one asked for, else the one that is `named` in the settings.

    A folder named in okrsite.yml is sought beside the content folder and in `themes/` there, wherever the
    command is run; one that is asked for in the current folder first.
    """
    beside = content.resolve().parent
    name = asked or named
    if name == DEFAULT_THEME:
        return DEFAULT_THEME
    path = Path(name).expanduser()
    places = [path if asked else beside / path, beside / THEMES / path]
    with_file = (place for place in places if (place / "theme.yml").is_file())
    folders = (place for place in places if place.is_dir())
    return str(next(with_file, next(folders, places[0])))
