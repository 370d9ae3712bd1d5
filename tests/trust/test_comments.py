"""Comments are for whoever edits a file: they are in nothing that is published, and take nothing along."""

import random
import time
from pathlib import Path

import pytest
from project import COMPANY, TODAY, company, naming, run

from okrsite.loading.comments import uncommented
from okrsite.prose.html import to_html

SECRET = "zebrafish"

HIDDEN = {
    "alone": f"<!-- {SECRET} -->\n",
    "in a line": f"Before <!-- {SECRET} --> after.\n",
    "at the begin of a line": f"<!-- {SECRET} --> after.\n",
    "over lines": f"Before.\n<!-- {SECRET}\n{SECRET} -->\nAfter.\n",
    "over paragraphs": f"<!--\n{SECRET}\n\n{SECRET}\n-->\n",
    "in a list": f"- one\n  <!-- {SECRET} -->\n- two <!-- {SECRET} -->\n",
    "in a quote": f"> <!-- {SECRET}\n> {SECRET} -->\n> said\n",
    "in a heading": f"## What <!-- {SECRET} --> changed\n",
    "in a table": f"| a | b |\n| --- | --- |\n| 1 <!-- {SECRET} --> | 2 |\n",
    "in a link's text": f"[the <!-- {SECRET} --> way](https://example.com/)\n",
    "in bold": f"**bold <!-- {SECRET} -->**\n",
    "in other HTML": f"<div>\n<!-- {SECRET} -->\n</div>\n",
    "never closed": f"Before.\n\n<!-- {SECRET}\n\n{SECRET}\n",
    "of no signs": f"<!-->\n<!--->\n<!---->\n<!-- {SECRET} -->\n",
    "with a fence in it": f"<!--\n```\n{SECRET}\n```\n{SECRET}\n-->\n",
    "behind code": f"`code` <!-- {SECRET} --> `more`\n",
    "behind a stray backtick": f"a ` b\n\n<!-- {SECRET} --> ` c\n",
    "across a backtick": f"a ` b\n<!-- {SECRET} ` -->\n",
    "behind a fence": f"```\ncode\n```\n<!-- {SECRET} -->\n",
    "behind a fence in a quote": f"> ```\n> code\n\n<!-- {SECRET} -->\n\n```\nx\n```\n",
    "behind a backslash": f"\\\\<!-- {SECRET} -->\n",
    "as a link": f"[//]: # ({SECRET})\n",
    "as a link in quotes": f'[//]: # "{SECRET}"\n',
    "as a link in words": f"[comment]: <> ({SECRET})\n",
    "two": f"<!-- {SECRET} --><!-- {SECRET} -->\n",
    "with lines of Windows": f"<!-- {SECRET}\r\n{SECRET} -->\r\n",
}

SHOWN = {
    "in code": f"`<!-- {SECRET} -->`",
    "in code of two": f"``a ` <!-- {SECRET} -->``",
    "in a fence": f"```html\n<!-- {SECRET} -->\n```",
    "in a fence of tildes": f"~~~\n<!-- {SECRET} -->\n~~~",
    "in a fence in a list": f"- x\n\n  ```\n  <!-- {SECRET} -->\n  ```",
    "in indented code": f"x\n\n    <!-- {SECRET} -->",
    "behind a backslash": f"\\<!-- {SECRET} -->",
}


@pytest.mark.parametrize("prose", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden(prose: str) -> None:
    text = prose.replace("\r\n", "\n")
    left, _ = uncommented(text)
    assert SECRET not in left
    assert SECRET not in to_html(left)
    assert left.count("\n") == text.count("\n"), "lines are where they were"


@pytest.mark.parametrize("prose", SHOWN.values(), ids=SHOWN)
def test_code_shows_how_a_comment_is_written(prose: str) -> None:
    assert uncommented(prose) == (prose, frozenset())
    assert f"&lt;!-- {SECRET} --&gt;" in to_html(prose)


def test_words_around_stay() -> None:
    assert uncommented("one <!-- x --> two\n<!-- y --> three\nfour") == (
        "one two\nthree\nfour",
        frozenset({0, 1}),
    )


@pytest.mark.parametrize("seed", range(20))
def test_any_mix_keeps_its_lines_and_ends_soon(seed: int) -> None:
    chance = random.Random(seed)
    pieces = (
        "<!--",
        "-->",
        "`",
        "```\n",
        "~~~\n",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "    ",
        "\\",
        "x",
        "[//]: # (x)\n",
    )
    text = "".join(chance.choice(pieces) for _ in range(chance.choice((20, 400))))
    left, cut = uncommented(text)
    assert left.count("\n") == text.count("\n")
    assert all(line <= text.count("\n") for line in cut)
    assert len(left) <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 100_000,
        "<!--\n" * 100_000,
        "`" * 200_000 + "<!--",
        "".join("`" * (1 + number % 300) + " " for number in range(2_000)) + "<!-- x -->",
        "\\" * 300_000 + "<!--",
        "- " * 500 + "<!-- x",
        ("`a\n") * 50_000 + "<!-- x -->",
        "[//]: # (" * 40_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    uncommented(text)
    assert time.process_time() - begun < 10, "it takes less than a second"


def test_they_are_nowhere_on_the_site(tmp_path: Path) -> None:
    kinds = ("index.md", "teams/ovens.md", "kpis/waste.md", "2026/company/every-street.md")
    everything = "\n\n".join(HIDDEN[name] for name in HIDDEN if name != "never closed")
    texts = {path: f"{COMPANY[path]}\n{everything}" for path in kinds}
    for path in ("2026-Q4/index.md", "2026-Q4/ovens/review.md", "2026-Q4/reviews/2026-10-30.md"):
        texts[path] = f"---\n# {SECRET}\n---\n{everything}"
    texts["2026-Q4/ovens/checkins/2026-11-13.md"] = f"---\n# {SECRET}\nauthor: Noor Haddad\n---\n{everything}"
    company(tmp_path, texts)
    arguments = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY)
    result = run("build", *arguments)
    assert result.exit_code == 0, result.output
    assert naming(tmp_path / "site", SECRET) == []


def test_a_line_with_a_comment_is_not_mended(tmp_path: Path) -> None:
    """Its columns are not those of the file: a person has to look."""
    path = "2026-Q4/vans/short-way.md"
    for line, fixed in (
        ("[a](../oven/warm-at-six.md)", True),
        ("<!-- x --> [a](../oven/warm-at-six.md)", False),
    ):
        company(tmp_path, {path: f"{COMPANY[path]}\n{line}\n"})
        result = run("check", "--content", tmp_path / "content", "--today", TODAY, "--fix", "--yes")
        text = (tmp_path / "content" / path).read_text()
        assert ("../ovens/warm-at-six.md" in text) is fixed, result.output
        assert fixed or line in text
