"""What an editor asks about a document, answered."""

import asyncio
from collections.abc import Callable

from lsprotocol import types

from okrsite.language_server.answers import markdown
from okrsite.language_server.cursor import cursor_at
from okrsite.language_server.desk import Desk, Open
from okrsite.language_server.edits import Change, Edit
from okrsite.language_server.lines import lines_of
from okrsite.language_server.mentions import Mention
from okrsite.language_server.new_ids import CannotRename
from okrsite.language_server.outline import outline
from okrsite.language_server.parsed import parse
from okrsite.language_server.renaming import rename
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.suggesting import Here, suggest
from okrsite.language_server.telling import told, told_of_name
from okrsite.loading.discover import classify
from okrsite.loading.reading import LARGEST


class Refusal(Exception):
    """A request that can't be met; the text says why and what to do."""


class Requests:
    """Answers questions about the documents on a desk. `can_move` tells whether the editor renames files."""

    def __init__(self, desk: Desk, warn: Callable[[str], None]) -> None:
        self.desk = desk
        self.warn = warn
        self.can_move = False

    async def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        here = self._document(params.text_document)
        if here is None:
            return None
        company, path, lines = here
        latest = await company.watch.recent()
        file = classify(company.company.content, path)
        if file is None:
            return None
        line, column = company.speech.place(params.position, lines)
        cursor = cursor_at(lines, line, column, fenced=path.endswith(".md"))
        facts = latest.facts if latest is not None else None
        found = suggest(Here(file=file, lines=tuple(lines), facts=facts), cursor)
        if cursor is None or not found.items:
            return None
        return company.speech.completions(found, cursor.stretch, lines)

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        here = self._document(params.text_document)
        if here is None:
            return None
        company, path, lines = here
        latest = await company.watch.recent()
        line, column = company.speech.place(params.position, lines)
        if latest is not None:
            now = Snapshot(content=latest.content, texts=company.company.texts, facts=latest.facts)
            mention = now.mention_at(path, line, column)
            words = told(mention.symbol, latest.facts) if mention and mention.lead != "title" else ""
            if mention is not None and words:
                where = company.speech.range(mention.stretch, lines)
                return types.Hover(contents=markdown(words), range=where)
        file = classify(company.company.content, path)
        cursor = cursor_at(lines, line, column, fenced=path.endswith(".md"))
        if file is None or cursor is None:
            return None
        words = told_of_name(file, cursor, lines[line][cursor.stretch.start : cursor.stretch.end])
        where = company.speech.range(cursor.stretch, lines)
        return types.Hover(contents=markdown(words), range=where) if words else None

    async def definition(self, params: types.DefinitionParams) -> types.Location | None:
        found = await self._mention(params.text_document, params.position)
        if found is None:
            return None
        company, snapshot, _, mention = found
        place = snapshot.definition(mention.symbol)
        if place is None:
            return None
        return company.speech.location(place[0], place[1], snapshot.lines(place[0]))

    async def references(self, params: types.ReferenceParams) -> list[types.Location] | None:
        found = await self._mention(params.text_document, params.position)
        if found is None:
            return None
        company, snapshot, _, mention = found
        everywhere = await asyncio.to_thread(lambda: list(snapshot.mentions_of(mention.symbol)))
        return [
            company.speech.location(path, one.stretch, snapshot.lines(path))
            for path, one in everywhere
            if params.context.include_declaration or one.role != "definition"
        ]

    async def prepare_rename(
        self, params: types.PrepareRenameParams
    ) -> types.PrepareRenamePlaceholder | None:
        found = await self._mention(params.text_document, params.position)
        if found is None:
            return None
        company, snapshot, path, mention = found
        where = company.speech.range(mention.stretch, snapshot.lines(path))
        return types.PrepareRenamePlaceholder(range=where, placeholder=mention.symbol.name)

    async def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = await self._mention(params.text_document, params.position)
        if found is None:
            raise Refusal(
                "There is no id here: put the cursor on that of an objective, a key result, a team or a KPI."
            )
        company, snapshot, _, mention = found
        try:
            change = await asyncio.to_thread(rename, snapshot, mention.symbol, params.new_name)
        except CannotRename as error:
            raise Refusal(str(error)) from error
        if change.moves and not self.can_move:
            raise Refusal("This renames files too, which your editor does not let a language server do.")
        if change.unsound:
            names = ", ".join(change.unsound)
            self.warn(f"Not renamed in files that can't be read as they stand: {names}.")
        return company.speech.workspace_edit(change, snapshot)

    async def symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        here = self._document(params.text_document)
        if here is None:
            return None
        company, path, lines = here
        file = classify(company.company.content, path)
        if file is None or not path.endswith(".md"):
            return None
        return company.speech.symbols(outline(file, parse("\n".join(lines))), lines)

    async def mend(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        here = self._document(params.text_document)
        snapshot = await here[0].watch.settled() if here is not None else None
        if here is None or snapshot is None:
            return None
        company, path, _ = here
        lines = snapshot.lines(path)
        first, last = params.range.start.line, params.range.end.line
        actions = []
        for one in company.findings.by_file.get(path, ()):
            if one.fix is None or not first <= one.at.line <= last:
                continue
            stretch, text = one.fix
            edit = company.speech.workspace_edit(Change(edits=(Edit(path, stretch, text),)), snapshot)
            actions.append(
                types.CodeAction(
                    title=f"Write `{text.strip()}`" if text.strip() else "Delete it",
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=company.speech.diagnostics([one], lines, {}),
                    edit=edit,
                    is_preferred=True,
                )
            )
        return actions

    def _document(self, document: types.TextDocumentIdentifier) -> tuple[Open, str, list[str]] | None:
        """An open document of the content: its company, its path, its lines; None where it is none, or is too
        large to be content."""
        found = self.desk.find(document.uri)
        text = found[0].company.texts.get(found[1]) if found is not None else None
        if found is None or text is None or len(text) > LARGEST:
            return None
        return *found, lines_of(text)

    async def _mention(
        self, document: types.TextDocumentIdentifier, position: types.Position
    ) -> tuple[Open, Snapshot, str, Mention] | None:
        """The id at a place of a document, as everything stands now, with the document's path."""
        here = self._document(document)
        snapshot = await here[0].watch.settled() if here is not None else None
        if here is None or snapshot is None:
            return None
        company, path, _ = here
        line, column = company.speech.place(position, snapshot.lines(path))
        mention = snapshot.mention_at(path, line, column)
        return (company, snapshot, path, mention) if mention is not None else None
