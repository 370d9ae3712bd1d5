"""The language server: what editors ask, answered over standard input and output."""

import logging
import os
import sys
import traceback
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from okrsite import __version__
from okrsite.language_server.addresses import path_in
from okrsite.language_server.desk import Desk, Editor
from okrsite.language_server.requests import Refusal, Requests

REQUEST_FAILED = -32803
"""The protocol's code for a request that was understood and can't be met."""
UNKNOWN_METHOD = -32601
COMPLETING = types.CompletionOptions(trigger_characters=[":", " ", "-", "/", "#", "[", "{", ","])
"""What makes an editor ask for completions, besides letters."""
RENAMING = types.RenameOptions(prepare_provider=True)
MENDING = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
WATCHED = "**/*.{md,csv,yml}"

Method = Callable[[Any], Awaitable[Any]]


class Server:
    """Answers an editor. `content` and `today` are as `okrsite check` takes them."""

    def __init__(self, *, content: Path | None = None, today: date | None = None) -> None:
        self.protocol = _Protocol(self)
        self.editor = Editor(self.protocol.text_document_publish_diagnostics, self.failed)
        self.desk = Desk(self.editor, content=content, today=today)
        self.can_watch = False
        self.requests = Requests(self.desk, self._warn)
        self._register()

    def _register(self) -> None:
        """Say what is answered, by the protocol's names, some with options."""
        ask = self.requests
        for name, what, method, options in (
            (types.INITIALIZE, "getting to know the editor", self.initialize, None),
            (types.INITIALIZED, "looking for the content", self.initialized, None),
            (types.SHUTDOWN, "ending", self.shutdown, None),
            (types.TEXT_DOCUMENT_DID_OPEN, "opening a document", self.opened, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, "following what is written", self.written, None),
            (types.TEXT_DOCUMENT_DID_SAVE, "saving a document", self.saved, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, "closing a document", self.closed, None),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, "looking at files", self.files_changed, None),
            (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, "looking at folders", self.folders_changed, None),
            (types.TEXT_DOCUMENT_COMPLETION, "completion", ask.completion, COMPLETING),
            (types.TEXT_DOCUMENT_HOVER, "telling what stands here", ask.hover, None),
            (types.TEXT_DOCUMENT_DEFINITION, "going to a definition", ask.definition, None),
            (types.TEXT_DOCUMENT_REFERENCES, "finding references", ask.references, None),
            (types.TEXT_DOCUMENT_PREPARE_RENAME, "renaming", ask.prepare_rename, None),
            (types.TEXT_DOCUMENT_RENAME, "renaming", ask.rename, RENAMING),
            (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "the outline", ask.symbols, None),
            (types.TEXT_DOCUMENT_CODE_ACTION, "mending", ask.mend, MENDING),
        ):
            self.protocol.feature(name, options)(self._guarded(what, method))

    def _guarded(self, what: str, method: Method) -> Method:
        """An answer that never fails: what goes wrong is logged, what can't be is refused."""

        async def answer(params: Any) -> Any:
            try:
                return await method(params)
            except Refusal as error:
                raise JsonRpcException(str(error), code=REQUEST_FAILED) from error
            except Exception as error:
                self.failed(what, error)
                return None

        return answer

    # what is said when something goes wrong

    def failed(self, what: str, error: Exception) -> None:
        """Log what went wrong: first in plain words, then for whoever mends it."""
        lines = "".join(traceback.format_exception(error)).rstrip()
        self.log(
            f"okrsite could not finish: {what}. The editor works on without it; if it happens again, please"
            f" report these lines.\n{lines}",
            types.MessageType.Error,
        )

    def _warn(self, message: str) -> None:
        """Show a message."""
        warning = types.ShowMessageParams(type=types.MessageType.Warning, message=message)
        self.protocol.window_show_message(warning)

    def log(self, message: str, sort: types.MessageType = types.MessageType.Info) -> None:
        self.protocol.window_log_message(types.LogMessageParams(type=sort, message=message))

    # the beginning and the end

    async def initialize(self, params: types.InitializeParams) -> None:
        """Learn what the editor can take."""
        can = params.capabilities
        diagnostics = can.text_document.publish_diagnostics if can.text_document else None
        edit = can.workspace.workspace_edit if can.workspace else None
        self.editor.related = bool(diagnostics and diagnostics.related_information)
        self.editor.page = bool(diagnostics and diagnostics.code_description_support)
        self.editor.versioned = bool(edit and edit.document_changes)
        moves = (edit.resource_operations if edit else None) or ()
        self.requests.can_move = self.editor.versioned and types.ResourceOperationKind.Rename in moves
        watched = can.workspace.did_change_watched_files if can.workspace else None
        self.can_watch = bool(watched and watched.dynamic_registration)
        encoding = self.protocol.workspace.position_encoding
        if encoding == types.PositionEncodingKind.Utf8:
            self.editor.encoding = "utf-8"
        elif encoding == types.PositionEncodingKind.Utf32:
            self.editor.encoding = "utf-32"

    async def initialized(self, _: types.InitializedParams) -> None:
        """Look for content in what was opened, and begin to check it."""
        folders = self._folders()
        self.desk.open_folders(folders)
        if self.desk.companies:
            for one in self.desk.companies:
                self.log(f"okrsite checks the content in {one.company.content}.")
        else:
            where = ", ".join(map(str, folders)) or "no folder"
            self.log(f"okrsite found no content (a folder with okrsite.yml); it looked in: {where}.")
        if self.can_watch:
            await self._watch_files()

    async def _watch_files(self) -> None:
        """Ask to be told of files that change elsewhere than in the editor."""
        options = types.DidChangeWatchedFilesRegistrationOptions(
            watchers=[types.FileSystemWatcher(glob_pattern=WATCHED)]
        )
        registration = types.Registration(
            id="okrsite-files",
            method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            register_options=options,
        )
        try:
            await self.protocol.client_register_capability_async(
                types.RegistrationParams(registrations=[registration])
            )
        except JsonRpcException:
            self.log("This editor does not tell of files that change elsewhere: what is saved in it counts.")

    def _folders(self) -> list[Path]:
        workspace = self.protocol.workspace
        addresses = [folder.uri for folder in workspace.folders.values()]
        addresses += [workspace.root_uri] if not addresses and workspace.root_uri else []
        return [Path(name) for name in map(path_in, addresses) if name is not None]

    async def shutdown(self, _: None) -> None:
        self.desk.end()

    # documents

    async def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._hold(document.uri, document.version, document.text)

    async def written(self, params: types.DidChangeTextDocumentParams) -> None:
        document = self.protocol.workspace.get_text_document(params.text_document.uri)
        self._hold(params.text_document.uri, params.text_document.version, document.source)

    def _hold(self, address: str, version: int, text: str) -> None:
        found = self.desk.find(address)
        if found is not None:
            company, path = found
            company.document(path, address, version, text)

    async def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self._look_again([params.text_document.uri])

    async def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        found = self.desk.find(params.text_document.uri)
        if found is not None:
            company, path = found
            company.close(path)

    async def files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        self._look_again([event.uri for event in params.changes])

    async def folders_changed(self, _: types.DidChangeWorkspaceFoldersParams) -> None:
        self.desk.close_others(self._folders())
        self.desk.open_folders(self._folders())

    def _look_again(self, addresses: Sequence[str]) -> None:
        found = [one for one in map(self.desk.find, addresses) if one is not None]
        for company in dict.fromkeys(company for company, _ in found):
            company.look_again()


class _Protocol(LanguageServer):
    """The protocol's side; what goes wrong there is logged, not shown."""

    def __init__(self, server: Server) -> None:
        # Whole texts: content files are small, and nobody can disagree on where lines end.
        super().__init__("okrsite", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._answers = server

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - the base names it
        if not isinstance(error, JsonRpcException) or error.code not in {REQUEST_FAILED, UNKNOWN_METHOD}:
            self._answers.failed("reading what the editor sent", error)


def serve(*, content: Path | None = None, today: date | None = None) -> None:
    """Answer an editor over standard input and output until it is done.

    Nothing else may write to the output: whatever tries to goes to the error output instead.
    """
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    Server(content=content, today=today).protocol.start_io(sys.stdin.buffer, answers)
