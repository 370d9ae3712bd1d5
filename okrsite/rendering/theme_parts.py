"""The parts of the default theme that a theme can copy: its templates, and its components."""

import re

from okrsite.rendering.themes import DEFAULT, load_theme

_MACRO = re.compile(
    r"(?:\{#\s*(?P<about>(?:(?!#\}).)*?)\s*#\}\s*)?\{%-? macro (?P<called>.*?) -?%\}", re.DOTALL
)


def templates() -> tuple[str, ...]:
    """The templates of the default theme without `.html`, in alphabetical order."""
    folder = load_theme(DEFAULT).folder / "templates"
    return tuple(sorted(file.stem for file in folder.glob("*.html")))


def components() -> tuple[str, ...]:
    """The components of the default theme, in alphabetical order."""
    folder = load_theme(DEFAULT).folder / "components"
    return tuple(sorted(file.parent.name for file in folder.glob("*/component.html")))


def parts() -> tuple[str, ...]:
    """What can be copied: templates, then components."""
    return (*templates(), *components())


def macros_of(component: str) -> tuple[tuple[str, str], ...]:
    """The macros of a component, as (how it is called, what it is)."""
    file = load_theme(DEFAULT).folder / "components" / component / "component.html"
    return tuple(
        (found["called"], " ".join((found["about"] or "").split()))
        for found in _MACRO.finditer(file.read_text("utf-8"))
        if not found["called"].startswith("_")
    )


def copied(part: str) -> tuple[str, str] | None:
    """A template or a component as (path in a theme, text); None where there is none of that name. What is
    both, like `search`, is the template."""
    folder = load_theme(DEFAULT).folder
    short = part.removesuffix("/component.html").removesuffix(".html")
    if short in templates() and not part.endswith("/component.html"):
        path = f"templates/{short}.html"
    elif short in components():
        path = f"components/{short}/component.html"
    else:
        return None
    return path, (folder / path).read_text("utf-8")
