"""A preview from start to end: build, serve, watch, build again."""

import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from okrsite.building import pipeline
from okrsite.building.publish import PublishError
from okrsite.building.record import LastRecord
from okrsite.building.refusals import ContentError, refuse_no_content, refuse_overlap
from okrsite.building.report import Built
from okrsite.diagnostics import Diagnostic
from okrsite.loading.memory import Memory
from okrsite.preview.overlay import Fault
from okrsite.preview.server import PreviewServer
from okrsite.preview.watcher import Watcher
from okrsite.rendering.themes import ThemeError, load_theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to preview: as the options of `okrsite serve` say."""

    content: Path
    output: Path
    theme: str | None = None
    today: date | None = None
    strict: bool = False
    host: str = "127.0.0.1"
    port: int = 8000


class Listener(Protocol):
    """Who is told what the preview does."""

    def ready(self, url: str) -> None:
        """The site can be looked at."""

    def built(self, built: Built, seconds: float, changed: frozenset[Path]) -> None:
        """A build ended: published, or stopped by faults in the content."""

    def failed(self, message: str) -> None:
        """A build could not be done, for another reason than faults in the content."""

    def message(self, text: str) -> None:
        """Something worth knowing."""


def preview(request: Request, listener: Listener, *, stop: threading.Event | None = None) -> None:
    """Serve the site and rebuild it after every change, until `stop` is set or Ctrl-C.

    Raises PreviewError where the address can't be taken, ContentError where there is no content, and
    PublishError or ThemeError where the first build finds that it can't publish there, or that there is no
    such theme.
    """
    refuse_no_content(request.content)
    refuse_overlap(request.content, request.output)
    server = PreviewServer(request.output, host=request.host, port=request.port)
    builder = _Builder(request, server, listener)
    watcher = Watcher([request.content], builder.rebuild, on_message=listener.message)
    try:
        watcher.start()
        builder.build()
        server.start()
        listener.ready(server.url)
        (stop or threading.Event()).wait()
    except KeyboardInterrupt:
        pass
    finally:
        watcher.stop()
        builder.stop()
        server.stop()


class _Builder:
    """Builds, one at a time, and tells the browser and the listener."""

    def __init__(self, request: Request, server: PreviewServer, listener: Listener) -> None:
        self._request = request
        self._server = server
        self._listener = listener
        self._lock = threading.Lock()
        self._memory = Memory()
        self._records = LastRecord()
        self._theme: tuple[Path, ...] = ()
        self._theme_watcher: Watcher | None = None

    def build(self) -> None:
        """Build for the first time; a theme that has faults can be mended while the preview runs."""
        with self._lock:
            try:
                self._build(frozenset())
            except ThemeError as error:
                if not error.faults:  # no theme at all
                    raise
                self._fail(error)

    def rebuild(self, changed: frozenset[Path]) -> None:
        """Build anew after some paths changed; a failure leaves the last good site up."""
        with self._lock:
            try:
                self._build(changed)
            except (ContentError, PublishError, ThemeError) as error:
                self._fail(error)

    def stop(self) -> None:
        """Stop watching the theme."""
        if self._theme_watcher is not None:
            self._theme_watcher.stop()

    def _build(self, changed: frozenset[Path]) -> None:
        request = self._request
        begun = time.perf_counter()
        checked = pipeline.check_content(request.content, today=request.today, memory=self._memory)
        built = Built(report=checked.report, checked=checked)
        if not checked.stops(strict=request.strict):
            self._watch(pipeline.theme_of(checked, request.content, request.theme))
            built = pipeline.publish_checked(
                checked, request.content, request.output, theme=request.theme, records=self._records
            )
        self._listener.built(built, time.perf_counter() - begun, changed)
        if built.published is None:
            self._server.show(_faults(built, request))
        else:
            self._server.show([])
            self._server.reload()

    def _fail(self, error: Exception) -> None:
        found = error.faults if isinstance(error, ThemeError) else ()
        faults = [_fault(diagnostic, diagnostic.location) for diagnostic in found]
        whole = Fault(place="", rule="", severity="error", message=str(error), hint="")
        self._server.show(faults or [whole])
        self._listener.failed(str(error))

    def _watch(self, theme: str) -> None:
        """Rebuild when the theme changes too, which is known only once the settings are read."""
        try:
            folders = tuple(one.folder for one in load_theme(theme).lineage())
        except ThemeError:
            folders = (Path(theme),)
        if folders != self._theme:
            self.stop()
            self._theme = folders
            self._theme_watcher = Watcher(folders, self.rebuild, on_message=self._listener.message)
            self._theme_watcher.start()


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
