"""Checkers of pages that others made: axe-core for accessibility, the Nu HTML checker for the HTML itself.

Both come from npm's registry, the versions that are meant, and are checked to be those.
"""

import hashlib
import json
import os
import subprocess
import tarfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from forges import needed

POLICY = "violates Content Security Policy"
"""What the Nu HTML checker says of every file that a page loads where it reads that from a folder, as its
'self' has no origin then, and of data in a script element, which runs nothing. Browsers are asked instead."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_AXE = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations'], iframes: false});
  return found.violations.flatMap(one => one.nodes.map(node =>
    `${one.id}: ${node.html.slice(0, 160)} ` +
    [...node.any, ...node.all, ...node.none].map(check => check.message)[0]));
}"""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm's registry: its name with the version, and the checksum of its archive."""

    name: str
    sha512: str


AXE = Package(
    "axe-core@4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
)
NU = Package(
    "vnu-jar@26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
)


def fetched(package: Package, folder: Path) -> Path:
    """The package's files. Skips where the registry can't be reached, but not in CI."""
    needed("npm")
    asked = ["npm", "pack", "--silent", "--pack-destination", str(folder), package.name]
    try:
        subprocess.run(asked, cwd=folder, check=True, capture_output=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        if os.environ.get("CI"):
            raise
        pytest.skip("npm's registry can't be reached")
    (archive,) = folder.glob("*.tgz")
    assert b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == package.sha512
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def axe_faults(page: Any, axe: str) -> list[str]:
    """What axe-core, given its source, finds on an open page."""
    page.evaluate(axe)
    return list(page.evaluate(_AXE, RULES))


def nu_faults(package: Path, pages: list[Path]) -> list[str]:
    """What the Nu HTML checker finds on pages, warnings too."""
    needed("java")
    jar = package / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", str(jar), "--format", "json", *map(str, pages)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,  # it exits with 1 where it finds something
    )
    found = json.loads(done.stderr)["messages"]
    return [
        f"{one.get('url')}:{one.get('lastLine')} {one['message']} {one.get('extract', '')}"
        for one in found
        if POLICY not in one["message"]
    ]
