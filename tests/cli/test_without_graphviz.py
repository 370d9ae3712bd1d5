"""On a machine without Graphviz all but the pictures works, and what to install is said."""

import subprocess
from pathlib import Path

import pytest
from project import TODAY, company, environment, okrsite, run, tree, write

# As if the package were not installed: the finder of installed packages does not find it.
WITHOUT_PYGRAPHVIZ = """
import sys
from importlib.machinery import PathFinder

class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] == "pygraphviz" else super().find_spec(name, path, target)

sys.meta_path[:] = [Without if finder is PathFinder else finder for finder in sys.meta_path]
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine with nothing but Python."""
    folder = write(tmp_path_factory.mktemp("bare"), {"sitecustomize.py": WITHOUT_PYGRAPHVIZ})
    (folder / "bin").mkdir()
    return environment(PYTHONPATH=str(folder), PATH=str(folder / "bin"))


@pytest.fixture(scope="module")
def built(bare: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    folder = company(tmp_path_factory.mktemp("site"))
    result = okrsite("build", "--today", TODAY, cwd=folder, env=bare)
    result.args = folder / "build"
    return result


def test_the_build_says_what_to_install(built: subprocess.CompletedProcess[str]) -> None:
    assert built.returncode == 0, built.stdout + built.stderr
    assert "pip install pygraphviz" in built.stderr
    assert "apt install graphviz" in built.stderr
    assert "brew install graphviz" in built.stderr
    assert "Traceback" not in built.stderr
    assert "graphs could not be drawn" in built.stderr


def test_all_pages_are_there(built: subprocess.CompletedProcess[str], tmp_path: Path) -> None:
    company(tmp_path)
    run("build", "--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY)
    whole, plain = tree(tmp_path / "site"), tree(built.args)
    assert whole.keys() == plain.keys()
    differing = {path for path in whole if whole[path] != plain[path]}
    differing -= {"changes.html", "check.html"}  # nor is there a git, and they say so
    assert differing == {
        path for path, text in whole.items() if b"okr-graph" in text and path.endswith("html")
    }
    assert "2026-Q4/alignment.html" in differing


@pytest.mark.parametrize("page", ["2026-Q4/alignment.html", "2026-Q4/ovens/warm-at-six.html"])
def test_the_lists_tell_the_same(built: subprocess.CompletedProcess[str], page: str) -> None:
    text = (built.args / page).read_text("utf-8")
    assert '<svg class="okr-graph"' not in text
    assert "<li" in text
    assert "Be the bakery of every street" in text
    assert "Have the first loaves warm at six" in text


def test_the_graph_command_says_what_to_install(bare: dict[str, str], tmp_path: Path) -> None:
    company(tmp_path)
    result = okrsite("graph", "a.svg", "--today", TODAY, cwd=tmp_path, env=bare)
    assert result.returncode == 2
    assert "pip install pygraphviz" in result.stderr
    assert not (tmp_path / "a.svg").exists()


def test_dot_needs_no_graphviz(bare: dict[str, str], tmp_path: Path) -> None:
    company(tmp_path)
    result = okrsite("graph", "a.dot", "--today", TODAY, cwd=tmp_path, env=bare)
    assert result.returncode == 0, result.stderr
    assert "digraph" in (tmp_path / "a.dot").read_text("utf-8")


def test_nothing_of_graphviz_is_seen_on_the_terminal(tmp_path: Path) -> None:
    """Without a font configuration it would complain of that."""
    company(tmp_path)
    env = environment(FONTCONFIG_FILE="/nonexistent", FONTCONFIG_PATH="/nonexistent", HOME=str(tmp_path))
    result = okrsite("build", "--today", TODAY, cwd=tmp_path, env=env)
    assert result.returncode == 0
    assert "ontconfig" not in result.stderr
    assert len(result.stderr.splitlines()) == 1, "that nothing is known of the past"
    assert '<svg class="okr-graph"' in (tmp_path / "build" / "2026-Q4" / "alignment.html").read_text("utf-8")
