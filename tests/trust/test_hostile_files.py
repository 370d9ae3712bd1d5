"""Files as strange as can be: each is a clear finding or harmless, and none costs much."""

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import heavy
import pytest
from hostile_company import FILES, OBJECTIVE, TODAY, slots, text_of, with_payload, write
from payloads import CONTROLS, MARKUP, SCALARS

from okrsite.building.pipeline import check_content
from okrsite.diagnostics import Diagnostic, Finding
from okrsite.loading.discover import ContentFile, classify, discover
from okrsite.loading.load import load
from okrsite.loading.one_file import findings_alone
from okrsite.loading.prose_limits import excess
from okrsite.loading.reading import text_of as read_bytes
from okrsite.loading.yaml_reading import MOST, parse
from okrsite.prose.html import to_html
from okrsite.prose.links import links
from okrsite.prose.parts import lead, sections, words_of
from okrsite.settings import Settings

CAMPAIGN = Path(__file__).parents[1] / "campaigns" / "hostile.py"
DAY = date.fromisoformat(TODAY)


def kind_of(path: str) -> ContentFile:
    found = classify(Path(), path)
    assert found is not None
    return found


def sound(findings: tuple[Finding, ...]) -> bool:
    """Whether findings are for people: short, and each says what is wrong."""
    return all(finding.message and len(finding.message) < 500 for finding in findings)


# Every payload in every place


PLACES = tuple(slots())


@pytest.mark.parametrize("payload", [*SCALARS, *CONTROLS, *MARKUP[::4]], ids=lambda text: ascii(text[:20]))
def test_a_payload_in_every_place(payload: str) -> None:
    places = PLACES if len(payload) < 1000 else random.Random(len(payload)).sample(PLACES, 3)
    for slot in places:
        ((path, text),) = with_payload(slot, payload).items()
        found: list[Finding] = []
        read = read_bytes(text.encode("utf-8", "surrogatepass"), path, found.append)
        if read is not None:
            found += findings_alone(kind_of(path), read, Settings())
        assert sound(tuple(found)), slot


# What is large for what it says


@pytest.mark.parametrize("make", heavy.YAML.values(), ids=heavy.YAML)
def test_fields_cost_little(make: heavy.Make) -> None:
    text = make(200_000)
    _, faults = parse(text)
    assert len(faults) <= MOST
    assert sum(len(fault.message) + len(fault.hint) for fault in faults) < 5_000_000


@pytest.mark.parametrize("make", heavy.PROSE.values(), ids=heavy.PROSE)
def test_prose_costs_little(make: heavy.Make) -> None:
    """A page may not grow out of proportion to what was written."""
    text = heavy.let_through(make(6_000))
    html = to_html(text, lambda _: None)
    assert len(html) < 1_000_000 + 60 * len(text)
    links(text), sections(text), lead(text), words_of(text)


@pytest.mark.parametrize(
    "make", [heavy.PROSE["many '['"], heavy.PROSE["many '`'"], heavy.PROSE["a long table"]]
)
@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".md")])
def test_a_megabyte_of_prose_is_a_finding(path: str, make: heavy.Make) -> None:
    found = findings_alone(kind_of(path), text_of(path, FILES[path][0], make(950_000)), Settings())
    assert [finding.rule for finding in found] == ["unreadable-file"]
    assert found[0].message.startswith(("the prose ", "with this table"))


TOO_MUCH = {
    "lines": ("a\n" * 2001, 2001),
    "brackets": ("[](" * 700 + "\n" + "[](" * 1301, 2),
    "cells": (f"a\n\n{'|'.join('a' * 101)}\n{'|'.join('-' * 101)}\n{'x' * 9}\n" + "x\n" * 98, 3),
}


@pytest.mark.parametrize(("text", "line"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_prose_has_limits(text: str, line: int) -> None:
    """Each is said where it is passed, and what just keeps it is not."""
    found = findings_alone(kind_of("index.md"), text, Settings())
    assert [(finding.rule, finding.place.span.line) for finding in found] == [("unreadable-file", line)]
    less = text.rstrip("\n").rpartition("\n")[0] if line != 2 else text[3:]
    assert excess(less.split("\n")) is None


@pytest.mark.parametrize("make", heavy.READINGS.values(), ids=heavy.READINGS)
def test_readings_cost_little(tmp_path: Path, make: heavy.Make) -> None:
    content = write(tmp_path / "content", {"kpis/waste.csv": make(950_000)})
    loaded = load(content, today=DAY)
    ours = [finding for finding in loaded.findings if finding.place.source.path == "kpis/waste.csv"]
    assert len(ours) <= 5_000
    assert sound(tuple(ours))


# Bytes


ENCODED = {
    "UTF-16": "---\ntitle: A\n---\n".encode("utf-16"),
    "UTF-32": "---\ntitle: A\n---\n".encode("utf-32"),
    "UTF-7": b"+AC0-+AC0-+AC0-\n",
    "surrogates": "---\ntitle: \ud800\n---\n".encode("utf-8", "surrogatepass"),
    "too long forms": b"---\ntitle: \xc0\xbcscript\n---\n",
    "half a letter": b"---\ntitle: \xe2\x82\n---\n",
    "NUL": b"---\ntitle: a\0b\n---\n",
    "escape": b"---\ntitle: a\x1b[31m\n---\n",
    "C1": "---\ntitle: a\x9b31m\n---\n".encode(),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_bytes_that_are_no_text(data: bytes) -> None:
    found: list[Finding] = []
    read = read_bytes(data, OBJECTIVE, found.append)
    if read is not None:
        found += findings_alone(kind_of(OBJECTIVE), read, Settings())
    assert found
    assert sound(tuple(found))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_change_nothing(tmp_path: Path, end: str, mark: str) -> None:
    text = mark + text_of(OBJECTIVE, *FILES[OBJECTIVE]).replace("\n", end)
    content = write(tmp_path / "content", {OBJECTIVE: text.encode()})
    (title,) = (o.title for o in load(content, today=DAY).portfolio.objectives if o.name == "warm")
    assert title == FILES[OBJECTIVE][0]["title"]
    assert not errors(content)


def errors(content: Path) -> list[Diagnostic]:
    return [d for d in check_content(content, today=DAY).diagnostics if d.severity.value == "error"]


# Names and links in the file system


NAMES = {
    "reserved by Windows": ["2026-Q4/ovens/con.md", "teams/aux.md", "kpis/nul.md", "assets/LPT1.png"],
    "reserved by okrsite": ["2026-Q4/ovens/reviews.md", "teams/assets.md"],
    "very long": [f"2026-Q4/ovens/{'a' * 101}.md", f"teams/{'t' * 250}.md", f"2026-Q4/{'t' * 250}/a.md"],
    "very long days": [
        f"2026-Q4/{folder}/2026-11-10-{'a' * 200}.md" for folder in ("ovens/checkins", "reviews")
    ],
    "very long cycles": [f"{'c' * 200}/index.md"],
    "signs": [
        f"2026-Q4/ovens/{name}.md"
        for name in ("a\nb", "\x1b[31m", "-rf", "*", " ", "<b>", "::error::", "a'b")
    ],
    "signs of pictures": [
        f"assets/{name}.png" for name in ("a\nb", "\x1b", "a:b", "a?", "<b>", 'a"b', "a\u202eb", "a|b")
    ],
    "no Latin": ["2026-Q4/ovens/\u00fc.md", "2026-Q4/u\u0308/a.md", "\uff12\uff10\uff12\uff16/index.md"],
    "cases": ["2026-Q4/Ovens/a.md", "2026-q4/ovens/a.md", "Teams/a.md", "2026-Q4/ovens/Warm.md"],
    "no pictures": ["assets/x.html", "assets/x.js", "assets/x"],
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize("paths", NAMES.values(), ids=NAMES)
def test_names(tmp_path: Path, paths: list[str]) -> None:
    content = write(tmp_path / "content", dict.fromkeys(paths, "---\nname: A\ntitle: A\n---\n"))
    found: list[Finding] = []
    discover(content, found.append)
    reported = [finding.place.source.path for finding in found]
    for path in paths:
        assert any(path == other or path.startswith(f"{other}/") for other in reported), path
    assert sound(tuple(found))


ALIKE = [("A", "a"), ("\u00fc", "u\u0308"), ("\u00df", "ss"), ("\ufb01", "\ufb01".upper())]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize("names", ALIKE, ids=ascii)
def test_pictures_that_are_one_elsewhere(tmp_path: Path, names: tuple[str, str]) -> None:
    content = write(tmp_path / "content", {f"assets/{name}.png": "x" for name in names})
    found: list[Finding] = []
    discover(content, found.append)
    assert [finding.rule for finding in found] == ["file-out-of-place"]


OWN = (
    "warm.md~",
    "warm.md.~1~",
    "#warm.md#",
    ".#warm.md",
    ".warm.md.swp",
    "4913",
    "warm.md___jb_tmp___",
    "Thumbs.db",
)


@pytest.mark.parametrize(
    "folder", ["", "teams", "kpis", "assets", "2026-Q4", "2026-Q4/ovens", "2026-Q4/reviews"]
)
def test_what_editors_and_systems_leave_behind_is_no_content(tmp_path: Path, folder: str) -> None:
    content = write(tmp_path / "content", {f"{folder}/{name}".lstrip("/"): "half a" for name in OWN})
    found: list[Finding] = []
    assert not any(file.path.rpartition("/")[2] in OWN for file in discover(content, found.append).files)
    assert found == []


@pytest.mark.parametrize(
    "name", ["warm.md.orig", "warm.md.bak", "warm copy.md", "warm.md.txt", "warm~.md", "#warm.md"]
)
def test_what_people_leave_behind_is_a_finding(tmp_path: Path, name: str) -> None:
    content = write(tmp_path / "content", {f"2026-Q4/ovens/{name}": "---\ntitle: A\n---\n"})
    (content / "2026-Q4" / "vans~").mkdir()
    (content / "2026-Q4" / "vans~" / "way.md").touch()
    found: list[Finding] = []
    discover(content, found.append)
    assert [finding.place.source.path for finding in found] == [f"2026-Q4/ovens/{name}", "2026-Q4/vans~"]


LINKS = {
    "2026-Q4/ovens/x.md": "/etc/passwd",
    "2027-Q1": "/",
    "2026-Q4/ovens/up.md": "../../../../../../../../../../etc/hostname",
    "2026-Q4/ovens/zero.md": "/dev/zero",
    "2026-Q4/ovens/self.md": "self.md",
    "2026-Q4/loop": ".",
    "2026-Q4/twice": "vans",
    "assets/draft.png": "../2026-Q4/ovens/warm.md",
    "assets/config.png": "../.git/config.png",
    "assets/etc": "/etc",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links")
def test_links_in_the_file_system(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"assets/a.png": "x", ".git/config.png": "secret"})
    for path, target in LINKS.items():
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).symlink_to(target)
    os.mkfifo(content / "kpis" / "pipe.csv")
    found: list[Finding] = []
    files = {file.path for file in discover(content, found.append).files}
    assert {finding.place.source.path for finding in found} == {*LINKS, "kpis/pipe.csv"}
    assert not files & LINKS.keys()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links")
def test_folders_of_links_to_folders_of_links(tmp_path: Path) -> None:
    """Followed, ten links in each of nine folders would be a thousand million folders."""
    content = write(tmp_path / "content")
    for level in range(9):
        folder = content / "assets" / f"d{level}"
        folder.mkdir(parents=True)
        for number in range(10):
            (folder / f"l{number}").symlink_to(f"../d{level + 1}")
    (content / "assets" / "d9").mkdir()
    found: list[Finding] = []
    discover(content, found.append)
    assert len(found) == 90


# The campaign


def test_the_campaign_runs() -> None:
    command = [sys.executable, str(CAMPAIGN), "--seconds", "3", "--size", "20000", "--command", "check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.stderr == ""
    assert "ended with" not in done.stdout
    assert "payloads" in done.stdout
