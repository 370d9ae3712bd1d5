"""A preview from start to end: build, serve, watch, build again."""

import gc
import math
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from okrsite.building import pipeline
from okrsite.building.cached import memory_of
from okrsite.building.live import LiveSite
from okrsite.building.pictures import Pictures
from okrsite.building.publish import Publication, PublishError
from okrsite.building.record import LastRecord
from okrsite.building.refusals import ContentError, refuse_no_content, refuse_overlap
from okrsite.building.report import Built, Checked
from okrsite.diagnostics import Diagnostic
from okrsite.history.git import GitError
from okrsite.history.moving import moving_files
from okrsite.keeping.garbage import settle, uncollected
from okrsite.loading.memory import Memory
from okrsite.preview.changed import Changes
from okrsite.preview.ending import Ending
from okrsite.preview.overlay import Fault
from okrsite.preview.server import PreviewServer
from okrsite.preview.watcher import Watcher
from okrsite.rendering.themes import ThemeError, load_theme
from okrsite.spreading import WorkerError

_TRY_AGAIN = 2.0  # seconds until a build that failed for a reason outside of the content is tried again
_REST = 0.5  # seconds after a build in which readers fetch what is new: garbage can wait
_UNTIDY = 10  # builds, one soon after the other, for which it waits
_TOLD = (ContentError, GitError, PublishError, ThemeError, WorkerError)
_OPEN_TO_OTHERS = "Whoever can reach this machine over the network can read it, and nothing is encrypted."


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to preview: as the options of `okrsite serve` say. Into `output` the site is written too.
    The folder of the `cache` spares the first build what an earlier one, or `okrsite build`, has read."""

    content: Path
    output: Path | None = None
    theme: str | None = None
    today: date | None = None
    strict: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    cache: Path | None = None


class Listener(Protocol):
    """Who is told what the preview does."""

    def ready(self, url: str) -> None:
        """The site can be looked at."""

    def built(self, built: Built, seconds: float, changed: frozenset[Path]) -> None:
        """A build ended after some seconds: shown, or stopped by faults in the content."""

    def failed(self, message: str) -> None:
        """A build could not be done, for another reason than faults in the content."""

    def message(self, text: str) -> None:
        """Something worth knowing."""


def preview(request: Request, listener: Listener, *, stop: threading.Event | None = None) -> None:
    """Serve the site and rebuild it after every change, until `stop` is set, or the program is asked to end.

    Raises PreviewError where the address can't be taken, ContentError where there is no content, and
    PublishError or ThemeError where the first build finds that it can't publish there, or that there is no
    such theme.
    """
    refuse_no_content(request.content)
    if request.output is not None:
        refuse_overlap(request.content, request.output)
    changes = Changes()
    server = PreviewServer(host=request.host, port=request.port)
    builder = _Builder(request, server, listener, changes)
    with Ending() as ending:
        try:
            # The builds are this thread's, which Ctrl-C interrupts: so they put away what they have begun.
            builder.begin()
            server.start()
            listener.ready(server.url)
            if not server.private:
                listener.message(_OPEN_TO_OTHERS)
            builder.settle()
            while (changed := changes.wait(stop or ending.asked, builder.next_at)) is not None:
                builder.go_on(changed)
        except KeyboardInterrupt:
            pass
        finally:
            ending.leave()
            builder.stop()
            server.stop()
            if request.output is not None and ending.asked.is_set():
                _put_away(request.output)


def _put_away(output: Path) -> None:
    """Clear up after a build that was interrupted, maybe while it cleared up itself."""
    with suppress(PublishError), Publication(output):
        pass


class _Builder:
    """Builds, one at a time, and tells the browser and the listener. `next_at` is when there is something to
    do though nothing changed."""

    def __init__(self, request: Request, server: PreviewServer, listener: Listener, changes: Changes) -> None:
        self._again_at = math.inf
        self._tidy_at, self._untidy = math.inf, 0
        self._waiting = ExitStack()
        self._request = request
        self._server = server
        self._listener = listener
        self._changes = changes
        self._kept = memory_of(request.content, request.cache) if request.cache else None
        self._memory = self._kept or Memory()
        self._pictures = Pictures()
        self._records = LastRecord()
        self._watchers: dict[str, tuple[tuple[Path, ...], Watcher]] = {}
        self._failure = ""
        self._broken = ""
        self._unread: frozenset[Path] | None = None
        server.on_broken(self._broken_page)

    def begin(self) -> None:
        """Build for the first time; a theme that has faults can be mended while the preview runs."""
        self._watch("content", (self._request.content,))
        try:
            with uncollected():
                self._build(frozenset())
        except ThemeError as error:
            if not error.faults:  # no theme at all
                raise
            self._fail(error)

    def settle(self) -> None:
        """Put aside for later what the first build has read, now that nobody waits."""
        if self._kept is not None:
            self._kept.save()
        settle()

    @property
    def next_at(self) -> float:
        return min(self._again_at, self._tidy_at)

    def go_on(self, changed: frozenset[Path]) -> None:
        """Build anew if some paths changed, or if it is time to try again; else clear up after builds."""
        if changed or time.monotonic() >= self._again_at:
            self._waiting.enter_context(uncollected())
            self._rebuild(changed)
            self._tidy_at = time.monotonic() + _REST
            self._untidy += 1
        if not changed or self._untidy >= _UNTIDY:
            self._tidy()

    def _tidy(self) -> None:
        self._tidy_at, self._untidy = math.inf, 0
        self._waiting.close()
        gc.collect()

    def _rebuild(self, changed: frozenset[Path]) -> None:
        """Build anew; a failure leaves the last good site up."""
        self._again_at = math.inf
        try:
            self._build(changed)
            self._failure = ""
        except (ContentError, ThemeError) as error:
            self._fail(error)
        except Exception as error:
            # A full disk, another build in the same folder, files that went while they were read: it may well
            # pass, and no change would tell of that.
            self._again_at = time.monotonic() + _TRY_AGAIN
            self._fail(error)

    def _broken_page(self, error: ThemeError) -> None:
        """Tell, once, what keeps the theme from making a page that was asked for."""
        if str(error) != self._broken:
            self._broken = str(error)
            self._fail(error)

    def stop(self) -> None:
        """Stop watching."""
        self._waiting.close()
        for _, watcher in self._watchers.values():
            watcher.stop()

    def _build(self, changed: frozenset[Path]) -> None:
        request = self._request
        begun = time.perf_counter()
        self._watch("history", moving_files(request.content))
        checked = self._checked(changed)
        built = Built(report=checked.report, checked=checked)
        if checked.stops(strict=request.strict):
            self._server.show(_faults(built, request))
            self._listener.built(built, time.perf_counter() - begun, changed)
            return
        self._watch("theme", _theme_folders(pipeline.theme_of(checked, request.content, request.theme)))
        site = LiveSite(checked, request.content, request.theme, self._pictures)
        site.prepare()
        self._broken = ""
        self._server.show([])
        self._server.show_site(site)
        seconds = time.perf_counter() - begun
        if request.output is not None:
            built = pipeline.publish_checked(
                checked, request.content, request.output, theme=request.theme, records=self._records
            )
        self._listener.built(replace(built, remarks=site.remarks), seconds, changed)

    def _checked(self, changed: frozenset[Path]) -> Checked:
        """The content as it is now, of which nothing is looked at again but what the watchers reported."""
        if self._unread is not None:
            self._unread |= changed
        content, unread = self._request.content, self._unread
        paths = None if unread is None else _paths_in(content, unread)
        checked = pipeline.check_content(
            content, today=self._request.today, memory=self._memory, changed=paths
        )
        self._unread = frozenset()
        return checked

    def _fail(self, error: Exception) -> None:
        found = error.faults if isinstance(error, ThemeError) else ()
        faults = [_fault(diagnostic, diagnostic.location) for diagnostic in found]
        said = str(error) if isinstance(error, _TOLD) else _unforeseen(error)
        whole = Fault(place="", rule="", severity="error", message=said, hint="")
        self._server.show(faults or [whole])
        if said != self._failure:
            self._listener.failed(said)
        self._failure = said if self._again_at < math.inf else ""

    def _watch(self, what: str, paths: tuple[Path, ...]) -> None:
        """Have changes below some paths told, in place of those that were watched for the same before."""
        watched, watcher = self._watchers.get(what, ((), None))
        if paths == watched:
            return
        if watcher is not None:
            watcher.stop()
            del self._watchers[what]
        if paths:
            watcher = Watcher(paths, self._changes.add, on_message=self._listener.message)
            self._watchers[what] = (paths, watcher)
            watcher.start()


def _paths_in(content: Path, changed: frozenset[Path]) -> frozenset[str]:
    """The paths in the content folder of what changed there."""
    return frozenset(path.relative_to(content).as_posix() for path in changed if path.is_relative_to(content))


def _theme_folders(theme: str) -> tuple[Path, ...]:
    """Where a theme lies, which is known only once the settings are read, and those that it extends."""
    try:
        return tuple(one.folder for one in load_theme(theme).lineage())
    except ThemeError:
        return (Path(theme),)


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'} can't be read or written: {error.strerror or error}."
    return f"the build failed ({type(error).__name__}: {error}); it is tried again."


def _faults(built: Built, request: Request) -> list[Fault]:
    """What keeps the site from being published: the errors, and the warnings where those stop it too."""
    return [
        _fault(d, str(request.content / d.location))
        for d in built.report.diagnostics
        if d.severity.value == "error" or (request.strict and not d.silent)
    ]


def _fault(diagnostic: Diagnostic, place: str) -> Fault:
    return Fault(
        place=place,
        rule=diagnostic.rule,
        severity=diagnostic.severity.value,
        message=diagnostic.message,
        hint=diagnostic.hint,
    )
