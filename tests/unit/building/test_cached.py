"""A build that knows the last one publishes what any other would, to the byte, and does little where little
has changed."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from built_company import CHECK_IN, SEARCH, Place, isolated, replace, told, write_theme
from hypothesis import HealthCheck, example, given, settings, strategies as st
from lively_company import FILES, HOW, SETTINGS, Edit, edit, held, write
from repositories import Repo

from okrsite.building import pipeline
from okrsite.building.publish import PublishError

EXAMPLES = int(os.environ.get("OKRSITE_TEST_EDITS", "4"))
"""More of them find more, and take longer."""

NUMBERS = st.integers(0, 500)
EDITS = st.lists(
    st.builds(Edit, st.sampled_from(sorted(HOW)), NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=2
)
STEPS = st.lists(st.tuples(EDITS, st.sampled_from([0, 0, 0, 1, 60])), min_size=1, max_size=4)
"""Edits between two builds, and how many days there are between them."""


def on(path: str, how: str, one: int) -> Edit:
    """An edit of a file of the company as it is at first."""
    return Edit(how, sorted(map(Path, FILES)).index(Path(path)), one, 0)


thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def edited(place: Place, edits: list[Edit]) -> None:
    """Make edits; what can't be published is taken back."""
    before = held(place.content)
    for made in edits:
        edit(place.content, made)
    if pipeline.check_content(place.content, today=place.day).stops(strict=False):
        place.check()
        shutil.rmtree(place.content)
        for path, data in before.items():
            write(place.content / path, data.decode())


@thorough
@given(steps=STEPS, language=st.sampled_from(["", "language: ar\n"]))
@example(
    steps=[
        ([on("2026-Q4/reviews/2026-11-10.md", "add prose", 3)], 0),
        ([on(SEARCH, "replace", 0), on("teams/product.md", "replace", 0)], 0),
        ([on("2026-Q4/web/quick.md", "add line", 0)], 0),
        ([on(CHECK_IN, "delete", 0)], 0),
    ],
    language="language: ar\n",
)
def test_after_any_edits_a_site_is_as_if_made_anew(
    steps: list[tuple[list[Edit], int]], language: str
) -> None:
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        write(place.content / "okrsite.yml", SETTINGS + language)
        place.build()
        for edits, days in steps:
            edited(place, edits)
            place.day += timedelta(days=days)
            place.check()


@settings(thorough, max_examples=max(EXAMPLES // 2, 1))
@given(steps=STEPS, commits=st.lists(st.booleans(), min_size=4, max_size=4))
def test_after_any_edits_and_commits_a_site_is_as_if_made_anew(
    steps: list[tuple[list[Edit], int]], commits: list[bool]
) -> None:
    with TemporaryDirectory() as folder, isolated():
        repo = Repo(Path(folder, "repo"))
        place = Place(repo.root)
        repo.write(".gitignore", "site\ncache\nclean\n")
        repo.commit("Begin")
        place.build()
        for (edits, _), committed in zip(steps, commits, strict=False):
            edited(place, edits)
            if committed:
                repo.commit("Edit", day="2026-11-10", author="Lee Park")
            place.check()


# Little is done where little has changed


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path: (folder / path).stat() for path in held(folder)}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


def test_prose_of_a_leaf_is_made_anew_where_it_stands(place: Place, made: set[str]) -> None:
    before = inodes(place.output)
    replace(place.content / "2027-Q1/web/later.md", "null\n---\n", "null\n---\nBecause.\n")
    built = place.build()
    assert {key for key in made if not key.startswith("data: ")} == {
        "alignment 2027-Q1",
        "archive",
        "check",
        "cycle 2027-Q1",
        "kpi waste",
        "kpis",
        "moved",
        "objective 2027-Q1/web/later",
        "people",
        "person noor haddad",
        "presentation 2027-Q1",
        "presentation 2027-Q1/web",
        "roadmap",
        "team cycle 2027-Q1/web",
        "team web",
    }
    after = inodes(place.output)
    assert built.published is not None
    changed = {path for path in after if after[path] != before.get(path)} - {".okrsite"}
    assert len(changed) == built.published.written
    assert "2027-Q1/web/later.html" in changed and "2026-Q4/growth/search.html" not in changed


def test_a_title_is_made_anew_where_it_is_named(place: Place, made: set[str]) -> None:
    replace(place.content / "2026-Q4/web/quick.md", "title: Be quick", "title: Be quicker")
    place.build()
    assert {"objective 2026-Q4/web/quick", "objective 2026-Q4/growth/search", "cycle 2026-Q4"} <= made
    assert {"objective 2026-Q4/product/clean", "team cycle 2026-Q4/web", "person noor haddad"} <= made
    assert not made & {
        "objective 2026-Q3/growth/first",
        "objective 2027-Q1/web/later",
        "guide",
        "meeting 2026-Q4/reviews/2026-11-10.md",
        "team cycle 2026-Q3/growth",
    }


def test_a_title_is_judged_once_and_not_in_each_build(place: Place, judged: list[str]) -> None:
    write(place.content / "okrsite.yml", "company: Acme\n")  # with all rules
    place.build()
    assert "Be quick" in judged
    judged.clear()
    replace(place.content / "2026-Q4/web/quick.md", "title: Be quick", "title: Launch the quick app")
    built = place.build()
    assert set(judged) == {"Launch the quick app"}
    assert "objective-as-task" in {diagnostic.rule for diagnostic in built.report.diagnostics}


def test_a_check_in_is_made_anew_where_it_counts(place: Place, made: set[str]) -> None:
    replace(place.content / CHECK_IN, "3 seconds", "2 seconds")
    place.build()
    assert {"objective 2026-Q4/web/quick", "team cycle 2026-Q4/web", "cycle 2026-Q4"} <= made
    assert {"objective 2026-Q4/growth/search", "team cycle 2026-Q4/growth", "home"} <= made
    assert not made & {
        "objective 2026-Q4/company/every-street",
        "objective 2026-Q3/growth/first",
        "cycle 2026-Q3",
        "team cycle 2026-Q3/growth",
        "guide",
        "kpi waste",
        "person lee park",
    }


@pytest.mark.parametrize("what", ["today", "settings", "theme"])
def test_what_all_rests_on_makes_all_anew(place: Place, made: set[str], what: str) -> None:
    if what == "today":
        place.day += timedelta(days=1)
    elif what == "settings":
        write(place.content / "okrsite.yml", SETTINGS + "branch: trunk\n")
    else:
        write_theme(place)
    place.build()
    assert {"guide", "objective 2026-Q3/growth/first", "kpi waste"} <= made


@pytest.mark.usefixtures("long_ago")
def test_where_nothing_has_changed_nothing_is_read_or_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    first = place.check()
    before = {path: path.stat() for path in tmp_path.rglob("*")}
    monkeypatch.setattr(pipeline, "build", None)
    monkeypatch.setattr(pipeline, "load", None)
    again = place.build()
    assert told(again) == told(first)
    assert again.published is not None and again.published.written == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == {
        path: stat.st_mtime_ns for path, stat in before.items()
    }


def test_files_that_have_just_been_written_are_read_again(place: Place, made: set[str]) -> None:
    place.build()
    assert made == {"moved"}


def test_what_lies_behind_a_link_to_a_folder_is_made_anew(place: Place) -> None:
    (place.output / "2026-Q4").rename(place.output.with_name("elsewhere"))
    (place.output / "2026-Q4").symlink_to(place.output.with_name("elsewhere"))
    place.check()


# Killed


def test_a_switch_that_was_cut_short_and_an_edit_taken_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is carried out by the next build: it must see what stands there afterwards."""
    replace(place.content / SEARCH, "Who finds", "Who seeks")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing(Path.replace, 1))
        with suppress(PublishError):
            place.build()
    write(place.content / SEARCH, FILES[SEARCH])
    place.check()


@pytest.mark.parametrize("point", range(1, 7))
def test_a_switch_that_was_cut_short_is_finished(
    place: Place, monkeypatch: pytest.MonkeyPatch, point: int
) -> None:
    replace(place.content / SEARCH, "Who finds", "Who seeks")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing(Path.replace, point))
        with suppress(PublishError):
            place.build()
    place.check()


def failing(call: Callable[[Path, Path], Path], after: int) -> Callable[[Path, Path], Path]:
    """Does it some times, and fails then."""
    left = iter(range(after))

    def replace(source: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise PermissionError(13, "in use", str(target))
        return call(source, target)

    return replace
