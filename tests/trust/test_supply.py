"""What okrsite is delivered as, and what it needs: nothing that nobody looked at comes along."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import lowest
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
PARTS = ("okrsite", "themes", "content", "tests", ".github")
FILES = ("pyproject.toml", "README.md", ".license", ".gitignore", ".pre-commit-hooks.yaml")
BUILD = """
import os, sys
os.umask(int(sys.argv[2], 8))
from hatchling import build
build.build_wheel(sys.argv[1])
build.build_sdist(sys.argv[1])
"""
KINDS = {
    "okrsite": {".py", ".md", ".yml", ".po", ".toml"},
    "okrsite/themes": {".html", ".css", ".js", ".svg", ".yml"},
}
"""The kinds of files that a wheel holds: of the package, and of the theme in it."""


def built(source: Path, out: Path, umask: str, zone: str) -> Path:
    """The wheel and the sdist that a folder gives, in a folder."""
    out.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GIT_"))}
    env = {**kept, "SOURCE_DATE_EPOCH": "1790000000", "TZ": zone}
    command = [sys.executable, "-P", "-c", BUILD, str(out), umask]
    subprocess.run(command, cwd=source, env=env, check=True, capture_output=True, timeout=120)
    return out


def copied(target: Path) -> Path:
    """The sources as somebody has them who has worked with them."""
    target.mkdir(parents=True)
    for part in PARTS:
        if (REPOSITORY / part).is_dir():
            shutil.copytree(REPOSITORY / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(REPOSITORY / name, target / name)
    stray = (
        "okrsite/__pycache__/x.pyc",
        ".okrsite-cache/x",
        "build/index.html",
        ".venv/x.py",
        "okrsite/.DS_Store",
    )
    for name in (*stray, "themes/default/.hidden", "okrsite/views/notes.py.orig"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text("left behind")
    return target


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What two folders give, at other times, with other rights, in other zones."""
    here = tmp_path_factory.mktemp("supply")
    one, other = copied(here / "one" / "okrsite-src"), copied(here / "two")
    for file in other.rglob("*"):
        os.utime(file, (978307200, 978307200))
        if file.is_file():
            file.chmod(0o600)
    return built(one, here / "1", "022", "Asia/Tokyo"), built(other, here / "2", "077", "UTC")


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def wheel_in(folder: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_same_sources_give_the_same_bytes(twice: tuple[Path, Path]) -> None:
    assert len(digests(twice[0])) == 2
    assert digests(twice[0]) == digests(twice[1])


def test_the_sdist_gives_the_same_wheel(twice: tuple[Path, Path], tmp_path: Path) -> None:
    with tarfile.open(next(twice[0].glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path / "from", filter="data")
    source = next((tmp_path / "from").iterdir())
    again = built(source, tmp_path / "again", "022", "UTC")
    assert next(again.glob("*.whl")).read_bytes() == next(twice[0].glob("*.whl")).read_bytes()


def test_a_wheel_holds_what_is_needed_and_nothing_else(twice: tuple[Path, Path]) -> None:
    with wheel_in(twice[0]) as wheel:
        names = wheel.namelist()
    info = {name for name in names if name.startswith("okrsite-")}
    for name in set(names) - info:
        room = "okrsite/themes" if name.startswith("okrsite/themes/") else "okrsite"
        assert name.startswith("okrsite/"), name
        assert Path(name).suffix in KINDS[room], name
        assert not any(part.startswith(".") or part == "__pycache__" for part in Path(name).parts), name
    assert {Path(name).name for name in info} == {
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        ".license",
    }
    ours = {
        file.relative_to(REPOSITORY).as_posix()
        for file in (REPOSITORY / "okrsite").rglob("*")
        if file.is_file() and file.suffix in KINDS["okrsite"]
    }
    theme = {
        f"okrsite/{file.relative_to(REPOSITORY).as_posix()}"
        for file in (REPOSITORY / "themes/default").rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }
    assert set(names) - info == ours | theme


def test_an_sdist_holds_the_sources(twice: tuple[Path, Path]) -> None:
    with tarfile.open(next(twice[0].glob("*.tar.gz"))) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    top = {name.partition("/")[0] for name in names}
    assert top <= {*PARTS, *FILES, "PKG-INFO"}
    assert {"okrsite", "themes", "content", "tests", "README.md", ".license", "pyproject.toml"} <= top
    assert not [
        name for name in names if re.search(r"\.(?:pyc|orig)$|__pycache__|DS_Store|\.hidden|-cache/", name)
    ]


def test_the_licence_comes_along(twice: tuple[Path, Path]) -> None:
    text = (REPOSITORY / ".license").read_text("utf-8")
    assert text.startswith("MIT License")
    with wheel_in(twice[0]) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
        metadata = Parser().parsestr(wheel.read(name).decode())
        assert wheel.read(name.replace("METADATA", "licenses/.license")).decode() == text
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == [".license"]


# what it needs


def test_every_dependency_has_a_lower_bound_and_no_upper_one() -> None:
    assert len(lowest.bounds()) == len(PYPROJECT["project"]["dependencies"])
    extras = PYPROJECT["project"]["optional-dependencies"]["test"]
    for one in (*PYPROJECT["project"]["dependencies"], *extras, *PYPROJECT["build-system"]["requires"]):
        assert re.match(r"[A-Za-z0-9._-]+>=[0-9][0-9.]*(?:;.*)?$", one), one


def test_what_is_installed_is_no_older_than_declared() -> None:
    from importlib.metadata import PackageNotFoundError, version

    for name, bound in lowest.bounds().items():
        try:
            there = version(name)
        except PackageNotFoundError:
            continue  # tzdata on Linux, pygraphviz where it can't be built
        numbers = [tuple(map(int, re.findall(r"[0-9]+", text)[:3])) for text in (there, bound)]
        assert numbers[0] >= numbers[1], name


def test_the_lowest_versions_are_told() -> None:
    command = [sys.executable, REPOSITORY / "tests/campaigns/lowest.py", "--names"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert said.split() == [word for pair in lowest.bounds().items() for word in pair]


def test_the_theme_ships_nothing_of_others() -> None:
    """What a site loads is written here. A file of others would stand in this test, with its licence."""
    marks = re.compile(
        r"copyright|licen[cs]e|@preserve|sourceMappingURL|/\*!|https?://(?!www\.w3\.org/)", re.IGNORECASE
    )
    for file in (REPOSITORY / "themes/default").rglob("*"):
        if file.suffix in (".js", ".css", ".svg", ".html"):
            text = file.read_text("utf-8")
            assert max(map(len, text.splitlines()), default=0) < 3000, f"{file} is minified"
            if file.suffix != ".html":
                assert not marks.search(text), f"{file}: {marks.search(text)}"


def test_the_security_policy_says_how_to_report() -> None:
    policy = (REPOSITORY / ".github/SECURITY.md").read_text("utf-8")
    for words in ("How to report", "Supported versions", "trusted code"):
        assert words in policy
