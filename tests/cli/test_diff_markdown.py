"""The comment on a pull request: short first, details folded, of a length that forges take, and whatever
people write in it does nothing."""

import html
import re
from pathlib import Path

import pytest
from changed import SHORT, WARM, diff, proposal, view
from markdown_it import MarkdownIt
from project import COMPANY
from repositories import Repo

from okrsite.exchange.diffs.markdown import LIMIT, MARK, markdown
from okrsite.exchange.diffs.text import text

FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""Renders as forges do before they clean it: raw HTML stays HTML."""

TAGS = {"h3", "h4", "p", "strong", "em", "code", "ul", "li", "br", "details", "summary", "sub", "span",
        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
"""The tags that the comment is made of."""

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</details></summary><script>alert(1)</script>",
    "<!-- okrsite diff --> <!-- gone",
    "@everyone and @acme/board",
    "`code` ``` and ~~struck~~ **bold** __b__ *i*",
    "[click](https://evil.example) ![p](https://evil.example/x.png) [[wiki]] [a]: b",
    "https://evil.example www.evil.example http://x@evil.example mail@evil.example",
    '#12 !34 $56 %78 &90 ~bug ^alert acme/okrs#7 GH-12 OPS-99 %"a b" ~"c d"',
    "a | b || c \\| d \\\\| e |",
    "$x^2$ $`y`$ {+ in +} {- out -} :tada: :+1:",
    "/close /assign @me",
    "- [ ] task 1. one # head > quote ---",
    "0123456789abcdef0123456789abcdef01234567 deadbeef",
    "\u202eesrever\u200b\u2066 \x07 bell \x1b[31m red",
    "&lt;b&gt; &#64;everyone &copy;",
    "\\@everyone \\<b>\\</b> \\`x\\`",
    "é 日本語 👩‍👩‍👧 ﷽",
)

ALIVE = re.compile(r"[@#!%~&^$][\w\"]|GH-\d|OPS-\d|://|www\.|\[\[|\{\+|:[\w+]+:|[0-9a-f]{7}")
"""What forges make something of, in a stretch of text."""


def quoted(words: str) -> str:
    """A text as YAML has it in double quotes."""
    made = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in made) + '"'


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return proposal(tmp_path / "okrs")


def comment(repo: Repo, *arguments: str) -> str:
    return diff(repo, *arguments, "--format", "markdown")


def test_short_first_then_goalposts_then_what_is_folded(repo: Repo) -> None:
    repo.edit(f"content/{WARM}", "to: 95%", "to: 80%")
    repo.edit(f"content/{SHORT}", "owner: Lee Park", "owner: Jo Malik")
    lines = comment(repo).split("\n")
    assert lines[:10] == [
        MARK,
        "### What this changes in the OKRs",
        "",
        "**1 moved goalpost**, 2 objectives changed, 1 key result changed, 1 new warning",
        "",
        "#### Moved goalposts",
        "",
        "| objective | what | before | now | |",
        "| --- | --- | --- | --- | --- |",
        "| **Have the first loaves warm at six**<br>Ovens · 2026-Q4"
        " | Mornings with bread on the shelf at six: *to* | 95% | 80% | **easier** |",
    ]
    assert lines[11:14] == ["<details>", "<summary>Objectives: 2 changed</summary>", ""]
    assert lines.count("<details>") == lines.count("</details>") == 3
    assert "<summary>Who else is affected: 1 objective</summary>" in lines


def test_no_change_is_a_comment_too(repo: Repo) -> None:
    assert comment(repo).startswith(
        f"{MARK}\n### What this changes in the OKRs\n\nNothing changes in the OKRs "
    )


def test_new_errors_are_unfolded(repo: Repo) -> None:
    repo.edit(f"content/{SHORT}", "company/every-street", "company/every-stret")
    told = comment(repo)
    assert "**1 new error**" in told
    assert "<details open>\n<summary>What the check says</summary>" in told
    assert "`parent: company/every-stret`" not in told
    assert (
        "- **new error** `parent-not-found` in `2026-Q4/vans/short-way.md:4`: the parent is not found" in told
    )
    assert "Did you mean `company/every-street`?" in told


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_write_does_nothing(repo: Repo, words: str) -> None:
    title = quoted(words)
    words = "".join(c if c.isprintable() else " " for c in words)
    everywhere = f"""---
title: {title}
owner: {title}
parent: company/every-street
obstacle: {title}
key_results:
  - id: one
    title: {title}
    who: {title}
    from: 1
    to: 3
  - id: two
    title: two
    milestones: [{title}, b]
initiatives:
  - title: {title}
    hypothesis: {title}
---
{words}
"""
    repo.write("content/2026-Q4/vans/hostile.md", everywhere.replace("to: 3", "to: 4").replace("b]", "b, c]"))
    team = f"---\nname: {title}\nparent: company\nmembers: [{title}]\n---\n{words}\n"
    repo.write("content/teams/evil.md", team)
    base = repo.commit("Begin")
    repo.write("content/2026-Q4/vans/hostile.md", everywhere.replace(title, quoted("x " + words), 1))
    repo.write(
        "content/2026-Q4/vans/checkins/2026-11-13.md",
        f"---\nauthor: {title}\nkey_results:\n  hostile#one:\n    value: 2\n    note: {title}\n"
        f"  {title}:\n    note: {title}\n---\n{words}\n",
    )
    repo.write("content/teams/evil.md", f"---\nname: {quoted('y ' + words)}\nparent: vans\n---\n{words}\n")
    for arguments in ((), (base,)):
        told = comment(repo, *arguments)
        assert told.startswith(f"{MARK}\n")
        assert told.count("<!--") == 1
        for line in told.split("\n"):
            assert not line.startswith("/")
            assert re.match(r"$|<|#{3,4} |\||( *)- |\*\*|[0-9]", line), line
        rendered = FORGE.render(told)
        assert set(re.findall(r"<([a-z0-9]+)", rendered.replace(MARK, ""))) <= TAGS
        assert not re.search(r"<[a-z0-9]+ (?!open>)[^>]*(?:on\w+|src|href|class)=", rendered)
        assert rendered.count("<details") == rendered.count("</details>")
        assert rendered.count("<tr>") == told.count("\n| ") - told.count("\n| ---")
        for shown in re.sub(r"<code>.*?</code>|<!--.*?-->", "", rendered, flags=re.DOTALL).split("\n"):
            # As forges do: they look for names and references in each stretch of text between two tags.
            for stretch in re.split(r"<[^>]*>", shown):
                reads = html.unescape(stretch)
                assert not ALIVE.search(reads), reads
    assert view(repo, base).goalposts


@pytest.mark.parametrize("words", HOSTILE)
def test_terminals_show_it_on_one_line(repo: Repo, words: str) -> None:
    repo.edit(f"content/{SHORT}", "title: Take the short way", f"title: {quoted(words)}")
    told = diff(repo)
    assert all(c.isprintable() or c in "\n\u200d" for c in told)
    assert sum(line.startswith("~ ") for line in told.split("\n")) == 1


def test_words_read_as_they_were_written(repo: Repo) -> None:
    words = "50% *more* <fun> & $5 a_b | c `d` #1 [e] \\ é 日本語"
    repo.edit(f"content/{SHORT}", "title: Take the short way", f"title: {quoted(words)}")
    shown = re.sub(r"<[^>]*>", "", FORGE.render(comment(repo))).replace("\u200b", "")
    assert words in html.unescape(shown)


def test_a_long_change_is_cut_and_says_so(repo: Repo) -> None:
    for number in range(700):
        title = f"way {number} 日本"
        repo.write(f"content/2026-Q4/vans/o{number}.md", COMPANY[SHORT].replace("short way", title))
    base = repo.commit("Many")
    for number in range(700):
        repo.edit(f"content/2026-Q4/vans/o{number}.md", "to: 20 minutes", f"to: {20 - number % 9} min")
        repo.edit(f"content/2026-Q4/vans/o{number}.md", "45 minutes", "45 min")
    repo.edit("content/teams/vans.md", "name: Vans", "name: Wagons")
    found = view(repo, base)
    assert len(found.goalposts) > 600
    told = markdown(found)
    assert len(told.encode("utf-16-le")) // 2 <= LIMIT
    assert told.startswith(f"{MARK}\n")
    (left_out,) = re.findall(r"Left out, as a comment can only be so long: (.*?)\.", told)
    parts = re.fullmatch(r"([\d,]+) of the moved goalposts, (\d+) objectives and [\d,]+ findings", left_out)
    assert parts
    goalposts, objectives = (int(part.replace(",", "")) for part in parts.groups())
    assert "Vans” → **“Wagons”**" in told
    assert told.count("\n| **") == len(found.goalposts) - goalposts
    assert told.count("\n- **Take the way") == 700 - objectives
    assert told.count("<details") == told.count("</details>")
    assert told.rstrip().endswith("</sub>")
    assert text(found).count("\n~ Take the way") == 700


def test_one_long_objective_is_cut(repo: Repo) -> None:
    many = "".join(f"  - id: k{n}\n    title: Number {n}\n    from: 1\n    to: 2\n" for n in range(300))
    repo.write("content/2026-Q4/vans/long.md", f"---\ntitle: {'Long ' * 400}\nkey_results:\n{many}---\n")
    told = comment(repo)
    assert len(told) < 12_000
    assert "… and 242 more lines" in told
    assert "Long Lon…" in told or "Long Long…" in told or "Lo…" in told
