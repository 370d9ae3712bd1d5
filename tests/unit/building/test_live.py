"""A site whose pages are made when they are asked for is, to the byte, the site that would be published, and
what was worked out of content before never shows."""

import os
import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from built_company import Place, write_theme
from hypothesis import HealthCheck, example, given, settings, strategies as st
from lively_company import FILES, HOW, SETTINGS, Edit, edit, held, write

from okrsite.building import pipeline
from okrsite.building.live import LiveSite
from okrsite.building.pictures import Pictures
from okrsite.loading.memory import Memory
from okrsite.preview.folder_state import FolderState

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = int(os.environ.get("OKRSITE_TEST_EDITS", "4"))
"""More of them find more, and take longer."""

NUMBERS = st.integers(0, 500)
STEPS = st.lists(
    st.tuples(
        st.builds(Edit, st.sampled_from(sorted(HOW)), NUMBERS, NUMBERS, NUMBERS), st.sampled_from([0, 0, 1])
    ),
    min_size=1,
    max_size=5,
)
"""Edits, and how many days pass after each."""

MOVED = "2026-Q4/growth/search.md"


def shown(live: LiveSite, paths: Iterable[str]) -> dict[str, bytes | None]:
    found = {path: live.find(path) for path in paths}
    return {path: one.read_bytes() if isinstance(one, Path) else one for path, one in found.items()}


def published(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that a browser can ask for."""
    return {path: data for path, data in files.items() if not path.startswith(".")}


def test_every_address_of_the_example_company(tmp_path: Path) -> None:
    content, day = ROOT / "content", date(2026, 11, 20)
    checked = pipeline.check_content(content, today=day)
    pipeline.publish_checked(checked, content, tmp_path / "site")
    files = published(held(tmp_path / "site"))
    live = LiveSite(checked, content, None, Pictures())
    # Those that are made together are asked for in another order than they are made in.
    assert shown(live, sorted(files, reverse=True)) == files


def test_a_theme_of_ones_own(tmp_path: Path) -> None:
    place = Place(tmp_path)
    write_theme(place)
    files, _, _ = place.clean()
    live = LiveSite(pipeline.check_content(place.content, today=place.day), place.content, None, Pictures())
    assert shown(live, published(files)) == published(files)


@pytest.mark.parametrize(
    "path",
    ["", "/", "index", "index.htm", "nowhere.html", "2026-Q4", "2026-Q4/*.html", "*", "../okrsite.yml"],
)
def test_nothing_else_is_there(tmp_path: Path, path: str) -> None:
    place = Place(tmp_path)
    live = LiveSite(pipeline.check_content(place.content, today=place.day), place.content, None, Pictures())
    assert live.find(path) is None


def test_an_address_is_made_once_and_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path)
    live = LiveSite(pipeline.check_content(place.content, today=place.day), place.content, None, Pictures())
    page = live.find("2026-Q4/growth/search.html")
    assert page is not None
    monkeypatch.setattr("okrsite.building.maker.Maker.make", lambda *_: pytest.fail("it is made again"))
    assert live.find("2026-Q4/growth/search.html") is page


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=[(Edit("move", sorted(map(Path, FILES)).index(Path(MOVED)), 0, 0), 0)])
def test_after_any_edits_it_is_as_if_nothing_had_been_known(steps: list[tuple[Edit, int]]) -> None:
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        write(place.content / "okrsite.yml", SETTINGS)
        memory, pictures = Memory(), Pictures()
        pipeline.check_content(place.content, today=place.day, memory=memory)
        for made, days in steps:
            state = FolderState(place.content)
            edit(place.content, made)
            place.day += timedelta(days=days)
            told = frozenset(path.relative_to(place.content).as_posix() for path in state.differing())
            checked = pipeline.check_content(place.content, today=place.day, memory=memory, changed=told)
            anew = pipeline.check_content(place.content, today=place.day)
            assert checked.diagnostics == anew.diagnostics
            assert checked.facts.readings == anew.facts.readings
            assert checked.facts.scores == anew.facts.scores
            if anew.stops(strict=False):
                continue
            shutil.rmtree(place.folder / "clean", ignore_errors=True)
            files, _, _ = place.clean()
            live = LiveSite(checked, place.content, None, pictures)
            assert shown(live, published(files)) == published(files)
