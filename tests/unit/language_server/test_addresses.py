"""Addresses of files, as editors on several systems write them."""

from pathlib import Path

import pytest

from okrsite.language_server.addresses import address_of, path_in


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///home/ada/okrs/a.md", "/home/ada/okrs/a.md"),
        ("file:///home/ada/my%20okrs/%C3%BC.md", "/home/ada/my okrs/ü.md"),
        ("file:///home/ada/ü b.md", "/home/ada/ü b.md"),
        ("FILE:///a.md", "/a.md"),
        ("file://localhost/a.md", "/a.md"),
        ("file:///a%23b%3Fc.md", "/a#b?c.md"),
        ("file:///c%3A/a.md", "/c:/a.md"),
        ("file:/a.md", "/a.md"),
    ],
)
def test_on_linux_and_macos(address: str, path: str) -> None:
    assert path_in(address, windows=False) == path


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///C:/okrs/a.md", "C:\\okrs\\a.md"),
        ("file:///c%3A/okrs/my%20a.md", "C:\\okrs\\my a.md"),
        ("file:///c:", "C:\\"),
        ("file:///d|/a.md", "D:\\a.md"),
        ("file://server/share/a.md", "\\\\server\\share\\a.md"),
        ("file:///%C3%BC/a.md", "\\ü\\a.md"),
    ],
)
def test_on_windows(address: str, path: str) -> None:
    assert path_in(address, windows=True) == path


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.md",
        "/a.md",
        "untitled:Untitled-1",
        "https://example.com/a.md",
        "git:/a.md?x",
        "file://other/a.md",
        "file:///%00",
        "file:///%ff%fe.md",
        "file://[x/a.md",
        "file:a.md",
        "http://[x",
    ],
)
def test_what_is_no_file_here(address: str) -> None:
    assert path_in(address, windows=False) is None


def test_there_and_back(tmp_path: Path) -> None:
    for name in ("a b.md", "ü.md", "a#b?.md", "100%.md", "🚐.md"):
        assert path_in(address_of(tmp_path / name)) == str(tmp_path / name)
