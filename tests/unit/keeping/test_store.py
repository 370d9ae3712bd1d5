"""Values kept in files: read as they were written, or not at all."""

import gc
import os
import pickle
import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrsite.keeping import code, store
from okrsite.keeping.store import Store

DATES = frozenset({("datetime", "date")})
VALUES = (None, 7, "text", b"bytes", (1, ("a", None)), {"a": [1.5, {2}]}, (date(2026, 11, 20),))


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back(tmp_path: Path, value: object) -> None:
    kept = Store(tmp_path / "kept", DATES)
    kept.save("a", value)
    assert kept.load("a") == value
    assert Store(tmp_path / "kept", DATES).load("a") == value
    kept.save("a", "another")
    assert kept.load("a") == "another"
    assert kept.load("b") is None
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [".gitignore", "CACHEDIR.TAG", "a"]


def test_what_is_not_expected_is_not_made(tmp_path: Path) -> None:
    Store(tmp_path, DATES).save("a", (date(2026, 11, 20),))
    assert Store(tmp_path, frozenset()).load("a") is None


class Hostile:
    """What runs something where it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.system, ("echo taken over",)


@pytest.mark.parametrize("value", [Hostile(), [Hostile()], {"a": (date(2026, 1, 1), Hostile())}])
def test_hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    ran: list[str] = []
    Store(tmp_path, DATES).save("a", value)
    monkeypatch.setattr(os, "system", ran.append)
    assert b"system" in (tmp_path / "a").read_bytes()
    assert Store(tmp_path, DATES).load("a") is None
    assert ran == []


@pytest.mark.parametrize("seed", range(20))
def test_damaged(tmp_path: Path, seed: int) -> None:
    kept, chance = Store(tmp_path, DATES), random.Random(seed)
    kept.save("a", VALUES)
    data = bytearray((tmp_path / "a").read_bytes())
    at = chance.randrange(len(data))
    for harm in (data[:at], data + bytes([7]), bytes(len(data)), data[at:] + data[:at] if at else b"", b""):
        (tmp_path / "a").write_bytes(harm)
        assert kept.load("a") is None
    data[at] ^= 1 << chance.randrange(8)
    (tmp_path / "a").write_bytes(data)
    assert kept.load("a") is None


def test_of_another_okrsite_or_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Store(tmp_path, DATES)
    kept.save("a", 7)
    with monkeypatch.context() as patch:
        patch.setattr(store, "code_digest", lambda: "another")
        assert kept.load("a") is None
    with monkeypatch.context() as patch:
        patch.setattr("sys.version_info", (9, 9, 9))
        assert kept.load("a") is None
    assert kept.load("a") == 7


def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    kept = Store(tmp_path / "file", DATES)
    kept.save("a", 7)
    assert kept.load("a") is None
    kept = Store(tmp_path / "kept", DATES)
    kept.save("a", 7)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        kept.save("a", 8)
    assert kept.load("a") == 7
    assert [path.name for path in (tmp_path / "kept").iterdir() if path.name.startswith(".a")] == []


def test_a_folder_of_somebody_else_is_not_marked(tmp_path: Path) -> None:
    Store(tmp_path, DATES).save("a", 7)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_collector_of_garbage_is_left_as_it_was(tmp_path: Path) -> None:
    kept = Store(tmp_path, DATES)
    assert gc.isenabled()
    kept.save("a", VALUES)
    kept.load("a")
    assert gc.isenabled()


def test_the_code_is_named_by_what_it_says_and_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = code.code_digest()
    code.code_digest.cache_clear()
    assert code.code_digest() == first
    (tmp_path / "jinja2-99.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(tmp_path / "gone")])
    code.code_digest.cache_clear()
    assert code.code_digest() != first
    monkeypatch.undo()
    code.code_digest.cache_clear()
    root = tmp_path / "okrsite"
    for name in ("keeping/code.py", "a.md", "b.py", "words.toml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    monkeypatch.setattr(code, "__file__", str(root / "keeping/code.py"))
    names = {first, code.code_digest()}
    for change in (
        lambda: (root / "a.md").write_text("x", "utf-8"),
        lambda: (root / "words.toml").write_text("x", "utf-8"),
        lambda: (root / "b.py").rename(root / "c.py"),
    ):
        change()
        code.code_digest.cache_clear()
        names.add(code.code_digest())
    assert len(names) == 5
    monkeypatch.undo()
    code.code_digest.cache_clear()


def test_pickles_are_what_is_kept(tmp_path: Path) -> None:
    Store(tmp_path, DATES).save("a", VALUES)
    assert (tmp_path / "a").read_bytes().endswith(pickle.dumps(VALUES, protocol=5))
