"""Drafts are nowhere in the output, however they are referred to."""

import re
from pathlib import Path

import pytest
from project import COMPANY, TODAY, company, naming, run, tree

SECRET = "zebrafish"
"""Stands in the draft's id, and in every reference to it."""

DRAFT = f"""---
title: Sell the {SECRET} to Oslo
owner: {SECRET.title()} Okafor
parent: company/every-street#streets
status: draft
formerly: ovens/{SECRET}-before
key_results:
  - id: {SECRET}-count
    title: Every {SECRET} sold
    from: 0
    to: TBD
initiatives:
  - title: A {SECRET} fair
    for: {SECRET}-count
---
The {SECRET} is not to be talked about.
"""

AROUND = {
    f"2026-Q4/ovens/{SECRET}.md": DRAFT,
    "2026-Q4/vans/child.md": f"""---
title: Carry it
owner: Lee Park
parent: ovens/{SECRET}#{SECRET}-count
supports: ovens/{SECRET}
depends_on:
  - ovens/{SECRET}
  - 2026-Q4/ovens/{SECRET}#{SECRET}-count
key_results:
  - id: a
    title: A van is ready
    binary: true
---
As [planned there](../ovens/{SECRET}.md) and [here](../ovens/{SECRET}.md#{SECRET}-count).
""",
    "2026-Q4/vans/aside.md": f"""---
title: Help on the side
owner: Lee Park
parent: company/every-street
supports:
  - ovens/{SECRET}
  - ovens/warm-at-six
---
""",
    "2026-Q4/ovens/checkins/2026-11-13.md": f"""---
author: Noor Haddad
key_results:
  {SECRET}#{SECRET}-count:
    value: 3
    note: More {SECRET} than ever.
  {SECRET}-count:
    note: The {SECRET} again.
  on-time:
    value: 75%
---
## What changed

See [the plan](../{SECRET}.md) and [that](../{SECRET}.md).
""",
    "2026-Q4/ovens/checkins/2026-11-14.md": f"""---
key_results:
  {SECRET}#{SECRET}-count:
    confidence: 2
    note: Nothing but {SECRET}.
---
""",
    "2026-Q4/ovens/review.md": f"""---
objectives:
  {SECRET}:
    decision: drop
    scores:
      {SECRET}-count: 0.3
  warm-at-six:
    decision: continue
    carried_to: ovens/{SECRET}
---
We go on in [Oslo]({SECRET}.md).
""",
    "2026-Q4/reviews/2026-10-30.md": f"---\nattendees: Ada Chen\n---\n- [It](../ovens/{SECRET}.md) waits.\n",
    "2026-Q4/index.md": f"---\ntitle: Winter\n---\nSee [all](ovens/{SECRET}.md) of it.\n",
    "teams/ovens.md": COMPANY["teams/ovens.md"] + f"\n[Plans](../2026-Q4/ovens/{SECRET}.md).\n",
    "kpis/waste.md": COMPANY["kpis/waste.md"] + f"\n[Plans](../2026-Q4/ovens/{SECRET}.md).\n",
    "index.md": f"Where we go: [north](2026-Q4/ovens/{SECRET}.md).\n",
}


def publish(folder: Path) -> str:
    result = run(*("build", "--content", folder / "content", "--output", folder / "site", "--today", TODAY))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_draft_is_nowhere(tmp_path: Path) -> None:
    output = publish(company(tmp_path, AROUND))
    assert naming(tmp_path / "site", SECRET) == []
    assert naming(tmp_path / "site", "Okafor") == []
    assert SECRET in output, "its writer is told of it all the same"


def test_what_stood_around_it_stays(tmp_path: Path) -> None:
    publish(company(tmp_path, AROUND))
    pages = {path: text.decode() for path, text in tree(tmp_path / "site").items() if path.endswith(".html")}
    assert "As planned there and here." in re.sub("<[^>]*>", "", pages["2026-Q4/vans/child.html"])
    assert "75%" in pages["2026-Q4/ovens/warm-at-six.html"]
    assert "Help on the side" in pages["2026-Q4/ovens/warm-at-six.html"]


def test_published_it_is_there(tmp_path: Path) -> None:
    """The draft above is sound content: without its status it is on the site in many places."""
    shown = DRAFT.replace("status: draft\n", "").replace("TBD", "10")
    company(tmp_path, AROUND, {f"2026-Q4/ovens/{SECRET}.md": shown})
    publish(tmp_path)
    assert len(naming(tmp_path / "site", SECRET)) > 10


@pytest.mark.parametrize(
    "front", ["title: [zebrafish", "title: Fix: zebrafish\n  - x", "zebrafish: 1", "title:"]
)
def test_a_broken_draft_is_nowhere_and_stops_nothing(tmp_path: Path, front: str) -> None:
    broken = DRAFT.replace(f"title: Sell the {SECRET} to Oslo", f"{front}\nfrom: 3", 1)
    output = publish(company(tmp_path, AROUND, {f"2026-Q4/ovens/{SECRET}.md": broken}))
    assert naming(tmp_path / "site", SECRET) == []
    assert "warning" in output


def test_a_draft_is_in_no_graph(tmp_path: Path) -> None:
    company(tmp_path, AROUND)
    for name in ("x.svg", "x.dot"):
        result = run("graph", tmp_path / name, "--content", tmp_path / "content", "--today", TODAY, "--all")
        assert result.exit_code == 0, result.output
        text = (tmp_path / name).read_text("utf-8")
        assert "Help on the side" in text
        assert SECRET not in text.lower()
    result = run(
        *("graph", tmp_path / "y.svg", "--content", tmp_path / "content", "--today", TODAY),
        *("--objective", f"2026-Q4/ovens/{SECRET}"),
    )
    assert result.exit_code == 2
    result = run(
        *("graph", tmp_path / "y.svg", "--content", tmp_path / "content", "--today", TODAY),
        *("--objective", f"2026-Q4/ovens/{SECRET[:-1]}"),
    )
    assert SECRET not in result.output


def test_a_draft_that_is_withdrawn_leaves_the_site(tmp_path: Path) -> None:
    shown = DRAFT.replace("status: draft\n", "").replace("TBD", "10")
    path = f"2026-Q4/ovens/{SECRET}.md"
    publish(company(tmp_path, AROUND, {path: shown}))
    publish(company(tmp_path, AROUND, {path: DRAFT}))
    assert naming(tmp_path / "site", SECRET) == []


DRAFTS_WORDS = [
    "Make the school run easy for grandparents",
    "grandparents",
    "second-key",
    "have given them access to the lock",
    "Nobody falls",
    "reported falls a month",
    "she takes the tram",
    "the fear of falling",
    "unless the team says so",
]


@pytest.mark.parametrize("words", DRAFTS_WORDS)
def test_the_example_companys_draft_is_nowhere(example_content: Path, example_site: Path, words: str) -> None:
    source = example_content / "2026-Q4" / "families" / "grandparents.md"
    assert words in f"{source.stem} {' '.join(source.read_text('utf-8').split())}"
    assert naming(example_site, words) == []
