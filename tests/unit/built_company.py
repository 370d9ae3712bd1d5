"""The lively company with its site and what is kept between builds, to be compared with a build that knows
nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lively_company import SETTINGS, THEME, TODAY, held, write, write_company
from repositories import ISOLATED

from okrsite.building import cached, pipeline
from okrsite.building.report import Built

DAY = date.fromisoformat(TODAY)
SEARCH = "2026-Q4/growth/search.md"
CHECK_IN = "2026-Q4/web/checkins/2026-11-06.md"

Site = tuple[dict[str, bytes], tuple[object, ...], bool]


class Place:
    """A company in a folder, its site, and what is kept between builds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = write_company(folder / "content")
        self.output = folder / "site"
        self.cache = folder / "cache"
        self.day = DAY
        self.strict = False
        self._clean: dict[Any, Site] = {}

    def build(self, output: Path | None = None) -> Built:
        """Build with what was kept."""
        return cached.build(
            self.content, output or self.output, today=self.day, strict=self.strict, cache=self.cache
        )

    def check(self, output: Path | None = None) -> Built:
        """Build with what was kept, and compare with a build that knows nothing."""
        output = output or self.output
        before = held(output) if output.exists() else {}
        built = self.build(output)
        files, said, published = self.clean()
        assert told(built) == said
        assert held(output) == (files if published else before)
        return built

    def clean(self) -> Site:
        """What a build publishes and tells that knows nothing; made once for each content."""
        themes = held(self.folder / "themes")
        head = (self.folder / ".git/HEAD").exists() and os.urandom(8)
        key = repr((held(self.content), themes, head, self.day, self.strict))
        if key not in self._clean:
            site = self.folder / "clean"
            shutil.rmtree(site, ignore_errors=True)
            built = pipeline.build(self.content, site, today=self.day, strict=self.strict)
            self._clean[key] = held(site), told(built), built.published is not None
        return self._clean[key]

    def forget(self) -> None:
        """Make what `clean` gives anew."""
        self._clean.clear()

    def back(self) -> None:
        """Have the company as it was at first, and its site."""
        shutil.rmtree(self.content)
        write_company(self.content)
        self.day, self.strict = DAY, False
        self.build()


def told(built: Built) -> tuple[object, ...]:
    """What is told of a build, but for how many of its files were new."""
    files = built.published and built.published.written + built.published.kept
    return built.report, built.url, built.pages, built.undrawn, built.remarks, files


@contextmanager
def isolated() -> Iterator[None]:
    """Git without the settings of the machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ISOLATED.items():
            patch.setenv(name, value)
        yield


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    write(file, text.replace(old, new))


def write_theme(place: Place) -> None:
    for path, text in THEME.items():
        write(place.folder / "themes/acme" / path, text)
    write(place.content / "okrsite.yml", SETTINGS + "theme: acme\n")
