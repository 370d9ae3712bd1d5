"""A company that is built again and again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_company import Place

from okrsite.building import look, making
from okrsite.loading import stamps


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """All files were written long before they are looked at."""
    monkeypatch.setattr(stamps, "MOMENT", -(10**18))
    monkeypatch.setattr(look, "FRESH", -(10**18))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def place(shared: Place) -> Iterator[Place]:
    """A company that was built. Not to be kept by a test that changes how okrsite works."""
    shared.back()
    yield shared
    shared.check()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys of the jobs that were done."""
    keys: set[str] = set()
    due = making.Making.due

    def telling(self: making.Making, output: Path) -> making.Due:
        found = due(self, output)
        keys.update(job.key for job in found.jobs)
        return found

    monkeypatch.setattr(making.Making, "due", telling)
    return keys
