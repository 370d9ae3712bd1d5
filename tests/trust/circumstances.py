"""The circumstances that must not matter for what is written: where, when, by whom and with what.

An axis is a kind of circumstance, with its values; the first of each is the plain one. `Place.digests` runs
okrsite under a choice of them, in a process of its own.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checkouts import HOSTILE_CONFIG, MAKERS, cloned, enrich
from private_company import private_company
from project import TODAY, environment

DRIVER = Path(__file__).with_name("all_outputs.py")
EPOCH = "1795172400"
"""11:00 UTC on TODAY."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """A value of an axis: its name, what it puts into the environment, what the driver and the place do."""

    name: str
    env: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, object] = field(default_factory=dict)
    python: str = ""
    flags: tuple[str, ...] = ()
    place: str = ""


def _env(name: str, **env: str) -> Value:
    return Value(name=name, env=env)


def _given(name: str, **given: object) -> Value:
    return Value(name=name, given=given)


AXES: dict[str, tuple[Value, ...]] = {
    "order of files": (
        Value(name="as listed"),
        _given("reversed", order="reversed"),
        _given("shuffled", order="1"),
        _given("shuffled again", order="2"),
    ),
    "locale": (
        Value(name="inherited"),
        _env("C", LC_ALL="C", LANG="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"),
        _env("Turkish, not installed", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", LANGUAGE="tr:de"),
        _env("Latin-1", LANG="de_DE.ISO-8859-1", PYTHONIOENCODING="latin-1", PYTHONUTF8="0"),
    ),
    "time zone": (
        Value(name="inherited"),
        _env("+14", TZ="Pacific/Kiritimati"),
        _env("-12", TZ="Etc/GMT+12"),
        _env("+5:45", TZ="Asia/Kathmandu"),
        _env("half an hour of summer", TZ="Australia/Lord_Howe"),
    ),
    "hash seed": (
        _env("0", PYTHONHASHSEED="0"),
        _env("1", PYTHONHASHSEED="1"),
        _env("4711", PYTHONHASHSEED="4711"),
    ),
    "processes": (_given("1", processes=1), _given("2", processes=2), _given("7", processes=7)),
    "checkout": (
        Value(name="short"),
        Value(name="long", place="a rather long path/with blänks and ümlauts/" + "deep/" * 12 + "okrs"),
        Value(name="odd signs", place="it's 100% #1 & <b> [x]/okrs"),
        Value(name="behind a link", place="linked/okrs"),
        Value(name="work tree", place="worktree/okrs"),
        Value(name="packed clone", place="packed/okrs"),
        Value(name="old files", place="old/okrs"),
        Value(name="files that may be run", place="x/okrs"),
    ),
    "day": (
        _given("--today", day=["--today", TODAY]),
        Value(name="SOURCE_DATE_EPOCH", env={"SOURCE_DATE_EPOCH": EPOCH}, given={"day": []}),
        Value(name="both", env={"SOURCE_DATE_EPOCH": "1"}, given={"day": ["--today", TODAY]}),
    ),
    "clock": (Value(name="right"), _given("1970", clock=0), _given("2100", clock=4_102_444_800)),
    "umask": (_given("022", umask=0o022), _given("077", umask=0o077), _given("000", umask=0)),
    "terminal": (
        Value(name="none"),
        _env("narrow", COLUMNS="20", LINES="5", TERM="dumb", NO_COLOR="1"),
        _env("wide and coloured", COLUMNS="400", FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm-256color"),
    ),
    "home": (
        Value(name="inherited"),
        _env(
            "there is none",
            HOME="/nonexistent",
            XDG_CONFIG_HOME="/nonexistent",
            XDG_CACHE_HOME="/nonexistent",
        ),
    ),
    "git's settings": (
        Value(name="none"),
        _env("all changed", GIT_CONFIG_GLOBAL="{base}/gitconfig"),
    ),
    "git's environment": (
        Value(name="none"),
        _env(
            "of a hook elsewhere",
            GIT_DIR="/nonexistent/.git",
            GIT_WORK_TREE="/nonexistent",
            GIT_INDEX_FILE="/nonexistent/index",
            GIT_PREFIX="x/",
            GIT_OBJECT_DIRECTORY="/nonexistent/objects",
            GIT_COMMON_DIR="/nonexistent",
        ),
        _env(
            "of habits",
            GIT_LITERAL_PATHSPECS="1",
            GIT_EXTERNAL_DIFF="false",
            GIT_DIFF_OPTS="-u0",
            GIT_PAGER="false",
            GIT_EDITOR="false",
            GIT_AUTHOR_DATE="2001-01-01T00:00:00Z",
            GIT_COMMITTER_DATE="2001-01-01T00:00:00Z",
        ),
    ),
    "cache": (
        _given("none", cache=["--no-cache"]),
        _given("cold", cache=["--cache", "{out}-cache"]),
        _given("of another day", cache=["--cache", "{base}/cache"]),
    ),
    "interpreter": (
        Value(name="plain"),
        Value(name="-O", flags=("-O",)),
        Value(name="-B -X dev", flags=("-B", "-X", "dev", "-W", "ignore")),
    ),
}
"""The kinds of circumstances, each with its plain value first."""

Choice = Mapping[str, Value]

PLAIN: Choice = {axis: values[0] for axis, values in AXES.items()}


def pythons(*more: str) -> tuple[Value, ...]:
    """This Python and others that okrsite is installed for."""
    return (Value(name="this"), *(Value(name=python, python=python) for python in more))


class Place:
    """A company in a folder, and room beside it for copies and for what is written."""

    def __init__(self, base: Path, *, few: bool = False) -> None:
        self.base = base
        self.few = few
        self.count = 0
        self.repo, _ = private_company(base / "okrs")
        enrich(self.repo)
        self.made: dict[str, Path] = {"": self.repo.root}
        (base / "order").write_text("*z*\n*a*\n")
        (base / "attributes").write_text("* -text diff=none\n*.md filter=none ident\n")
        (base / "mailmap").write_text(
            "Somebody Else <x@example.com> Ada Chen\nSomebody Else <ada.chen@example.com>\n"
        )
        (base / "gitconfig").write_text(HOSTILE_CONFIG.format(folder=base.as_posix()))

    def digests(self, choice: Choice) -> dict[str, str]:
        """What is written under some circumstances: for each file the digest of its bytes."""
        self.count += 1
        out = self.base / "out" / str(self.count)
        out.mkdir(parents=True)
        names = {"out": str(out), "base": str(self.base)}
        env = {key: value.format(**names) for one in choice.values() for key, value in one.env.items()}
        given: dict[str, object] = {"few": self.few, "out": str(out), "content": "content"}
        for one in choice.values():
            given |= one.given
        given["cache"] = [part.format(**names) for part in given["cache"]]  # type: ignore[attr-defined]
        python = next((one.python for one in choice.values() if one.python), sys.executable)
        flags = [flag for one in choice.values() for flag in one.flags]
        done = subprocess.run(
            [python, *flags, str(DRIVER), json.dumps(given)],
            cwd=self.checkout(choice["checkout"].place),
            env=environment(**env),
            capture_output=True,
            check=False,
        )
        shutil.rmtree(out)
        if done.returncode:
            raise AssertionError(f"{told(choice)}: {done.stderr.decode('utf-8', 'replace')}")
        found: dict[str, str] = json.loads(done.stdout)
        return found

    def checkout(self, place: str) -> Path:
        """The company's repository in another place."""
        if place not in self.made:
            self.made[place] = MAKERS.get(place.partition("/")[0], cloned)(self.repo, self.base / place)
        return self.made[place]


def together() -> tuple[Choice, ...]:
    """A few choices in which each value of each axis is once."""
    most = max(map(len, AXES.values()))
    return tuple(
        {axis: values[(number + place) % len(values)] for place, (axis, values) in enumerate(AXES.items())}
        for number in range(most)
    )


def told(choice: Choice) -> str:
    """The circumstances that are not the plain ones."""
    odd = (
        f"{axis}: {value.name}" for axis, value in choice.items() if value is not AXES.get(axis, (None,))[0]
    )
    return ", ".join(odd) or "plain"
