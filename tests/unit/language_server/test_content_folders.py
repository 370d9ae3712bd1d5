"""Where the content is, in what was opened."""

from pathlib import Path

import pytest

from okrsite.language_server.content_folders import DEEPEST, content_above, content_folders


def settle(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "okrsite.yml").write_text("company: A\n", "utf-8")
    return folder


def test_where_content_is_found(tmp_path: Path) -> None:
    assert content_folders(tmp_path) == ()
    for name in ("b/content", "a/okrs"):
        settle(tmp_path / name)
    assert content_folders(tmp_path) == (tmp_path / "a/okrs", tmp_path / "b/content")
    assert content_folders(tmp_path / "b/content") == (tmp_path / "b/content",)
    settle(tmp_path)
    assert content_folders(tmp_path) == (tmp_path,)  # none lies in another


@pytest.mark.parametrize("name", [".git/content", "node_modules/x", "build", "/".join("abcdefg")])
def test_where_it_is_not_sought(tmp_path: Path, name: str) -> None:
    settle(tmp_path / name)
    assert content_folders(tmp_path) == ()


def test_how_deep_it_is_sought(tmp_path: Path) -> None:
    settle(tmp_path.joinpath(*"abcdefg"[:DEEPEST]))
    assert len(content_folders(tmp_path)) == 1


def test_what_can_not_be_looked_into(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "okrsite.yml").mkdir()
    assert content_folders(tmp_path) == ()
    assert content_folders(tmp_path / "nowhere") == ()
    assert content_folders(Path("\0")) == ()


def test_the_content_that_a_file_lies_in(tmp_path: Path) -> None:
    content = settle(tmp_path / "content")
    assert content_above(content / "2026-Q4/growth/a.md") == content
    assert content_above(tmp_path / "a.md") is None
