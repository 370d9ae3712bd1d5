"""An editor: a real client that talks to `okrsite lsp` over its standard input and output."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from project import environment, program
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import make_test_lsp_client

PATIENCE = 60.0
"""Seconds until something that should happen soon counts as not happening."""

T = TypeVar("T")


class Editor:
    """An editor with a folder open. Positions are lines and UTF-16 columns from 0, as on the wire."""

    def __init__(self, folder: Path, loop: asyncio.AbstractEventLoop, client: LanguageClient) -> None:
        self.folder = folder
        self.loop = loop
        self.client = client
        self.versions: dict[str, int] = {}

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(coroutine, PATIENCE))

    def uri(self, path: str) -> str:
        return path if "://" in path or path.startswith("untitled:") else (self.folder / path).as_uri()

    def document(self, path: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri=self.uri(path))

    def open(self, path: str, text: str | None = None) -> str:
        """Open a document, by default as it is on the disk; its text."""
        shown = (self.folder / path).read_bytes().decode() if text is None else text
        self.versions[path] = 1
        item = types.TextDocumentItem(uri=self.uri(path), language_id="markdown", version=1, text=shown)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return shown

    def type(self, path: str, text: str) -> None:
        """Put another text into a document."""
        self.versions[path] = self.versions.get(path, 0) + 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                text_document=types.VersionedTextDocumentIdentifier(
                    uri=self.uri(path), version=self.versions[path]
                ),
                content_changes=[types.TextDocumentContentChangeWholeDocument(text=text)],
            )
        )

    def close(self, path: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(path)))

    def until(self, what: str, happens: Callable[[], T]) -> T:
        """Wait until something has happened, and return it."""

        async def wait() -> T:
            end = time.monotonic() + PATIENCE
            while not (found := happens()):
                assert time.monotonic() < end, f"{what} did not happen; {self.client.log_messages}"
                await asyncio.sleep(0.02)
            return found

        return self.loop.run_until_complete(wait())

    def found(self, path: str) -> list[str]:
        """The rules that a file is shown to break, sorted."""
        return sorted(str(d.code) for d in self.client.diagnostics.get(self.uri(path), ()))

    def wait_for(self, path: str, *rules: str) -> Sequence[types.Diagnostic]:
        """Wait until a file is shown to break just these rules."""
        self.until(f"{rules} in {path}", lambda: self.found(path) == sorted(rules))
        return self.client.diagnostics.get(self.uri(path), ())

    # requests

    def completions(self, path: str, at: types.Position) -> list[types.CompletionItem]:
        params = types.CompletionParams(text_document=self.document(path), position=at)
        found = self.run(self.client.text_document_completion_async(params))
        return list(found.items if isinstance(found, types.CompletionList) else found or ())

    def hover(self, path: str, at: types.Position) -> str:
        params = types.HoverParams(text_document=self.document(path), position=at)
        found = self.run(self.client.text_document_hover_async(params))
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""

    def definition(self, path: str, at: types.Position) -> types.Location | None:
        params = types.DefinitionParams(text_document=self.document(path), position=at)
        found = self.run(self.client.text_document_definition_async(params))
        assert found is None or isinstance(found, types.Location)
        return found

    def references(self, path: str, at: types.Position, *, declaration: bool = True) -> list[types.Location]:
        context = types.ReferenceContext(include_declaration=declaration)
        params = types.ReferenceParams(context=context, text_document=self.document(path), position=at)
        return list(self.run(self.client.text_document_references_async(params)) or ())

    def prepare_rename(self, path: str, at: types.Position) -> types.PrepareRenamePlaceholder | None:
        params = types.PrepareRenameParams(text_document=self.document(path), position=at)
        found = self.run(self.client.text_document_prepare_rename_async(params))
        assert found is None or isinstance(found, types.PrepareRenamePlaceholder)
        return found

    def rename(self, path: str, at: types.Position, name: str) -> types.WorkspaceEdit:
        params = types.RenameParams(text_document=self.document(path), position=at, new_name=name)
        found = self.run(self.client.text_document_rename_async(params))
        assert found is not None
        return found

    def symbols(self, path: str) -> list[types.DocumentSymbol]:
        params = types.DocumentSymbolParams(text_document=self.document(path))
        found = self.run(self.client.text_document_document_symbol_async(params)) or ()
        return [one for one in found if isinstance(one, types.DocumentSymbol)]

    def actions(self, path: str, at: types.Range) -> list[types.CodeAction]:
        params = types.CodeActionParams(
            text_document=self.document(path), range=at, context=types.CodeActionContext(diagnostics=[])
        )
        found = self.run(self.client.text_document_code_action_async(params)) or ()
        return [one for one in found if isinstance(one, types.CodeAction)]

    def logged(self) -> str:
        return "\n".join(message.message for message in self.client.log_messages)


def capabilities(encodings: Sequence[str] = ()) -> types.ClientCapabilities:
    """What Visual Studio Code can take; with other ways to count columns, if any are named."""
    can = client_capabilities("visual-studio-code")
    if encodings and can.general is not None:
        can.general.position_encodings = [types.PositionEncodingKind(name) for name in encodings]
    return can


@contextmanager
def editing(
    folder: Path,
    *options: str,
    can: types.ClientCapabilities | None = None,
    opened: Sequence[Path] | None = None,
) -> Iterator[Editor]:
    """Start an editor with a folder (or several, or none) open, and end it in good order."""
    loop = asyncio.new_event_loop()
    client = make_test_lsp_client()

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(_: types.RegistrationParams) -> None:
        """Files are watched."""

    folders = [folder] if opened is None else list(opened)
    params = types.InitializeParams(
        capabilities=can or capabilities(),
        workspace_folders=[types.WorkspaceFolder(uri=one.as_uri(), name=one.name) for one in folders],
    )
    editor = Editor(folder, loop, client)
    try:
        editor.run(client.start_io(program(), "lsp", "--today", "2026-11-20", *options, env=environment()))
        editor.run(client.initialize_session(params))
        yield editor
        editor.run(client.shutdown_session())
        assert client.error is None
    finally:
        server = client._server
        if server is not None and server.returncode is None:
            with suppress(asyncio.TimeoutError):
                loop.run_until_complete(asyncio.wait_for(server.wait(), 5))
            if server.returncode is None:
                server.kill()
        loop.run_until_complete(client.stop())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def position(text: str, words: str, nth: int = 0, *, end: bool = False) -> types.Position:
    """Where some words begin (or end) in a text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    before = text[: at + len(words) * end].replace("\r\n", "\n")
    line = before[before.rfind("\n") + 1 :]
    return types.Position(line=before.count("\n"), character=len(line.encode("utf-16-le")) // 2)


def between(text: str, at: types.Range) -> str:
    """The part of a text that a range of one line covers."""
    assert at.start.line == at.end.line
    line = text.replace("\r\n", "\n").split("\n")[at.start.line].encode("utf-16-le")
    return line[at.start.character * 2 : at.end.character * 2].decode("utf-16-le")


def path_of(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


def do(edit: types.WorkspaceEdit) -> None:
    """Make a change on the disk, as an editor would."""
    for step in edit.document_changes or ():
        if isinstance(step, types.RenameFile):
            target = path_of(step.new_uri)
            assert not target.exists()
            path_of(step.old_uri).rename(target)
        else:
            assert isinstance(step, types.TextDocumentEdit)
            write_edits(
                path_of(step.text_document.uri), [e for e in step.edits if isinstance(e, types.TextEdit)]
            )


def write_edits(file: Path, edits: Sequence[types.TextEdit]) -> None:
    text = file.read_bytes().decode()
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")

    def offset(at: types.Position) -> int:
        before = lines[at.line].encode("utf-16-le")[: at.character * 2].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines[: at.line]) + len(before)

    whole = "\n".join(lines)
    for edit in sorted(edits, key=lambda e: offset(e.range.start), reverse=True):
        whole = whole[: offset(edit.range.start)] + edit.new_text + whole[offset(edit.range.end) :]
    file.write_bytes(whole.replace("\n", newline).encode())
