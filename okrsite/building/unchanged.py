"""Whether anything is other than at the last build: if not, it need not even be read.

What a build rests on is named by a signature: of the content, the theme and what git knows by the marks that
the file system gives its files, as git's own index does; of the output folder likewise.
"""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from okrsite.building.look import look
from okrsite.building.output import Places, umask
from okrsite.building.report import Built, Published, Report
from okrsite.building.theme_place import theme_folder
from okrsite.diagnostics import Diagnostic
from okrsite.history.git import GitError, repository_of
from okrsite.keeping.store import Store
from okrsite.loading.today import today_in

if TYPE_CHECKING:
    from okrsite.building.report import Checked

ALLOWED = frozenset(
    {
        ("datetime", "date"),
        ("okrsite.diagnostics", "Diagnostic"),
        ("okrsite.diagnostics", "Fix"),
        ("okrsite.diagnostics", "Severity"),
        ("okrsite.source", "Span"),
    }
)
"""What a report is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a build was asked for: as the options of `okrsite build` say."""

    content: Path
    output: Path
    theme: str | None
    today: date | None
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """What the last build did and told. `zone` and `named` are the time zone and the theme of the settings;
    `folders` are those of the theme."""

    inputs: bytes
    output: bytes
    today: date
    zone: str
    named: str
    folders: tuple[str, ...]
    url: str
    report: Report
    remarks: tuple[Diagnostic, ...]
    files: int
    pages: int
    undrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """What the last check of a content folder found."""

    inputs: bytes
    today: date
    zone: str
    report: Report


L = TypeVar("L", Last, LastCheck)


class Remembered:
    """The last builds of output folders, and checks of content folders, in the folder of a cache. For one
    build or check of one content folder."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder, ALLOWED)
        self._before: Before | None = None

    def built(self, asked: Asked) -> Built | None:
        """What the last build did, if another would do and tell the same: nothing is written then."""
        last = _unpacked(Last, self._store.load(_name("last", asked.output)))
        if last is None or _under_way(asked.output) or not _same_day(last, asked.today):
            return None
        if (
            look(asked.output).signature != last.output
            or _inputs(asked, last.named, last.folders, self._seen(asked.content)) != last.inputs
        ):
            return None
        return Built(
            report=last.report,
            url=last.url,
            published=Published(written=0, kept=last.files, removed=0),
            pages=last.pages,
            undrawn=last.undrawn,
            remarks=last.remarks,
        )

    def checked(self, content: Path, today: date | None) -> Report | None:
        """What the last check of a content folder found, if another would find the same."""
        last = _unpacked(LastCheck, self._store.load(_name("check", content)))
        if last is None or not _same_day(last, today):
            return None
        seen = self._seen(content)
        return last.report if _digest(seen.content, seen.git) == last.inputs else None

    def watch(self, content: Path) -> "Watch":
        """Look at what a build or a check rests on, before it begins to read."""
        return Watch(self._store, content, self._seen(content))

    def _seen(self, content: Path) -> "Before":
        """What there was before anything was read."""
        if self._before is None:
            moment = time.time_ns()
            self._before = Before(moment=moment, content=look(content).signature, git=_git(content))
        return self._before


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The signature of the content, and what git told, at a moment (ns since 1970)."""

    moment: int
    content: bytes
    git: bytes


class Watch:
    """A build or a check that is to be remembered: it must have read what was there when it began."""

    def __init__(self, store: Store, content: Path, before: Before) -> None:
        self._store = store
        self._content = content
        self._before = before

    def keep_check(self, checked: "Checked") -> None:
        """Remember what a check found."""
        if self._stood():
            portfolio = checked.facts.portfolio
            last = LastCheck(
                inputs=_digest(self._before.content, self._before.git),
                today=portfolio.today,
                zone=portfolio.settings.time_zone,
                report=checked.report,
            )
            self._store.save(_name("check", self._content), _packed(last), self._content)

    def keep(self, asked: Asked, built: Built) -> None:
        """Remember what a build did."""
        checked = built.checked
        if checked is None or built.published is None or built.undrawn:
            return
        from okrsite.rendering.themes import load_theme

        settings = checked.facts.portfolio.settings
        name = theme_folder(settings.theme, asked.content, asked.theme)
        folders = tuple(str(one.folder) for one in load_theme(name).lineage())
        begun = self._before.moment
        if not all(look(Path(folder)).settled(begun) for folder in folders) or not self._stood():
            return
        last = Last(
            inputs=_inputs(asked, settings.theme, folders, self._before),
            output=look(asked.output).signature,
            today=checked.facts.portfolio.today,
            zone=settings.time_zone,
            named=settings.theme,
            folders=folders,
            url=settings.url,
            report=built.report,
            remarks=built.remarks,
            files=built.published.written + built.published.kept,
            pages=built.pages,
            undrawn=built.undrawn,
        )
        self._store.save(_name("last", asked.output), _packed(last), asked.output)

    def _stood(self) -> bool:
        """Whether the content is what it was at the beginning, and was not written just before."""
        now = look(self._content)
        before = self._before
        return (
            now.settled(before.moment)
            and now.signature == before.content
            and _git(self._content) == before.git
        )


def _inputs(asked: Asked, named: str, folders: Iterable[str], seen: Before) -> bytes:
    """The signature of all that a build rests on, but for the day: the settings name a theme, which lies in
    some folders."""
    from okrsite.rendering import graph_engine  # which a check need not load

    theme = theme_folder(named, asked.content, asked.theme)
    engines = graph_engine.identity(graph_engine.engines())
    asked_for = f"{asked.content.resolve()}\n{asked.strict}\n{umask()}\n{engines}\n{theme}"
    looks = (look(Path(folder)).signature for folder in folders)
    return _digest(asked_for.encode("utf-8", "surrogateescape"), seen.content, *looks, seen.git)


def _digest(*parts: bytes) -> bytes:
    return blake2b(b"".join(len(part).to_bytes(4) + part for part in parts), digest_size=16).digest()


def _same_day(last: "Last | LastCheck", today: date | None) -> bool:
    return last.today == (today or today_in(ZoneInfo(last.zone)))


def _git(content: Path) -> bytes:
    """What tells whether git would tell the same."""
    try:
        repository = repository_of(content)
        told = repository.text("rev-parse", "HEAD", "--git-common-dir", "--is-shallow-repository")
        index = repository.text("rev-parse", "--git-path", "index").strip()
    except GitError as error:
        return str(error).encode("utf-8", "surrogateescape")
    marks = []
    for path in (repository.root / name for name in (".mailmap", ".gitattributes", index)):
        try:
            found = path.stat()
            marks.append(f"{found.st_size} {found.st_mtime_ns}")
        except OSError:
            marks.append("none")
    return "\n".join((told, *marks)).encode("utf-8", "surrogateescape")


def _under_way(output: Path) -> bool:
    """Whether something of a build lies about that the next one clears up or finishes."""
    places = Places(shown=output, output=Path(os.path.realpath(output)))
    return any(map(os.path.lexists, (places.new, places.old, places.trash, places.staging)))


def _name(kind: str, folder: Path) -> str:
    return f"{kind}-{blake2b(os.fsencode(os.path.realpath(folder)), digest_size=8).hexdigest()}"


def _packed(last: "Last | LastCheck") -> tuple[object, ...]:
    """As plain values: the report, which all have, comes first."""
    values = {field.name: getattr(last, field.name) for field in fields(last)}
    report = values.pop("report")
    return (tuple(getattr(report, field.name) for field in fields(Report)), *values.values())


def _unpacked(kind: type[L], kept: object) -> L | None:
    if not isinstance(kept, tuple):
        return None
    names = (field.name for field in fields(kind) if field.name != "report")
    with suppress(LookupError, TypeError, ValueError):  # it is of another shape
        report = dict(zip((field.name for field in fields(Report)), kept[0], strict=True))
        return kind(report=Report(**report), **dict(zip(names, kept[1:], strict=True)))
    return None
