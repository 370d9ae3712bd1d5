"""The feeds of changes: valid Atom by the rules of RFC 4287, and the same entries wherever the site moves."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content, published_company
from okrsite.exchange.atom import feeds
from okrsite.translation.languages import language_of, speaking
from okrsite.views.cards import Cards

ATOM = "{http://www.w3.org/2005/Atom}"
SETTINGS = "company: {company}\nlanguage: {language}\n{more}"
TITLE = """Answers "at once" & <b>fast</b>: größer ]]> 速い"""
OBJECTIVE = f"""---
title: '{TITLE}'
key_results:
  - {{id: speed, title: Answers are quick, from: 4 s, to: 1 s}}
---
"""
TODAY = date(2026, 11, 20)

ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated", "content")}
KNOWN = {
    "feed": {"id", "title", "updated", "link", "generator", "author", "entry"},
    "entry": {"id", "title", "updated", "published", "author", "link", "category", "content"},
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def faults(feed: ElementTree.Element) -> list[str]:
    """What breaks RFC 4287, sections 4.1 to 4.2, as its RELAX NG schema and its text put it."""
    found = [] if feed.tag == f"{ATOM}feed" else ["the root is no atom:feed"]
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        name = element.tag.removeprefix(ATOM)
        children = [child.tag.removeprefix(ATOM) for child in element]
        found += [f"{name} has {children.count(one)} {one}" for one in ONCE[name] if children.count(one) != 1]
        found += [f"{name} has a {one}" for one in set(children) - KNOWN[name]]
        links = [(x.get("rel"), x.get("type"), x.get("hreflang")) for x in element.findall(f"{ATOM}link")]
        if len([x for x in links if x[0] == "alternate"]) != 1:
            found.append(f"{name} has not one alternate link: {links}")
        found += [
            f"a link of {name} has no href" for x in element.findall(f"{ATOM}link") if not x.get("href")
        ]
        found += [
            f"{x.tag} is {x.text}"
            for x in element
            if x.tag in {f"{ATOM}updated", f"{ATOM}published"} and not MOMENT.fullmatch(x.text or "")
        ]
        found += [
            f"an id is {x.text}" for x in element.findall(f"{ATOM}id") if not URN.fullmatch(x.text or "")
        ]
        found += ["a title is empty" for x in element.findall(f"{ATOM}title") if not (x.text or "").strip()]
    if not feed.findall(f"{ATOM}author"):
        found += ["an entry has no author" for e in entries if not e.findtext(f"{ATOM}author/{ATOM}name")]
    found += [
        f"an author has a {x.tag}" for x in feed.findall(f".//{ATOM}author/*") if x.tag != f"{ATOM}name"
    ]
    found += ["a category has no term" for x in feed.findall(f".//{ATOM}category") if not x.get("term")]
    found += [f"content is {x.attrib}" for x in feed.findall(f".//{ATOM}content") if x.get("type") != "html"]
    found += ["content of html has elements" for x in feed.findall(f".//{ATOM}content") if len(x)]
    ids = [x.text for x in feed.findall(f".//{ATOM}id")]
    found += [] if len(set(ids)) == len(ids) else ["two ids are the same"]
    return found


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    settings(made)
    made.write("content/teams/company.md", "---\nname: Acme\n---\n")
    made.write("content/teams/product.md", "---\nname: Product\nparent: company\n---\n")
    made.commit("Begin", day="2026-09-14", author="Ada Chen")
    made.write("content/2026-Q4/product/search.md", OBJECTIVE)
    made.commit('Propose <script>alert("1")</script> & more', day="2026-09-25", author="Zoë “Z” <b>O’Neil")
    return made


def settings(repo: Repo, company: str = "Acme", language: str = "en", more: str = "") -> None:
    repo.write("content/okrsite.yml", SETTINGS.format(company=company, language=language, more=more))


def written(repo: Repo) -> dict[str, bytes]:
    content = repo.root / "content"
    company = published_company(check_content(content, today=TODAY), content)
    return dict(feeds(company, Cards(company)))


def parsed(repo: Repo, path: str = "changes.xml") -> ElementTree.Element:
    return ElementTree.fromstring(written(repo)[path])


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


def content_of(entry: ElementTree.Element) -> Links:
    reader = Links()
    reader.feed(entry.findtext(f"{ATOM}content", ""))
    return reader


@pytest.mark.parametrize("more", ["", "url: https://okrs.acme.example/goals\n"])
@pytest.mark.parametrize("language", ["en", "de-AT"])
def test_every_feed_is_valid(repo: Repo, more: str, language: str) -> None:
    settings(repo, "Acme & <Söhne> ]]>", language, more)
    with speaking(language_of(language)):
        made = written(repo)
    assert list(made) == ["changes.xml", "teams/company.changes.xml", "teams/product.changes.xml"]
    for data in made.values():
        assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
        feed = ElementTree.fromstring(data)
        assert faults(feed) == []
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert b"@example.com" not in data


def test_titles_are_plain_words_and_content_is_escaped(repo: Repo) -> None:
    entry = parsed(repo).findall(f"{ATOM}entry")[0]
    assert entry.findtext(f"{ATOM}title") == f"Proposed: {TITLE} (Product)"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Zoë “Z” bO’Neil"  # as git keeps it
    assert set(content_of(entry).tags) == {"div", "p", "b", "a"}
    assert "script" not in content_of(entry).tags


def test_links_are_those_of_the_site_or_lead_there_from_the_feed(repo: Repo) -> None:
    settings(repo, more="url: https://okrs.acme.example/goals\n")
    for feed in map(ElementTree.fromstring, written(repo).values()):
        links = [x.get("href", "") for x in feed.findall(f".//{ATOM}link")]
        links += [link for entry in feed.findall(f"{ATOM}entry") for link in content_of(entry).links]
        assert all(link.startswith("https://okrs.acme.example/goals/") for link in links)
    settings(repo)
    base = "https://anywhere.example/below/"
    for path, data in written(repo).items():
        feed = ElementTree.fromstring(data)
        links = {urljoin(base + path, x.get("href", "")) for x in feed.findall(f"{ATOM}link")}
        assert links == {base + path, base + path.replace(".xml", ".html")}
        for entry in feed.findall(f"{ATOM}entry"):
            for link in content_of(entry).links:
                assert urljoin(base + path, link).startswith(
                    (f"{base}2026-Q4/", f"{base}teams/", f"{base}index")
                )


def test_ids_stay_when_the_site_is_built_again_moves_or_grows(repo: Repo) -> None:
    def ids(path: str) -> list[str | None]:
        return [x.text for x in parsed(repo, path).findall(f".//{ATOM}id")]

    before = {path: ids(path) for path in written(repo)}
    settings(repo, "Other name", more="url: https://elsewhere.example/\n")
    repo.edit("content/2026-Q4/product/search.md", "to: 1 s", "to: 2 s")
    repo.commit("Move", day="2026-10-12")
    after = {path: ids(path) for path in written(repo)}
    for path, known in before.items():
        assert after[path][0] == known[0]
        assert set(known) <= set(after[path])
    assert len({ids[0] for ids in after.values()}) == 3


def test_moments(repo: Repo) -> None:
    feed = parsed(repo)
    assert feed.findtext(f"{ATOM}updated") == "2026-09-25T12:00:00Z"
    assert [e.findtext(f"{ATOM}updated") for e in feed.findall(f"{ATOM}entry")] == [
        "2026-09-25T12:00:00Z",
        "2026-09-14T12:00:00Z",
    ]


def test_a_moved_goalpost_is_told_in_full(repo: Repo) -> None:
    settings(repo, more="repository: https://github.com/acme/okrs\n")
    repo.edit("content/2026-Q4/product/search.md", "to: 1 s", "to: 2 s")
    repo.commit("Too slow", day="2026-10-12", author="Jo Malik")
    entry = parsed(repo, "teams/product.changes.xml").findall(f"{ATOM}entry")[0]
    assert entry.findtext(f"{ATOM}title", "").startswith("Goalpost moved: ")
    content = entry.findtext(f"{ATOM}content", "")
    assert "<li>“Answers are quick”: Target 1 s → 2 s, after day one</li>" in content
    assert "Jo Malik: “Too slow”" in content
    related = [x.get("href") for x in entry.findall(f"{ATOM}link") if x.get("rel") == "related"]
    assert related == [f"https://github.com/acme/okrs/commit/{repo.head}"]
    assert [x.get("term") for x in entry.findall(f"{ATOM}category")] == ["goalpost"]


def test_a_feed_without_entries_is_valid_too(repo: Repo) -> None:
    repo.write("content/teams/quiet.md", "---\nname: Quiet\nparent: company\n---\n")
    feed = parsed(repo, "teams/quiet.changes.xml")
    assert faults(feed) == []
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "2026-09-25T12:00:00Z"


def test_a_feed_holds_the_latest_fifty(repo: Repo) -> None:
    for number in range(60):
        repo.write("content/index.md", f"{'Hello. ' * number}\n")
        repo.commit(f"Edit {number}", day="2026-10-12")
    feed = parsed(repo)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 50
    assert "Edit 59" in entries[0].findtext(f"{ATOM}content", "")


def test_control_characters_of_subjects_are_no_part_of_it(repo: Repo) -> None:
    repo.write("content/index.md", "Hello.\n")
    repo.commit("Bell \x07 and \x1b[31mred\ufffe", day="2026-10-12", author="Ada\x08 Chen")
    assert faults(parsed(repo)) == []


def test_no_feed_of_guesses(repo: Repo, tmp_path: Path) -> None:
    assert written(repo.clone(tmp_path / "shallow", depth=1)) == {}
