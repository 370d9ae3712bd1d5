"""The house: each module imports from its own floor downward, and each outside tool has one room.

Drawn from the imports, those inside functions and under TYPE_CHECKING too. The names of modules in texts (the
command line loads its commands by name) are no imports.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "okrsite"

FLOORS: Mapping[str, int] = {
    "okrsite": 0,  # the package itself: its version
    "source": 0,
    "diagnostics": 0,
    "settings": 0,
    "theme_names": 0,
    "programs": 0,
    "spreading": 0,
    "keeping": 0,
    "translation": 0,  # texts of the site in other languages
    "guide": 0,  # texts only
    "starter": 0,  # texts only
    "model": 1,
    "prose": 1,
    "wording": 1,
    "loading": 2,
    "history": 2,
    "changes": 3,
    "alignment": 3,
    "observations": 3,
    "collector": 3,
    "readings": 3,
    "scoring": 3,
    "rules": 4,
    "views": 5,
    "rendering": 6,
    "building": 7,
    "exchange": 7,
    "writing": 7,
    "language_server": 8,
    "preview": 8,
    "cli": 9,
}

DOORS = frozenset(
    {
        ("diagnostics", "source"),
        ("settings", "source"),
        ("settings", "theme_names"),
        ("collector", "alignment"),
        ("collector", "observations"),
        ("readings", "alignment"),
        ("readings", "collector"),
        ("readings", "observations"),
        ("scoring", "alignment"),
        ("scoring", "observations"),
        ("scoring", "readings"),
        ("building", "exchange"),
        ("exchange", "writing"),
        ("building", "writing"),
    }
)
"""From a room into another on the same floor."""

TOOLS: Mapping[str, str] = {
    "babel": "translation",
    "yaml": "loading",
    "markdown_it": "prose",
    "mdit_py_plugins": "prose",
    "jinja2": "rendering",
    "markupsafe": "rendering",
    "graphviz": "rendering",
    "pygraphviz": "rendering",
    "watchdog": "preview",
    "icalendar": "exchange",
    "openpyxl": "exchange",
    "pygls": "language_server",
    "lsprotocol": "language_server",
    "click": "cli",
    "rich": "cli",
}
"""The one room that may import an outside tool."""

Module = str
Arrow = tuple[Module, Module]


def name_of(file: Path, package: Path = PACKAGE) -> Module:
    """`okrsite.loading.load` for its file; a package's own name for its `__init__.py`."""
    parts = file.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: Module) -> str:
    """`loading` for `okrsite.loading.load`."""
    return [*module.split("."), module][1]


def imported(tree: ast.AST, module: Module, is_package: bool) -> Iterator[str]:
    """Every name that a module imports, relative ones in full; `from a import b` gives `a.b`."""
    here = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


@cache
def sources() -> dict[Module, ast.Module]:
    files = [file for file in PACKAGE.rglob("*.py") if not {"themes", "__pycache__"} & set(file.parts)]
    return {name_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def imports() -> frozenset[tuple[Module, str]]:
    """Each module with each name it imports; of okrsite, the module that the name is or is in."""
    packages = {name.rpartition(".")[0] for name in sources()}
    found = set()
    for module, tree in sources().items():
        for name in imported(tree, module, module in packages):
            if name.split(".")[0] == "okrsite":
                while name not in sources():
                    name = name.rpartition(".")[0]
            found.add((module, name))
    return frozenset(found)


def arrows() -> list[Arrow]:
    """Which module of okrsite imports which other one."""
    return sorted((a, b) for a, b in imports() if b in sources() and a != b)


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in sources()}
    assert rooms <= FLOORS.keys(), f"which floor is {sorted(rooms - FLOORS.keys())} on?"


def test_no_arrow_climbs() -> None:
    climbing = [(a, b) for a, b in arrows() if FLOORS.get(room(a), 0) < FLOORS.get(room(b), 0)]
    assert not climbing, "\n".join(f"{a} imports {b}, from above" for a, b in climbing)


def test_rooms_on_one_floor_have_few_doors() -> None:
    across = [
        (a, b)
        for a, b in arrows()
        if room(a) != room(b)
        and FLOORS.get(room(a)) == FLOORS.get(room(b))
        and (room(a), room(b)) not in DOORS
        and b != "okrsite"
    ]
    assert not across, "\n".join(f"{a} imports {b}, from the room beside" for a, b in across)


def test_no_circles() -> None:
    below: dict[Module, set[Module]] = {}
    for a, b in arrows():
        below.setdefault(a, set()).add(b)
    done: set[Module] = set()

    def circle(module: Module, trail: list[Module]) -> list[Module]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return []
        for other in sorted(below.get(module, ())):
            if found := circle(other, [*trail, module]):
                return found
        done.add(module)
        return []

    for module in sorted(sources()):
        found = circle(module, [])
        assert not found, " -> ".join(found)


@pytest.mark.parametrize("tool", TOOLS)
def test_one_room_for_each_tool(tool: str) -> None:
    users = sorted({a for a, b in imports() if b.split(".")[0] == tool and room(a) != TOOLS[tool]})
    assert not users, f"{tool} belongs to okrsite.{TOOLS[tool]}, and is imported by {', '.join(users)}"


def test_every_outside_tool_has_a_room() -> None:
    outside = {b.split(".")[0] for _, b in imports()} - set(sys.stdlib_module_names) - {"okrsite"}
    assert outside <= TOOLS.keys(), f"which room may import {sorted(outside - TOOLS.keys())}?"


def test_git_is_called_by_history_only() -> None:
    users = {a for a, b in imports() if b.split(".")[0] == "subprocess" and room(a) != "history"}
    callers = [
        module
        for module in sorted(users)
        for node in ast.walk(sources()[module])
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.split()[:1] == ["git"]
    ]
    assert not callers, f"git is called by {', '.join(callers)}"


def test_what_counts_as_an_import() -> None:
    text = """
import okrsite.model
from okrsite import rules
if TYPE_CHECKING:
    from okrsite.views.home import Home as H
def f():
    import yaml, click.core
    from .. import settings
    from .decoder import text
    from . import *
    name = "okrsite.cli.build"
"""
    names = {"okrsite.model", "okrsite.rules", "okrsite.views.home.Home", "yaml", "click.core",
             "okrsite.settings", "okrsite.loading.decoder.text", "okrsite.loading.*"}  # fmt: skip
    assert set(imported(ast.parse(text), "okrsite.loading.load", is_package=False)) == names
    inside = set(imported(ast.parse("from . import a"), "okrsite.loading", is_package=True))
    assert inside == {"okrsite.loading.a"}
    assert [room(module) for module in ("okrsite", "okrsite.prose", "okrsite.loading.load")] == [
        "okrsite",
        "prose",
        "loading",
    ]
