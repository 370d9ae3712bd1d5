"""What lies open in an editor: the content folders, their documents, and what is shown of them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from lsprotocol import types

from okrsite.language_server.addresses import path_in
from okrsite.language_server.answers import Speech
from okrsite.language_server.company import Company
from okrsite.language_server.content_folders import content_above, content_folders
from okrsite.language_server.findings import Findings, Shown, at_once
from okrsite.language_server.lines import Encoding, lines_of, whole
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.watch import Watch
from okrsite.loading.discover import classify
from okrsite.settings import Settings

BATCH = 50
"""Files whose findings are sent before anything else gets its turn."""

Publish = Callable[[types.PublishDiagnosticsParams], None]
Failed = Callable[[str, Exception], None]


class Open:
    """A content folder that somebody works in."""

    def __init__(self, company: Company, editor: "Editor") -> None:
        self.company = company
        self.editor = editor
        self.addresses: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.findings = Findings()
        self.watch = Watch(company, self._typed, self._told, lambda error: editor.failed("check", error))
        self._sent: dict[str, tuple[str, Sequence[types.Diagnostic]]] = {}
        self._touched: set[str] = set()

    @property
    def speech(self) -> Speech:
        return Speech(
            encoding=self.editor.encoding,
            content=self.company.content,
            addresses=self.addresses,
            versions=self.versions,
            related=self.editor.related,
            page=self.editor.page,
            versioned=self.editor.versioned,
        )

    def document(self, path: str, address: str, version: int, text: str) -> None:
        """A document was opened, or written in."""
        self.addresses[path], self.versions[path] = address, version
        self._touched.add(path)
        self.company.hold(path, whole(text))
        self.watch.changed()

    def close(self, path: str) -> None:
        """A document was closed: what counts is what is on the disk."""
        self.addresses.pop(path, None)
        self.versions.pop(path, None)
        self.company.let_go(path)
        self.watch.changed()

    def look_again(self) -> None:
        """Something on the disk has changed."""
        self.company.look_again()
        self.watch.changed()

    def end(self) -> None:
        """Let go of the folder: nothing is shown of it any more."""
        self.watch.end()
        for address, shown in self._sent.values():
            if shown:
                self.editor.publish(types.PublishDiagnosticsParams(uri=address, diagnostics=[]))
        self._sent.clear()

    def _typed(self) -> None:
        """Show at once what the text of a document alone gives away."""
        touched, self._touched = self._touched, set()
        latest = self.watch.latest
        settings = latest.facts.portfolio.settings if latest is not None else Settings()
        for path in sorted(touched & self.company.texts.keys()):
            file = classify(self.company.content, path)
            if file is not None:
                text = self.company.texts[path]
                before = self.findings.by_file.get(path, ())
                made = at_once(file, text, before, self.findings.lines.get(path, ()), settings)
                self._send(path, made, lines_of(text), latest)

    async def _told(self, snapshot: Snapshot, found: Findings) -> None:
        """Show what the check found, in files that are not open too."""
        number, before = self.company.number, self.findings
        self.findings = found
        paths = sorted({*found.by_file, *self._sent}, key=lambda path: (path not in self.addresses, path))
        for count, path in enumerate(paths):
            if count % BATCH == BATCH - 1:
                await asyncio.sleep(0)
            if self.company.number != number:
                return
            here = found.by_file.get(path, ())
            if path in self.addresses or path not in self._sent or here != before.by_file.get(path, ()):
                self._send(path, here, found.lines.get(path, ()), snapshot)

    def _send(
        self, path: str, found: Sequence[Shown], lines: Sequence[str], snapshot: Snapshot | None
    ) -> None:
        """Show the findings of a file, if they are not shown already."""
        titles = snapshot.titles if snapshot is not None else {}
        made = self.speech.diagnostics(found, lines, titles)
        address = self.speech.address(path)
        sent = self._sent.get(path)
        if sent is not None and sent[0] != address and sent[1]:
            self.editor.publish(types.PublishDiagnosticsParams(uri=sent[0], diagnostics=[]))
            sent = None
        if sent is None and not made:
            return
        if sent is None or sent[1] != made:
            self._sent[path] = (address, made)
            self.editor.publish(
                types.PublishDiagnosticsParams(uri=address, diagnostics=made, version=self.versions.get(path))
            )


class Editor:
    """The editor at the other end: what it can take, and how it is told something."""

    def __init__(self, publish: Publish, failed: Failed) -> None:
        self.publish = publish
        self.failed = failed
        self.encoding: Encoding = "utf-16"
        self.related = False
        self.page = False
        self.versioned = False


class Desk:
    """All content folders that lie open. `content` is the only one, where it is given."""

    def __init__(self, editor: Editor, *, content: Path | None = None, today: date | None = None) -> None:
        self.editor = editor
        self.content = content
        self.today = today
        self.companies: list[Open] = []

    def open_folders(self, folders: Sequence[Path]) -> list[Open]:
        """Take the content that is in some folders; only what is new."""
        wanted = (
            [self.content] if self.content is not None else [c for f in folders for c in content_folders(f)]
        )
        return [one for one in map(self._take, wanted) if one is not None]

    def close_others(self, folders: Sequence[Path]) -> None:
        """Let go of content that lies in none of these folders and of which no document is open."""
        for one in list(self.companies):
            content = one.company.content
            if (
                content != self.content
                and not one.addresses
                and not any(map(content.is_relative_to, folders))
            ):
                self.companies.remove(one)
                one.end()

    def _take(self, content: Path) -> Open | None:
        if any(one.company.content.absolute() == content.absolute() for one in self.companies):
            return None
        made = Open(Company(content, self.today), self.editor)
        self.companies.append(made)
        made.watch.changed()
        return made

    def find(self, address: str) -> tuple[Open, str] | None:
        """The company that a document belongs to, and its path there; None where it is no file of content.

        Content that nobody has opened as a folder is taken when a file of it is.
        """
        name = path_in(address)
        if name is None:
            return None
        file = Path(name)
        found = self._among(file)
        if found is None and self.content is None and (content := content_above(file)) is not None:
            self._take(content)
            found = self._among(file)
        return found

    def _among(self, file: Path) -> tuple[Open, str] | None:
        for one in self.companies:
            path = one.company.path_of(file)
            if path is not None:
                return one, path
        return None

    def end(self) -> None:
        for one in self.companies:
            one.watch.end()
