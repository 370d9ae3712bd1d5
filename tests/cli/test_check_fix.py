"""`okrsite check --fix`: a patch that shows itself first, and files of which nothing else is touched."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from project import COMPANY, TODAY, company, run, tree
from repositories import Repo

from okrsite.cli import mending
from okrsite.cli.main import main

MISSPELT = {
    "2026-Q4/vans/short-way.md": """---
title: Take the short way
# größe 🚲
ownr: Lée Park
parent: 'company/every-streat#streets'   # up
with: [ovns, ovns, ovens]
key_results:
  - id: minutes
    title: Minutes from the oven to the door
    from: 45 min
    to: 20 min
    ambition: "mooonshot"
    kpi: drve
initiatives:
  - title: A map
    for: [minuts]
    status: doin
---
See [the ovens](../../teams/ovns.md#top).
""".replace("\n", "\r\n"),
    "2026-Q4/vans/checkins/2026-11-13.md": """\ufeff---
key_results:
  short-way#minuts:
    value: 30 min
---
""",
    "kpis/drive.md": "---\nname: Minutes to the door\nunit: min\n---\n",
}
"""Ten faults that nobody needs to think about, in a file with CRLF and one with a byte order mark."""

MENDED = {
    path: text.replace("ownr", "owner")
    .replace("streat#", "street#")
    .replace("[ovns, ovns, ovens]", "[ovens]")
    .replace("mooonshot", "moonshot")
    .replace("drve", "drive")
    .replace("minuts", "minutes")
    .replace("doin\r", "doing\r")
    .replace("ovns.md", "ovens.md")
    for path, text in MISSPELT.items()
}


def fix(content: Path, *arguments: str) -> Result:
    return run("check", "--content", content, "--today", TODAY, "--fix", *arguments)


def test_the_patch_alone_is_printed_and_nothing_is_written(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    content = repo.write_all({**COMPANY, **MISSPELT}, "our okrs/content")
    before = tree(content)
    result = fix(content)
    assert result.exit_code == 1
    assert result.stderr == "Nothing was written; `okrsite check --fix --yes` writes it.\n"
    assert tree(content) == before
    (tmp_path / "of.patch").write_bytes(result.stdout_bytes)
    repo.git("apply", "of.patch")
    first = {path: text.replace("[ovens]", "[ovens, ovens]") for path, text in MENDED.items()}
    assert tree(content) == before | {path: text.encode() for path, text in first.items()}


def test_yes_writes_it_and_tells_what_is_left(tmp_path: Path) -> None:
    content = company(tmp_path, MISSPELT) / "content"
    before = tree(content)
    result = fix(content, "--yes")
    assert "+parent: 'company/every-street#streets'   # up" in result.stdout
    assert "Wrote 10 corrections into 2 files. That brings up more:" in result.stdout
    assert "Wrote 1 correction into 1 file. What is left:" in result.stdout
    assert tree(content) == before | {path: text.encode() for path, text in MENDED.items()}
    left = result.stdout.partition("What is left:")[2]
    assert "No errors and no warnings in" in left
    assert result.exit_code == 0
    assert fix(content, "--yes").stdout.startswith("No errors and no warnings in")


@pytest.mark.parametrize(("answer", "code"), [("y\ny\n", 0), ("n\n", 1), ("\n", 1)])
def test_on_a_terminal_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    content = company(tmp_path, MISSPELT) / "content"
    before = tree(content)
    monkeypatch.setattr(mending, "on_terminal", lambda: True)
    arguments = ["check", "--content", str(content), "--today", TODAY, "--fix"]
    result = CliRunner().invoke(main, arguments, input=answer)
    assert result.exit_code == code
    assert "Write 10 corrections into 2 files? [y/N]" in result.stdout
    assert result.stdout.index("+owner: L") < result.stdout.index("Write 10")
    assert (tree(content) == before) == bool(code)


def test_several_that_could_be_meant_are_left_to_people(tmp_path: Path) -> None:
    text = COMPANY["2026-Q4/vans/short-way.md"].replace(
        "parent: company", "with: [oven, van]\nparent: company"
    )
    near = {"teams/ovena.md": COMPANY["teams/ovens.md"], "2026-Q4/vans/short-way.md": text}
    content = company(tmp_path, near) / "content"
    before = tree(content)
    result = fix(content, "--yes")
    assert "Did you mean `ovens` or `ovena`?" in result.stdout
    assert "+with: [oven, vans]" in result.stdout
    assert tree(content).keys() == before.keys()
    nothing = fix(content, "--yes")
    assert "None of it can be mended mechanically." in nothing.stdout
    assert nothing.exit_code == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # the name would stand there a second time
        ("2026-Q4/vans/short-way.md", "owner: Lee Park", "owner: Lee Park\nownr: Lee Park"),
        # two key results would have one id
        ("2026-Q4/vans/short-way.md", "key_results:\n", "key_results:\n  - id: Minutes\n    title: So few\n"),
        # it leads nowhere, however the team is written
        ("2026-Q4/vans/short-way.md", "parent: company/every-street", "parent: ovns/nothing-like-that"),
    ],
)
def test_a_fix_that_would_be_a_fault_is_none(tmp_path: Path, path: str, old: str, new: str) -> None:
    text = COMPANY[path]
    assert old in text
    content = company(tmp_path, {path: text.replace(old, new)}) / "content"
    before = tree(content)
    result = fix(content, "--yes")
    assert "→ Did you mean" in result.stdout or "→ Write `minutes`." in result.stdout
    assert "None of it can be mended mechanically." in result.stdout
    assert tree(content) == before


def test_an_allowance_that_nothing_needs_goes(tmp_path: Path) -> None:
    path = "2026-Q4/vans/short-way.md"
    text = COMPANY[path].replace("key_results:", "allow:\n  objective-unaligned: not true\nkey_results:")
    content = company(tmp_path, {path: text}) / "content"
    assert fix(content, "--yes").exit_code == 0
    assert (content / path).read_bytes().decode() == COMPANY[path]
    broken = text.replace("to: 20 minutes", "to: fast")
    content = company(tmp_path / "b", {path: broken}) / "content"
    fix(content, "--yes")
    assert (content / path).read_bytes().decode() == broken


def test_silent_warnings_are_mended_with_all_only(tmp_path: Path) -> None:
    old = {
        "2026-Q1/vans/old.md": COMPANY["2026-Q4/vans/short-way.md"].replace(
            "parent: company", "with: [ovens, ovens]\nparent: company"
        )
    }
    content = company(tmp_path, old) / "content"
    before = tree(content)
    fix(content, "--yes")
    assert tree(content) == before
    fix(content, "--yes", "--all")
    assert b"with: [ovens]\n" in tree(content)["2026-Q1/vans/old.md"]


def test_with_since_only_what_the_change_brought_is_mended(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    old = COMPANY["2026-Q4/vans/short-way.md"].replace("owner:", "ownr:")
    content = repo.write_all({**COMPANY, "2026-Q4/vans/short-way.md": old})
    repo.commit("Begin")
    repo.edit("content/2026-Q4/ovens/warm-at-six.md", "owner:", "onwer:")
    result = fix(content, "--yes", "--since", "HEAD")
    assert "Wrote 1 correction into 1 file." in result.stdout
    assert (content / "2026-Q4/vans/short-way.md").read_text("utf-8") == old
    assert repo.git("status", "--porcelain") == ""


def test_a_file_that_can_not_be_written_stops_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = company(tmp_path, MISSPELT) / "content"
    before = tree(content)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "short-way.md":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    result = fix(content, "--yes")
    assert result.exit_code == 2
    assert "short-way.md can't be written: Permission denied. Nothing was written." in result.stderr
    assert tree(content) == before
