"""Which files there are, and what each is."""

import os
import sys
from pathlib import Path

import pytest

from okrsite.diagnostics import Finding
from okrsite.loading.discover import Found, discover


def look(content: Path) -> tuple[Found, list[tuple[str, str, str]]]:
    """What is found in a folder, and what is reported: rule, path, message."""
    reports: list[Finding] = []
    found = discover(content, reports.append)
    return found, [(f.rule, f.place.source.path, f.message) for f in reports]


def lay(content: Path, *paths: str) -> None:
    for path in paths:
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")


def test_each_file_has_its_kind(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "okrsite.yml",
        "index.md",
        "assets/logo.svg",
        "assets/2026/chart.PNG",
        "teams/growth.md",
        "kpis/nps.md",
        "kpis/nps.csv",
        "2026-Q4/index.md",
        "2026-Q4/growth/onboarding.md",
        "2026-Q4/growth/review.md",
        "2026-Q4/growth/checkins/2026-10-16.md",
        "2026-Q4/growth/checkins/2026-10-16-ada-2.md",
        "2026-Q4/reviews/2026-10-30.md",
        "FY27-H1/growth/a.md",
        "push/index.md",
    )
    found, reports = look(tmp_path)
    assert not reports
    assert found.cycles == ("2026-Q4", "FY27-H1", "push")
    assert {file.path: file.kind for file in found.files} == {
        "okrsite.yml": "settings",
        "index.md": "company",
        "assets/logo.svg": "asset",
        "assets/2026/chart.PNG": "asset",
        "teams/growth.md": "team",
        "kpis/nps.md": "kpi",
        "kpis/nps.csv": "kpi_readings",
        "2026-Q4/index.md": "cycle",
        "2026-Q4/growth/onboarding.md": "objective",
        "2026-Q4/growth/review.md": "review",
        "2026-Q4/growth/checkins/2026-10-16.md": "check_in",
        "2026-Q4/growth/checkins/2026-10-16-ada-2.md": "check_in",
        "2026-Q4/reviews/2026-10-30.md": "meeting",
        "FY27-H1/growth/a.md": "objective",
        "push/index.md": "cycle",
    }
    dated = next(file for file in found.files if file.path.endswith("ada-2.md"))
    assert (str(dated.day), dated.suffix, dated.cycle, dated.team) == (
        "2026-10-16",
        "ada-2",
        "2026-Q4",
        "growth",
    )


def test_what_is_no_content_is_left_alone(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "README.md",
        "2026-Q4/readme.md",
        "2026-Q4/growth/README",
        "_drafts/anything at all.doc",
        ".git/config",
        "2026-Q4/growth/_notes.txt",
        "2026-Q4/growth/checkins/.keep",
        "teams/_old.md",
        "assets/.DS_Store",
    )
    found, reports = look(tmp_path)
    assert not reports
    assert not found.files


def test_an_empty_folder_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "Whatever").mkdir()
    (tmp_path / "2027-Q1").mkdir()
    assert look(tmp_path) == (Found(files=(), cycles=()), [])


def test_a_content_folder_that_is_not_there(tmp_path: Path) -> None:
    found, reports = look(tmp_path / "nowhere")
    assert not found.files
    assert [(rule, path) for rule, path, _ in reports] == [("unreadable-file", ".")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links")
class TestLinks:
    def test_inside_the_content_they_are_followed(self, tmp_path: Path) -> None:
        lay(tmp_path, "assets/logo.svg", "_shared/growth.md")
        (tmp_path / "assets" / "same.svg").symlink_to("logo.svg")
        (tmp_path / "teams").mkdir()
        (tmp_path / "teams" / "growth.md").symlink_to(tmp_path / "_shared" / "growth.md")
        found, reports = look(tmp_path)
        assert not reports
        assert [file.path for file in found.files] == [
            "assets/logo.svg",
            "assets/same.svg",
            "teams/growth.md",
        ]

    def test_out_of_the_content_they_are_refused(self, tmp_path: Path) -> None:
        lay(tmp_path, "secret/passwd.md", "content/okrsite.yml")
        content = tmp_path / "content"
        (content / "teams").mkdir()
        (content / "teams" / "growth.md").symlink_to(tmp_path / "secret" / "passwd.md")
        (content / "2026-Q4").symlink_to(tmp_path / "secret")
        found, reports = look(content)
        assert [file.path for file in found.files] == ["okrsite.yml"]
        assert sorted((path, message) for _, path, message in reports) == [
            ("2026-Q4", "this link leads out of the content folder"),
            ("teams/growth.md", "this link leads out of the content folder"),
        ]

    def test_to_nothing_and_to_themselves(self, tmp_path: Path) -> None:
        (tmp_path / "index.md").symlink_to("nothing.md")
        (tmp_path / "teams").symlink_to("teams")
        _, reports = look(tmp_path)
        assert sorted((path, message) for _, path, message in reports) == [
            ("index.md", "this link leads to nothing"),
            ("teams", "this link leads to nothing"),
        ]

    def test_they_lead_to_files_of_their_kind_alone(self, tmp_path: Path) -> None:
        lay(tmp_path, "assets/a/one.svg", "assets/b/two.svg")
        (tmp_path / "assets" / "a" / "up").symlink_to(tmp_path / "assets")
        (tmp_path / "assets" / "a" / "b").symlink_to(tmp_path / "assets" / "b")
        (tmp_path / "assets" / "b" / "a").symlink_to(tmp_path / "assets" / "a")
        lay(tmp_path, ".git/config.svg", "assets/_draft.md")
        (tmp_path / "assets" / "draft.svg").symlink_to("_draft.md")
        (tmp_path / "assets" / "config.svg").symlink_to("../.git/config.svg")
        found, reports = look(tmp_path)
        assert [file.path for file in found.files] == ["assets/a/one.svg", "assets/b/two.svg"]
        assert sorted((path, message) for _, path, message in reports) == [
            ("assets/a/b", "this link leads to a folder: it would show what is in it twice"),
            ("assets/a/up", "this link leads back to a folder that it is in"),
            ("assets/b/a", "this link leads to a folder: it would show what is in it twice"),
            ("assets/config.svg", "this link leads to a hidden file"),
            ("assets/draft.svg", "this link leads to another kind of file"),
        ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams" / os.fsdecode(b"gr\xfcn.md")).write_text("", encoding="utf-8")
    _, reports = look(tmp_path)
    assert reports == [("file-out-of-place", "teams/gr?n.md", "its name is not UTF-8")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_pictures_that_the_site_could_not_hold_side_by_side(tmp_path: Path) -> None:
    lay(
        tmp_path, "assets/a\\b.png", "assets/a\nb.png", "assets/Big.svg", "assets/big.svg", "assets/größe.png"
    )
    found, reports = look(tmp_path)
    assert [file.path for file in found.files] == ["assets/Big.svg", "assets/größe.png"]
    assert [(path, message) for _, path, message in reports] == [
        ("assets/a\nb.png", "an address can't have all the signs in its name"),
        ("assets/a\\b.png", "an address can't have all the signs in its name"),
        ("assets/big.svg", "many computers take it and `Big.svg` for the same"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_neither_a_file_nor_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "index.md")
    _, reports = look(tmp_path)
    assert reports == [("file-out-of-place", "index.md", "this is neither a file nor a folder")]


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    lay(tmp_path, "okrsite.yml/x.md", "2026-Q4/index.md/x.md", "teams/growth.md/x.md")
    found, reports = look(tmp_path)
    assert not found.files
    assert {path for _, path, _ in reports} == {"okrsite.yml", "2026-Q4/index.md", "teams/growth.md"}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("Teams/growth.md", "Did you mean `teams`?"),
        ("2026-Q4 /growth/a.md", "Rename it to `2026-Q4`."),
        ("2026-Q4/Growth/a.md", "Rename the folder to `growth`."),
        ("2026-Q4/growth/Review.md", "Rename it to `review.md`."),
        ("2026-Q4/growth/a.MD", "Rename it to `a.md`."),
        ("2026-Q4/growth/checkin/2026-10-16.md", "Did you mean `checkins`?"),
        ("2026-Q4/growth/checkins/2026-10-16.txt", "Rename it to `2026-10-16.md`."),
        ("2026-Q4/growth/checkins/2026-10-16_Ada.md", "Rename it to `2026-10-16-ada.md`."),
        ("2026-Q4/growth/teams.md", "Choose another name."),
        ("2026-Q4/growth/größe.md", "Rename it to `gr-e.md`."),
        ("2026-Q4/growth/二.md", "Rename it."),
        ("OKRsite.yml", "Rename it to `okrsite.yml`."),
    ],
)
def test_the_hint_says_what_to_rename(tmp_path: Path, path: str, hint: str) -> None:
    lay(tmp_path, path)
    reports: list[Finding] = []
    discover(tmp_path, reports.append)
    assert [finding.hint for finding in reports] == [hint]
