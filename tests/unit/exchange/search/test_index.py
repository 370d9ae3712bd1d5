"""The index of the search: everything published is in it, nothing else is, and it stays small."""

import gzip
import random
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from index_reading import Index

from okrsite.exchange.search.entries import Entry, Kind, Place, readable
from okrsite.exchange.search.index import MOST, search_index, written
from okrsite.exchange.search.words import tokens
from okrsite.views.cards import Cards
from okrsite.views.company import Company

Published = Callable[..., tuple[Company, Cards]]

TEAMS = {
    "teams/company.md": "---\nname: Acme\n---\n",
    "teams/growth.md": "---\nname: Growth\nparent: company\nlead: Zoë Ott\nmembers: [Ira Vance]\n---\nUs\n",
}


def objective(title: str, more: str = "", prose: str = "Why it matters.") -> str:
    return (
        f"---\ntitle: {title}\n{more}key_results:\n"
        f"  - id: setup\n    title: Setup is quick\n    from: 1\n    to: 9\n---\n{prose}\n"
    )


@pytest.fixture(scope="session")
def example_index(example: tuple[Company, Cards]) -> Index:
    return Index(search_index(example[0]))


def test_each_word_of_each_title_leads_to_it(example: tuple[Company, Cards], example_index: Index) -> None:
    portfolio = example[0].portfolio
    titles = [o.title for o in portfolio.objectives]
    titles += [k.title for o in portfolio.objectives for k in o.key_results]
    titles += [i.title for o in portfolio.objectives for i in o.initiatives]
    titles += [t.name for t in portfolio.teams] + [k.name for k in portfolio.kpis]
    titles += [owner.name for owner in example[0].owners] + [c.title for c in portfolio.cycles]
    shown = {entry.title for entry in example_index.entries}
    for title in titles:
        assert title in shown
        for token in tokens(title):
            assert title in example_index.by_title(token)


def test_every_entry_leads_to_a_place_of_the_site(example_index: Index, example_site: Path) -> None:
    ids: dict[str, set[str]] = {}
    for entry in example_index.entries:
        page, _, anchor = entry.url.partition("#")
        if page not in ids:
            text = (example_site / page).read_text("utf-8")
            ids[page] = {unescape(id) for id in re.findall(r'\bid="([^"]*)"', text)}
        assert not anchor or anchor in ids[page], entry


def test_the_site_carries_it(example_site: Path, example_index: Index) -> None:
    published = Index((example_site / "search.index.js").read_bytes())
    assert len(published.entries) == len(example_index.entries)
    assert {entry.kind for entry in published.entries} == {
        "page", "team", "person", "cycle", "objective", "key-result", "kpi", "initiative", "check-in",
        "review", "guide", "rule",
    }  # fmt: skip


def test_what_is_said_is_found(published: Published) -> None:
    company, _ = published(
        {
            **TEAMS,
            "2026-Q4/growth/first.md": objective("First week", prose="A *remarkable* reason."),
            "2026-Q4/growth/checkins/2026-11-16.md": "---\nauthor: Jo\nkey_results:\n  first#setup:\n"
            "    value: 3\n    note: the wizard broke\n---\nWe learned plenty.\n",
        }
    )
    index = Index(search_index(company))
    assert [entry.title for entry in index.by_text("remarkable")] == ["First week"]
    assert [entry.kind for entry in index.by_text("wizard")] == ["check-in"]
    (check_in,) = index.by_text("plenty")
    assert (check_in.title, check_in.beside, check_in.place) == ("16 Nov 2026", "Jo", "Growth · 2026-Q4")
    assert check_in.url == "2026-Q4/growth/index.html#check-in-2026-11-16"
    (found,) = (entry for entry in index.entries if entry.kind == "key-result")
    assert found.url == "2026-Q4/growth/first.html#setup"
    assert [entry.title for entry in index.by_text("vance")] == ["Growth"]


def test_drafts_and_findings_are_not_in_it(published: Published) -> None:
    company, _ = published(
        {
            **TEAMS,
            "2026-Q4/growth/first.md": objective("First week", prose='See [that](hushhush.md "Hushed").'),
            "2026-Q4/growth/hushhush.md": objective("Zanzibar", "status: draft\nowner: Quentin\n"),
            "2026-Q4/growth/checkins/2026-11-16.md": "---\nauthor: Jo\nkey_results:\n"
            "  hushhush#setup:\n    value: 3\n    note: the wizard broke\n"
            "  first#setup:\n    value: 4\n---\n",
        }
    )
    script = search_index(company).decode().lower()
    for word in ("zanzibar", "quentin", "hushhush", "wizard", "hushed"):
        assert word not in script


def test_nothing_to_find_is_no_fault(published: Published) -> None:
    company, _ = published({"teams/company.md": "---\nname: Acme\n---\n"})
    assert {entry.kind for entry in Index(search_index(company)).entries} == {"page", "team", "guide", "rule"}


def index_of(entries: list[Entry], places: list[Place] | None = None, most: int = MOST) -> bytes:
    kind = Kind(id="thing", label="Things", address="{name}", weight=100, entries=tuple(entries))
    return written([kind], places or [Place("", "", 100)], "en", most)


TITLES = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(st.lists(TITLES, min_size=1, max_size=6))
def test_titles_of_any_letters_are_found(titles: list[str]) -> None:
    lines = [" ".join(title.split()) for title in titles]
    index = Index(index_of([Entry(title, "x") for title in lines]))
    assert index.titles == lines
    for title in lines:
        for token in tokens(title):
            assert title in index.by_title(token)


def zipf(words: int, seed: int = 1) -> Callable[[int], str]:
    """Makes texts of so many words, of which some are frequent and most are rare, as in any language."""
    dice = random.Random(seed)
    letters = "etaoinshrdlucmfwypvbgk"
    known = ["".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(words)]
    weights = [1 / (rank + 3) for rank in range(words)]
    return lambda length: " ".join(dice.choices(known, weights, k=length))


def test_words_that_all_texts_have_are_no_condition_and_take_no_room() -> None:
    text = zipf(300)
    index = Index(index_of([Entry(f"No {n}", "x", text=f"everywhere {text(20)}") for n in range(1000)]))
    assert "everywhere" in index.data["common"].split(" ")
    assert not index.by_text("everywhere")
    assert index.by_title("no")


def test_very_many_texts_leave_out_the_least_important() -> None:
    places = [Place("Now", "now", 100), Place("Old", "old", 30)]
    entries = [Entry(f"No {n}", "x", place=n % 2, text=f"word{n}") for n in range(100)]
    index = Index(index_of(entries, places, most=60))
    assert index.data["leftOut"] == 40
    assert [len(index.by_text(f"word{n}")) for n in range(0, 100, 2)] == [1] * 50
    assert sum(len(index.by_text(f"word{n}")) for n in range(1, 100, 2)) == 10
    assert len(index.entries) == 100


def test_texts_take_half_a_megabyte_however_much_is_written() -> None:
    text = zipf(8_000)
    entries = [Entry("Check-in", f"{n}", text=text(60)) for n in range(20_000)]
    assert len(gzip.compress(index_of(entries), 6)) <= 500_000


@pytest.mark.parametrize(
    ("prose", "left"),
    [
        ("[a](secret.md)", "a"),
        ("[a](<b c.md>) d", "a d"),
        ("[a](x(y).md 'T') b", "a b"),
        ("[a][label] b\n\n[label]: secret.md", "a b"),
        ("see https://example.com/secret?x=1 there", "see there"),
        ("<https://example.com/secret> there", "there"),
        ("one <!-- secret\nsecret --> two", "one two"),
        ("one <!-- secret", "one"),
        ("![a](secret.png)", "a"),
    ],
)
def test_addresses_and_comments_are_no_words(prose: str, left: str) -> None:
    assert tokens(readable(prose)) == tokens(left)
