"""What is kept between builds is not believed: be it damaged, hostile, stale, or no more what is there."""

import os
import pickle
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built_company import CHECK_IN, DAY, SEARCH, Place, isolated, replace, write_theme
from lively_company import FILES, SETTINGS, THEME, write, write_company
from repositories import Repo

from okrsite.building import cached, look, pipeline
from okrsite.building.record import ALLOWED, Record
from okrsite.building.report import Built
from okrsite.keeping import store
from okrsite.rendering import graph_engine


def kept(place: Place) -> list[Path]:
    return sorted(path for path in place.cache.iterdir() if path.name[0] != ".")


def damage(files: list[Path], how: str, chance: random.Random) -> None:
    """Do the same kind of harm to every file."""
    datas = [file.read_bytes() for file in files]
    for file, text in zip(files, datas, strict=True):
        data = bytearray(text)
        at = chance.randrange(len(data))
        if how == "flip":
            data[at] ^= 1 << chance.randrange(8)
        elif how == "cut":
            del data[at:]
        elif how == "empty":
            data.clear()
        elif how == "grown":
            data += bytes([data[at]])
        elif how == "other":
            data[:] = chance.randbytes(at)
        elif how == "swapped":
            data[:] = chance.choice(datas)
        file.write_bytes(data)
        if how == "gone":
            file.unlink()


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize("how", ["flip", "cut", "empty", "grown", "other", "gone", "swapped"])
def test_damaged(place: Place, how: str) -> None:
    """Where nothing else has changed, and where something has."""
    shutil.rmtree(place.cache)
    place.build()
    chance = random.Random(how)
    files = kept(place)
    assert {file.name.split("-")[0] for file in files} >= {"site", "last", "content"}
    damage(files, how, chance)
    place.check()
    damage([file for file in kept(place) if file.stat().st_size], how, chance)
    replace(place.content / SEARCH, "Who finds", "Whoever finds")
    place.check()
    place.check()


class Hostile:
    """What runs something where it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.system, ("echo taken over",)

    def __repr__(self) -> str:
        return "Hostile()"


@pytest.mark.parametrize(
    "value",
    [
        Hostile(),
        (Hostile(),),
        None,
        7,
        (),
        (1, 2, 3, 4),
        ((), 1, 2),
        (b"", {"a": 1}, ["b"], {}),
        (b"", {("state()", 1): 0, ("nowhere", 2): 1}, [1, 2], {"guide": (b"", ())}),
    ],
    ids=str,
)
@pytest.mark.usefixtures("long_ago")
def test_something_else(place: Place, monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    ran: list[str] = []
    place.build()
    for file in kept(place):
        store.Store(place.cache, frozenset()).save(file.name, value)
    monkeypatch.setattr(os, "system", ran.append)
    place.check()
    assert ran == []


@pytest.mark.parametrize("what", ["code", "python"])
@pytest.mark.usefixtures("long_ago")
def test_of_another_okrsite_or_python(
    place: Place, made: set[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    place.build()
    made.clear()
    with monkeypatch.context() as patch:
        if what == "code":
            patch.setattr(store, "code_digest", lambda: "another")
        else:
            patch.setattr("sys.version_info", (9, 9, 9))
        place.check()
    assert "guide" in made


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.cache.write_text("a file in its way", "utf-8")
    place.check()
    place.check()
    assert place.cache.read_text("utf-8") == "a file in its way"


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize(
    "how", ["edited", "same size", "deleted", "added", "touched", "renamed", "emptied", "gone", "link"]
)
def test_an_output_that_somebody_changed(place: Place, how: str) -> None:
    file = place.output / "2026-Q4/growth/search.html"
    place.build()
    if how == "edited":
        file.write_text("mine", "utf-8")
    elif how == "same size":
        replace(file, "Let people find", "Let people hide")
    elif how == "deleted":
        file.unlink()
    elif how == "added":
        write(place.output / "2026-Q4/mine.html", "mine")
    elif how == "touched":
        os.utime(file, ns=(0, 0))
    elif how == "renamed":
        file.rename(file.with_name("other.html"))
    elif how == "link":
        file.unlink()
        file.symlink_to(place.content / SEARCH)
    elif how == "emptied":
        for path in place.output.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    else:
        shutil.rmtree(place.output)
    place.check()
    assert not file.is_symlink()


@pytest.mark.usefixtures("long_ago")
def test_another_build_wrote_the_output(place: Place, tmp_path: Path) -> None:
    place.build()
    other = write_company(tmp_path / "content", {SEARCH: FILES[SEARCH].replace("Who finds", "Who seeks")})
    pipeline.build(other, place.output, today=DAY)
    place.check()
    cached.build(other, place.output, today=DAY, cache=place.cache)
    assert b"Who seeks" in (place.output / "2026-Q4/growth/search.html").read_bytes()
    place.check()


@pytest.mark.usefixtures("long_ago")
def test_two_outputs_of_one_content(place: Place) -> None:
    other = place.folder / "other"
    place.check(other)
    replace(place.content / SEARCH, "Who finds", "Whoever finds")
    place.check()
    replace(place.content / SEARCH, "Whoever finds", "Everybody who finds")
    place.check(other)
    place.check()


@pytest.mark.usefixtures("long_ago")
def test_one_cache_for_two_companies(tmp_path: Path) -> None:
    one, two = Place(tmp_path / "one"), Place(tmp_path / "two")
    one.cache = two.cache = tmp_path / "cache"
    write(two.content / SEARCH, FILES[SEARCH].replace("Who finds", "Who seeks"))
    for _ in range(2):
        one.check()
        two.check()


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize("back", [False, True])
def test_an_edit_that_leaves_size_and_time(place: Place, back: bool) -> None:
    place.build()
    file = place.content / SEARCH
    before = file.stat()
    replace(file, "Who finds", "Who seeks")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns - back))
    place.check()


def test_an_edit_within_the_same_moment(place: Place) -> None:
    for word in ("Who seeks", "Who looks", "Who finds"):
        write(place.content / SEARCH, FILES[SEARCH].replace("Who finds", word))
        os.utime(place.content / SEARCH, ns=(0, 0))
        place.check()


@pytest.mark.parametrize("jump", [-(10**15), 10**15])
def test_a_clock_that_jumps(place: Place, monkeypatch: pytest.MonkeyPatch, jump: int) -> None:
    now = time.time_ns
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: now() + jump)
        for word in ("Who seeks", "Who looks"):
            write(place.content / SEARCH, FILES[SEARCH].replace("Who finds", word))
            os.utime(place.content / SEARCH, ns=(0, now() + jump))
            place.check()
    replace(place.content / SEARCH, "Who looks", "Who hides")
    place.check()


def test_an_edit_while_it_is_built(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "FRESH", -(10**18))
    build = pipeline.build

    def disturbed(*given: Any, **named: Any) -> Built:
        built = build(*given, **named)
        replace(place.content / SEARCH, "Who finds", "Who seeks")
        return built

    replace(place.content / CHECK_IN, "O!", "Ah!")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "build", disturbed)
        place.build()
    place.check()


@pytest.mark.usefixtures("long_ago")
def test_another_theme_and_its_edits(place: Place) -> None:
    theme = place.folder / "themes/acme"
    write_theme(place)
    place.check()
    replace(theme / "theme.yml", "#0a5a3c", "#0a5a4c")
    place.check()
    replace(theme / "static/theme.css", "0", "1")
    place.check()
    write(theme / "templates/kpis.html", "Mine")
    place.check()
    write(place.content / "okrsite.yml", SETTINGS)
    place.check()


@pytest.mark.usefixtures("long_ago")
def test_a_theme_behind_a_link(place: Place, tmp_path: Path) -> None:
    write_theme(place)
    templates = place.folder / "themes/acme/templates"
    shutil.rmtree(templates)
    write(tmp_path / "elsewhere/archive.html", THEME["templates/archive.html"])
    templates.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    place.build()
    write(tmp_path / "elsewhere/archive.html", "Mine")
    place.build()
    assert (place.output / "archive.html").read_text("utf-8") == "Mine"
    write(place.content / "okrsite.yml", SETTINGS)
    shutil.rmtree(place.folder / "themes")


@pytest.mark.usefixtures("long_ago")
def test_links_that_lead_back(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "out").symlink_to("/", target_is_directory=True)
    assert look.look(tmp_path).newest > time.time_ns() * 2


@pytest.mark.usefixtures("long_ago")
def test_strict(place: Place) -> None:
    place.build()
    place.strict = True
    assert place.check().published is None
    place.strict = False
    assert place.check().published is not None


@pytest.mark.usefixtures("long_ago")
def test_a_stricter_umask_before(tmp_path: Path) -> None:
    place = Place(tmp_path)
    before = os.umask(0o077)
    try:
        place.build()
    finally:
        os.umask(before)
    place.build()
    fresh = tmp_path / "fresh"
    fresh.touch()
    modes = {path.stat().st_mode for path in place.output.rglob("*") if path.is_file()}
    assert modes == {fresh.stat().st_mode}


@pytest.mark.usefixtures("long_ago")
def test_graphs_are_drawn_once_somebody_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(graph_engine, "engines", list)
        assert place.check().undrawn
        assert place.check().undrawn
    place.forget()
    assert place.check().undrawn == 0


@pytest.mark.usefixtures("long_ago")
def test_commits_that_leave_the_files_as_they_are(tmp_path: Path) -> None:
    with isolated():
        repo = Repo(tmp_path / "repo")
        place = Place(repo.root)
        repo.write(".gitignore", "site\ncache\nclean\n")
        place.check()
        repo.commit("Begin", day="2026-10-01")
        place.check()
        repo.git("commit", "--quiet", "--amend", "--no-edit", "--reset-author", "--message", "Begun")
        place.check()
        repo.commit("Nothing", day="2026-10-05", author="Lee Park")
        place.check()
        repo.write(".mailmap", "Ada Lovelace <ada.chen@example.com>\n")
        place.check()
        shutil.rmtree(repo.root / ".git")
        place.check()


@pytest.mark.usefixtures("long_ago")
def test_whole_parts_of_a_company_go(place: Place) -> None:
    for part in ("2027-Q1", "2026-Q3", "2026-Q4/reviews", "2026-Q4/web", "teams/web.md"):
        path = place.content / part
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        place.check()


def test_a_record_can_be_read_again(place: Place) -> None:
    name = next(file.name for file in kept(place) if file.name.startswith("site-"))
    record = Record(*store.Store(place.cache, ALLOWED).load(name))
    assert len(record.jobs) > 60 and len(record.questions) == len(record.answers) > 500
    assert pickle.dumps(record.questions)
