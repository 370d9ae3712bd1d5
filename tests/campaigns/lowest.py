"""The lowest versions that pyproject.toml declares, tried: an environment with exactly those, the core's
tests in it, and the example company built with them and with today's.

    python tests/campaigns/lowest.py              builds and compares: half a minute
    python tests/campaigns/lowest.py --tests      runs the tests of the core too: some minutes
    python tests/campaigns/lowest.py --names      says the versions, and does nothing else

Needs uv (`pip install uv`). Exits with 1 where a version does not do, or the sites differ.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = "2026-11-20"
TOOLS = ("pytest", "hypothesis", "jsonschema", "xmlschema", "pytest-lsp")
"""What the core's tests need; the others check what is written with tools of their own."""

CORE = ("tests/unit", "tests/rules", "tests/golden")
_BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*>=\s*(?P<version>[0-9][0-9.]*)")


def bounds() -> dict[str, str]:
    """The lowest version of each dependency, by its name. Raises ValueError where one has none."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    found = {}
    for dependency in project["dependencies"]:
        match = _BOUND.match(dependency)
        if match is None:
            raise ValueError(f"{dependency} has no lower bound")
        found[match["name"].lower()] = match["version"]
    return found


def environment(here: Path, uv: str, *, tools: bool) -> Path:
    """The Python of a new environment with the lowest versions."""
    python = here / "venv" / "bin" / "python"
    _run([uv, "venv", "--quiet", "--python", sys.executable, str(here / "venv")])
    install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    _run([*install, "--resolution", "lowest-direct", str(REPOSITORY)])
    if tools:
        frozen = subprocess.run(
            [uv, "pip", "freeze", "--python", str(python)], capture_output=True, text=True, check=True
        )
        constraints = here / "lowest.txt"
        constraints.write_text("".join(f"{line}\n" for line in frozen.stdout.splitlines() if "==" in line))
        _run([*install, "--constraint", str(constraints), *TOOLS])
    return python


def _run(command: list[str], **more: Mapping[str, str] | Path) -> None:
    subprocess.run(command, check=True, **more)  # type: ignore[call-overload]


def built(python: Path | str, content: Path, site: Path) -> dict[str, bytes]:
    """What a Python publishes of the example company, by path."""
    program = "from okrsite.cli.main import main; main()"
    command = [str(python), "-P", "-c", program, "build", "--content", str(content), "--output", str(site)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    _run([*command, "--today", TODAY], env={**kept, "SOURCE_DATE_EPOCH": "1790000000"}, cwd=site.parent)
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--tests", action="store_true", help="run the tests of the core too")
    parser.add_argument("--names", action="store_true", help="say the lowest versions, and do nothing else")
    asked = parser.parse_args()
    for name, version in bounds().items():
        print(f"{name:<16} {version}")
    if asked.names:
        return 0
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        parser.error("uv is not installed: pip install uv")
    with TemporaryDirectory(prefix="okrsite-lowest-") as folder:
        here = Path(folder)
        python = environment(here, uv, tools=asked.tests)
        content = shutil.copytree(REPOSITORY / "content", here / "content")
        lowest = built(python, content, here / "lowest")
        newest = built(sys.executable, content, here / "newest")
        differing = sorted(
            path for path in lowest.keys() | newest.keys() if lowest.get(path) != newest.get(path)
        )
        print(
            f"\n{len(lowest):,} files with the lowest versions, {len(differing)} of them differ from today's"
        )
        for path in differing[:20]:
            print(f"  {path}")
        failed = bool(differing)
        if asked.tests:
            # From a copy, so that no cache of today's versions is met.
            checkout = shutil.copytree(
                REPOSITORY,
                here / "checkout",
                ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "okrsite", "build"),
            )
            shutil.copytree(REPOSITORY / "okrsite", checkout / "okrsite")
            command = [
                str(python),
                "-m",
                "pytest",
                *CORE,
                "-p",
                "no:cacheprovider",
                "--deselect",
                "tests/unit/test_lint.py",
            ]
            command += ["--ignore", "tests/unit/starter/test_pipelines.py"]
            failed |= subprocess.run(command, cwd=checkout, check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
