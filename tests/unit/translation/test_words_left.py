"""No page says anything that no catalogue can have in another language.

The example company is built in a language that is made up: each of its messages stands in brackets, ⟦so⟧.
What stands outside of them must be the company's own words, marked as such or known from its content, or
figures.
"""

import gettext
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import fields, is_dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from messages import REPOSITORY
from repositories import Repo

from okrsite.building import pipeline
from okrsite.building.earlier import earlier_content
from okrsite.rendering import environment, graph_engine
from okrsite.rules.registry import BY_NAME
from okrsite.translation.languages import Language
from okrsite.views.pages import Page

TODAY = date(2026, 11, 20)
AUTHOR = "Daniel Osei"
TAG = "zxx"
"""`No linguistic content`, which no browser looks up."""

MARKUP = re.compile(r"(<[^>]*>|%\(\w+\)s)")
LETTERS = re.compile(r"[A-Za-z]{2,}")
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
SPOKEN = ("alt", "aria-label", "aria-description", "aria-roledescription", "title", "placeholder")
KEYS = {f"data-{name}" for name in ("ambition", "finding", "outcome", "owner", "severity", "status", "team")}
"""What scripts and styles go by, and nobody reads."""
SILENT = {"script", "style"}
PICTURE = "okr-graph"
"""Graphs break the titles of objectives into lines."""
VOID = {"meta", "link", "br", "img", "input", "hr", "wbr", "col", "source", "area", "base"}
FILES = re.compile(r"[\w/.-]+\.(?:md|yml|svg|dot|png|ics|json|csv|xml)(?::\d+)*\b")
NAMES = re.compile(
    r"okrsite [\d.]+|OKRs?|KPIs?|RICE|SVG|PNG"
    r"|https?://\S+|\b[0-9a-f]{7,40}\b|\b(?:FY)?\d{2,4}-?[QH]\d\b|\{\w+\}|(?:[^\W\d_]+ )*[^\W\d_]+…"
)
"""What is the same in every language: files, names of things, addresses, commits, cycles, places that scripts
fill in, and units that a chart cuts short."""

FORMER = {"Crews"}
WRITTEN = {
    "attendees", "author", "company", "company_title", "does", "lead", "members", "name", "names", "owner",
    "suffix", "title", "who",
}  # fmt: skip
"""Fields of the content whose texts stand inside of sentences; others are marked as the company's."""


class Bracketed(gettext.NullTranslations):
    """Translations that are the message itself, with brackets around each stretch of its words."""

    def gettext(self, message: str) -> str:
        parts = MARKUP.split(message)
        return "".join(f"⟦{p}⟧" if i % 2 == 0 and p.strip() else p for i, p in enumerate(parts))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext calls it so
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return self.ngettext(msgid1, msgid2, n)


class Texts(HTMLParser):
    """What a page says in its own language: texts, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.own: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        inside = self.own[-1][1] if self.own else True
        own = (given["lang"] == TAG if "lang" in given else inside) and tag not in SILENT
        own = own and given.get("class") != PICTURE
        if own:
            self.texts += [given[name] or "" for name in SPOKEN if name in given]
            self.texts += [
                v for k, v in given.items() if k.startswith("data-") and v and " " in v and k not in KEYS
            ]
            if given.get("name") == "description":
                self.texts.append(given.get("content") or "")
        if tag not in VOID:
            self.own.append((tag, own))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.own.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.own and self.own.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.own or self.own[-1][1]:
            self.texts.append(data)


def strings(value: object) -> Iterator[str]:
    """The names, titles and units that stand in the content."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            found = getattr(value, field.name)
            if field.name in WRITTEN or not isinstance(found, str):
                yield from strings(found)


def left(text: str, known: re.Pattern[str]) -> str:
    """What of a text is neither in brackets nor known."""
    for pattern in (BRACKETS, FILES, known, NAMES):
        text = pattern.sub(" ", text)
    return " ".join(text.split()) if LETTERS.search(text) else ""


@pytest.fixture
def with_history(example_content: Path, tmp_path: Path) -> Path:
    """The example company with more than is believable, and with a past: goalposts that were moved, what was
    taken out, renamed and dropped."""
    repo = Repo(tmp_path / "okrs")
    shutil.copytree(example_content, repo.root / "content")
    objective, other = "content/2026-Q4/company/winter-ready.md", "content/2026-Q4/app/quiet-updates.md"
    repo.edit(objective, "to: 66%", "to: 72%")
    repo.edit(other, "title: ", "title: More than ")
    repo.commit("All of it", day="2026-09-20", author=AUTHOR)
    repo.edit(objective, "to: 72%", "to: 66%")
    repo.edit(other, "title: More than ", "title: ")
    repo.edit("content/okrsite.yml", "branch: main", "branch: trunk")
    repo.edit("content/teams/families.md", "name: Families", "name: Crews")
    repo.commit("Another target", day="2026-11-03", author=AUTHOR)
    shutil.copytree(REPOSITORY / "tests/golden/extra", repo.root / "content", dirs_exist_ok=True)
    repo.edit("content/teams/families.md", "name: Crews", "name: Families")
    repo.commit("More of it", day="2026-11-17", author=AUTHOR)
    return repo.root / "content"


@pytest.fixture
def shallow(with_history: Path, tmp_path: Path) -> Path:
    """The same where git has but the last commit."""
    return Repo(with_history.parent).clone(tmp_path / "shallow", depth=1).root / "content"


@pytest.fixture
def undrawn(example_content: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example company where there is no Graphviz."""
    monkeypatch.setattr(graph_engine, "engines", list)
    return example_content


@pytest.fixture
def without_cycles(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "teams").mkdir(parents=True)
    (content / "okrsite.yml").write_text("company: Acme\n")
    (content / "teams/company.md").write_text("---\nname: Acme\n---\n")
    return content


@pytest.fixture
def without_objectives(without_cycles: Path) -> Path:
    (without_cycles / "2026-Q4").mkdir()
    (without_cycles / "2026-Q4/index.md").write_text("---\ntitle: Q4\n---\n")
    return without_cycles


COMPANIES = [
    ("example_content", ""),
    ("with_history", ""),
    ("with_history", "HEAD~1"),
    ("shallow", ""),
    ("undrawn", ""),
    ("without_cycles", ""),
    ("without_objectives", ""),
]


@pytest.mark.parametrize(("company", "revision"), COMPANIES)
def test_every_word_of_a_page_can_be_translated(
    company: str,
    revision: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    language = Language(TAG, Locale("zh"), Bracketed())
    templates: dict[str, str] = {}
    render = environment.Renderer.page

    def page(self: environment.Renderer, view: Page) -> str:
        templates[view.frame.url] = environment.TEMPLATES[type(view)]
        return render(self, view)

    monkeypatch.setattr(pipeline, "language_of", lambda _tag: language)
    monkeypatch.setattr(environment.Renderer, "page", page)
    folder = request.getfixturevalue(company)
    with earlier_content(folder, revision) if revision else nullcontext() as earlier:
        built = pipeline.build(folder, tmp_path / "site", today=TODAY, at=earlier)
    assert built.checked.facts and templates and (built.undrawn > 0) is (company == "undrawn")
    portfolio = built.checked.facts.portfolio
    content = {words for words in strings(portfolio) if LETTERS.search(words)} | BY_NAME.keys() | FORMER
    known = re.compile(
        "|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in sorted(content, key=len, reverse=True))
    )

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for url, template in templates.items():
        texts = Texts()
        texts.feed((tmp_path / "site" / url).read_text("utf-8"))
        for text in texts.texts:
            words = left(text, known)
            if words:
                found[template].setdefault(words, url)
    told = [
        f"{template}: {words[:140]}   ({url})"
        for template in sorted(found)
        for words, url in found[template].items()
    ]
    assert not told, f"{len(told)} texts\n" + "\n".join(told)
