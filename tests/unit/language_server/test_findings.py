"""Findings where an editor shows them, at once and after the whole check."""

from pathlib import Path

import pytest
from typed_company import FILES, UNCOACHED, snapshot, write

from okrsite.diagnostics import Severity
from okrsite.language_server.findings import Findings, Shown, at_once, shown
from okrsite.language_server.lines import Stretch, lines_of
from okrsite.language_server.snapshot import Snapshot
from okrsite.loading.discover import classify
from okrsite.settings import Settings

VANS = "2026-Q4/vans/short-way.md"


def found(content: Path, texts: dict[str, str] | None = None) -> Findings:
    return shown(snapshot(content, texts))


def under(findings: Findings, path: str) -> list[tuple[str, str]]:
    """Each finding's rule, and the words that it stands under."""
    return [
        (one.rule, findings.lines[path][one.at.line][one.at.start : one.at.end])
        for one in findings.by_file.get(path, ())
    ]


def test_findings_stand_under_words_of_one_line(tmp_path: Path) -> None:
    text = FILES[VANS].replace("every-street", "nowhere").replace("    title: Minutes", "    titel: Minutes")
    findings = found(write(tmp_path), {VANS: text})
    assert under(findings, VANS) == [
        ("parent-not-found", "company/nowhere"),
        ("missing-field", "id: minutes"),
        ("unknown-field", "titel"),
    ]
    assert all(one.severity is Severity.ERROR for one in findings.by_file[VANS])
    assert findings.by_file[VANS][0].message.startswith("The parent is not found: there is no objective")


def test_a_finding_of_a_whole_file_stands_under_its_first_line(tmp_path: Path) -> None:
    findings = found(write(tmp_path), {VANS: "no fields\n"})
    assert under(findings, VANS)[0] == ("front-matter-missing", "no fields")
    findings = found(write(tmp_path), {VANS: ""})
    assert under(findings, VANS)[0] == ("front-matter-missing", "")


def test_what_is_silent_is_not_shown(tmp_path: Path) -> None:
    settings = f"company: A\n{UNCOACHED}".replace("  key-result-count: off\n", "")
    (content := tmp_path / "a").mkdir()
    write(content, {"okrsite.yml": settings})
    assert ("key-result-count", "title: Take the short way 🚐") not in under(found(content), VANS)
    paths = set(found(content).by_file)
    assert VANS in paths
    allowed = FILES[VANS].replace("owner: Lee", "allow:\n  key-result-count: one will do\nowner: Lee")
    assert VANS not in found(content, {VANS: allowed}).by_file


def test_the_page_of_a_rule(tmp_path: Path) -> None:
    text = FILES[VANS].replace("every-street", "nowhere")
    content = write(tmp_path, {VANS: text})
    assert found(content).by_file[VANS][0].page == ""
    for url in ("https://okrs.example", "https://okrs.example/"):
        settings = FILES["okrsite.yml"] + f"url: {url}\n"
        page = found(content, {"okrsite.yml": settings}).by_file[VANS][0].page
        assert page == "https://okrs.example/rules.html#parent-not-found"


# at once


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("typed"))


def now(content: Path, text: str, before: Findings | None = None) -> list[tuple[str, int]]:
    """What is shown of a text at once: rule and line (from 1)."""
    file = classify(content, VANS)
    assert file is not None
    known = before or Findings()
    made = at_once(file, text, known.by_file.get(VANS, ()), known.lines.get(VANS, ()), Settings())
    return [(one.rule, one.at.line + 1) for one in made]


def test_what_a_text_alone_gives_away(content: Path) -> None:
    text = FILES[VANS]
    assert now(content, text) == []
    misspelt = text.replace("title: Take", "titel: Take")
    assert now(content, misspelt) == [("missing-field", 2), ("unknown-field", 2)]
    assert now(content, text.replace("to: 20 minutes", "to: fast")) == [("wrong-type", 13)]
    assert now(content, text.replace("title: Take", "title: Take: ")) == [("front-matter-broken", 2)]
    assert now(content, "") == [("front-matter-missing", 1)]
    assert now(content, "x" * 1_000_001) == [("unreadable-file", 1)]


def test_what_only_the_whole_tells_moves_along(content: Path) -> None:
    old = FILES[VANS].replace("every-street", "nowhere").replace("../ovens)", "../oven.md)")
    before = found(content, {VANS: old})
    assert now(content, old, before) == [("parent-not-found", 4), ("broken-link", 15)]
    # lines above, below and between
    assert now(content, old.replace("title:", "# a\n# b\ntitle:", 1), before) == [
        ("parent-not-found", 6),
        ("broken-link", 17),
    ]
    assert now(content, old + "\nmore\n", before) == [("parent-not-found", 4), ("broken-link", 15)]
    assert now(content, old.replace("owner: Lee Park\n", ""), before) == [
        ("parent-not-found", 3),
        ("broken-link", 14),
    ]
    # the line itself: nobody knows until all was checked
    assert now(content, old.replace("parent: company/", "parent: compan/"), before) == [("broken-link", 15)]
    assert now(content, old.replace("title: Take", "titel: Take"), before) == [
        ("missing-field", 2),
        ("unknown-field", 2),
        ("parent-not-found", 4),
        ("broken-link", 15),
    ]


def test_what_is_broken_says_only_that(content: Path) -> None:
    old = FILES[VANS].replace("every-street", "nowhere")
    before = found(content, {VANS: old})
    assert now(content, old.replace("title: Take", "title: [Take"), before) == [("front-matter-broken", 2)]


def test_what_is_mended_is_gone_at_once(content: Path) -> None:
    old = FILES[VANS].replace("to: 20 minutes", "to: fast")
    before = found(content, {VANS: old})
    assert under(before, VANS) == [("wrong-type", "fast")]
    assert now(content, FILES[VANS], before) == []


def test_errors_of_drafts_are_warnings_at_once_too(content: Path) -> None:
    file = classify(content, VANS)
    assert file is not None
    text = FILES[VANS].replace("owner:", "status: draft\nowner:").replace("to: 20 minutes", "to: fast")
    (one,) = at_once(file, text, (), (), Settings())
    assert one.severity is Severity.WARNING


def test_every_text_cut_anywhere_has_findings_in_its_lines(content: Path) -> None:
    """At once is as good as later: nothing fails, and everything stands in a line that there is."""
    for path, whole in FILES.items():
        file = classify(content, path)
        if file is None or file.kind == "kpi_readings":
            continue
        for end in range(0, len(whole), 3):
            text = whole[:end]
            lines = lines_of(text)
            for one in at_once(file, text, (), (), Settings()):
                assert 0 <= one.at.line < len(lines)
                assert 0 <= one.at.start <= one.at.end <= len(lines[one.at.line])


def test_a_text_like_the_one_before_is_shown_alike(content: Path) -> None:
    """What the check finds of one file is what is shown at once where nothing was changed."""
    text = FILES[VANS].replace("to: 20 minutes", "to: fast").replace("every-street", "nowhere")
    before = found(content, {VANS: text})
    file = classify(content, VANS)
    assert file is not None

    def plain(shown: tuple[Shown, ...]) -> list[tuple[Stretch, str, str, Severity]]:
        return [(one.at, one.rule, one.message, one.severity) for one in shown]

    known: Snapshot = snapshot(content, {VANS: text})
    settings = known.facts.portfolio.settings
    made = at_once(file, text, before.by_file[VANS], before.lines[VANS], settings)
    assert plain(made) == plain(before.by_file[VANS])
