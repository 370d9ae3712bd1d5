"""`okrsite graph`: an alignment graph as a file."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from project import FAULTY, TODAY, company, environment, okrsite, run

LINK = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return company(tmp_path_factory.mktemp("graph"))


def graph(here: Path, file: Path | str, *options: str) -> str:
    result = run("graph", file, "--content", here / "content", "--today", TODAY, *options)
    assert result.exit_code == 0, result.output
    if str(file) == "-":
        return result.stdout
    assert result.output == f"Wrote {file}.\n"
    return Path(file).read_text("utf-8")


def links(svg: str) -> set[str]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}a")
    return {(a.get("href") or a.get(LINK) or "").partition("#")[0] for a in found}


def test_the_current_cycle_as_svg(here: Path, tmp_path: Path) -> None:
    svg = graph(here, tmp_path / "a.svg")
    assert links(svg) == {
        "https://okrs.harbour.example/2026/company/every-street.html",
        "https://okrs.harbour.example/2026-Q4/ovens/warm-at-six.html",
        "https://okrs.harbour.example/2026-Q4/vans/short-way.html",
    }
    text = " ".join("".join(ElementTree.fromstring(svg).itertext()).split())
    for words in ("Take the short way", "Vans", "Ovens", "Harbour Bakery"):
        assert words in text


def test_another_cycle(tmp_path: Path) -> None:
    older = "---\ntitle: Old street\nparent: company/every-street\n---\n"
    company(tmp_path, {"2026-Q3/vans/old-street.md": older})
    svg = graph(tmp_path, "-", "--cycle", "2026-Q3")
    assert "Old street" in svg
    assert "short-way" not in svg


def test_around_an_objective(here: Path, tmp_path: Path) -> None:
    svg = graph(here, tmp_path / "a.svg", "--objective", "2026-Q4/ovens/warm-at-six")
    assert links(svg) == {
        "https://okrs.harbour.example/2026/company/every-street.html",
        "https://okrs.harbour.example/2026-Q4/ovens/warm-at-six.html",
    }


@pytest.mark.parametrize("name", ["a.dot", "a.gv"])
def test_dot_by_the_files_name(here: Path, tmp_path: Path, name: str) -> None:
    dot = graph(here, tmp_path / name)
    assert dot.startswith(("digraph", "// ", "strict digraph"))
    assert "Take the short way" in dot or "short-way" in dot
    assert dot.count("->") == 2


def test_the_format_wins_over_the_name(here: Path, tmp_path: Path) -> None:
    assert "digraph" in graph(here, tmp_path / "a.svg", "--format", "dot")
    assert "<svg" in graph(here, tmp_path / "a.dot", "--format", "svg")


def test_to_the_terminal(here: Path, tmp_path: Path) -> None:
    assert graph(here, "-").strip() == graph(here, tmp_path / "a.svg").strip()
    assert not Path("-").exists()


def test_dot_can_be_read_by_graphviz(here: Path) -> None:
    pygraphviz = pytest.importorskip("pygraphviz")
    read = pygraphviz.AGraph(string=graph(here, "-", "--format", "dot"))
    assert read.number_of_nodes() == 3
    assert read.number_of_edges() == 2


def test_all_folds_nothing(tmp_path: Path) -> None:
    text = "---\ntitle: A street\nparent: company/every-street\n---\n"
    many = {f"2026-Q4/vans/street-{number}.md": text for number in range(70)}
    company(tmp_path, many)
    folded = links(graph(tmp_path, "-"))
    assert len(folded) < 60
    assert len(links(graph(tmp_path, "-", "--all"))) == 73


def test_the_same_bytes_each_time(here: Path, tmp_path: Path) -> None:
    for kind in ("svg", "dot"):
        results = set()
        for seed in "012":
            file = tmp_path / f"{seed}.{kind}"
            env = environment(PYTHONHASHSEED=seed, TZ="Asia/Tokyo" if seed == "1" else "UTC")
            arguments = ["--content", "content", "--today", TODAY]
            assert okrsite("graph", file, *arguments, cwd=here, env=env).returncode == 0
            results.add(file.read_bytes())
        assert len(results) == 1


def test_faults_in_the_content_come_first(tmp_path: Path) -> None:
    company(tmp_path, FAULTY)
    result = run("graph", tmp_path / "a.svg", "--content", tmp_path / "content", "--today", TODAY)
    assert result.exit_code == 1
    assert "short-way.md:4:9  error  parent-not-found" in result.output
    assert not (tmp_path / "a.svg").exists()


def test_nothing_to_draw(tmp_path: Path) -> None:
    company(tmp_path)
    for file in [*(tmp_path / "content").glob("2*/*/*.md"), *(tmp_path / "content").glob("2*/*/*/*.md")]:
        file.unlink()
    result = run("graph", tmp_path / "a.svg", "--content", tmp_path / "content", "--today", TODAY)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "Error: There is no" in result.stderr


def test_an_ending_that_is_neither_is_refused(here: Path, tmp_path: Path) -> None:
    result = run("graph", tmp_path / "a.png", "--content", here / "content", "--today", TODAY)
    assert result.exit_code == 2
    assert ".svg" in result.stderr and ".dot" in result.stderr
    assert not (tmp_path / "a.png").exists()


def test_dot_leads_to_the_published_site_as_svg_does(here: Path, tmp_path: Path) -> None:
    assert "https://okrs.harbour.example/2026" in graph(here, tmp_path / "a.dot")
