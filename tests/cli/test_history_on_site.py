"""The site of a company with a real history: what was promised, what was moved, who did it."""

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import build

HOSTILE = 'Aim lower: "why" <script>alert(1)</script> ``` {{ x }} ask noor@harbour.example'


@pytest.fixture
def repo(example_content: Path, tmp_path: Path) -> Repo:
    """The example company, proposed before its quarter began; a target moved in it."""
    repo = Repo(tmp_path / "okrs")
    shutil.copytree(example_content, repo.root / "content")
    file = "content/2026-Q4/company/winter-ready.md"
    repo.edit(file, "to: 66%", "to: 72%")
    repo.commit("All of it", day="2026-09-20", author="Priya Raman")
    repo.edit(file, "to: 72%", "to: 66%")
    repo.commit(HOSTILE, day="2026-11-03", author="sofia@harbour.example")
    return repo


def site(repo: Repo, output: Path, day: str = "2026-11-20") -> Path:
    built = build(repo.root / "content", output, today=date.fromisoformat(day))
    assert built.published is not None
    return output


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_site_shows_what_was_promised_and_what_was_moved(repo: Repo, tmp_path: Path) -> None:
    built = site(repo, tmp_path / "site")
    objective = (built / "2026-Q4/company/winter-ready.html").read_text("utf-8")
    words = text(objective)
    assert "on day one from 54% to 72%" in words
    assert "Day one 1 Oct 2026 from 54% to 72% 28%" in words
    assert "(59 − 54) ÷ (72 − 54) = 28%" in words
    assert 'id="_goalposts-wet-days"' in objective
    assert "Last changed on 3 Nov 2026 by sofia: “Aim lower" in words
    assert f'href="https://github.com/fernwood-cycles/okrs/commit/{repo.head}"' in objective
    for page in ("2026-Q4/index.html", "2026-Q4/company/index.html", "teams/company.html"):
        assert re.search(
            r'href="[^"]*winter-ready\.html#_goalposts-wet-days"', (built / page).read_text("utf-8")
        ), page
    for page in ("teams/company.html", "kpis/nps.html", "2026-Q4/reviews/2026-10-30.html"):
        assert "Last changed on 20 Sept 2026 by Priya Raman" in text((built / page).read_text("utf-8")), page


def test_nothing_that_people_commit_gets_through_as_it_is(repo: Repo, tmp_path: Path) -> None:
    for file in site(repo, tmp_path / "site").rglob("*.html"):
        html = file.read_text("utf-8")
        assert "<script>alert" not in html, file
        assert "harbour.example" not in html, file
        assert "@example.com" not in html, file


def test_the_same_history_makes_the_same_bytes(repo: Repo, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / "clone")
    one, other = site(repo, tmp_path / "one"), site(clone, tmp_path / "other")
    pages = sorted(file.relative_to(one) for file in one.rglob("*.html"))
    assert pages == sorted(file.relative_to(other) for file in other.rglob("*.html"))
    assert [page for page in pages if (one / page).read_bytes() != (other / page).read_bytes()] == []


def test_a_shallow_clone_says_once_what_is_missing(repo: Repo, tmp_path: Path) -> None:
    built = site(repo.clone(tmp_path / "clone", depth=1), tmp_path / "site")
    assert "fetch-depth: 0" in text((built / "check.html").read_text("utf-8"))
    explaining = {"guide.html", "rules.html"}
    for file in (file for file in built.rglob("*.html") if file.name not in explaining):
        html = file.read_text("utf-8")
        assert "Last changed" not in html, file
        assert "_goalposts-" not in html, file
        assert "as on day one" not in html, file
