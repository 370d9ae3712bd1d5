"""The pages and feeds of changes as they are published, from a repository with a past."""

import re
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from project import COMPANY, naming, run, tree
from repositories import Repo

WARM = "content/2026-Q4/ovens/warm-at-six.md"
SECRET = "content/2026-Q4/vans/zanzibar.md"
DRAFT = (
    COMPANY["2026-Q4/vans/short-way.md"]
    .replace("Take the short way", "Zanzibar")
    .replace("owner:", "status: draft\nowner:")
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with proposals, a check-in, a moved target, a rename, something withdrawn, and drafts."""
    repo = Repo(tmp_path / "okrs")
    repo.write_all({path: text for path, text in COMPANY.items() if "checkins" not in path})
    repo.commit("Begin", day="2026-10-01")
    repo.write(SECRET, DRAFT)
    repo.commit("Draft Zanzibar", day="2026-10-05")
    repo.edit(SECRET, "to: 20 minutes", "to: 19 minutes")
    repo.edit(WARM, "to: 95%", "to: 90%")
    repo.commit("Aim lower, in Zanzibar too", day="2026-10-12")
    repo.branch("check-in")
    repo.write(
        "content/2026-Q4/ovens/checkins/2026-11-06.md", COMPANY["2026-Q4/ovens/checkins/2026-11-06.md"]
    )
    repo.commit("Ovens: the second clock", day="2026-11-06", author="Noor Haddad")
    repo.switch("main")
    repo.merge("check-in", day="2026-11-07")
    repo.rename("content/2026-Q4/vans/short-way.md", "content/2026-Q4/vans/shorter-way.md")
    repo.commit("A better name", day="2026-11-09")
    repo.write("content/2026-Q4/vans/gone.md", COMPANY["2026-Q4/vans/short-way.md"].replace("Take", "Fly"))
    repo.commit("One more", day="2026-11-10")
    repo.remove("content/2026-Q4/vans/gone.md")
    repo.commit("One less", day="2026-11-11")
    repo.write(SECRET, DRAFT.replace("status: draft\n", "status: draft\nobstacle: Not committed\n"))
    made = tmp_path / "site"
    result = run("build", "--content", repo.root / "content", "--output", made, "--today", "2026-11-20")
    assert result.exit_code == 0, result.output
    return made


def test_no_file_names_a_draft(site: Path) -> None:
    assert naming(site, "zanzibar") == []
    assert '<s><span class="unseen">was </span>95%</s>' in (site / "changes.html").read_text("utf-8")


def test_no_subject_names_a_draft(tmp_path: Path) -> None:
    """Not of what was a draft on a side branch only, of what links to one, checks in on it or reviews it."""
    repo = Repo(tmp_path / "okrs")
    repo.write_all({path: text for path, text in COMPANY.items() if "checkins" not in path})
    repo.commit("Begin", day="2026-10-01")
    repo.write(SECRET, DRAFT)
    repo.commit("Draft Zanzibar", day="2026-10-05")
    repo.branch("side")
    repo.write("content/2026-Q4/ovens/zanzibar-two.md", DRAFT)
    repo.edit(WARM, "owner: Noor Haddad", "owner: Lee Park")
    repo.commit("Zanzibar two, and another owner", day="2026-10-06")
    repo.remove("content/2026-Q4/ovens/zanzibar-two.md")
    repo.edit(WARM, "owner: Lee Park", "owner: Jo Malik")
    repo.commit("No Zanzibar two, and yet another owner", day="2026-10-07")
    repo.edit(WARM, "owner: Jo Malik", "owner: Ada Chen")
    repo.commit("Ada owns it", day="2026-10-08")
    repo.switch("main")
    repo.merge("side", message="All about Zanzibar", day="2026-10-09")
    repo.edit(WARM, "owner: Ada Chen", "owner: Ada Chen\ndepends_on: vans/zanzibar")
    repo.commit("We need Zanzibar", day="2026-10-12")
    repo.edit(WARM, "depends_on: vans/zanzibar\n", "")
    repo.commit("We need no Zanzibar", day="2026-10-13")
    first = DRAFT.partition("  - id: ")[2].partition("\n")[0]
    repo.write(
        "content/2026-Q4/vans/checkins/2026-11-06.md",
        f"---\nkey_results:\n  zanzibar#{first}:\n    confidence: 5\n---\nAll is well.\n",
    )
    repo.commit("Zanzibar goes well", day="2026-11-06")
    repo.write(
        "content/2026-Q4/vans/review.md",
        "---\nobjectives:\n  zanzibar: {decision: drop}\n  short-way: {decision: done}\n---\nWe learned.\n",
    )
    repo.commit("Farewell to Zanzibar", day="2026-11-19")
    made = tmp_path / "site"
    result = run("build", "--content", repo.root / "content", "--output", made, "--today", "2026-11-20")
    assert result.exit_code == 0, result.output
    assert naming(made, "zanzibar") == []
    assert "Ada owns it" in (made / "changes.html").read_text("utf-8")


def test_every_link_of_the_pages_leads_somewhere(site: Path) -> None:
    files = tree(site)
    for path in [name for name in files if name.endswith("changes.html")]:
        html = files[path].decode()
        for href in re.findall(r'href="([^"]+)"', html):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            assert target in files, f"{path}: {href}"
            if parts.fragment:
                assert f'id="{parts.fragment}"'.encode() in files[target], f"{path}: {href}"


def test_every_entry_of_a_feed_has_its_place_on_the_page(site: Path) -> None:
    files = tree(site)
    feeds = [name for name in files if name.endswith("changes.xml")]
    assert len(feeds) == 4
    for name in feeds:
        links = [
            entry.find("{*}link").get("href")  # type: ignore[union-attr]
            for entry in ElementTree.fromstring(files[name]).findall("{*}entry")
        ]
        page = files[name.replace(".xml", ".html")].decode()
        assert links
        assert all(f'id="{urlsplit(str(link)).fragment}"' in page for link in links)


def test_the_same_commits_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    run("build", "--content", tmp_path / "okrs" / "content", "--output", again, "--today", "2026-11-20")
    wanted = {path: data for path, data in tree(site).items() if "changes" in path}
    assert {path: data for path, data in tree(again).items() if "changes" in path} == wanted


def test_no_page_is_too_long(tmp_path: Path) -> None:
    """However much happens in a few weeks, and all of it can be read."""
    repo = Repo(tmp_path / "okrs")
    repo.write_all({path: text for path, text in COMPANY.items() if "checkins" not in path})
    names = [f"content/2026-Q4/vans/way-{number}.md" for number in range(15)]
    for name in names:
        repo.write(name, COMPANY["2026-Q4/vans/short-way.md"].replace("Take the", f"Take {name[-8:]} as the"))
    repo.commit("Begin", day="2026-10-01")
    for number in range(45):
        for name in names:
            text = (
                repo.read(name).replace("\nparent:", "\nobstacle: OLD\nparent:")
                if not number
                else repo.read(name)
            )
            repo.write(
                name, re.sub("obstacle: .*", f"obstacle: {f'Road works <{number}> & more; ' * 5}", text)
            )
        repo.commit(f"Edit {number}", day=f"2026-11-{number // 3 + 1:02}")
    made = tmp_path / "site"
    result = run("build", "--content", repo.root / "content", "--output", made, "--today", "2026-11-20")
    assert result.exit_code == 0, result.output
    pages = {path: data.decode() for path, data in tree(made).items() if re.fullmatch(r"changes.*html", path)}
    assert len(pages) > 1
    assert max(len(html.encode()) for html in pages.values()) < 300_000
    assert (made / "changes.xml").stat().st_size < 150_000
    told = " ".join(pages.values())
    assert all(f"“Edit {number}”" in told for number in range(45))
