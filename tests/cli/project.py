"""Small projects for tests, and ways to run okrsite on them."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from okrsite.cli.main import main
from okrsite.rules.registry import COACHING

TODAY = "2026-11-20"

UNCOACHED = "rules:\n" + "".join(f"  {rule}: off\n" for rule in sorted(COACHING))
"""Settings for tests of commands: what a coach would say of a company of three objectives is not theirs."""

COMPANY = {
    "okrsite.yml": f"company: Harbour Bakery\nurl: https://okrs.harbour.example/\n{UNCOACHED}",
    "index.md": "We bake before you wake. See [the ovens](teams/ovens.md).\n",
    "teams/company.md": "---\nname: Harbour Bakery\n---\nAll of us.\n",
    "teams/ovens.md": "---\nname: Ovens\nparent: company\nlead: Ada Chen\n---\nThe heat.\n",
    "teams/vans.md": "---\nname: Vans\nparent: company\n---\nThe road.\n",
    "kpis/waste.md": "---\nname: Bread thrown away\nunit: kg\nat_most: 40 kg\n---\nLess is better.\n",
    "kpis/waste.csv": "date,value\n2026-10-31,38\n2026-11-15,36\n",
    "2026/company/every-street.md": """---
title: Be the bakery of every street
owner: Ada Chen
key_results:
  - id: streets
    title: Streets that we deliver to before seven
    from: 12
    to: 40
---
Because bread is best at seven.
""",
    "2026-Q4/ovens/warm-at-six.md": """---
title: Have the first loaves warm at six
owner: Noor Haddad
parent: company/every-street#streets
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
    kpi: waste
---
A cold oven at four means an empty shelf at six.
""",
    "2026-Q4/vans/short-way.md": """---
title: Take the short way
owner: Lee Park
parent: company/every-street
key_results:
  - id: minutes
    title: Minutes from the oven to the door
    from: 45 minutes
    to: 20 minutes
---
""",
    "2026-Q4/ovens/checkins/2026-11-06.md": """---
author: Noor Haddad
key_results:
  on-time:
    value: 71%
    confidence: 6
---
## What changed

The second oven has a clock now.
""",
}
"""Content without any finding at TODAY."""

FAULTY = {
    "2026-Q4/vans/short-way.md": """---
title: Take the short way
owner: Lee Park
parent: company/every-streat
key_results:
  - id: minutes
    title: Minutes from the oven to the door
    from: 45 minutes
    to: fast
---
"""
}
"""Two errors: in line 4, column 9, and in line 9, column 9."""

WARNED = {
    "2026-Q4/vans/short-way.md": COMPANY["2026-Q4/vans/short-way.md"].replace(
        "parent: company/every-street\n", ""
    )
}
"""One warning, objective-unaligned."""


def write(folder: Path, *layers: Mapping[str, str]) -> Path:
    """Write files by path into `folder`, later layers over earlier ones, and return it."""
    for files in layers:
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    return folder


def company(folder: Path, *layers: Mapping[str, str]) -> Path:
    """Write the small company into `folder`/content, with `layers` over it, and return `folder`."""
    write(folder / "content", COMPANY, *layers)
    return folder


def run(*arguments: str | Path, color: bool = False) -> Result:
    """Run a command in this process. Fails if it ends in any other way than by an exit code."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], color=color)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def program() -> str:
    """The installed `okrsite` command of this Python."""
    found = shutil.which("okrsite", path=sysconfig.get_path("scripts"))
    assert found, "okrsite is not installed for this Python: pip install '.[test]'"
    return found


def environment(**changes: str) -> dict[str, str]:
    """The environment for a process of its own, without what this run's options brought along."""
    brought = ("PYTEST_", "PYTHON", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(brought)}
    return {**kept, **changes}


def okrsite(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [program(), *map(str, arguments)],
        cwd=cwd,
        env=environment() if env is None else dict(env),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def python(code: str, *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run some Python in a process of its own, with okrsite as it is installed."""
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def naming(site: Path, words: str) -> list[str]:
    """The files that hold some words, or have them in their path, whatever the letter case."""
    return [
        path
        for path, content in tree(site).items()
        if words.lower().encode() in content.lower() or words.lower() in path.lower()
    ]
